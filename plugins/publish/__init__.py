"""Publish a built site as publishconf.py says: to GitHub Pages, or with rsync to a server.

In: the output folder of a build and a target from `target_from`. Out: lines for the author, or one `PublishFailed`
whose one line says what went wrong and what to do.
"""

from collections.abc import Iterable
from pathlib import Path

from plugins.publish import github_pages, server
from plugins.publish.programs import PublishFailed
from plugins.publish.targets import GitHubPages, Rsync, target_from

__all__ = ["GitHubPages", "PublishFailed", "Rsync", "publish", "target_from"]

SENDERS = {GitHubPages: github_pages.send, Rsync: server.send}


def publish(
    output: Path, target: GitHubPages | Rsync, dry_run: bool = False, ignore: Iterable[str] = (".vita-build",)
) -> list[str]:
    """Make the public site equal to `output` without what `ignore` names; with `dry_run` only say what would change."""
    if not (output / "index.html").is_file():
        raise PublishFailed(f"{output} holds no index.html, so nothing was published: build the site first")
    try:
        changes = SENDERS[type(target)](output.resolve(), target, dry_run, tuple(ignore))
    except OSError as error:
        raise PublishFailed(f"cannot publish {output}: {error.strerror or error}") from error
    if not changes:
        return [f"nothing changed: {target.address} is up to date"]
    if dry_run:
        return [*changes.lines(), f"would publish to {target.address}: {changes.count}"]
    return [f"published to {target.address}: {changes.count}"]
