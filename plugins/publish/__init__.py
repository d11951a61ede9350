"""Publish a built site as publishconf.py says: to GitHub Pages, or with rsync to a server; and go back.

In: the output folder of a build and a target from `target_from`. Out: lines for the author, or a `PublishFailed` whose
one line says what went wrong and what to do.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from plugins.publish.changes import Changes
from plugins.publish.github_pages import send_to_github
from plugins.publish.going_back import go_back_on_github, go_back_on_server
from plugins.publish.hosts import Host
from plugins.publish.programs import PublishFailed
from plugins.publish.server import send_to_server
from plugins.publish.targets import GitHubPages, Rsync, Target, target_from

__all__ = ["GitHubPages", "Host", "PublishFailed", "Rsync", "publish", "rollback", "target_from"]


def publish(output: Path, target: Target, dry_run: bool = False, ignore: Iterable[str] = (".vita-build",)) -> list[str]:
    """Make the public site equal to `output`, less the names in `ignore`; a dry run only says what would change."""
    if isinstance(target, Host):
        raise PublishFailed(target.publishing)
    if not (output / "index.html").is_file():
        raise PublishFailed(f"{output} holds no index.html, so nothing was published: build the site first")
    try:
        send = send_to_github if isinstance(target, GitHubPages) else send_to_server
        changes = send(output.resolve(), target, dry_run, tuple(ignore))
    except OSError as error:
        raise PublishFailed(f"cannot publish {output}: {error.strerror or error}") from error
    return _lines_for(changes, target, dry_run, "publish to", "published to")


def rollback(target: Target, dry_run: bool = False) -> list[str]:
    """Make the public site what it was before it was last published; a dry run only says what would change."""
    if isinstance(target, Host):
        raise PublishFailed(target.going_back)
    try:
        go_back = go_back_on_github if isinstance(target, GitHubPages) else go_back_on_server
        changes = go_back(target, dry_run)
    except OSError as error:
        raise PublishFailed(f"cannot go back: {error.strerror or error}") from error
    return _lines_for(changes, target, dry_run, "go back on", "went back on")


def _lines_for(changes: Changes, target: GitHubPages | Rsync, dry_run: bool, would: str, did: str) -> list[str]:
    if not changes:
        return [f"nothing changed: {target.address} is up to date"]
    if dry_run:
        return [*changes.lines(), f"would {would} {target.address}: {changes.count}"]
    return [*replace(changes, new=(), changed=()).lines(), f"{did} {target.address}: {changes.count}"]
