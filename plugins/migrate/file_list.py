"""The files of a folder. Symbolic links that lead out of the folder are never followed.

In: the folder. Out: paths relative to it, and lines of the report about the others.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISREG

from plugins.migrate.report import MigrationReport

LARGEST = 100_000_000  # bytes of a file that is copied
LARGEST_TEXT = 4_000_000  # of one that is read
TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".rst", ".html", ".bib", ".yml", ".yaml", ".toml", ".json")


def is_hidden(name: str) -> bool:
    """Whether a file is one that no site publishes."""
    return any(part.startswith(".") and part != ".well-known" for part in name.split("/"))


def list_files(
    folder: Path, shown: str, report: MigrationReport, is_ignored: Callable[[str], bool] = lambda name: False
) -> tuple[str, ...]:
    """The paths of the files below `folder` in order, without those that `is_ignored` leaves out; none if it is a link.
    Reports each file that cannot be read; `shown` is what its author writes before its path."""
    names = []
    for path in () if folder.is_symlink() else _walk_folder(folder):
        name = path.relative_to(folder).as_posix()
        if is_ignored(name):
            continue
        if reason := _reason_to_skip(path, folder):
            report.leave(f"{shown}{name}", None, reason)
        elif not path.is_dir():
            names.append(name)
    return tuple(names)


def _walk_folder(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in sorted([*names, *links]))


def _reason_to_skip(path: Path, folder: Path) -> str:
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            return "this link leads out of the site, and its target is not moved"
        if path.is_dir():
            return "a link to a folder is not followed: copy the folder's files"
        if not S_ISREG(path.stat().st_mode):
            return "this is not a readable file"
        if path.stat().st_size > (LARGEST_TEXT if path.suffix.lower() in TEXTS else LARGEST):
            return "this file is too large, and is not moved"
        with path.open("rb"):
            return ""
    except (OSError, RuntimeError):
        return "this cannot be read, or is a link that leads nowhere"
