"""The Atom feed that arXiv's API answers → BibTeX of the preprint, with fields as arXiv has them."""

import re
from xml.etree import ElementTree

from plugins.add_publication.fetch import LookupFailed
from plugins.add_publication.plain_text import balanced, join_names
from plugins.add_publication.tidy_fields import MONTH_MACROS

NAMESPACES = {"atom": "http://www.w3.org/2005/Atom", "arxiv": "http://arxiv.org/schemas/atom"}


def feed_to_bibtex(feed: str, identifier: str) -> str:
    """The `@misc` entry of an arXiv id. Raises LookupFailed if the feed has none."""
    entry = _parse_feed(feed).find("atom:entry", NAMESPACES)
    if entry is None or "/api/errors" in _text_of(entry, "id") or not _text_of(entry, "title"):
        raise LookupFailed(f"arXiv has no {identifier}")
    published = re.match(r"(\d{4})-(\d\d)", _text_of(entry, "published"))
    category = entry.find("arxiv:primary_category", NAMESPACES)
    fields = {
        "title": _text_of(entry, "title"),
        "author": join_names(name.text or "" for name in entry.findall("atom:author/atom:name", NAMESPACES)),
        "year": published[1] if published else "",
        "month": _month(published),
        "doi": _text_of(entry, "doi", "arxiv"),
        "eprint": identifier,
        "archiveprefix": "arXiv",
        "primaryclass": category.get("term", "") if category is not None else "",
        "abstract": _text_of(entry, "summary"),
    }
    lines = [f"  {name} = {{{balanced(value)}}}," for name, value in fields.items() if value]
    return "@misc{arxiv,\n" + "\n".join(lines) + "\n}\n"


def _parse_feed(feed: str) -> ElementTree.Element:
    """Parse the feed, without document types: their entities could expand without end."""
    if re.search(r"<!(?:DOCTYPE|ENTITY)", feed, re.I):
        raise LookupFailed("arXiv answered with a document type, which its feeds do not have")
    try:
        return ElementTree.fromstring(feed)
    except (ElementTree.ParseError, ValueError):
        raise LookupFailed("arXiv did not answer with a feed: try again later") from None


def _text_of(entry: ElementTree.Element, name: str, space: str = "atom") -> str:
    return " ".join((entry.findtext(f"{space}:{name}", "", NAMESPACES)).split())


def _month(published: re.Match | None) -> str:
    number = int(published[2]) if published else 0
    return MONTH_MACROS[number - 1] if 1 <= number <= 12 else ""
