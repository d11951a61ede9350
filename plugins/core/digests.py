"""Digests (16 bytes) of texts, files and folders."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path

PYTHON_CACHE = "__pycache__"


def digest(*parts: str | bytes) -> bytes:
    """A digest of the `parts`; it depends on where each part ends."""
    hasher = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        hasher.update(b"%d:" % len(data))
        hasher.update(data)
    return hasher.digest()


def digest_of_folder(folder: str | Path) -> bytes | None:
    """Names and contents of all files below `folder`, which need not exist; None where one cannot be read or is no
    file, such as a link to a folder."""
    hasher = blake2b(digest_size=16)
    if not Path(folder).exists():
        return hasher.digest()
    try:
        for path, file in _files(folder):
            if not file.is_file():  # reading a pipe could wait forever
                return None
            data = Path(file.path).read_bytes()
            hasher.update(b"%b\0%d\0" % (os.fsencode(path), len(data)))
            hasher.update(data)
    except OSError:
        return None
    return hasher.digest()


def stamp_of_folder(folder: str | Path) -> bytes | None:
    """A digest of the paths, sizes and modification times of all files below `folder`; None if there is no folder."""
    hasher = blake2b(digest_size=16)
    try:
        for path, file in _files(folder):
            status = file.stat(follow_symlinks=False)
            hasher.update(b"%b\0%d %d\0" % (os.fsencode(path), status.st_size, status.st_mtime_ns))
    except OSError:
        return None
    return hasher.digest()


def _files(folder: str | Path) -> Iterator[tuple[str, os.DirEntry]]:
    """All files below a folder, sorted by name folder by folder, each with its path relative to it."""
    waiting = [""]
    while waiting:
        parent = waiting.pop()
        with os.scandir(f"{folder}/{parent}") as children:
            entries = sorted(children, key=attrgetter("name"))
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield f"{parent}{entry.name}", entry
            elif entry.name != PYTHON_CACHE:
                waiting.append(f"{parent}{entry.name}/")
