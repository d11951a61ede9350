"""The day on which an author last changed the content, as Git knows it."""

import subprocess
from pathlib import Path


def last_change(content: Path) -> str:
    """The day of the last commit that changed a file in `content`, as `2026-08-13`.

    Empty without Git, outside a repository, and in a shallow clone that lacks that commit.
    """
    found = _git(content, "log", "-1", "--format=%cs %P", "--", ".")
    day, _, parents = found.partition(" ")
    is_cut_off = day and not parents and _git(content, "rev-parse", "--is-shallow-repository") == "true"
    return "" if is_cut_off else day


def _git(folder: Path, *words: str) -> str:
    """What `git` prints; empty if it fails."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
