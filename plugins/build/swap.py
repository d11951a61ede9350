"""A folder that is replaced whole or not at all: made beside the old one, then exchanged with it in one step.

In: the folder that readers see. Out: the same name, with new content; or, on any failure, the old content untouched.
"""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

MARKER = ".vita-build"
MARKER_TEXT = "Made by the build, which replaces this folder as a whole: keep nothing of your own here.\n"
MANY = 100  # pages, for which others' files on the same disk may be waited for, too


class NotOurs(ValueError):
    """A folder that is in the way and that no build made."""


@contextmanager
def replaced(folder: Path, take_over: Callable[[Path], Collection[str]] = lambda fresh: ()) -> Iterator[Path]:
    """Give a fresh folder beside `folder` to fill; when all went well it takes the place of `folder`.

    At last `take_over` may put files there that are on disk already, and name folders in `folder` that are to stay.
    Raises NotOurs before anything is made, if `folder` holds what no build made.
    """
    check_ours(folder)
    _recover(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{folder.name}.new-", dir=folder.parent))
    try:
        fresh.chmod(0o755)
        (fresh / MARKER).write_text(MARKER_TEXT, "utf-8")
        yield fresh
        _sync(fresh)
        _exchange(fresh, folder, take_over(fresh))
    finally:
        if not _is_needed(fresh, folder):
            _remove(fresh)


def share_file(old: str, fresh: str) -> None:
    """One file under both names while the old output lasts: nobody writes into a finished page."""
    try:
        os.link(old, fresh)
    except OSError:  # not on this file system
        shutil.copy2(old, fresh)
        with open(fresh, "rb") as file:  # noqa: PTH123
            os.fsync(file.fileno())


def _remove(folder: Path) -> None:
    """Delete what a build made. shutil looks three times at each of a thousand folders: it is left to what resists."""
    try:
        _delete(str(folder))
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)


def _delete(folder: str) -> None:
    with os.scandir(folder) as found:
        inside = list(found)
    for one in inside:
        if one.is_dir(follow_symlinks=False):
            _delete(one.path)
        else:
            os.unlink(one.path)  # noqa: PTH108
    os.rmdir(folder)  # noqa: PTH106


def pages_in(folder: Path) -> Iterator[str]:
    """Every HTML file below a folder; os.walk takes twice as long, and there may be thousands."""
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for one in found:
                if one.is_dir(follow_symlinks=False):
                    waiting.append(one.path)
                elif one.name.endswith(".html"):
                    yield one.path


def check_ours(folder: Path) -> None:
    """Raise NotOurs unless `folder` is missing, empty, or made by a build."""
    if folder.is_symlink():
        raise NotOurs("is a link, and what it points to is never replaced: remove it or choose another OUTPUT_PATH")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotOurs("is a file: remove it or choose another OUTPUT_PATH")
    if (folder / ".git").exists():
        raise NotOurs("is a git repository: choose another OUTPUT_PATH")
    if any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise NotOurs("was not made by a build, which would replace it: remove it or choose another OUTPUT_PATH")


def _recover(folder: Path) -> None:
    """A build that was killed leaves its folder behind, and between two renames the old output under another name."""
    for old in sorted(folder.parent.glob(f"{folder.name}.old-*")):
        if not folder.exists() and (old / MARKER).is_file():
            old.rename(folder)
    for left in [*folder.parent.glob(f"{folder.name}.old-*"), *folder.parent.glob(f"{folder.name}.new-*")]:
        if (left / MARKER).is_file() and not _in_use(left) and not _is_needed(left, folder):
            _remove(left)


def _in_use(folder: Path) -> bool:
    """Whether another build may still fill the folder: it was changed within the last ten minutes."""
    newest = max((path.stat().st_mtime for path in [folder, *folder.iterdir()]), default=0)
    return newest > _now(folder.parent) - 600


def _now(folder: Path) -> float:
    """The file system's own clock, which is what modification times are measured by."""
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime


def _sync(folder: Path) -> None:
    """Have the files on disk before their names change, so that a power cut cannot leave empty pages."""
    has_many = next(islice(pages_in(folder), MANY, None), None) is not None
    for path in () if has_many and _sync_disk(folder) else pages_in(folder):
        with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123
            os.fsync(file.fileno())


def _sync_disk(folder: Path) -> bool:
    """Write whatever waits for the file system of `folder`: a thousand single files take thirty times the work."""
    try:
        file = os.open(folder, os.O_RDONLY)
        try:
            return ctypes.CDLL(None).syncfs(file) == 0  # syncfs(2) of Linux
        finally:
            os.close(file)
    except (AttributeError, OSError):
        return False


def _exchange(fresh: Path, folder: Path, staying: Collection[str]) -> None:
    """Have `fresh` stand where `folder` does; folders that are `staying` come over from there."""
    if _swapped(fresh, folder, staying):
        return
    for name in staying:
        shutil.copytree(folder / name, fresh / name, copy_function=share_file)
    if folder.exists():
        old = folder.with_name(folder.name + ".old-" + fresh.name.rpartition("-")[2])
        folder.rename(old)
        fresh.rename(folder)
        _remove(old)
    else:
        fresh.rename(folder)


def _swapped(fresh: Path, folder: Path, staying: Collection[str]) -> bool:
    """Exchange both in one step, if the system can. What stays is in the other folder then: a link leads readers there
    until it comes over, in one step too."""
    links = {name: fresh / name for name in staying}
    with suppress(OSError):  # no links on this file system
        for name, link in links.items():
            link.symlink_to(f"../{fresh.name}/{name}", target_is_directory=True)
        if _swap_names(fresh, folder):
            for name, link in links.items():
                _swap_names(link, folder / name)
            return True
    for link in links.values():
        link.unlink(missing_ok=True)
    return False


def _is_needed(fresh: Path, folder: Path) -> bool:
    """Whether a build was cut between the two steps of an exchange, so that links in `folder` lead here."""
    links = (one for one in folder.iterdir() if one.is_symlink()) if folder.is_dir() else ()
    return any(Path(os.readlink(link)).parent.name == fresh.name for link in links)  # noqa: PTH115


def _swap_names(one: Path, other: Path) -> bool:
    """Exchange two names in one step where the system can: renameat2(2) of Linux, renamex_np(2) of macOS."""
    paths = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.PyDLL(None)  # no other thread runs meanwhile, so that a server sees nothing between two steps
        if sys.platform == "linux":
            return libc.renameat2(-100, paths[0], -100, paths[1], 2) == 0  # AT_FDCWD, RENAME_EXCHANGE
        return sys.platform == "darwin" and libc.renamex_np(*paths, 2) == 0  # RENAME_SWAP
    except (AttributeError, OSError):
        return False
