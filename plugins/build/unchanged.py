"""Whether a build would make what is there already: digests of all that it reads, and of what it wrote.

In: settings as read, and the output folder. Out: `Inputs`, which are empty where content cannot tell (plugins of
others, functions in settings), so that all is built each time.
"""

import json
import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
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


def inputs_of(settings: dict) -> Inputs:
    """Settings, content, theme, code and machine."""
    plain = {name: value for name, value in settings.items() if name.isupper()}
    if not all(name.startswith(OURS) for name in plain["PLUGINS"]) or plain.get("DEFAULT_DATE") == "fs":
        return Inputs()
    try:
        said = json.dumps(plain, sort_keys=True, default=_plain)
    except (TypeError, ValueError):
        return Inputs()
    machine = [platform.python_version(), *(os.environ.get(name, "") for name in VARIABLES), *_installed()]
    content = Path(settings["PATH"])
    pages = [content / name for name in settings["PAGE_PATHS"]]
    folders = [settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"], CODE]
    digests = [digest_of(Path(folder)) for folder in folders] + [digest_of(content, pages)]
    texts = [digest_of(page) for page in pages]
    if not all(digests) or not all(texts):
        return Inputs()
    shared = hashed([said, *machine, *digests])
    return Inputs(hashed([shared, *texts]), shared)


def _plain(value: object) -> object:
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError


def _installed() -> list[str]:
    """Names and versions of packages, as their folders are called."""
    folders = [Path(folder) for folder in sys.path if Path(folder).is_dir()]
    return sorted(package.name for folder in folders for package in folder.glob("*.dist-info"))


def digest_of(folder: Path, but_texts_in: Iterable[Path] = ()) -> str:
    """A digest of names and contents below `folder`; empty where a file cannot be read or a link leads to a folder."""
    found, skipped = blake2b(), [str(path) for path in but_texts_in]
    try:
        for place, folders, files in os.walk(folder):
            folders[:] = sorted(set(folders) - {NO_CODE})
            if any(Path(place, name).is_symlink() for name in folders):
                return ""
            are_pages = any(place == path or place.startswith(path + os.sep) for path in skipped)
            for name in sorted(files):
                if not (are_pages and name.endswith(".md")):
                    data = Path(place, name).read_bytes()
                    found.update(os.fsencode(os.path.relpath(place, folder)) + b"\0" + os.fsencode(name))
                    found.update(b"\0%d\0" % len(data) + data)
    except OSError:
        return ""
    return found.hexdigest()


def stamp_of(folder: Path) -> str:
    """A digest of names, sizes and times below a folder that a build made, to see whether it was touched since."""
    found = blake2b()
    try:
        for place, folders, files in os.walk(folder):
            folders.sort()
            found.update(os.fsencode(place[len(str(folder)) :]))
            for name in sorted(files):
                said = os.lstat(f"{place}/{name}")
                found.update(os.fsencode(f"\0{name}\0{said.st_size}\0{said.st_mtime_ns}"))
    except OSError:
        return ""
    return found.hexdigest()


def hashed(texts: Iterable[str]) -> str:
    """A digest of texts in their order."""
    return blake2b("\0".join(texts).encode("utf-8", "surrogateescape")).hexdigest()
