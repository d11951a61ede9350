"""Where the site goes: the host's own questions, and their answers → a `Hosting`."""

import re
from collections.abc import Mapping, Sequence

from plugins.core.problems import did_you_mean
from plugins.core.toml_tables import to_url
from plugins.init.answers import Hosting
from plugins.init.links import Link
from plugins.init.questions import Question
from plugins.init.reading import read_line
from plugins.publish.hosts import HOSTS, Host
from plugins.publish.programs import PublishFailed
from plugins.publish.targets import target_from

REPOSITORY = re.compile(r"[:/](?P<user>[\w.-]+)/(?P<repository>[\w.-]+?)(?:\.git)?/?$")
ADDRESS = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?", re.I)
TO = Question("to", "Where will the site be?", lambda text: _read_host(text))
PLACE = "publishconf.py: "  # with which problems of PUBLISH begin


def _read_host(text: str) -> str:
    """The key of a host, of which its title is as good."""
    found = read_line(text).casefold()
    by_title = {host.title.casefold(): key for key, host in HOSTS.items()}
    if found not in HOSTS and found not in by_title:
        raise ValueError(f"no host is called '{text}'{did_you_mean(found, HOSTS)}: there are {', '.join(HOSTS)}")
    return by_title.get(found, found)


def questions_of(host: Host) -> tuple[Question, ...]:
    """What to ask about this host before the site's address."""
    return tuple(Question(key, text, _read_word) for key, text in host.asks.items())


def address_question(host: Host) -> Question:
    """An address is needed unless the site goes nowhere yet."""
    hint = "as in https://ada.uni.edu/~ada" if host.asks else "empty: not known yet"
    return Question("address", "The site's address", _read_address, hint, is_needed=bool(host.asks))


def defaults_of(host: Host, links: Sequence[Link], remote: str) -> dict[str, str]:
    """Likely answers: from the address of the Git repository, or from the links."""
    profile = next((link.url for link in links if link.name in host.title), "")
    found = REPOSITORY.search(remote)
    known = found.groupdict() if found else {"user": profile.rstrip("/").rpartition("/")[2]}
    return {key: word for key, word in {"folder": "public_html", **known}.items() if key in host.asks and word}


def user_of(remote: str) -> str:
    """The user or the organization whose repository is at this address; empty if it does not say."""
    found = REPOSITORY.search(remote)
    return found["user"] if found else ""


def default_address(host: Host, words: Mapping[str, str]) -> str:
    """The address that follows from the answers. Raises ValueError if they make none."""
    address = host.address(words)
    if address and not ADDRESS.fullmatch(address):
        raise ValueError(f"'{address}' would be no address: answer with the names that you have there")
    return address


def setting_of(host: Host, words: Mapping[str, str]) -> dict[str, object] | None:
    """PUBLISH. Raises ValueError if it would be wrong."""
    setting = host.setting(words)
    try:
        if setting:
            target_from(setting)
    except PublishFailed as error:
        raise ValueError(str(error).removeprefix(PLACE)) from None
    return setting


def hosting_of(host: Host, words: Mapping[str, str], address: str) -> Hosting:
    """The host's settings and files; an address other than the host's own is the site's own domain."""
    setting = setting_of(host, words)
    own = default_address(host, words)
    if setting and "domain" in setting and own and _domain(own) != _domain(address):
        setting = {**setting, "domain": _domain(address)}
    return Hosting(address, setting, host.files, words.get("user", ""))


def _domain(address: str) -> str:
    return re.sub(r"https?://([^/:]+).*", r"\1", address).casefold()


def _read_word(text: str) -> str:
    found = read_line(text)
    if " " in found:
        raise ValueError(f"'{found}' holds a space")
    return found


def _read_address(text: str) -> str:
    found = to_url(read_line(text)).rstrip("/")
    if not ADDRESS.fullmatch(found) or re.search(r"[?#]", found):
        raise ValueError(f"'{found}' is no address of a site: write it as in https://ada.github.io")
    return found
