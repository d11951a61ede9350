"""The addresses that SYNC names → which service to ask for which list."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from plugins.core.problems import did_you_mean
from plugins.people.orcid import check_digit, parse_orcid

HOSTS = ("orcid.org", "openalex.org", "dblp.org", "www.zotero.org", "api.zotero.org")
OTHER_NAMES = {
    "www.orcid.org": "orcid.org",
    "pub.orcid.org": "orcid.org",
    "www.openalex.org": "openalex.org",
    "api.openalex.org": "openalex.org",
    "www.dblp.org": "dblp.org",
    "dblp.uni-trier.de": "dblp.org",
    "dblp.dagstuhl.de": "dblp.org",
    "zotero.org": "www.zotero.org",
}
EXAMPLES = "https://orcid.org/0000-0002-1825-0097, https://openalex.org/A5000000001, https://dblp.org/pid/65/9612"
ZOTERO_FORMS = (
    "a group's is https://www.zotero.org/groups/NUMBER/NAME/collections/KEY, "
    "yours https://api.zotero.org/users/NUMBER/collections/KEY with the number at zotero.org/settings/keys"
)
ZOTERO = re.compile(r"/(users|groups)/(\d+)(?:/[^/]+)?/collections/([A-Z0-9]{8})(?:/.*)?")


@dataclass(frozen=True)
class Source:
    """A list at a service: `kind` is the service, `bib` for a file; `name` is what the service calls the list."""

    kind: str
    name: str
    address: str


def parse_source(text: str) -> Source:
    """The source with this address, or with this ORCID iD. Raises ValueError with what would be right."""
    text = text.strip()
    if parse_orcid(text):
        return _orcid(text, text)
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        raise ValueError(f"'{text}' is no address") from None
    if parts.scheme not in ("http", "https") or not host:
        is_near = re.match(r"[\w-]+(\.[\w-]+)+/", text)
        meant = f" (did you mean 'https://{text}'?)" if is_near else f": write one such as {EXAMPLES}"
        raise ValueError(f"'{text}' is no address{meant}")
    if re.search(r"[\s\\<>\"]", text):
        raise ValueError(f"'{text}' is no address: it has a space, or a character that no address has")
    host = OTHER_NAMES.get(host, host)
    if host in READ:
        return READ[host](text, parts.path)
    if parts.path.lower().endswith(".bib"):
        return Source("bib", text, text)
    raise ValueError(
        f"'{text}' leads to none of ORCID, OpenAlex, DBLP and Zotero, and to no .bib file{did_you_mean(host, HOSTS)}"
    )


def _orcid(text: str, path: str) -> Source:
    orcid = parse_orcid(text) or parse_orcid(re.sub(r"^/(?:v3\.0/)?|/works/?$", "", path))
    if not orcid:
        raise ValueError(f"'{text}' has no ORCID iD, as in https://orcid.org/0000-0002-1825-0097")
    if check_digit(orcid) != orcid[-1]:
        raise ValueError(f"'{text}' is no ORCID iD: its last digit does not fit the others")
    return Source("orcid", orcid, f"https://orcid.org/{orcid}")


def _openalex(text: str, path: str) -> Source:
    match = re.fullmatch(r"/(?:authors/|people/)?(A\d+)/?", path, re.I)
    if not match:
        raise ValueError(f"'{text}' is no author of OpenAlex, as in https://openalex.org/A5000000001")
    return Source("openalex", match[1].upper(), f"https://openalex.org/{match[1].upper()}")


def _dblp(text: str, path: str) -> Source:
    match = re.fullmatch(r"/pid/([\w-]+/[\w-]+?)(?:\.(?:html|bib|xml|rss))?/?", path)
    if not match:
        raise ValueError(f"'{text}' is no person of DBLP, as in https://dblp.org/pid/65/9612")
    return Source("dblp", match[1], f"https://dblp.org/pid/{match[1]}")


def _zotero(text: str, path: str) -> Source:
    match = ZOTERO.fullmatch(path)
    if not match:
        raise ValueError(f"'{text}' is no collection of Zotero: {ZOTERO_FORMS}")
    name = f"{match[1]}/{match[2]}/collections/{match[3]}"
    return Source("zotero", name, f"https://api.zotero.org/{name}")


READ: dict[str, Callable[[str, str], Source]] = {
    "orcid.org": _orcid,
    "openalex.org": _openalex,
    "dblp.org": _dblp,
    "www.zotero.org": _zotero,
    "api.zotero.org": _zotero,
}
