"""Unpack a release from a ZIP or tar archive, and nothing outside of a folder.

In: an archive. Out: a folder with its files. A release has no links; an archive with one is refused.
"""

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from plugins.core.problems import one_line
from plugins.upgrade.release import UpgradeFailed

ENDINGS = (".zip", ".tar.gz", ".tgz", ".tar")
LARGEST = 500_000_000  # bytes that an archive may hold: a release has a hundredth of it
EXECUTABLE = 0o111
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Member:
    """A file of an archive, still packed: its name, size and mode, or `is_odd` if it is a link or a device."""

    name: str
    size: int
    mode: int
    is_odd: bool
    packed: object


def unpack(archive: Path, folder: Path) -> None:
    """Raises UpgradeFailed, also if a member would be written outside of `folder`."""
    try:
        if archive.name.endswith(".zip"):
            with zipfile.ZipFile(archive) as file:
                _write(list(_zip_members(file)), file.open, archive, folder)
        else:
            with tarfile.open(archive) as file:
                _write(list(_tar_members(file)), file.extractfile, archive, folder)
    except BROKEN as error:
        raise UpgradeFailed(f"{archive}: cannot be unpacked: {one_line(error)}") from None


def _zip_members(file: zipfile.ZipFile) -> Iterator[Member]:
    for info in file.infolist():
        if not info.is_dir():
            mode = info.external_attr >> 16
            is_odd = stat.S_IFMT(mode) not in (0, stat.S_IFREG)
            yield Member(info.filename, info.file_size, mode, is_odd, info)


def _tar_members(file: tarfile.TarFile) -> Iterator[Member]:
    for info in file:
        if not info.isdir():
            yield Member(info.name, info.size, info.mode, not info.isreg(), info)


def _write(members: list[Member], opened: Callable[..., IO[bytes]], archive: Path, folder: Path) -> None:
    if sum(member.size for member in members) > LARGEST:
        raise UpgradeFailed(f"{archive}: holds more than {LARGEST // 1_000_000} MB: this is no release")
    for member in members:
        path = PurePosixPath(member.name)
        if path.is_absolute() or ".." in path.parts or {"\\", ":", "\0"} & {*member.name}:
            raise UpgradeFailed(f"{archive}: holds {member.name!r}, which leads out of its folder: this is no release")
        if member.is_odd:
            raise UpgradeFailed(f"{archive}: holds {member.name!r}, a link or a device: this is no release")
    for member in members:
        target = folder / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with opened(member.packed) as packed:
            _copy(packed, target, member.size)
        if member.mode & EXECUTABLE:
            target.chmod(target.stat().st_mode | EXECUTABLE)


def _copy(packed: IO[bytes], target: Path, size: int) -> None:
    data = packed.read(size + 1)
    if len(data) != size:
        raise ValueError(f"{target.name} has not the size that the archive gives")
    target.write_bytes(data)
