"""The links of an entry, in the order in which they are shown; each address once.

In: an `Entry`. Out: `Link` records; a callback is told what is no address.
"""

import re
from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

from plugins.bibtex.entry import Entry
from plugins.bibtex.verbatim import address, verbatim
from plugins.publications.identifiers import SAFE, arxiv_id, doi_address, eprint
from plugins.publications.records import Link

# The fields of links, in the order of design section 5, with their other names.
LINKS = {
    "arxiv": (),
    "pdf": ("pdf",),
    "doi": (),
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
# Mendeley puts all addresses into one field.
SEVERAL = re.compile(r"\s+(?=(?:https?|ftp)://)|%5Cn(?=https?(?::|%3A)//)|\\n(?=https?://)", re.I)
COMPLETE = re.compile(r"(?:https?|ftp)://[\w.-]*\w(?:/|\Z)", re.I)  # as nearly all begin: nothing else to be looked at
BEGINNING = re.compile(r"https?://(?:www\.|dx\.)?")


def links(entry: Entry, number: str, complain: Callable[[str, str], None]) -> list[Link]:
    """Its links in their order, each address once; `number` is its DOI. `complain` gets a field and what is wrong."""
    eprint_id, repository = eprint(entry)
    given = {"arxiv": f"https://arxiv.org/abs/{eprint_id}" if repository == "arxiv" else ""}
    given["doi"] = doi_address(number)
    seen, found = set(), []
    for name, others in LINKS.items():
        values = [(name, given.get(name, "")), *((other, entry.fields.get(other, "")) for other in others)]
        for field, value in values:
            target = address(value) if field == "howpublished" else SEVERAL.split(verbatim(value))[0] if value else ""
            if target and not _is_known(target, seen):
                seen.add(_folded(target))
                try:
                    found.append(Link(name, _checked(target, field)))
                except ValueError as error:
                    complain(field, str(error))
    return found


def _is_known(target: str, seen: set[str]) -> bool:
    """Whether this address is there already, a DOI's or arXiv's in another spelling too."""
    number = arxiv_id(target) if "arxiv.org" in target else ""
    return _folded(target) in seen or (number and f"arxiv.org/abs/{number}" in seen and "/pdf/" not in target)


def _folded(target: str) -> str:
    begun = BEGINNING.match(target)
    return unquote(target[begun.end() if begun else 0 :]).rstrip("/").lower()


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _checked(target: str, name: str) -> str:
    if COMPLETE.match(target) or (re.match(r"(?:https?|ftp)://[^\s/]+(?:/|\Z|\?|#)", target, re.I) and _host(target)):
        return quote(target, safe=f"{SAFE}%?#[]")
    if ":" in target or target.startswith(("//", "/..", "..", "www.")) or "\\" in target or " " in target:
        raise ValueError(f"'{name}' is no address: write one that begins with https://, or the path of a file")
    return target.lstrip("/")
