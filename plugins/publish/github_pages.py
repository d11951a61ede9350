"""Bring the branch that GitHub Pages serves to a site's state: one commit on top of the remote's, or none.

Git writes the commit from an index of its own, so the author's branches, index and files are never touched. The remote
accepts a push as a whole or not at all.
"""

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from plugins.core.problems import did_you_mean
from plugins.publish.changes import Changes
from plugins.publish.programs import PublishFailed, reason, run
from plugins.publish.targets import GitHubPages

FETCH = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-gc")
PUSH = ("push", "--no-follow-tags", "--recurse-submodules=no")
DIFF = ("diff-tree", "--root", "-r", "-z", "--no-commit-id", "--no-renames", "--name-status")
# Git must not invent a name and an address from those of the machine.
KNOWN_USER = ("-c", "user.useConfigOnly=true")
ANOTHER_BRANCH = "name another branch in publishconf.py"


def send_to_github(output: Path, target: GitHubPages, dry_run: bool, ignore: Iterable[str]) -> Changes:
    """Commit the folder `output`, less the names of its first level in `ignore`, and push it unless `dry_run`."""
    check_repository(target)
    tip = fetch_tip(target)
    files = {path.relative_to(output).as_posix(): path for path in sorted(output.rglob("*")) if path.is_file()}
    files = {name: path for name, path in files.items() if name.partition("/")[0] not in ignore}
    commit = _commit(files, target, tip)
    changes = list_changes(target, commit)
    if changes and not dry_run:
        push(target, commit)
    return changes


def check_repository(target: GitHubPages) -> None:
    """Stop unless there is a repository with that remote, git knows the user, and another branch is checked out."""
    remotes = run(["git", "remote"], target.site)
    if remotes.returncode:
        why = reason(remotes.stderr)
        raise PublishFailed(f"GitHub Pages is published from a git repository: {why}: try 'git init'")
    if target.remote not in (names := remotes.stdout.split()):
        guess = did_you_mean(target.remote, names)
        raise PublishFailed(f"git has no remote {target.remote!r}{guess}: name another, or 'git remote add' it")
    head = run(["git", "symbolic-ref", "--short", "-q", "HEAD"], target.site)
    if head.stdout.strip() == target.branch:
        raise PublishFailed(f"you work on branch {target.branch!r}, and publishing would replace it: {ANOTHER_BRANCH}")
    user = run(["git", *KNOWN_USER, "var", "GIT_COMMITTER_IDENT"], target.site)
    if user.returncode:
        advice = "set user.name and user.email with 'git config'"
        raise PublishFailed(f"git does not know who publishes: {reason(user.stderr)}: {advice}")


def fetch_tip(target: GitHubPages) -> str:
    """The last commit of the branch on the remote; empty if the remote has no such branch."""
    fetched = run(["git", *FETCH, target.remote, f"refs/heads/{target.branch}"], target.site)
    if "couldn't find remote ref" in fetched.stderr:
        return ""
    if fetched.returncode:
        why = reason(fetched.stderr)
        raise PublishFailed(f"cannot reach {target.remote}: {why}: check network, address and key, then publish again")
    tip = run_git(target, "rev-parse", "FETCH_HEAD").strip()
    if has_file(target, tip, "pelicanconf.py"):
        danger = f"{target.address} holds a site's sources, and publishing would replace them"
        raise PublishFailed(f"{danger}: {ANOTHER_BRANCH}")
    return tip


def _commit(files: dict[str, Path], target: GitHubPages, tip: str) -> str:
    """A commit of `files` (file by name on the site) and of what GitHub Pages needs, on top of the commit `tip`."""
    with tempfile.TemporaryDirectory() as folder:
        added = {".nojekyll": ""} | ({"CNAME": f"{target.domain}\n"} if target.domain else {})
        for name, text in added.items():
            Path(folder, name).write_text(text, "utf-8")
        files = files | {name: Path(folder, name) for name in added}
        # No filters: the bytes of the site, whatever .gitattributes says of line ends.
        paths = "".join(f"{path}\n" for path in files.values())
        blobs = run_git(target, "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=paths)
    entries = [f"100644 {blob}\t{name}\0" for name, blob in zip(files, blobs.split(), strict=True)]
    if tip and "CNAME" not in files:  # a domain that its owner set on GitHub's settings page
        entries += list_entries(target, tip, "CNAME")
    source = run(["git", "rev-parse", "--short", "-q", "--verify", "HEAD"], target.site).stdout.strip()
    return write_commit(target, entries, tip, f"Publish {source}" if source else "Publish the site")


def write_commit(target: GitHubPages, entries: Iterable[str], tip: str, message: str) -> str:
    """A commit of `entries`, lines as `git ls-tree -z` writes them, on top of the commit `tip`, if there is one."""
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        run_git(target, "update-index", "-z", "--index-info", stdin="".join(entries), env=index)
        tree = run_git(target, "write-tree", env=index).strip()
    parent = ["-p", tip] if tip else []
    return run_git(target, *KNOWN_USER, "commit-tree", tree, *parent, "-m", message).strip()


def list_entries(target: GitHubPages, commit: str, name: str = "") -> list[str]:
    """The entries of a commit's files, without its CNAME; or only that of the file `name`, if there is one."""
    listed = run_git(target, "ls-tree", "-r", "-z", "--full-tree", commit, *([name] if name else []))
    entries = [f"{entry}\0" for entry in listed.split("\0") if entry]
    return entries if name else [entry for entry in entries if not entry.endswith("\tCNAME\0")]


def has_file(target: GitHubPages, commit: str, name: str) -> bool:
    return run(["git", "cat-file", "-e", f"{commit}:{name}"], target.site).returncode == 0


def run_git(target: GitHubPages, *arguments: str, stdin: str = "", env: dict[str, str] | None = None) -> str:
    """The output of a git command that must succeed."""
    done = run(["git", *arguments], target.site, env, stdin)
    if done.returncode:
        raise PublishFailed(f"git did not take the site: {reason(done.stderr)}")
    return done.stdout


def list_changes(target: GitHubPages, commit: str) -> Changes:
    words = run_git(target, *DIFF, commit).split("\0")
    pairs = list(zip(words[::2], words[1::2], strict=False))
    new, deleted = (tuple(path for status, path in pairs if status == letter) for letter in "AD")
    return Changes(new, tuple(path for status, path in pairs if status not in "AD"), deleted)


def push(target: GitHubPages, commit: str) -> None:
    pushed = run(["git", *PUSH, target.remote, f"{commit}:refs/heads/{target.branch}"], target.site)
    if pushed.returncode == 0:
        return
    lines = [line.strip() for line in pushed.stderr.splitlines()]
    words = [line.removeprefix("remote:").strip() for line in lines if line.startswith("remote:")]
    refused = re.search(r"! \[.*\((.*)\)", pushed.stderr)
    why = ": ".join([refused[1], *words[:1]]) if refused else reason(pushed.stderr)
    moved = re.search("fetch first|non-fast-forward|is at .* but expected", why)
    advice = "it changed meanwhile, publish again" if moved else "the old site is still there"
    raise PublishFailed(f"{target.address} did not take the site: {why}: {advice}")
