"""The author's `.bib` file: what it holds, and entries appended to it, with every byte before them as it was."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from plugins.bibtex import reader
from plugins.bibtex.decoding import decode
from plugins.bibtex.records import Entry


class AddFailed(Exception):
    """Why nothing was added, in one line."""


@dataclass(frozen=True)
class BibFile:
    """`path` as it is shown, the bytes that are in the file, and their entries."""

    path: Path
    shown: str
    data: bytes
    entries: tuple[Entry, ...]


def read(path: Path, shown: str) -> BibFile:
    """The file, which need not be there. Raises AddFailed where its text cannot be read."""
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise AddFailed(f"{shown}: cannot be read: {error.strerror or error}") from None
    text, faults = decode(data)
    if faults:
        raise AddFailed(f"{shown}:{faults[0].line}: {faults[0].message}")
    return BibFile(path, shown, data, tuple(reader.read(text)[0]))


def append(file: BibFile, entries: list[str]) -> None:
    """Write the entries after what is there, all or nothing. Raises AddFailed where that cannot be."""
    data = file.data + _appendix(file.data, entries)
    path = file.path.resolve()
    try:
        if (path.read_bytes() if path.exists() else b"") != file.data:
            raise AddFailed(f"{file.shown} has changed in the meantime: try again")
        _write(path, data)
    except OSError as error:
        raise AddFailed(f"{file.shown}: cannot be written: {error.strerror or error}") from None


def _appendix(data: bytes, entries: list[str]) -> bytes:
    """The entries with an empty line before each, and line breaks as the file has them."""
    ending = "\r\n" if b"\r\n" in data else "\r" if b"\r" in data and b"\n" not in data else "\n"
    gap = "" if not data.strip(b"\xef\xbb\xbf\r\n") else "\n" if data.endswith((b"\n", b"\r")) else "\n\n"
    if data.endswith((b"\n\n", b"\n\r\n")):
        gap = ""
    return (gap + "\n".join(entries)).replace("\n", ending).encode()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode & 0o7777)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
