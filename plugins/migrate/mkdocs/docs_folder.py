"""The files of a site's `docs` folder, and where MkDocs publishes each.

In: the folder. Out: the paths of its files, relative to it, and the skipped ones with reasons. Symbolic links that lead
out of the folder are never followed.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from posixpath import join, normpath
from stat import S_ISREG

PAGES = (".md", ".markdown", ".mdown", ".mkd")
FOLDER_PAGES = ("index", "README")


@dataclass(frozen=True)
class FileList:
    """Paths of regular files below a folder, and the skipped ones with reasons."""

    names: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]


def list_files(folder: Path, excluded: list[str] | None = None, hidden: bool = False) -> FileList:
    """The files below `folder` in order; with `hidden`, also those that MkDocs ignores."""
    files, skipped = [], []
    for path in _walk_folder(folder):
        name = path.relative_to(folder).as_posix()
        if not hidden and _is_ignored(name, excluded or []):
            continue
        if reason := _reason_to_skip(path, folder):
            skipped.append((name, reason))
        elif not path.is_dir():
            files.append(name)
    return FileList(tuple(files), tuple(skipped))


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
        with path.open("rb"):
            return ""
    except (OSError, RuntimeError):
        return "this cannot be read, or is a link that leads nowhere"


def _is_ignored(name: str, excluded: list[str]) -> bool:
    """Whether MkDocs ignores a file: hidden ones, those in `templates/`, and those that `exclude_docs` names."""
    parts = name.split("/")
    if parts[0] == "templates" or any(part.startswith(".") for part in parts):
        return True
    parents = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return any(_matches(pattern, parent) for pattern in excluded for parent in parents)


def _matches(pattern: str, name: str) -> bool:
    anchored, pattern = "/" in pattern.rstrip("/"), pattern.strip("/")
    return fnmatchcase(name, pattern) or (not anchored and fnmatchcase(name.rpartition("/")[2], pattern))


def is_page(name: str) -> bool:
    return name.lower().endswith(PAGES)


def mkdocs_address(name: str, in_folders: bool) -> str:
    """Where MkDocs publishes a page; `in_folders` is its `use_directory_urls`. The address of a folder ends in `/`."""
    stem, _, _ = name.rpartition(".")
    folder, _, last = stem.rpartition("/")
    above = f"{folder}/" if folder else ""
    if last in FOLDER_PAGES:
        return above if in_folders else f"{above}index.html"
    return f"{stem}/" if in_folders else f"{stem}.html"


def resolve_path(path: str, folder: str) -> str | None:
    """A path from the site's root for `path` as written in `folder`; None if it leads out of the site."""
    found = normpath(path.lstrip("/") if path.startswith("/") else join(folder, path))
    return None if found.startswith("..") else found
