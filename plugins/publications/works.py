"""Entries → works: what is published twice is one work with its history.

In: the entries of a file. Out: `Publication` records, the newest first, and what is wrong with an entry's values.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import get_close_matches

from plugins.bibtex import name_lists
from plugins.bibtex.entry import Entry
from plugins.bibtex.entry_dates import parse_date, parse_year
from plugins.bibtex.languages import language_of
from plugins.bibtex.latex_text import latex_to_text as text
from plugins.core.dates import Date
from plugins.core.names import Name
from plugins.core.problems import Problem
from plugins.publications import fields, identifiers
from plugins.publications import links as ways
from plugins.publications.merging import grouped
from plugins.publications.records import Publication, Version

PARAGRAPH = re.compile(r"\n\n|\\par\b")
# Types that have an author or an editor in BibTeX and biblatex; of others a title may be all.
BY_SOMEBODY = frozenset(
    """
    article inproceedings conference incollection inbook book thesis phdthesis mastersthesis techreport unpublished
    patent talk presentation preprint
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
FULL_STOP = re.compile(r"(?<=[a-zß-ÿ\d)\]”’\"$])(?<!\.\w)\.$")


def works(
    entries: Iterable[Entry], is_owner: Callable[[Name], bool] = lambda name: False
) -> tuple[list[Publication], list[Problem]]:
    """Every work that is shown; one that others refer to as their `crossref` is where the site's owner edited it."""
    every, faults = list(entries), []
    parents = {one.fields[name].lower() for one in every for name in ("crossref", "xref") if name in one.fields}
    versions = [version(one, faults) for one in every if one.type != "xdata"]
    versions = [one for one in versions if one.entry.key.lower() not in parents or any(map(is_owner, one.authors))]
    found = [_publication(group, faults) for group in grouped(versions, faults)]
    return sorted(found, key=lambda one: (*(-part for part in _newness(one.latest.date)), one.key.lower())), faults


def _newness(date: Date) -> tuple[int, int, int]:
    """What has no year yet is the newest."""
    return date.order if date.year else (9999, 0, 0)


def version(entry: Entry, faults: list[Problem]) -> Version:
    """The record of an entry; what is wrong with a value is added to `faults`, and the rest is taken."""

    def tried(name: str, read: Callable, default: object) -> object:
        try:
            return read()
        except ValueError as error:
            faults.append(Problem.at(entry.line_of(name), str(error), entry.key))
            return default

    values = entry.fields
    kind = tried("kind", lambda: fields.kind(entry), "other")
    authors = _with_group(_named(entry, "author", faults), values.get("collaboration", ""))
    editors = _named(entry, "editor", faults)
    title = ": ".join(filter(None, (text(values.get(name, "")) for name in ("title", "subtitle"))))
    if not title:
        faults.append(Problem.at(entry.line, "has no title", entry.key))
    if not authors.names and not editors.names:
        slip = next((name for name in values if get_close_matches(name, ("author", "editor"), 1, 0.8)), "")
        if entry.type in BY_SOMEBODY or slip not in ("", "author", "editor"):
            said = f"has no author, though it has '{slip}'" if slip not in ("", "author", "editor") else "has no author"
            faults.append(Problem.at(entry.line_of(slip), said, entry.key))
    number, repository = identifiers.eprint(entry)
    return Version(
        entry=entry,
        kind=kind,
        title=FULL_STOP.sub("", title),
        authors=authors.names or editors.names,
        date=tried("date" if "date" in values else "year", lambda: parse_date(values), parse_year(values)),
        has_more_authors=(authors if authors.names else editors).has_more,
        editors=editors.names,
        venue=text(fields.venue(entry, kind)),
        pages=fields.pages(entry, kind),
        doi=tried("doi", lambda: identifiers.doi(entry), ""),
        eprint=number,
        eprint_type=repository,
        note=text(values.get("note", "")),
        language=language_of(values, title),
    )


def _named(entry: Entry, field: str, faults: list[Problem]) -> name_lists.NameList:
    """The names of a field, with the ORCIDs that annotations give them."""
    if field not in entry.fields:
        return name_lists.NameList()
    found = name_lists.parse_names(entry.fields.get(field, ""), name_lists.parse_annotations(entry.fields, field))
    if found.problem:
        faults.append(Problem.at(entry.line_of(field), found.problem, entry.key))
    orcids = {place: values[0] for place, values in found.annotations.get("orcid", {}).items() if values}
    if not orcids:
        return found
    known = (replace(name, orcid=orcids.get(place, "")) for place, name in enumerate(found.names, 1))
    return replace(found, names=tuple(known))


def _with_group(found: name_lists.NameList, written: str) -> name_lists.NameList:
    """INSPIRE names a collaboration in a field of its own."""
    name = text(written)
    if not name or any(name in one.literal for one in found.names):
        return found
    group = name if re.search(r"collaboration|consortium|group|team$", name, re.I) else f"{name} Collaboration"
    return replace(found, names=(*found.names, Name(literal=group)))


def _publication(group: list[Version], faults: list[Problem]) -> Publication:
    """One work of its versions. Its key is that of the first one, so that its address stays when it is printed."""
    history = tuple(sorted(group, key=lambda one: (one.kind != "preprint", _newness(one.date)), reverse=True))
    first = min(group, key=lambda one: (one.date.order if one.date.year else (9999,), one.kind != "preprint"))

    def given(name: str) -> str:
        return next((one.entry.fields[name] for one in history if one.entry.fields.get(name)), "")

    links, selected = {}, 0
    for one in history:

        def complain(name: str, said: str, entry: Entry = one.entry) -> None:
            faults.append(Problem.at(entry.line_of(name), said, entry.key))

        try:
            selected = selected or fields.rank(one.entry.fields.get("selected", ""))
        except ValueError as error:
            complain("selected", str(error))
        for link in ways.links(one.entry, one.doi, complain):
            links.setdefault(link.kind, link)
    return Publication(
        key=first.entry.key,
        versions=history,
        links=tuple(links[name] for name in ways.LINKS if name in links),
        venue_short=text(given("abbr") or given("shortbooktitle")),
        award=text(given("award") or given("award_name")),
        abstract="\n\n".join(filter(None, map(text, PARAGRAPH.split(given("abstract"))))),
        annotation=text(given("annotation") or given("annote")),
        preview=given("preview"),
        topics=fields.words(text(given("topics") or given("topic") or given("keywords"))),
        selected=selected,
        status=fields.status(history[0].entry),
        related=tuple(one.entry.key for one in history),
    )
