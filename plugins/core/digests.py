"""Digests of 16 bytes: of texts, of files, of folders."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path

PYTHON_CACHE = "__pycache__"


def digest(*parts: str | bytes) -> bytes:
    """A digest of the `parts`, each apart from the next."""
    found = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.digest()


def digest_of_folder(folder: str | Path) -> bytes | None:
    """Names and contents of all files below `folder`, which need not exist; None where one cannot be read or is none,
    such as a link to a folder."""
    found = blake2b(digest_size=16)
    if not Path(folder).exists():
        return found.digest()
    try:
        for path, file in _files(folder):
            if not file.is_file():  # reading a pipe could wait forever
                return None
            data = Path(file.path).read_bytes()
            found.update(b"%b\0%d\0" % (os.fsencode(path), len(data)))
            found.update(data)
    except OSError:
        return None
    return found.digest()


def stamp_of_folder(folder: str | Path) -> bytes | None:
    """Names, sizes and times of all files below `folder`, which change when somebody writes there; None where there is
    no folder."""
    found = blake2b(digest_size=16)
    try:
        for path, file in _files(folder):
            status = file.stat(follow_symlinks=False)
            found.update(b"%b\0%d %d\0" % (os.fsencode(path), status.st_size, status.st_mtime_ns))
    except OSError:
        return None
    return found.digest()


def _files(folder: str | Path) -> Iterator[tuple[str, os.DirEntry]]:
    """Files below a folder in the order of their names, with their paths from it."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(f"{folder}/{inside}") as found:
            entries = sorted(found, key=attrgetter("name"))
        for one in entries:
            if not one.is_dir(follow_symlinks=False):
                yield f"{inside}{one.name}", one
            elif one.name != PYTHON_CACHE:
                waiting.append(f"{inside}{one.name}/")
