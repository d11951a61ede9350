"""Bring a public site back to the state before: on GitHub Pages by a commit, on a server from what it keeps.

On GitHub Pages, going back again leads one state further back, and each publication begins a new state. A server keeps
one state.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from plugins.publish.changes import Changes
from plugins.publish.earlier_files import begin_keeping, fetch_earlier
from plugins.publish.github_pages import (
    check_repository,
    fetch_tip,
    has_file,
    list_changes,
    list_entries,
    push,
    run_git,
    write_commit,
)
from plugins.publish.programs import PublishFailed
from plugins.publish.server import send_to_server
from plugins.publish.targets import GitHubPages, Rsync

RESTORES = re.compile(r"^Restores: ([0-9a-f]{40,})$", re.M)


@dataclass(frozen=True)
class State:
    """A commit of the branch, and the earlier commit that it restores, if it does."""

    commit: str
    restored: str


def go_back_on_github(target: GitHubPages, dry_run: bool) -> Changes:
    """Commit the files of the state before the present one, and push them unless `dry_run`."""
    check_repository(target)
    tip = fetch_tip(target)
    earlier = _find_earlier(target, tip) if tip else ""
    if not earlier:
        raise PublishFailed(f"nothing to go back to: {target.address} has no earlier state of the site")
    message = f"Go back to {earlier[:7]}\n\nRestores: {earlier}"
    # The domain is what its owner set on GitHub's settings page, now as before.
    entries = [*list_entries(target, earlier), *list_entries(target, tip, "CNAME")]
    commit = write_commit(target, entries, tip, message)
    changes = list_changes(target, commit)
    if not dry_run:
        push(target, commit)
    return changes


def _find_earlier(target: GitHubPages, tip: str) -> str:
    """The last commit with other files before the one whose files `tip` has; empty if there is none with a site."""
    log = run_git(target, "log", "-z", "--first-parent", "--format=%H%n%B", tip)
    texts = [text.partition("\n") for text in log.split("\0") if text]
    states = {commit: State(commit, (RESTORES.findall(body) or [""])[-1]) for commit, _, body in texts}
    present = states[tip]
    while present.restored in states:
        present = states[present.restored]
    commits, files = [*states], list_entries(target, tip)
    for commit in commits[commits.index(present.commit) + 1 :]:
        is_site = has_file(target, commit, "index.html") and not has_file(target, commit, "pelicanconf.py")
        if is_site and list_entries(target, commit) != files:
            return commit
    return ""


def go_back_on_server(target: Rsync, dry_run: bool) -> Changes:
    """Send the state that the server keeps, and then forget it, unless `dry_run`."""
    with tempfile.TemporaryDirectory() as folder:
        attempt = fetch_earlier(target, Path(folder))
        changes = send_to_server(Path(folder), target, dry_run, (), attempt)
    if not dry_run:
        begin_keeping(target, ())
    return changes
