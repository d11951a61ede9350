"""Write an upgrade as a whole: staged beside the site's files, then put in place step by step.

The folder `.upgrade/` appears by one rename, when all is staged. From then on the upgrade is decided: whoever finds the
folder finishes it, so a site is whole again at its next command, at whatever instant the first one was killed. This
module runs beside files of two versions, so it needs no other but the manifest's.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from plugins.core.manifest import digest

PENDING = ".upgrade"
STEPS = "steps.json"
BACKUP = "upgrade.before"
# These come first. Until `tasks.py` is new, the site works as before; from then on every command finishes the upgrade.
FIRST = ("plugins/__init__.py", "plugins/core/__init__.py", "plugins/core/manifest.py", "plugins/upgrade/", "tasks.py")


def stage(site: Path, files: Mapping[str, Path], remove: Iterable[str], backup: Iterable[str]) -> str:
    """Prepare to write `files`, each a path and the file to copy, to remove others, and to copy those of `backup` to a
    folder, whose name is returned. Raises OSError; the site is then unchanged.
    """
    for left in site.glob(f"{PENDING}-*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{PENDING}-", dir=site))
    try:
        for path, source in files.items():
            _copy(source, folder / "files" / path)
        for path in backup:
            _copy(site / path, folder / "before" / path)
        steps = {
            "write": [[path, _digest(site / path)] for path in sorted(files, key=_order)],
            "remove": [[path, _digest(site / path)] for path in remove],
            "backup": _free_name(site),
        }
        (folder / STEPS).write_text(json.dumps(steps), "utf-8")
        folder.rename(site / PENDING)
        return steps["backup"]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def finish_upgrade(site: Path, between: Callable[[str], None] = lambda path: None) -> bool:
    """Take each step that is left of a staged upgrade; return whether there was one. `between` hears of each step.

    Raises OSError; the next call goes on from there.
    """
    folder = site / PENDING
    if not folder.is_dir() or folder.is_symlink():
        return False
    if (folder / STEPS).is_file():
        steps = json.loads((folder / STEPS).read_text("utf-8"))
        if (folder / "before").is_dir():
            (folder / "before").rename(site / steps["backup"])
        for path, before in steps["write"]:
            between(path)
            _put_in_place(folder / "files" / path, site / path, before)
        for path, before in steps["remove"]:
            between(path)
            if _digest(site / path) == before:
                (site / path).unlink(missing_ok=True)
        for path, _ in steps["remove"]:
            _remove_empty_folders((site / path).parent, site)
    shutil.rmtree(folder, ignore_errors=True)
    return True


def _put_in_place(staged: Path, target: Path, before: str | None) -> None:
    if not staged.exists():
        return  # done before the upgrade was interrupted
    if _digest(target) != before:  # changed since
        target = target.with_name(target.name + ".new")
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):  # another command finishes it as well
        staged.replace(target)


def _remove_empty_folders(folder: Path, site: Path) -> None:
    """Remove `folder` and its parents, as long as they hold nothing but what Python compiled."""
    while folder != site and folder.is_dir() and {path.name for path in folder.iterdir()} <= {"__pycache__"}:
        shutil.rmtree(folder, ignore_errors=True)
        folder = folder.parent


def _order(path: str) -> tuple[int, str]:
    return next((place for place, first in enumerate(FIRST) if path.startswith(first)), len(FIRST)), path


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _digest(path: Path) -> str | None:
    return digest(path.read_bytes()) if path.is_file() else None


def _free_name(site: Path) -> str:
    names = (f"{BACKUP}{f'-{count}' if count else ''}" for count in range(1000))
    return next(name for name in names if not os.path.lexists(site / name))
