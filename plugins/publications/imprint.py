"""What the line below a title says of the whole in which a publication appeared, and of its form.

In: an entry, its kind, its venue. Out: texts as `latex_to_marked` gives them, in the order in which they are shown:
edition, volume, series with its number, place and publisher, version, the holder of a patent.
"""

import re
from collections.abc import Iterator

from plugins.bibtex.entry import Entry
from plugins.bibtex.latex_text import latex_to_marked, latex_to_text
from plugins.bibtex.name_lists import parse_names

BOOKS = ("book", "chapter")
WITH_PLACE = ("thesis", "report", "talk")  # besides books, which name it before their publisher
WITH_EDITION = (*BOOKS, "report", "other")
WITH_VERSION = ("software", "dataset", "report", "other")
WITH_SERIES = (*BOOKS, "conference", "workshop", "report", "other")
HAS_WORD = re.compile(r"\bed(?:s|n|ition|ición|izione)?\b|\baufl|\bédition", re.I)
ORDINALS = {1: "st", 2: "nd", 3: "rd"}
# The types of patents that biblatex names; for others a type stands as it is written.
PATENTS = {
    "patent": "",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "US patent",
    "patreq": "Patent request",
    "patreqde": "German patent request",
    "patreqeu": "European patent request",
    "patreqfr": "French patent request",
    "patrequk": "British patent request",
    "patrequs": "US patent request",
}


def facts_before_venue(entry: Entry, kind: str) -> tuple[str, ...]:
    """Of a book, whose venue is its publisher."""
    return tuple(_facts_of_whole(entry, kind, "")) if kind == "book" else ()


def facts_after_venue(entry: Entry, kind: str, venue: str) -> tuple[str, ...]:
    """`venue` is the text of the venue, in which no fact stands a second time."""
    found = [] if kind == "book" else list(_facts_of_whole(entry, kind, venue))
    if kind == "chapter":
        chapter = _text(entry, "chapter")
        found += [f"ch.\u00a0{chapter}" if chapter.isdigit() else chapter, place_and_publisher(entry)]
    elif kind in WITH_PLACE:
        found.append(place_of(entry))
    elif kind == "patent":
        found.append(holder_of(entry))
    version = _text(entry, "version")
    if version and kind in WITH_VERSION:
        found.append(version if re.match(r"v\.?\s?\d|version", version, re.I) else f"version {version}")
    return tuple(fact for fact in found if fact and fact not in venue)


def place_of(entry: Entry) -> str:
    """The place of the publisher, school or event; biblatex separates several by `and`."""
    return " and ".join(re.split(r"\s+and\s+", _text(entry, "location", "address", "place")))


def place_and_publisher(entry: Entry) -> str:
    return ": ".join(filter(None, (place_of(entry), _text(entry, "publisher"))))


def holder_of(entry: Entry) -> str:
    """The holders of a patent, which is a list of names."""
    written = next(filter(None, map(entry.fields.get, ("holder", "assignee"))), "")
    return ", ".join(map(str, parse_names(written).names))


def patent_number(entry: Entry) -> str:
    """`US patent 1234567`."""
    kind = latex_to_text(entry.fields.get("type", ""))
    return " ".join(filter(None, (PATENTS.get(kind.lower(), kind), latex_to_text(entry.fields.get("number", "")))))


def edition_of(entry: Entry) -> str:
    """`2nd ed.` for `2`, `Revised ed.` for `Revised`; as it is written where it says what it is."""
    written = _text(entry, "edition")
    if written.isdigit():
        number = int(written)
        ending = "th" if number % 100 in (11, 12, 13) else ORDINALS.get(number % 10, "th")
        return f"{number}{ending} ed."
    return written if not written or HAS_WORD.search(written) else f"{written.rstrip('.')} ed."


def _facts_of_whole(entry: Entry, kind: str, venue: str) -> Iterator[str]:
    """Edition, volume and series; other kinds show volume and number as a journal does."""
    if kind in WITH_EDITION:
        yield edition_of(entry)
    if kind == "other":
        yield _text(entry, "series")
    elif kind in WITH_SERIES:
        yield from _volume_and_series(entry, kind, venue)


def _volume_and_series(entry: Entry, kind: str, venue: str) -> Iterator[str]:
    """`Case Studies 7`, `vol. 2, Case Studies 7` or `vol. 2`; the number of a report is its own."""
    series, volume = _text(entry, "series"), _text(entry, "volume")
    number = "" if kind == "report" else _text(entry, "number")
    if series and series not in venue:
        if volume and number:
            yield f"vol.\u00a0{volume}"
        yield " ".join(filter(None, (series, number or volume)))
        return
    yield f"vol.\u00a0{volume}" if volume else ""
    yield f"no.\u00a0{number}" if number else ""


def _text(entry: Entry, *names: str) -> str:
    return next((latex_to_marked(entry.fields[name]) for name in names if entry.fields.get(name)), "")
