"""An entry → a `Version`: its facts, and its texts as HTML.

Pure, and without line numbers: the same fields, people and typesetting give the same version and the same problems.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeVar
from unicodedata import bidirectional

from markupsafe import Markup

from plugins.bibtex.entry import Entry
from plugins.bibtex.entry_dates import parse_date, parse_year
from plugins.bibtex.foreign_markup import divide_paragraphs
from plugins.bibtex.languages import language_of
from plugins.bibtex.latex_text import change_outside_formulas, latex_to_marked, latex_to_text
from plugins.bibtex.name_lists import NameList, parse_annotations, parse_names
from plugins.core.dates import Date
from plugins.core.locales import Locale
from plugins.core.names import Name
from plugins.people.orcid import parse_orcid
from plugins.people.registry import Registry
from plugins.publications import fields, identifiers, imprint
from plugins.publications.kinds import KINDS
from plugins.publications.links import links_of
from plugins.publications.records import Author, FieldProblem, Version
from plugins.publications.typeset import Typesetter, Typesetting

Value = TypeVar("Value")

PARAGRAPH = re.compile(r"\n\n|\\par\b")
# Types that have an author or an editor in BibTeX and biblatex; of others a title may be all.
TYPES_WITH_AUTHORS = frozenset(
    """
    article inproceedings conference incollection inbook book thesis phdthesis mastersthesis techreport unpublished
    patent talk presentation preprint
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
FULL_STOP = re.compile(r"(?<=[a-zß-ÿ\d)\]”’\"$\ue1a0-\ue1a7])(?<!\.\w)\.$")
# Notes that programs write into their exports.
PROGRAM_NOTE = re.compile(
    r"arxiv|https?:|accessed|comment:|\bpp?\. \d|^publisher:|^number:|^issn|^isbn|cited (?:by|\d)|open access|^pmc?id",
    re.I,
)
STUDENT_ROLES = ("student", "mentee", "postdoc", "intern")
MARKS = {"equal": "*", "corresponding": "†"}


def read_version(
    entry: Entry, registry: Registry, typesetting: Typesetting
) -> tuple[Version, tuple[FieldProblem, ...]]:
    """Return the version that an entry describes, and the problems of the entry; a wrong value is left out.

    `registry` says which people its authors are, `typesetting` how its texts become HTML.
    """
    version, problems = _read_facts(entry, registry, typesetting.locale)
    typesetter = Typesetter(typesetting)
    version = _typeset(version, typesetter, typesetting.locale)
    for bad in typesetter.bad_formulas:
        formula = bad.written.strip("$")
        field = next((name for name, value in entry.fields.items() if formula in value), "")
        problems.append(FieldProblem(entry.key, field, bad.message))
    return version, tuple(problems)


def _read_facts(entry: Entry, registry: Registry, locale: Locale) -> tuple[Version, list[FieldProblem]]:
    problems: list[FieldProblem] = []

    def complain(field: str, message: str) -> None:
        problems.append(FieldProblem(entry.key, field, message))

    def warn(field: str, message: str) -> None:
        problems.append(FieldProblem(entry.key, field, message, is_warning=True))

    def attempt(field: str, read: Callable[[], Value], default: Value, report: Callable = complain) -> Value:
        try:
            return read()
        except ValueError as error:
            report(field, str(error))
            return default

    values = entry.fields
    kind = attempt("kind", lambda: fields.kind_of(entry), "other")
    authors, editors, translators = (
        _read_names(entry, field, complain, warn) for field in ("author", "editor", "translator")
    )
    authors = _with_collaboration(authors, values.get("collaboration", ""))
    named = authors if authors.names else editors
    title = _title_of(entry, latex_to_text)
    if not title:
        complain("", "has no title")
    if not named.names:
        _check_authors(entry, complain)
    date = attempt("date" if "date" in values else "year", lambda: parse_date(values), parse_year(values))
    doi = attempt("doi", lambda: identifiers.doi_of(entry), "", warn)
    eprint, eprint_type = identifiers.eprint_of(entry)
    version = Version(
        entry=entry,
        kind=kind,
        title=title,
        authors=_known_authors(named.names, date, registry),
        date=date if locale.lang == "en" else fields.spoken_date(date, locale),
        has_more_authors=named.has_more,
        editors=_known_authors(editors.names, date, registry),
        translators=_known_authors(translators.names, date, registry),
        venue=latex_to_text(fields.venue_of(entry, kind)),
        pages=fields.pages_of(entry, kind),
        doi=doi,
        eprint=eprint,
        eprint_type=eprint_type,
        language=language_of(values, title),
        status=fields.status_of(entry, locale),
        detail=_detail(entry, kind, locale),
        abstract=_abstract_of(entry, latex_to_text),
        selected=attempt("selected", lambda: fields.read_rank(values.get("selected", "")), 0),
        links=tuple(links_of(entry, doi, complain, warn)),
    )
    return version, problems


def _detail(entry: Entry, kind: str, locale: Locale) -> str:
    def value(*names: str) -> str:
        return next((latex_to_text(entry.fields[name]) for name in names if entry.fields.get(name)), "")

    match KINDS[kind].detail:
        case "volume":
            volume, issue = value("volume"), value("number", "issue")
            return f"{volume} ({issue})" if volume and issue else volume or issue
        case "degree":
            return fields.degree_of(entry, locale)
        case "number":
            return imprint.patent_number(entry, locale) if kind == "patent" else value("number")
    return ""


def _title_of(entry: Entry, read: Callable[[str], str]) -> str:
    """Title and subtitle as `read`, a function of `latex_text`, gives them, without a full stop at the end."""
    parts = (read(entry.fields.get(name, "")) for name in ("title", "subtitle"))
    return FULL_STOP.sub("", ": ".join(filter(None, parts)))


def _abstract_of(entry: Entry, read: Callable[[str], str]) -> str:
    """The abstract as `read`, a function of `latex_text`, gives it, a blank line between its paragraphs."""
    divided = change_outside_formulas(entry.fields.get("abstract", ""), divide_paragraphs)
    return "\n\n".join(filter(None, map(read, PARAGRAPH.split(divided))))


def _check_authors(entry: Entry, complain: Callable[[str, str], None]) -> None:
    """Complain of an entry without authors and editors, unless its type may have none."""
    slip = next((name for name in entry.fields if get_close_matches(name, ("author", "editor"), 1, 0.8)), "")
    if slip not in ("", "author", "editor"):
        complain(slip, f"has no author, but it has '{slip}'")
    elif entry.type in TYPES_WITH_AUTHORS:
        complain(slip, "has no author")


def _read_names(
    entry: Entry, field: str, complain: Callable[[str, str], None], warn: Callable[[str, str], None]
) -> NameList:
    """The names of a field, with the ORCID iDs that annotations give them."""
    if field not in entry.fields:
        return NameList()
    found = parse_names(entry.fields[field], parse_annotations(entry.fields, field))
    if found.problem:
        complain(field, found.problem)
    if found.warning:
        warn(field, found.warning)
    orcids = {place: values[0] for place, values in found.annotations.get("orcid", {}).items() if values}
    return replace(found, names=tuple(replace(name, orcid=orcids.get(n, "")) for n, name in enumerate(found.names, 1)))


def _with_collaboration(authors: NameList, written: str) -> NameList:
    """INSPIRE names a collaboration in a field of its own."""
    name = latex_to_text(written)
    if not name or any(name in author.literal for author in authors.names):
        return authors
    group = name if re.search(r"collaboration|consortium|group|team$", name, re.I) else f"{name} Collaboration"
    return replace(authors, names=(*authors.names, Name(literal=group)))


def _known_authors(names: tuple[Name, ...], date: Date, registry: Registry) -> tuple[Author, ...]:
    """The authors, with facts about the people of people.toml whom the names mean, as of the publication's date."""
    authors = []
    for name, person in zip(names, registry.authors(names, [name.orcid for name in names]), strict=True):
        author = Author(
            name, orcid=parse_orcid(name.orcid), marks="".join(MARKS.get(mark, mark) for mark in name.marks)
        )
        if person is not None:
            is_student = registry.role_at(person, date, STUDENT_ROLES) is not None
            author = replace(
                author,
                url=person.url,
                orcid=person.orcid or author.orcid,
                is_owner=person.is_owner,
                is_student=is_student,
                person=person.id,
            )
        authors.append(author)
    return tuple(authors)


def _typeset(version: Version, typesetter: Typesetter, locale: Locale) -> Version:
    """The version with its texts as HTML."""
    html, note = typesetter.html, version.value("note")
    entry, values = version.entry, version.entry.fields

    def field_html(*names: str) -> Markup:
        return html(latex_to_marked(next(filter(None, map(values.get, names)), "")))

    venue = latex_to_marked(fields.venue_of(entry, version.kind))
    people = ("authors", "editors", "translators")
    date_words = version.date.text if version.date.year else ""  # `2024 (in press)`
    status = version.status if version.status != version.date.text else ""
    return replace(
        version,
        **{role: _with_html(getattr(version, role), typesetter) for role in people},
        title_html=html(_title_of(entry, latex_to_marked)),
        venue_html=html(f"arXiv:{version.eprint}" if version.is_arxiv_preprint else venue),
        before_venue_html=tuple(html(fact) for fact in imprint.facts_before_venue(entry, version.kind, locale) if fact),
        after_venue_html=tuple(map(html, imprint.facts_after_venue(entry, version.kind, version.venue, locale))),
        place_html=html(imprint.place_of(entry, locale)) if version.kind == "book" else Markup(""),
        state_html=tuple(html(words) for words in (date_words, status) if words),
        award_html=field_html("award", "award_name"),
        abstract_html=typesetter.paragraphs(_abstract_of(entry, latex_to_marked)),
        annotation_html=field_html("annotation", "annote"),
        note_html=html("") if PROGRAM_NOTE.search(note) else field_html("note"),
    )


def _with_html(authors: tuple[Author, ...], typesetter: Typesetter) -> tuple[Author, ...]:
    return tuple(replace(author, html=_name_html(author.name, typesetter)) for author in authors)


def _name_html(name: Name, typesetter: Typesetter) -> Markup:
    html = typesetter.html(str(name))
    if any(bidirectional(character) in ("R", "AL") for character in str(name)):
        return Markup("<bdi>{}</bdi>").format(html)  # two such names beside each other would change places
    return html
