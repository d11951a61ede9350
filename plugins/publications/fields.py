"""What fields of an entry mean, in BibTeX's, biblatex's and al-folio's spelling: kind, venue, identifiers, links.

In: an `Entry`, its values as written. Out: words and records; ValueError with what would be right.
"""

import re
from collections.abc import Mapping

from plugins.bibtex.records import Entry
from plugins.publications.identifiers import eprint
from plugins.publications.records import KINDS

KIND_OF_TYPE = {
    **dict.fromkeys(("article", "suppperiodical", "review"), "journal"),
    **dict.fromkeys(("inproceedings", "conference"), "conference"),
    **dict.fromkeys(("book", "mvbook", "booklet", "collection", "mvcollection", "reference", "proceedings"), "book"),
    **dict.fromkeys(("inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inreference"), "chapter"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis", "bachelorsthesis"), "thesis"),
    **dict.fromkeys(("techreport", "report", "manual", "standard"), "report"),
    **dict.fromkeys(("unpublished", "preprint"), "preprint"),
    **dict.fromkeys(("talk", "presentation", "lecture", "poster"), "talk"),
    **dict.fromkeys(("dataset", "software", "patent"), ""),
}
VENUES = {
    "journal": ("journaltitle", "journal", "shortjournal"),
    "conference": ("booktitle", "eventtitle", "series"),
    "workshop": ("booktitle", "eventtitle", "series"),
    "chapter": ("booktitle", "maintitle"),
    "thesis": ("school", "institution", "organization"),
    "report": ("institution", "organization", "publisher"),
    "book": ("publisher",),
}
ANY_VENUE = ("journaltitle", "journal", "booktitle", "howpublished", "eventtitle", "organization", "institution")
REPOSITORY = re.compile(r"\b(?:arxiv|corr|biorxiv|medrxiv|chemrxiv|ssrn|psyarxiv|techrxiv|preprint)\b", re.I)
WORKSHOP = re.compile(r"\bworkshops?\b|@", re.I)
TALK = re.compile(r"\b(?:talk|lecture|keynote|seminar|tutorial|presentation)\b", re.I)
PRESS = {
    "inpreparation": "in preparation",
    "submitted": "submitted",
    "forthcoming": "forthcoming",
    "inpress": "in press",
    "prepublished": "published online",
}


def kind(entry: Entry) -> str:
    """One of KINDS, by the entry's type and what its venue is called."""
    if own := entry.fields.get("kind"):
        if own.lower() in KINDS:
            return own.lower()
        raise ValueError(f"'kind' is one of {', '.join(KINDS)}")
    found = KIND_OF_TYPE.get(entry.type, "other") or entry.type
    name = _first(entry.fields, VENUES.get(found, ANY_VENUE))
    if found in ("journal", "other") and (REPOSITORY.search(name) or (not name and eprint(entry)[0])):
        return "preprint"
    if found == "conference" and WORKSHOP.search(name):
        return "workshop"
    said = " ".join(entry.fields.get(each, "") for each in ("note", "type", "howpublished"))
    if found in ("other", "preprint") and TALK.search(said):
        return "talk"
    return found


def venue(entry: Entry, found: str) -> str:
    """Where it was published, as written."""
    return _first(entry.fields, (*VENUES.get(found, ()), *ANY_VENUE, "publisher"))


def status(entry: Entry) -> str:
    """What `pubstate` says, in words."""
    written = entry.fields.get("pubstate", "")
    return PRESS.get(written.lower(), written)


def words(value: str) -> tuple[str, ...]:
    """A list as bibliographies write it, with commas or semicolons, each word once."""
    parts = re.split(r"[;,]", value)
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def rank(value: str) -> int:
    """Of `selected`: its number, 1 for yes, 0 for no. Raises ValueError for anything else."""
    text = value.strip().lower()
    if text in ("", "false", "no"):
        return 0
    if text in ("true", "yes"):
        return 1
    if text.isascii() and text.isdigit():
        return int(text)
    raise ValueError("'selected' is true, false, or a number that says in which order")


def _first(fields: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")
