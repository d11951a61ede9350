"""Write a moved site as a whole or not at all: into a folder beside it, then a few renames.

Nothing is written outside of the target, and no link in it is followed.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from time import monotonic

from plugins.migrate.report import MigrationFailed

BACKUP = "content.before-migrate"
CACHE = ".cache"
SHOWN = 30  # files that are listed before the rest is counted
PAUSE = 2  # seconds between two messages of progress


def check_target(target: Path, source: Path, names: Iterable[str], force: bool, replaces: Collection[str] = ()) -> None:
    """Raise MigrationFailed if the target and the old site hold one another, or if files other than those that it
    `replaces` are in the way of `names`."""
    if target.is_relative_to(source) or source.is_relative_to(target / "content"):
        raise MigrationFailed(f"{target}: is inside the old site, or contains it: choose another folder")
    if target.exists() and not target.is_dir():
        raise MigrationFailed(f"{target}: is a file: choose a folder")
    in_the_way = [name for name in _find_files_in_the_way(target, names) if name not in replaces]
    if in_the_way and not force:
        more = len(in_the_way) - SHOWN
        listed = [f"  {name}" for name in in_the_way[:SHOWN]] + [f"  and {more} more"] * (more > 0)
        advice = f"Nothing was written. With --force they move to {BACKUP}/, and the new site replaces them."
        raise MigrationFailed("\n".join(["These files are in the way:", *listed, advice]))


def _find_files_in_the_way(target: Path, names: Iterable[str]) -> list[str]:
    content = target / "content"
    paths = [content] if content.is_symlink() or content.is_file() else sorted(content.rglob("*"))
    files = [path.relative_to(target).as_posix() for path in paths if path.is_symlink() or path.is_file()]
    return files + [name for name in names if os.path.lexists(target / name)]


def write_site(
    files: dict[str, bytes | Path],
    target: Path,
    show: Callable[[str], None],
    complete: Callable[[Path], None],
    replaces: Collection[str] = (),
) -> None:
    """Write `files`, bytes or a file to copy by path; `complete` gets the folder that holds them before they go to
    their places. What was there goes to a backup folder, but for the files that this `replaces`. Raises
    MigrationFailed, with the target unchanged."""
    target.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=".migrate-", dir=target))
    try:
        _write_files(staged, files, show)
        complete(staged)
        names = {name.partition("/")[0] for name in files}
        if (staged / CACHE).is_dir() and not os.path.lexists(target / CACHE):
            names.add(CACHE)
        backup = _put_in_place(staged, target, sorted(names))
        _drop(replaces, backup)
    except OSError as error:
        raise MigrationFailed(f"{error.filename or target}: cannot be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _write_files(staged: Path, files: dict[str, bytes | Path], show: Callable[[str], None]) -> None:
    shown_at = monotonic()
    for number, (name, what) in enumerate(files.items(), 1):
        path = staged / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(what, bytes):
            path.write_bytes(what)
        else:
            shutil.copyfile(what, path)
        if monotonic() - shown_at > PAUSE:
            shown_at = monotonic()
            show(f"{number} of {len(files)} files")


def _put_in_place(staged: Path, target: Path, names: list[str]) -> Path:
    """Move old files to the backup folder, which is returned, and new ones to their places; undo every step if one
    fails."""
    backup, done = _free_backup(target), []
    try:
        for name in names:
            if os.path.lexists(target / name):
                saved = backup / name
                saved.parent.mkdir(exist_ok=True)
                _rename(target / name, saved, done)
            _rename(staged / name, target / name, done)
    except OSError:
        for old, new in reversed(done):
            new.rename(old)
        if backup.is_dir() and not any(backup.iterdir()):
            backup.rmdir()
        raise
    return backup


def _drop(names: Collection[str], backup: Path) -> None:
    """Remove files from the backup folder, and the folders that are then empty."""
    for name in names:
        (backup / name).unlink(missing_ok=True)
    folders = [path for path in backup.rglob("*") if path.is_dir() and not path.is_symlink()]
    for folder in sorted([*folders, backup] if names else [], reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _rename(old: Path, new: Path, done: list[tuple[Path, Path]]) -> None:
    old.rename(new)
    done.append((old, new))


def _free_backup(target: Path) -> Path:
    """A path for the backup at which there is nothing."""
    names = (target / f"{BACKUP}{f'-{count}' if count else ''}" for count in range(1000))
    return next(path for path in names if not os.path.lexists(path))
