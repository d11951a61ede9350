"""Watched files and folders → sets of changed paths."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from watchfiles import watch

IGNORED_FOLDERS = {".cache", ".git", ".hg", ".idea", ".pytest_cache", ".ruff_cache", ".venv", "__pycache__"}
# What editors put beside an open file: Vim (also `4913`), Emacs, JetBrains, GNOME, Kate; then Finder.
IGNORED_FILE = re.compile(
    r"~$|\.sw[a-px]$|^4913$|^\.#|^#.*#$|___jb_\w+___$|^\.goutputstream-|\.kate-swp$|\.tmp$|\.py[cod]$|^\.DS_Store$"
)
STEP = 5  # ms without a further change that end a set of changes
DEBOUNCE = 50  # ms after which a set of changes ends in any case
PAUSE = 100  # ms without any change, after which an empty set says so


def follow_changes(watched: Collection[Path], ignored: Collection[Path]) -> Iterator[set[Path]]:
    """Yield sets of changed paths, without end; the first set comes when the watch has begun, and may be empty.

    Changes made while the caller is busy are in the next set. The system reports changes inside the watched folders;
    the watched paths themselves are compared, because an editor may replace a file by another, and a folder may appear
    late or be replaced, and no report would follow. Raises SystemExit, with one line, if the system cannot watch.
    """
    folders = {path for path in watched if path.is_dir()}
    old = _identify(watched)
    batches = watch(
        *folders,
        watch_filter=lambda _, path: not is_ignored(Path(path), folders, ignored),
        step=STEP,
        debounce=DEBOUNCE,
        rust_timeout=PAUSE,
        yield_on_timeout=True,
    )
    try:
        for batch in batches:
            new = _identify(watched)
            yield {Path(path) for _, path in batch} | {path for path in watched if new[path] != old[path]}
            old = new
    except Exception as error:
        raise SystemExit(f"cannot watch the site's files: {error}") from None


def is_ignored(path: Path, folders: Collection[Path], ignored: Collection[Path] = ()) -> bool:
    """Return whether a change is not the author's. Names above the watched `folders` do not matter."""
    if path in folders or any(path.is_relative_to(folder) for folder in ignored):
        return True
    parts = next((path.relative_to(folder).parts for folder in folders if path.is_relative_to(folder)), path.parts)
    return not IGNORED_FOLDERS.isdisjoint(parts) or bool(IGNORED_FILE.search(path.name))


def _identify(paths: Collection[Path]) -> dict[Path, object]:
    """Map each path to a value that changes when a file is written or a folder is replaced; None if it is missing."""
    identities = {}
    for path in paths:
        try:
            stat = path.stat()
            identities[path] = stat.st_ino if path.is_dir() else (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        except OSError:
            identities[path] = None
    return identities
