"""Whether a build would make what is there already: digests of all that it reads, and of what it wrote.

In: settings as read, and the output folder. Out: `Inputs`, which are empty where content cannot tell (plugins of
others, functions in settings), so that all is built each time.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter
from pathlib import Path

CODE = Path(__file__).parents[1]
# What else a build looks at: language and time zone of the machine.
VARIABLES = ("LANG", "LANGUAGE", "LC_ALL", "LC_TIME", "LC_CTYPE", "TZ")
OURS = ("plugins.", "sitemap")
NO_CODE = "__pycache__"


@dataclass(frozen=True)
class Inputs:
    """Digests of all that a build reads: everything, and everything but the texts of pages."""

    everything: str = ""
    without_pages: str = ""


def content_of(file: os.DirEntry) -> bytes:
    """What makes a file what it is."""
    with open(file.path, "rb", 0) as opened:  # noqa: PTH123 (hundreds of files)
        return opened.readall()


def times_of(file: os.DirEntry) -> bytes:
    """What changes when somebody writes into a file: much faster than to read it."""
    said = file.stat()
    return b"%d %d" % (said.st_size, said.st_mtime_ns)


def inputs_of(settings: dict, said: Callable[[os.DirEntry], bytes] = content_of) -> Inputs:
    """Settings, content, theme, code and machine; of each file, what is `said` of it."""
    plain = {name: value for name, value in settings.items() if name.isupper()}
    if not all(name.startswith(OURS) for name in plain["PLUGINS"]) or plain.get("DEFAULT_DATE") == "fs":
        return Inputs()
    try:
        shown = json.dumps(plain, sort_keys=True, default=_plain)
    except (TypeError, ValueError):
        return Inputs()
    machine = [sys.version, *(os.environ.get(name, "") for name in VARIABLES), *_installed()]
    content = Path(settings["PATH"])
    pages = [content / name for name in settings["PAGE_PATHS"]]
    folders = [settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"], CODE]
    digests = [digest_of(folder, said) for folder in folders] + [digest_of(content, said, pages)]
    texts = [digest_of(page, said) for page in pages]
    if not all(digests) or not all(texts):
        return Inputs()
    shared = hashed([shown, *machine, *digests])
    return Inputs(hashed([shared, *texts]), shared)


def _plain(value: object) -> object:
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError


def _installed() -> list[str]:
    """Names and versions of packages, as their folders are called."""
    folders = [folder for folder in sys.path if folder and Path(folder).is_dir()]
    return sorted(name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208


def digest_of(
    folder: str | Path, said: Callable[[os.DirEntry], bytes] = content_of, but_texts_in: Iterable[Path] = ()
) -> str:
    """A digest of names below `folder` and what is `said` of their files; empty where a file cannot be read or a link
    leads to a folder."""
    found, skipped = sha256(), tuple(f"{path}{os.sep}" for path in but_texts_in)
    try:
        for path, file in _files(folder):
            if file.is_symlink() and file.is_dir():
                return ""
            if not (file.name.endswith(".md") and file.path.startswith(skipped)):
                data = said(file)  # megabytes, which need no copy
                found.update(b"%b\0%d\0" % (os.fsencode(path), len(data)))
                found.update(data)
    except OSError:
        return ""
    return found.hexdigest()


def stamps_of(folder: Path) -> dict[str, bytes]:
    """Names below `folder`, and of each file its size and time; empty where it cannot be read."""
    try:
        return {path: times_of(file) for path, file in _files(folder)}
    except OSError:
        return {}


def digest_of_stamps(stamps: Mapping[str, bytes]) -> str:
    """A digest of what `stamps_of` gave, empty where that is."""
    found = sha256()
    for path in sorted(stamps):
        found.update(os.fsencode(path) + b"\0" + stamps[path] + b"\0")
    return found.hexdigest() if stamps else ""


def _files(folder: str | Path) -> Iterator[tuple[str, os.DirEntry]]:
    """Files below a folder in one order, with their paths from it; pathlib takes twice as long for thousands."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(f"{folder}/{inside}") as found:
            entries = sorted(found, key=attrgetter("name"))
        for one in entries:
            if not one.is_dir(follow_symlinks=False):
                yield f"{inside}{one.name}", one
            elif one.name != NO_CODE:
                waiting.append(f"{inside}{one.name}/")


def hashed(texts: Iterable[str]) -> str:
    """A digest of texts in their order."""
    return sha256("\0".join(texts).encode("utf-8", "surrogateescape")).hexdigest()
