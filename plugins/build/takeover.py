"""What of the last output stays as it is: single files as links, folders as a whole where nothing in them differs.

In: the old output and a fresh one, the names of files to be taken over, stamps. Out: the fresh one holds them, but for
those below folders that are named for the exchange to bring along: thousands of files cost as much as the rest.
"""

import filecmp
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from plugins.build.swap import share_file


def whole_folders(
    old: Path, fresh: Path, stamps: Mapping[str, bytes], names: Collection[str]
) -> tuple[set[str], set[str]]:
    """Folders at the top of `old`, all of whose files are taken over, or were made again in `fresh` with equal bytes;
    and these files. What was made again is gone. `stamps` are of every file in `old`."""
    folders = {_top(name) for name in names if "/" in name}
    made = {folder: _files(fresh, folder) for folder in folders if (fresh / folder).exists()}
    known = set(names).union(*made.values())
    others = {_top(name) for name in stamps.keys() - known}
    whole = {folder for folder in folders - others if all(_is_same(old, fresh, name) for name in made.get(folder, ()))}
    for folder in whole & made.keys():
        shutil.rmtree(fresh / folder)
    return whole, {name for name in stamps if _top(name) in whole}


def _top(name: str) -> str:
    return name.partition("/")[0]


def _files(root: Path, folder: str) -> list[str]:
    return [path.relative_to(root).as_posix() for path in (root / folder).rglob("*") if not path.is_dir()]


def _is_same(old: Path, fresh: Path, name: str) -> bool:
    try:
        return filecmp.cmp(old / name, fresh / name, shallow=False)
    except OSError:
        return False


def share(old: Path, fresh: Path, names: Iterable[str]) -> None:
    """Have files of the `old` output in a fresh one, with their times."""
    old, fresh, folders = str(old), str(fresh), set()
    for name in names:
        folder = name.rpartition("/")[0]
        if folder not in folders:
            _make(f"{fresh}/{folder}")
            folders.add(folder)
        share_file(f"{old}/{name}", f"{fresh}/{name}")


def _make(folder: str) -> None:
    """Make a folder, as there may be thousands: nearly all are missing, and the one above is there."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except OSError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
