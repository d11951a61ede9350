"""A folder that is replaced whole or not at all: made beside the old one, then put in its place by two renames.

In: the folder that visitors see. Out: the same name, with new content; or, on any failure, the old content untouched.
What a killed build left is put right when the next one begins.
"""

import errno
import glob
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
MOUNTED = "is a mount point, which cannot be replaced: set OUTPUT_PATH to a folder inside it"


class NotOurs(ValueError):
    """A folder that is in the way and that no build made."""


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside `folder` to fill; when all went well it takes the place of `folder`.

    Raises NotOurs if `folder` holds what no build made, or cannot be replaced.
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
            check_replaceable(folder)  # a build takes long enough for somebody to put something there
            _exchange(fresh, folder)
    finally:
        _delete(fresh)
        recover(folder)


def check_replaceable(folder: Path) -> None:
    """Raise NotOurs unless `folder` is missing, empty, or made by a build, and can be renamed."""
    if folder.is_symlink():
        raise NotOurs("is a link, and what it points to is never replaced: remove it or choose another OUTPUT_PATH")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotOurs("is a file: remove it or choose another OUTPUT_PATH")
    if folder.is_mount():
        raise NotOurs(MOUNTED)
    if (folder / ".git").exists():
        raise NotOurs("is a git repository: choose another OUTPUT_PATH")
    if any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise NotOurs("was not made by a build, which would replace it: remove it or choose another OUTPUT_PATH")


def recover(folder: Path) -> None:
    """Put back the output that a build had just renamed when it was killed, and delete what killed builds left."""
    name = glob.escape(folder.name)
    found = [*folder.parent.glob(f"{name}.old-*"), *folder.parent.glob(f"{name}.new-*")]
    for left in sorted((path for path in found if not path.is_symlink()), reverse=True):
        with suppress(OSError), _abandoned(left):  # or another command was faster
            if left.name.startswith(f"{folder.name}.old-") and not folder.exists():
                left.rename(folder)
            else:
                _delete(left)
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


@contextmanager
def _abandoned(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder that a killed build left. Raises OSError if a build is at work there, or never was."""
    marker = folder / MARKER
    if fcntl is None:
        marker.rename(marker)
        yield
        return
    with marker.open(encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _exchange(fresh: Path, folder: Path) -> None:
    """Have `fresh` stand where `folder` does, and the other way round."""
    old = folder.with_name(f"{folder.name}.old-{fresh.name.rpartition('-')[2]}")
    while True:
        try:
            folder.rename(old)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise NotOurs(MOUNTED) if error.errno == errno.EBUSY else error from None
        try:
            fresh.rename(folder)
            break
        except OSError:
            if not folder.exists():
                raise
            _delete(old)  # another build came in between: its output is replaced as well
    with suppress(FileNotFoundError):
        old.rename(fresh)


def _delete(folder: Path) -> None:
    """Delete a folder, its marker last: what a kill leaves is known as ours."""
    with suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != MARKER:
                path.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
