"""Bring the branch that GitHub Pages serves to a site's state: one commit on what the remote has, or none.

ghp-import makes the commit on a branch of ours that is gone afterwards; the author's branches, index and files are
never touched. The remote takes a push whole or not at all.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from plugins.core.problems import did_you_mean
from plugins.publish.changes import Changes
from plugins.publish.programs import PublishFailed, reason, run
from plugins.publish.targets import GitHubPages

# ghp-import wants a local branch and resets it; this one lives only while we publish.
OURS = "vita-being-published"
FETCH = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-gc")
PUSH = ("push", "--no-follow-tags", "--recurse-submodules=no")
DIFF = ("diff-tree", "--root", "-r", "-z", "--no-commit-id", "--no-renames", "--name-status")
ELSEWHERE = "name another branch in publishconf.py"


def send(output: Path, target: GitHubPages, dry_run: bool, ignore: Iterable[str]) -> Changes:
    _check(target)
    author = _author(target)
    try:
        tip = _fetch(target)
        with tempfile.TemporaryDirectory() as folder:
            stage = Path(folder, "site")
            _fill(stage, output, ignore, _domain(target, output, tip))
            commit = _commit(stage, target, tip, author)
        changes = _changes(target, commit)
        if changes and not dry_run:
            _push(target, commit)
    finally:
        _git(target, "update-ref", "-d", f"refs/heads/{OURS}")
    return changes


def _git(target: GitHubPages, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(["git", *arguments], target.site)


def _check(target: GitHubPages) -> None:
    """Stop unless there is a repository with that remote, and the author works on another branch."""
    remotes = _git(target, "remote")
    if remotes.returncode:
        raise PublishFailed(
            f"GitHub Pages is published from a git repository: {reason(remotes.stderr)}: try 'git init'"
        )
    if target.remote not in (names := remotes.stdout.split()):
        guess = did_you_mean(target.remote, names)
        raise PublishFailed(f"git has no remote {target.remote!r}{guess}: name another, or 'git remote add' it")
    if _git(target, "symbolic-ref", "--short", "-q", "HEAD").stdout.strip() in (target.branch, OURS):
        raise PublishFailed(f"you work on branch {target.branch!r}, and publishing would replace it: {ELSEWHERE}")


def _author(target: GitHubPages) -> dict[str, str]:
    """Who commits, for ghp-import, which would take an empty name; git must not guess one from the machine's."""
    known = _git(target, "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
    if known.returncode:
        raise PublishFailed(
            f"git does not know who publishes: {reason(known.stderr)}: set user.name and user.email with 'git config'"
        )
    name, _, rest = known.stdout.partition(" <")
    return {"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": rest.partition(">")[0]}


def _fetch(target: GitHubPages) -> str:
    """The remote's tip of the branch, now also the tip of ours; empty where the remote has no such branch."""
    _git(target, "update-ref", "-d", f"refs/heads/{OURS}")
    fetched = _git(target, *FETCH, target.remote, f"+refs/heads/{target.branch}:refs/heads/{OURS}")
    if "couldn't find remote ref" in fetched.stderr:
        return ""
    if fetched.returncode:
        why = reason(fetched.stderr)
        raise PublishFailed(f"cannot reach {target.remote}: {why}: check network, address and key, then publish again")
    if _git(target, "cat-file", "-e", f"{OURS}:pelicanconf.py").returncode == 0:
        raise PublishFailed(f"{target.address} holds a site's sources, and publishing would replace them: {ELSEWHERE}")
    return _tip(target)


def _tip(target: GitHubPages) -> str:
    return _git(target, "rev-parse", "-q", "--verify", f"refs/heads/{OURS}").stdout.strip()


def _domain(target: GitHubPages, output: Path, tip: str) -> str:
    """The domain of publishconf.py or, where the site names none, what GitHub's settings page committed."""
    if target.domain or not tip or (output / "CNAME").exists():
        return target.domain
    return _git(target, "cat-file", "blob", f"{tip}:CNAME").stdout.strip()


def _fill(stage: Path, output: Path, ignore: Iterable[str], domain: str) -> None:
    """Copy what is published, with plain file modes, and add what GitHub Pages wants."""
    names = set(ignore)
    shutil.copytree(
        output, stage, copy_function=shutil.copyfile,
        ignore=lambda folder, _: names if Path(folder) == output else set(),
    )  # fmt: skip
    (stage / ".nojekyll").touch()
    if domain:
        (stage / "CNAME").write_text(f"{domain}\n", "utf-8")


def _commit(stage: Path, target: GitHubPages, tip: str, author: dict[str, str]) -> str:
    source = _git(target, "rev-parse", "--short", "-q", "--verify", "HEAD").stdout.strip()
    message = f"Publish {source}" if source else "Publish the site"
    made = run([sys.executable, "-m", "ghp_import", "-b", OURS, "-m", message, str(stage)], target.site, author)
    commit = _tip(target)
    # ghp-import 2.1 may end well after git stopped half-way: believe what git has.
    names = _git(target, "ls-tree", "-r", "-z", "--name-only", "--full-tree", OURS).stdout.split("\0")[:-1]
    wanted = {path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file()}
    if made.returncode or commit in ("", tip) or set(names) != wanted:
        fatal = re.search(r"fatal: .*|UnicodeEncodeError: .*", made.stderr)
        raise PublishFailed(f"git did not take the site: {fatal[0] if fatal else reason(made.stderr)}")
    return commit


def _changes(target: GitHubPages, commit: str) -> Changes:
    words = _git(target, *DIFF, commit).stdout.split("\0")
    pairs = list(zip(words[::2], words[1::2], strict=False))
    new, deleted = (tuple(path for status, path in pairs if status == letter) for letter in "AD")
    return Changes(new, tuple(path for status, path in pairs if status not in "AD"), deleted)


def _push(target: GitHubPages, commit: str) -> None:
    pushed = _git(target, *PUSH, target.remote, f"{commit}:refs/heads/{target.branch}")
    if pushed.returncode == 0:
        return
    lines = [line.strip() for line in pushed.stderr.splitlines()]
    words = [line.removeprefix("remote:").strip() for line in lines if line.startswith("remote:")]
    refused = re.search(r"! \[.*\((.*)\)", pushed.stderr)
    why = ": ".join([refused[1], *words[:1]]) if refused else reason(pushed.stderr)
    moved = re.search("fetch first|non-fast-forward|is at .* but expected", why)
    advice = "it moved on meanwhile, publish again" if moved else "the old site is still there"
    raise PublishFailed(f"{target.address} did not take the site: {why}: {advice}")
