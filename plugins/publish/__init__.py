"""Publish a built site as publishconf.py says: to GitHub Pages, or with rsync to a server.

In: the output folder of a build and a target from `target_from`. Out: lines for the author, or a `PublishFailed` whose
one line says what went wrong and what to do.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from plugins.publish.github_pages import send_to_github
from plugins.publish.programs import PublishFailed
from plugins.publish.server import send_to_server
from plugins.publish.targets import GitHubPages, Rsync, target_from

__all__ = ["GitHubPages", "PublishFailed", "Rsync", "publish", "target_from"]


def publish(
    output: Path, target: GitHubPages | Rsync, dry_run: bool = False, ignore: Iterable[str] = (".vita-build",)
) -> list[str]:
    """Make the public site equal to `output`, less the names in `ignore`; a dry run only says what would change."""
    if not (output / "index.html").is_file():
        raise PublishFailed(f"{output} holds no index.html, so nothing was published: build the site first")
    try:
        send = send_to_github if isinstance(target, GitHubPages) else send_to_server
        changes = send(output.resolve(), target, dry_run, tuple(ignore))
    except OSError as error:
        raise PublishFailed(f"cannot publish {output}: {error.strerror or error}") from error
    if not changes:
        return [f"nothing changed: {target.address} is up to date"]
    if dry_run:
        return [*changes.lines(), f"would publish to {target.address}: {changes.count}"]
    return [*replace(changes, new=(), changed=()).lines(), f"published to {target.address}: {changes.count}"]
