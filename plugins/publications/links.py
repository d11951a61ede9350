"""The links of an entry, in the order in which they are shown, each address once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from plugins.bibtex.entry import Entry
from plugins.bibtex.verbatim import address, verbatim
from plugins.publications.identifiers import SAFE, arxiv_id, doi_address, eprint_of

# The icon of each kind of link, in the order in which links are shown.
LINKS = {
    "pdf": "fontawesome-solid-file-pdf",
    "arxiv": "academicons-arxiv",
    "doi": "academicons-doi",
    "code": "fontawesome-solid-code",
    "data": "fontawesome-solid-database",
    "website": "fontawesome-solid-link",
    "video": "fontawesome-solid-video",
    "slides": "fontawesome-solid-person-chalkboard",
    "poster": "fontawesome-solid-chalkboard",
    "supplement": "fontawesome-solid-paperclip",
    "blog": "fontawesome-solid-blog",
    "html": "fontawesome-solid-globe",
}
HOST_ICONS = {"github.com": "fontawesome-brands-github", "gitlab.com": "fontawesome-brands-gitlab"}
HOST_ICONS |= dict.fromkeys(("youtube.com", "www.youtube.com", "youtu.be"), "fontawesome-brands-youtube")
# The fields that may hold each kind of link, the preferred one first; arXiv and DOI have fields of their own.
FIELDS = {
    "pdf": ("pdf",),
    "code": ("code", "github", "software"),
    "data": ("data", "dataset"),
    "website": ("website", "project", "project_page", "homepage", "page"),
    "video": ("video", "talk", "youtube"),
    "slides": ("slides",),
    "poster": ("poster",),
    "supplement": ("supp", "supplement", "appendix"),
    "blog": ("blog",),
    "html": ("html", "url", "howpublished"),
}
# Mendeley writes all addresses into one field.
SEVERAL = re.compile(r"\s+(?=(?:https?|ftp)://)|%5Cn(?=https?(?::|%3A)//)|\\n(?=https?://)", re.I)
ADDRESS = re.compile(r"(?:https?|ftp)://[^\s/]+(?:/|\Z|\?|#)", re.I)
# What is an address without its scheme: a host that begins with www., or ends like one and has a path.
HOST = re.compile(
    r"""(?://)?www\.[\w-]+(?:\.[\w-]+)+ | //[\w-]+(?:\.[\w-]+)+
    | (?:[a-z\d-]+\.)+(?:com|org|net|edu|gov|io|dev|ai|app|info|[a-z]{2})(?=[/?])""",
    re.I | re.X,
)
BROKEN_SCHEME = re.compile(r"(?P<scheme>https?)(?::/?|;//|//)(?=[\w-]+\.)", re.I)  # `http:/x.org`, `https//x.org`
MARKED_UP = re.compile(
    r"""<a\s[^>]*?href\s*=\s*["']?([^"'>\s]+) | \]\(<?([^)\s>]+) | ^<([a-z]+:[^<>\s]+)>$""", re.I | re.X
)
DOI_ALONE = re.compile(r"(?:doi:\s*)?(?P<doi>10\.\d{4,9}/\S+)", re.I)
PREFIX = re.compile(r"^https?://(?:www\.|dx\.)?")


@dataclass(frozen=True)
class Link:
    """A link of an entry: its `kind` is a key of LINKS, its `target` an address, or a path below content/ as written.

    `file` is the path of the file below content/; empty for an address, and before `library.py` has looked for it.
    """

    kind: str
    target: str
    file: str = ""

    @property
    def is_local(self) -> bool:
        return "://" not in self.target

    @property
    def icon(self) -> str:
        return HOST_ICONS.get(urlsplit(self.target).netloc, LINKS[self.kind])


def links_of(
    entry: Entry, doi: str, complain: Callable[[str, str], None], warn: Callable[[str, str], None]
) -> list[Link]:
    """Return the links of an entry; `doi` is its bare DOI.

    `complain` gets a field and what is wrong with its value, `warn` a field whose value could be read all the same.
    """
    eprint_id, repository = eprint_of(entry)
    given = {"arxiv": f"https://arxiv.org/abs/{eprint_id}" if repository == "arxiv" else "", "doi": doi_address(doi)}
    seen, links = set(), []
    for kind in dict.fromkeys(("arxiv", *LINKS)):  # the address of a preprint is its link to arXiv, in any field
        values = [(kind, given.get(kind, "")), *((name, entry.fields.get(name, "")) for name in FIELDS.get(kind, ()))]
        if kind == "html" and not doi:
            values.append(("doi", address(entry.fields.get("doi", ""))))  # no DOI, but it leads somewhere
        for field, value in values:
            target, warning = read_address(value, field) if value else ("", "")
            if warning:
                warn(field, warning)
            if target and not _is_known(target, seen):
                seen.add(_normalized(target))
                try:
                    links.append(Link(kind, _checked(target, field)))
                except ValueError as error:
                    complain(field, str(error))
    return sorted(links, key=lambda link: [*LINKS].index(link.kind))


def read_address(value: str, field: str) -> tuple[str, str]:
    """The address or path that a field means, and a warning where it is not written as an address is."""
    if field == "howpublished":
        return address(value), ""
    written = SEVERAL.split(verbatim(value).replace("&amp;", "&"))[0].strip()
    marked_up = MARKED_UP.search(written)
    target = next(filter(None, marked_up.groups()), written) if marked_up else written
    if field in FIELDS["html"] and (found := DOI_ALONE.fullmatch(target)):
        target = doi_address(found["doi"].lower())
    elif target.lower().startswith("arxiv:") and arxiv_id(target):
        target = f"https://arxiv.org/abs/{arxiv_id(target)}"
    elif HOST.match(target):
        target = f"https://{target.removeprefix('//')}"
    else:
        target = BROKEN_SCHEME.sub(r"\g<scheme>://", target, count=1)
    is_as_written = target == written or target.lower() == unquote(written).lower()
    return target, "" if is_as_written else f"'{field}' is read as {target}: write this address alone"


def _is_known(target: str, seen: set[str]) -> bool:
    """Whether this address was seen, for a DOI and arXiv in another spelling too."""
    number = arxiv_id(target) if "arxiv.org" in target else ""
    return _normalized(target) in seen or (number and f"arxiv.org/abs/{number}" in seen and "/pdf/" not in target)


def _normalized(target: str) -> str:
    return unquote(PREFIX.sub("", target, count=1)).rstrip("/").lower()


def _checked(target: str, field: str) -> str:
    """The address, quoted, or the path of a file. Raises ValueError for anything else."""
    if ADDRESS.match(target) and _has_host(target):
        return quote(target, safe=f"{SAFE}%?#[]")
    if ":" in target or target.startswith(("//", "/..", "..", "www.")) or "\\" in target or " " in target:
        raise ValueError(f"'{field}' is neither an address that begins with https:// nor the path of a file")
    return target.lstrip("/")


def _has_host(target: str) -> bool:
    try:
        return bool(urlsplit(target).hostname)
    except ValueError:
        return False
