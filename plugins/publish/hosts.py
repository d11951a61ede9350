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
    file in `hosts/` to copy there. `domain` ends all addresses that the host gives. A host that builds the site itself
    says in `publishing` and in `going_back` what an author does instead of running a command."""

    title: str
    asks: Mapping[str, str] = field(default_factory=dict)
    address: Callable[[Answers], str] = lambda answers: ""
    setting: Callable[[Answers], dict[str, object] | None] = lambda answers: None
    files: Mapping[str, str] = field(default_factory=dict)
    domain: str = ""
    publishing: str = ""
    going_back: str = ""


def _github_address(answers: Answers) -> str:
    """`USER.github.io`, or below it the name of a repository that has another name."""
    return _address_below(answers["user"], answers["repository"], "github.io")


def _gitlab_address(answers: Answers) -> str:
    """`USER.gitlab.io`, or below it the names of subgroups and of a project that has another name."""
    user, _, subgroups = answers["user"].partition("/")
    return _address_below(user, "/".join(filter(None, (subgroups, answers["project"]))), "gitlab.io")


def _address_below(user: str, name: str, domain: str) -> str:
    own = f"{user}.{domain}".lower()
    return f"https://{own}" if name.lower() in ("", own) else f"https://{own}/{name}"


HOSTS = {
    "github": Host(
        "GitHub Pages",
        {"user": "Your user name, or that of your organization", "repository": "The repository's name"},
        _github_address,
        lambda answers: {"to": "github-pages", "remote": "origin", "branch": "gh-pages", "domain": ""},
        domain=".github.io",
    ),
    "gitlab": Host(
        "GitLab Pages",
        {"user": "Your user name, or that of your group", "project": "The project's name"},
        _gitlab_address,
        lambda answers: {"to": "gitlab"},
        {".gitlab-ci.yml": "gitlab-ci.yml"},
        ".gitlab.io",
        "push to GitLab: .gitlab-ci.yml publishes each push to the default branch",
        "take your last change back with 'git revert', and push to GitLab: .gitlab-ci.yml publishes each push",
    ),
    "netlify": Host(
        "Netlify",
        {"name": "The site's name at Netlify"},
        lambda answers: f"https://{answers['name'].lower()}.netlify.app",
        lambda answers: {"to": "netlify"},
        {"netlify.toml": "netlify.toml"},
        ".netlify.app",
        "push to the repository that you linked at Netlify: netlify.toml publishes each push",
        "choose an earlier deploy in your site's Deploys at Netlify, and publish it",
    ),
    "cloudflare": Host(
        "Cloudflare Pages",
        {"name": "The project's name at Cloudflare"},
        lambda answers: f"https://{answers['name'].lower()}.pages.dev",
        lambda answers: {"to": "cloudflare"},
        domain=".pages.dev",
        publishing="push to the repository that you linked at Cloudflare: its build command publishes each push",
        going_back="choose an earlier deployment in your project's Deployments at Cloudflare, and roll back to it",
    ),
    "server": Host(
        "A server that you reach by ssh",
        {"host": "Your name there and the host, as in me@server.example.edu", "folder": "The folder of web pages"},
        setting=lambda answers: {"to": "rsync", "host": answers["host"], "folder": answers["folder"]},
    ),
    "none": Host("Nowhere yet"),
}
