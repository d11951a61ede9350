"""What fields of an entry mean, as BibTeX, biblatex and al-folio spell them: kind, venue, pages, degree, status."""

import re
from dataclasses import replace

from plugins.bibtex.entry import Entry
from plugins.bibtex.latex_text import latex_to_text
from plugins.bibtex.verbatim import address
from plugins.core.dates import Date
from plugins.core.locales import Locale
from plugins.publications.identifiers import eprint_of
from plugins.publications.kinds import KIND_OF_ENTRY_TYPE, KINDS

ANY_VENUE = ("journaltitle", "journal", "booktitle", "howpublished", "eventtitle", "organization", "institution")
REPOSITORY = re.compile(
    r"""\b(?:\w{0,6}r?xiv|corr|ssrn|research\ square|authorea|osf\ preprints|preprint|preprints\.org
    |cryptol(?:ogy|\.)\ eprint\ arch(?:ive|\.)|eprint\ archive)(?!\w)|^preprints$""",
    re.I | re.X,
)
OF_ARXIV = re.compile(r"\s*[\[(]\s*(?:preprint\s*)?arxiv\b[^)\]]*[)\]]", re.I)  # `TMLR (arXiv:2412.09726)`
NO_PAGES = re.compile(r"arxiv\s*:|[\d, xvi+]+\s*(?:pages?|pp?\.?|S\.)$", re.I)  # an id, or how many there are
BEFORE_PAGES = re.compile(r"^pp?\.?\s+|^pp?\.(?=\d)|^pages?\s+", re.I)
REPOSITORY_FIELDS = ("publisher", "institution", "type", "howpublished")  # where else a repository may be named
WORKSHOP = re.compile(r"\bworkshops?\b|@", re.I)
TALK = re.compile(r"\b(?:talk|lecture(?!\s+(?:notes|series))|keynote|seminar|tutorial|presentation|poster)\b", re.I)
# What biblatex and others write, and the words for it, as `imprint` in theme/locales names them
STATES = {
    "inpreparation": "in_preparation",
    "submitted": "submitted",
    "forthcoming": "forthcoming",
    "inpress": "in_press",
    "prepublished": "published_online",
}
IN_PLACE_OF_YEARS = ("to_appear", "in_press", "forthcoming", "submitted", "accepted", "under_review", "in_preparation")
DATE_WORDS = {word.replace("_", " "): word for word in IN_PLACE_OF_YEARS}
THESES = {"phdthesis": "phd", "mastersthesis": "master", "bachelorsthesis": "bachelor"}
THESES |= {"mathesis": "master", "bathesis": "bachelor", "theses": "phd"}
THESES |= {"masterthesis": "master", "bachelorthesis": "bachelor", "phd": "phd"}
THESES |= {"dissertation": "phd", "diplomathesis": "diploma", "habilitation": "habilitation"}


def kind_of(entry: Entry) -> str:
    """The key of KINDS for an entry, by its type and the name of its venue. Raises ValueError for an unknown `kind`."""
    if own := entry.fields.get("kind"):
        if own.lower() in KINDS:
            return own.lower()
        raise ValueError(f"'kind' must be one of {', '.join(KINDS)}")
    kind = KIND_OF_ENTRY_TYPE.get(entry.type, KINDS["other"])
    found, name = kind.name, _name(entry, kind.venue_fields or ANY_VENUE)
    if found in ("journal", "other") and (_is_repository(name) or (not name and eprint_of(entry)[0])):
        return "preprint"
    if found in ("report", "other") and any(_is_repository(entry.fields.get(each, "")) for each in REPOSITORY_FIELDS):
        return "preprint"
    if found == "conference" and WORKSHOP.search(name):
        return "workshop"
    descriptions = " ".join(entry.fields.get(each, "") for each in ("note", "type", "howpublished"))
    if found in ("other", "preprint") and TALK.search(descriptions):
        return "talk"
    return found


def venue_of(entry: Entry, kind: str) -> str:
    """Where the publication appeared, as written: journal, conference, school, publisher."""
    return _name(entry, (*KINDS[kind].venue_fields, *ANY_VENUE, "publisher"))


def _name(entry: Entry, names: tuple[str, ...]) -> str:
    """The first of these fields that names something, without `(arXiv:…)`; addresses are links."""
    values = (OF_ARXIV.sub("", entry.fields.get(name, "")) or entry.fields.get(name, "") for name in names)
    return next((value for value in values if value and not address(value)), "")


def _is_repository(name: str) -> bool:
    return REPOSITORY.search(name.replace("{", "").replace("}", "")) is not None


def pages_of(entry: Entry, kind: str) -> tuple[str, str]:
    """First and last page; the last is empty for a single page or the number of an article.

    Both are empty where `pages` says how many there are, as a book's `512` does.
    """
    names = ("pages", "eid", "articleno", "article-number", "art_number")
    written = BEFORE_PAGES.sub(
        "", next((latex_to_text(entry.fields[name]) for name in names if entry.fields.get(name)), "")
    )
    if NO_PAGES.match(written) or (kind == "book" and written.isdigit()):
        return "", ""
    written = re.sub("-{2,}|[‒―−‐‑]", "–", written)
    if "–" not in written:
        written = re.sub(r"(?<=\d)\s*-\s*(?=\w*\d)", "–", written, count=1)
    first, _, last = (part.strip("– ") for part in written.partition("–"))
    return first, "" if last == first else last


def status_of(entry: Entry, locale: Locale) -> str:
    """The state that `pubstate` gives, in words: `in press`."""
    written = entry.fields.get("pubstate", "")
    return _imprint(STATES.get(written.lower(), ""), locale) or written


def spoken_date(date: Date, locale: Locale) -> Date:
    """The date with its words, such as `to appear`, in the language of the locale."""
    return replace(date, text=_imprint(DATE_WORDS.get(date.text.lower(), ""), locale) or date.text)


def degree_of(entry: Entry, locale: Locale) -> str:
    """The degree of a thesis, as it is printed: `PhD thesis`."""
    written = latex_to_text(entry.fields.get("type", ""))
    return _imprint(THESES.get(written.lower(), ""), locale) or written or _imprint(THESES.get(entry.type, ""), locale)


def _imprint(name: str, locale: Locale) -> str:
    return locale.word(f"imprint.{name}") if name else ""


def split_words(value: str) -> tuple[str, ...]:
    """The items of a list, which commas or semicolons separate, each once."""
    parts = re.split(r"[;,]", value)
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def read_rank(value: str) -> int:
    """The rank that a value of `selected` gives: its number, 1 for yes, 0 for no. Raises ValueError for others."""
    written = value.strip().lower()
    if written in ("", "false", "no"):
        return 0
    if written in ("true", "yes"):
        return 1
    if written.isascii() and written.isdigit():
        return int(written)
    raise ValueError("'selected' must be true, false, or a number (its place in the list)")
