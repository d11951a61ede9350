"""The author's `.bib` file: its entries, and new ones appended to it without changing a byte before them."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.decoding import decode
from plugins.bibtex.entry import Entry
from plugins.core.problems import Problem


class AddFailed(Exception):
    """Why nothing was added, in one line."""


@dataclass(frozen=True)
class BibFile:
    """`shown` is the path for messages; `data` are the bytes of the file; `problems` have no path."""

    path: Path
    shown: str
    data: bytes
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def read_bibfile(path: Path, shown: str) -> BibFile:
    """Read a file, which need not exist. Raises AddFailed if it cannot be read as text."""
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise AddFailed(f"{shown}: cannot be read: {error.strerror or error}") from None
    text, undecodable = decode(data)
    if undecodable:
        raise AddFailed(f"{shown}:{undecodable[0].line}: {undecodable[0].message}")
    entries, problems = read_bibtex(text)
    return BibFile(path, shown, data, tuple(entries), tuple(problems))


def append_entries(file: BibFile, entries: list[str]) -> None:
    """Append the texts of entries, all or nothing. Raises AddFailed if the file changed or cannot be written."""
    replace_file(file, with_entries(file.data, entries))


def replace_file(file: BibFile, data: bytes) -> None:
    """Write `data` in place of what was read. Raises AddFailed if the file changed or cannot be written."""
    path = file.path.resolve()
    try:
        if (path.read_bytes() if path.exists() else b"") != file.data:
            raise AddFailed(f"{file.shown} has changed in the meantime: try again")
        write_whole(path, data)
    except OSError as error:
        raise AddFailed(f"{file.shown}: cannot be written: {error.strerror or error}") from None


def with_entries(data: bytes, entries: list[str]) -> bytes:
    """The bytes of a file, and after them the entries, each after an empty line, with the line ends of the file."""
    ending = "\r\n" if b"\r\n" in data else "\r" if b"\r" in data and b"\n" not in data else "\n"
    is_empty = not data.strip(b"\xef\xbb\xbf\r\n")
    gap = "" if is_empty or data.endswith((b"\n\n", b"\n\r\n")) else "\n" if data.endswith((b"\n", b"\r")) else "\n\n"
    return data + (gap + "\n".join(entries)).replace("\n", ending).encode()


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file at once, so that an interruption leaves the old one; its permissions stay."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
