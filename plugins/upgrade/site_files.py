"""The state of a site's files, as a plan needs it, and whether Git holds their present versions."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from plugins.core.manifest import digest
from plugins.upgrade.plan import NO_FILE
from plugins.upgrade.release import UpgradeFailed


def read_states(site: Path, paths: Iterable[str]) -> Mapping[str, str]:
    """The digest of each file at `paths` that the site has; NO_FILE for what is in the way of one."""
    states, is_folder = {}, {site: True}
    for path in paths:
        file = site / path
        if not _is_in_folders(file.parent, is_folder) or file.is_symlink() or (file.exists() and not file.is_file()):
            states[path] = NO_FILE
        elif file.exists():
            states[path] = digest(_read(file))
    return states


def _is_in_folders(folder: Path, known: dict[Path, bool]) -> bool:
    """Whether a file can be in `folder`: no link leads there, and no file is in the way."""
    if folder not in known:
        is_possible = not folder.is_symlink() and (folder.is_dir() or not os.path.lexists(folder))
        known[folder] = is_possible and _is_in_folders(folder.parent, known)
    return known[folder]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UpgradeFailed(f"{file}: cannot be read: {error.strerror or error}") from None


def is_in_git(site: Path, paths: Iterable[str]) -> bool:
    """Whether the last commit holds each of these files as it is."""
    tracked, changed = _git_names(site, "ls-files"), _git_names(site, "diff", "HEAD", "--name-only", "--relative")
    return tracked is not None and changed is not None and {*paths} <= tracked - changed


def _git_names(site: Path, *command: str) -> set[str] | None:
    if not shutil.which("git"):
        return None
    done = subprocess.run(["git", *command, "-z"], cwd=site, capture_output=True)
    return {*done.stdout.decode("utf-8", "surrogateescape").split("\0")} if done.returncode == 0 else None
