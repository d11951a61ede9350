"""Where a site is published: PUBLISH of publishconf.py, checked, as a record."""

import posixpath
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, NoReturn

from plugins.core.problems import did_you_mean
from plugins.publish.hosts import HOSTS, Host
from plugins.publish.programs import PublishFailed


@dataclass(frozen=True)
class GitHubPages:
    """`branch` of the git `remote` of the repository around `site`; `domain` is the site's own, if it has one."""

    remote: str
    branch: str
    domain: str
    site: Path = Path()

    @property
    def address(self) -> str:
        return f"branch {self.branch} of {self.remote}"


@dataclass(frozen=True)
class Rsync:
    """`folder` of `host`, by ssh with `options`; `force` replaces a folder that Vita did not fill."""

    host: str
    folder: str
    port: int = 22
    options: tuple[str, ...] = ()
    force: bool = False

    @property
    def address(self) -> str:
        return f"{self.host}:{self.folder}"


# The hosts that build the site themselves: PUBLISH only names them.
BUILDING = {name: host for name, host in HOSTS.items() if host.publishing}
Target = GitHubPages | Rsync | Host


class Key(NamedTuple):
    """A key of PUBLISH: its default, the pattern of its values, and the same in words."""

    default: str | int
    pattern: str
    expected: str


# A word of a command line must not begin with "-": it would be read as an option.
HOST = r"([^-@\s/:][^@\s/:]*@)?([^-@\s/:\[][^@\s/:]*|\[[0-9A-Fa-f:.]+\])"
KEYS = {
    "github-pages": {
        "remote": Key("origin", r"[^-\s:]\S*", "the name of a git remote, such as 'origin'"),
        "branch": Key("gh-pages", r"[\w.][\w./-]*", "the name of a branch, such as 'gh-pages'"),
        "domain": Key("", r"(([\w-]+\.)+[\w-]+)?", "a domain and no more, such as 'jane.example.org', or ''"),
    },
    "rsync": {
        "host": Key("", HOST, "a host, such as 'me@login.example.edu'"),
        # rsync expands wildcards on the server and would use the first folder that matches.
        "folder": Key("", r"[^*?\[\\]+", "a folder on the host, such as 'public_html', without * ? [ \\"),
        "port": Key(22, r"[1-9]\d{0,4}", "a port, such as 22"),
        "options": Key("", r"(-.+)?", "options for ssh, such as '-i ~/.ssh/key', or ''"),
    },
    **dict.fromkeys(BUILDING, {}),
}


def target_from(settings: object, site: Path = Path(), force: bool = False) -> Target:
    """The target that PUBLISH (`settings`) describes for the site in the folder `site`. Raises PublishFailed."""
    to = settings.get("to") if isinstance(settings, dict) else settings
    if not isinstance(settings, dict) or not isinstance(to, str) or to not in KEYS:
        longer = [name for name in KEYS if isinstance(to, str) and name.startswith(to or "-")]
        guess = did_you_mean(to, longer or KEYS) if isinstance(to, str) else ""
        *names, last = (f'"{name}"' for name in KEYS)
        _fail(f'PUBLISH must say "to": {", ".join(names)} or {last}, not {to!r}{guess}')
    keys = KEYS[to]
    for name in settings:
        if name not in ("to", *keys):
            known = f"there are {', '.join(keys)}" if keys else f'"to": "{to}" is all that it needs'
            _fail(f"PUBLISH has no {name!r}{did_you_mean(str(name), keys)}: {known}")
    if to in BUILDING:
        return BUILDING[to]
    values = {name: _checked_value(name, key, settings) for name, key in keys.items()}
    return GitHubPages(**values, site=site) if to == "github-pages" else _rsync_target(values, force)


def _checked_value(name: str, key: Key, settings: dict) -> str | int:
    value = settings.get(name, key.default)
    if type(value) is not type(key.default) or not _fits(key.pattern, str(value)):
        found = f"not {value!r}" if name in settings else "and it is missing"
        _fail(f'PUBLISH["{name}"] must be {key.expected}, {found}')
    return value


def _fits(pattern: str, text: str) -> bool:
    return text.isprintable() and re.fullmatch(pattern, text) is not None


def _rsync_target(values: dict, force: bool) -> Rsync:
    # rsync does not know "~", and a relative folder begins at home anyway.
    folder = posixpath.normpath(values["folder"].removeprefix("~/") or "~")
    if re.match(r"(\.{1,2}|/+)$|\.\./|~", folder):
        _fail(f'PUBLISH["folder"] is emptied of all but the site, so it cannot be {values["folder"]!r}')
    if values["port"] > 65535:
        _fail(f'PUBLISH["port"] must be at most 65535, not {values["port"]}')
    try:
        options = tuple(shlex.split(values["options"]))
    except ValueError as error:
        _fail(f'PUBLISH["options"] cannot be read: {str(error).lower()} in {values["options"]!r}')
    return Rsync(values["host"], folder, values["port"], options, force)


def _fail(message: str) -> NoReturn:
    raise PublishFailed(f"publishconf.py: {message}")
