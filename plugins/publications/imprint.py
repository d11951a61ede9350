"""What the line below a title says of the whole in which a publication appeared, and of its form.

In: an entry, its kind, its venue, a locale. Out: texts as `latex_to_marked` gives them, in the order in which they are
shown: edition, volume, series with its number, place and publisher, version, the holder of a patent.
"""

import re
from collections.abc import Iterator

from plugins.bibtex.entry import Entry
from plugins.bibtex.latex_text import latex_to_marked, latex_to_text
from plugins.bibtex.name_lists import parse_names
from plugins.core.locales import Locale

BOOKS = ("book", "chapter")
WITH_PLACE = ("thesis", "report", "talk")  # besides books, which name it before their publisher
WITH_EDITION = (*BOOKS, "report", "other")
WITH_VERSION = ("software", "dataset", "report", "other")
WITH_SERIES = (*BOOKS, "conference", "workshop", "report", "other")
HAS_WORD = re.compile(r"\bed(?:s|n|ition|ición|izione)?\b|\baufl|\bédition", re.I)
# The types of patents that biblatex names, and their words; for others a type stands as it is written.
COUNTRIES = ("de", "eu", "fr", "uk", "us")
PATENTS = {f"patent{country}": f"patent_{country}" for country in COUNTRIES}
PATENTS |= {f"patreq{country}": f"patent_request_{country}" for country in COUNTRIES} | {"patreq": "patent_request"}


def facts_before_venue(entry: Entry, kind: str, locale: Locale) -> tuple[str, ...]:
    """Of a book, whose venue is its publisher."""
    return tuple(_facts_of_whole(entry, kind, "", locale)) if kind == "book" else ()


def facts_after_venue(entry: Entry, kind: str, venue: str, locale: Locale) -> tuple[str, ...]:
    """`venue` is the text of the venue, in which no fact stands a second time."""
    found = [] if kind == "book" else list(_facts_of_whole(entry, kind, venue, locale))
    if kind == "chapter":
        chapter = _text(entry, "chapter")
        numbered = locale.word("imprint.chapter", number=chapter) if chapter.isdigit() else chapter
        found += [numbered, place_and_publisher(entry, locale)]
    elif kind in WITH_PLACE:
        found.append(place_of(entry, locale))
    elif kind == "patent":
        found.append(holder_of(entry))
    version = _text(entry, "version")
    if version and kind in WITH_VERSION:
        is_whole = re.match(r"v\.?\s?\d|version", version, re.I)
        found.append(version if is_whole else locale.word("imprint.version", number=version))
    return tuple(fact for fact in found if fact and fact not in venue)


def place_of(entry: Entry, locale: Locale) -> str:
    """The place of the publisher, school or event; biblatex separates several by `and`."""
    return locale.word("lists.and").join(re.split(r"\s+and\s+", _text(entry, "location", "address", "place")))


def place_and_publisher(entry: Entry, locale: Locale) -> str:
    return ": ".join(filter(None, (place_of(entry, locale), _text(entry, "publisher"))))


def holder_of(entry: Entry) -> str:
    """The holders of a patent, which is a list of names."""
    written = next(filter(None, map(entry.fields.get, ("holder", "assignee"))), "")
    return ", ".join(map(str, parse_names(written).names))


def patent_number(entry: Entry, locale: Locale) -> str:
    """`US patent 1234567`."""
    kind = latex_to_text(entry.fields.get("type", ""))
    if name := PATENTS.get(kind.lower()):
        kind = locale.word(f"imprint.{name}")
    elif kind.lower() == "patent":
        kind = ""
    return " ".join(filter(None, (kind, latex_to_text(entry.fields.get("number", "")))))


def edition_of(entry: Entry, locale: Locale) -> str:
    """`2nd ed.` for `2`, `Revised ed.` for `Revised`; as it is written where it says what it is."""
    written = _text(entry, "edition")
    if written.isdigit():
        number = int(written)
        last = "n" if number % 100 in (11, 12, 13) or number % 10 not in (1, 2, 3) else number % 10
        return locale.word(f"imprint.edition_{last}", number=number)
    if not written or HAS_WORD.search(written):
        return written
    return locale.word("imprint.edition", name=written.rstrip("."))


def _facts_of_whole(entry: Entry, kind: str, venue: str, locale: Locale) -> Iterator[str]:
    """Edition, volume and series; other kinds show volume and number as a journal does."""
    if kind in WITH_EDITION:
        yield edition_of(entry, locale)
    if kind == "other":
        yield _text(entry, "series")
    elif kind in WITH_SERIES:
        yield from _volume_and_series(entry, kind, venue, locale)


def _volume_and_series(entry: Entry, kind: str, venue: str, locale: Locale) -> Iterator[str]:
    """`Case Studies 7`, `vol. 2, Case Studies 7` or `vol. 2`; the number of a report is its own."""
    series, volume = _text(entry, "series"), _text(entry, "volume")
    number = "" if kind == "report" else _text(entry, "number")
    if series and series not in venue:
        if volume and number:
            yield locale.word("imprint.volume", number=volume)
        yield " ".join(filter(None, (series, number or volume)))
        return
    yield locale.word("imprint.volume", number=volume) if volume else ""
    yield locale.word("imprint.number", number=number) if number else ""


def _text(entry: Entry, *names: str) -> str:
    return next((latex_to_marked(entry.fields[name]) for name in names if entry.fields.get(name)), "")
