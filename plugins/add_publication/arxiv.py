"""What arXiv's API answers → BibTeX text of the preprint.

In: an Atom feed. Out: one `@misc` entry, its fields as arXiv has them.
"""

import re
from xml.etree import ElementTree

from plugins.add_publication.fetch import LookupFailed
from plugins.add_publication.tidy import MONTHS

NAMES = {"atom": "http://www.w3.org/2005/Atom", "arxiv": "http://arxiv.org/schemas/atom"}
GROUP = re.compile(r"\b(?:collaboration|team|group|consortium|project)s?$", re.I)


def bibtex(feed: str, identifier: str) -> str:
    """The entry that was asked for. Raises LookupFailed where there is none."""
    entry = _root(feed).find("atom:entry", NAMES)
    if entry is None or "/api/errors" in _text(entry, "id") or not _text(entry, "title"):
        raise LookupFailed(f"arXiv knows no {identifier}")
    published = re.match(r"(\d{4})-(\d\d)", _text(entry, "published"))
    category = entry.find("arxiv:primary_category", NAMES)
    fields = {
        "title": _text(entry, "title"),
        "author": " and ".join(filter(None, map(_author, entry.findall("atom:author/atom:name", NAMES)))),
        "year": published[1] if published else "",
        "month": _month(published),
        "doi": _text(entry, "doi", "arxiv"),
        "eprint": identifier,
        "archiveprefix": "arXiv",
        "primaryclass": category.get("term", "") if category is not None else "",
        "abstract": _text(entry, "summary"),
    }
    lines = [f"  {name} = {{{_balanced(value)}}}," for name, value in fields.items() if value]
    return "@misc{arxiv,\n" + "\n".join(lines) + "\n}\n"


def _root(feed: str) -> ElementTree.Element:
    """The feed as a tree. A document type could make it grow without end, so that none is read."""
    if re.search(r"<!(?:DOCTYPE|ENTITY)", feed, re.I):
        raise LookupFailed("arXiv answered with a document type, which its feeds do not have: it was not read")
    try:
        return ElementTree.fromstring(feed)
    except (ElementTree.ParseError, ValueError):
        raise LookupFailed("arXiv answered with something that is no feed: try again later") from None


def _text(entry: ElementTree.Element, name: str, space: str = "atom") -> str:
    return " ".join((entry.findtext(f"{space}:{name}", "", NAMES)).split())


def _month(published: re.Match | None) -> str:
    number = int(published[2]) if published else 0
    return MONTHS[number - 1] if 1 <= number <= 12 else ""


def _author(element: ElementTree.Element) -> str:
    name = " ".join((element.text or "").split())
    return f"{{{name}}}" if GROUP.search(name) or re.search(r"\band\b", name) else name


def _balanced(value: str) -> str:
    """Without braces that do not close: they would end the entry at the wrong place."""
    depth = 0
    for character in re.sub(r"\\.", "", value):
        depth += (character == "{") - (character == "}")
        if depth < 0:
            break
    return value if depth == 0 else re.sub(r"(?<!\\)[{}]", "", value)
