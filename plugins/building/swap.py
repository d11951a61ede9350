"""A folder that is replaced whole or not at all: made beside the old one, then put in its place by two renames.

In: the folder that visitors see. Out: the same name, with new content; or, on any failure, the old content untouched.
What a killed build left is put right when the next one begins.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be deleted: that is lock enough
    fcntl = None

MARKER = ".vita-build"
MARKER_TEXT = "Made by the build, which replaces this folder as a whole: keep nothing of your own here.\n"


class NotOurs(ValueError):
    """A folder that is in the way and that no build made."""


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside `folder` to fill; when all went well it takes the place of `folder`.

    Raises NotOurs before anything is made, if `folder` holds what no build made or cannot be replaced.
    """
    recover(folder)
    check_replaceable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh, lock = _new_folder(folder)
    try:
        with lock:
            yield fresh
            if fcntl is None:
                lock.close()
            _exchange(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def check_replaceable(folder: Path) -> None:
    """Raise NotOurs unless `folder` is missing, empty, or made by a build, and can be renamed."""
    if folder.is_symlink():
        raise NotOurs("is a link, and what it points to is never replaced: remove it or choose another OUTPUT_PATH")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotOurs("is a file: remove it or choose another OUTPUT_PATH")
    if folder.is_mount():
        raise NotOurs("is a mount point, which cannot be replaced: set OUTPUT_PATH to a folder inside it")
    if (folder / ".git").exists():
        raise NotOurs("is a git repository: choose another OUTPUT_PATH")
    if any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise NotOurs("was not made by a build, which would replace it: remove it or choose another OUTPUT_PATH")


def recover(folder: Path) -> None:
    """Put back the output that a build had just renamed when it was killed, and delete what killed builds left."""
    for old in sorted(folder.parent.glob(f"{folder.name}.old-*")):
        if not folder.exists() and (old / MARKER).is_file() and _is_abandoned(old):
            old.rename(folder)
    for left in [*folder.parent.glob(f"{folder.name}.old-*"), *folder.parent.glob(f"{folder.name}.new-*")]:
        if (left / MARKER).is_file() and _is_abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
        with suppress(OSError):  # killed before it had a marker
            left.rmdir()


def _new_folder(folder: Path) -> tuple[Path, IO[str]]:
    """An empty folder with its marker, which is locked as long as the build lasts."""
    while True:
        fresh = Path(tempfile.mkdtemp(prefix=f"{folder.name}.new-", dir=folder.parent))
        try:
            fresh.chmod(0o755)
            lock = (fresh / MARKER).open("x", encoding="utf-8")
            lock.write(MARKER_TEXT)
            lock.flush()
        except FileNotFoundError:  # another build took the folder for what a killed one left
            continue
        except OSError:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        if (fresh / MARKER).exists():
            return fresh, lock
        lock.close()


def _is_abandoned(folder: Path) -> bool:
    """Whether no build is at work in `folder`."""
    marker = folder / MARKER
    try:
        if fcntl is None:
            marker.rename(marker)
            return True
        with marker.open(encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except OSError:
        return False


def _exchange(fresh: Path, folder: Path) -> None:
    """Have `fresh` stand where `folder` does."""
    old = folder.with_name(fresh.name.replace(".new-", ".old-"))
    while True:
        with suppress(FileNotFoundError):
            folder.rename(old)
        try:
            fresh.rename(folder)
        except OSError:
            if not folder.exists():
                with suppress(FileNotFoundError):
                    old.rename(folder)
                raise
            # Another build came in between: its output is replaced as well.
            shutil.rmtree(old, ignore_errors=True)
        else:
            shutil.rmtree(old, ignore_errors=True)
            return
