"""The line `citation:` of a publication, as people write it → authors, volume, pages; and what remains of its words.

In: the citation, the title and the venue. Out: a `Citation`.
"""

import re
from dataclasses import dataclass

from plugins.migrate.new_text import plain_line

YEAR = re.compile(r"\(?\b(?:19|20)\d\d[a-z]?\b(?:,? \w+(?: \d{1,2})?)?\)?")
END_OF_AUTHORS = re.compile(r"\s*(?:\((?:19|20)\d\d|[\"“”]|\b(?:19|20)\d\d\b)")
INITIALS = re.compile(r"(?P<family>[^,]+), (?P<given>(?:[^\W\d_]\.[ -]?)+)(?:, |\s|$)")
VOLUME = re.compile(r"\b(?:vol(?:ume)?\.? ?)?(?P<volume>\d{1,4}) ?\((?P<number>\d{1,4})\)", re.I)
PAGES = re.compile(r"\b(?:pp?\.? ?)?(?P<first>\d{1,6}) ?(?:--?|–) ?(?P<last>\d{1,6})\b")
DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:? ?)(?P<doi>10\.\d{4,9}/[^\s\"<>,;]+[^\s\"<>,;.])", re.I)
WORD = re.compile(r"[^\W\d_]{2,}|\d+")
LITTLE = re.compile(r"\b(?:in|pp|vol|no|and)\b\.?", re.I)
QUOTES = re.compile(r"[\"“”]")
GAPS = re.compile(r"\s*(?:[.,;:]\s*){2,}")
ET_AL = re.compile(r",?\s*\bet al\.?", re.I)


@dataclass(frozen=True)
class Citation:
    """`authors` as BibTeX separates them; `rest` are the words that no field has."""

    authors: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""
    rest: str = ""


def read_citation(written: str, title: str, venue: str) -> Citation:
    text, title = plain_line(written), title.replace("$", "")
    if not text:
        return Citation()
    end = END_OF_AUTHORS.search(text)
    at_title = found.start() if title and (found := _whole(title).search(text)) else -1
    stop = min([place for place in (end.start() if end else -1, at_title) if place > 0], default=0)
    authors = _read_authors(text[:stop].strip(" ,;:"))
    if not authors:
        return Citation(rest=text, doi=_group(DOI, text, "doi"))
    rest = text[stop:]
    found = {
        name: _group(pattern, rest, name) for pattern, name in ((DOI, "doi"), (VOLUME, "volume"), (VOLUME, "number"))
    }
    rest = VOLUME.sub(" ", DOI.sub(" ", rest))
    pages = PAGES.search(YEAR.sub(" ", rest))
    for known in (title, venue):
        rest = _whole(known).sub(" ", rest) if known else rest
    rest = PAGES.sub(" ", YEAR.sub(" ", rest))
    left = GAPS.sub(". ", " ".join(QUOTES.sub(" ", rest).split())).strip(" .,;:()")
    left = left if WORD.search(LITTLE.sub("", left)) else ""
    return Citation(authors, pages=f"{pages['first']}--{pages['last']}" if pages else "", rest=left, **found)


def _whole(text: str) -> re.Pattern:
    """The text where it is not part of a word."""
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.I)


def _group(pattern: re.Pattern, text: str, name: str) -> str:
    match = pattern.search(text)
    return match[name] if match else ""


def _read_authors(written: str) -> str:
    """The names, with `and` between them; nothing if it is not sure where one ends."""
    has_more = bool(ET_AL.search(written))
    text = re.sub(r"\s*&\s*", " and ", ET_AL.sub("", written)).replace(", and ", " and ").strip(" ,")
    more = " and others" if has_more else ""
    parts = [part for group in text.split(" and ") for part in group.split(", ")]
    inverted = INITIALS.findall(text.replace(" and ", ", ").rstrip(".") + ".")
    if inverted and 2 * len(inverted) == len(parts):
        return " and ".join(f"{family.strip()}, {given.strip()}" for family, given in inverted) + more
    parts = [part.rstrip(".") if not re.search(r"\b\w\.$", part) else part for part in parts]
    if len(parts) > 1 and " " not in parts[0] and " " not in parts[1]:
        parts[:2] = [f"{parts[0]}, {parts[1]}"]
    is_sure = bool(parts) and all(" " in part and 1 < len(part.split()) < 6 for part in parts)
    return " and ".join(parts) + more if is_sure else ""
