"""Watched files and folders → sets of changed paths, in a queue, where a change that comes during a build waits.

The watches stand from `with following(…)` to its end. Folders are watched with all they contain. A file is watched
from its folder, because an editor that saves by renaming gives it a new identity; so is a folder's own name, because
a folder that came late, or went and came back, has no watch inside.
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace

from watchfiles import Change, watch

IGNORED_FOLDERS = {".cache", ".git", ".hg", ".idea", ".pytest_cache", ".ruff_cache", ".venv", "__pycache__"}
# What editors leave beside a file while it is open: Vim (also `4913`), Emacs, JetBrains, GNOME, Kate; then Finder.
IGNORED_FILE = re.compile(
    r"~$|\.sw[a-px]$|^4913$|^\.#|^#.*#$|___jb_\w+___$|^\.goutputstream-|\.kate-swp$|\.tmp$|\.py[cod]$|^\.DS_Store$"
)
STEP, DEBOUNCE = 5, 50  # ms of quiet that end a batch; ms after which it ends without quiet


@contextmanager
def following(watched: list[Path], outputs: tuple[Path, ...], changes: SimpleQueue) -> Iterator[None]:
    """Put sets of changed paths into `changes`, or the exception that ended a watch."""
    folders = {path for path in watched if path.is_dir()}
    parents = {path.parent for path in watched if path.parent.is_dir()}
    stop = threading.Event()
    look = partial(watch, step=STEP, debounce=DEBOUNCE)
    inside = partial(look, *folders, watch_filter=lambda _, path: not is_ignored(Path(path), folders, outputs))
    above = partial(look, *parents, watch_filter=lambda *event: _is_own(*event, watched), recursive=False)
    threads = [_follow(inside, stop, changes), _follow(above, stop, changes)]
    try:
        yield
    finally:
        # Not left to the interpreter's end: before Python 3.14 that can abort a thread that is inside Rust.
        stop.set()
        for thread in threads:
            thread.join()


def is_ignored(path: Path, folders: set[Path], outputs: tuple[Path, ...] = ()) -> bool:
    """Whether a change below one of the `folders` is none of the author's. What lies above them is no matter."""
    if path in folders or any(path.is_relative_to(output) for output in outputs):
        return True
    parts = next((path.relative_to(folder).parts for folder in folders if path.is_relative_to(folder)), path.parts)
    return not IGNORED_FOLDERS.isdisjoint(parts) or bool(IGNORED_FILE.search(path.name))


def _is_own(change: Change, path: str, watched: list[Path]) -> bool:
    """Whether a watched file changed, or a watched folder came or went: what it contains is seen from inside."""
    return Path(path) in watched and (change is not Change.modified or not Path(path).is_dir())


def _follow(look: Callable[..., Iterable], stop: threading.Event, changes: SimpleQueue) -> threading.Thread:
    """Start to watch; the watches stand on return."""
    stands = threading.Event()
    # watchfiles asks whether to stop as soon as its watches stand, and every few milliseconds from then on.
    asked = SimpleNamespace(is_set=lambda: stands.set() or stop.is_set())

    def run() -> None:
        try:
            for batch in look(stop_event=asked):
                changes.put({Path(path) for _, path in batch})
        except Exception as error:
            changes.put(error)
        finally:
            stands.set()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    stands.wait()
    return thread
