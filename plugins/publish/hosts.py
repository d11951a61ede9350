"""Where a site can go: for each host, the files that it needs, the site's address there, and its PUBLISH."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).with_name("hosts")
Answers = Mapping[str, str]


@dataclass(frozen=True)
class Host:
    """A host as `invoke init` offers it. `asks` are the words to ask for, each with its question; `address` and
    `setting` make SITEURL and PUBLISH of the answers; `files` are paths in the author's repository, each with the
    file in `hosts/` to copy there."""

    title: str
    asks: Mapping[str, str] = field(default_factory=dict)
    address: Callable[[Answers], str] = lambda answers: ""
    setting: Callable[[Answers], dict[str, object] | None] = lambda answers: None
    files: Mapping[str, str] = field(default_factory=dict)


def _github_address(answers: Answers) -> str:
    """`USER.github.io`, or below it the name of a repository that has another name."""
    user, repository = answers["user"].lower(), answers["repository"]
    own = f"{user}.github.io"
    return f"https://{own}" if repository.lower() in ("", own) else f"https://{own}/{repository}"


HOSTS = {
    "github": Host(
        "GitHub Pages",
        {"user": "Your user name, or that of your organization", "repository": "The repository's name"},
        _github_address,
        lambda answers: {"to": "github-pages", "remote": "origin", "branch": "gh-pages", "domain": ""},
    ),
    "server": Host(
        "A server that you reach by ssh",
        {"host": "Your name there and the host, as in me@server.example.edu", "folder": "The folder of web pages"},
        setting=lambda answers: {"to": "rsync", "host": answers["host"], "folder": answers["folder"]},
    ),
    "none": Host("Nowhere yet"),
}
