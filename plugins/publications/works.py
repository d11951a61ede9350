"""Entries → works: what is published twice is one work with its history.

In: the entries of a file. Out: `Publication` records, the newest first, and what is wrong with an entry's values.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from unicodedata import combining, normalize

from plugins.bibtex import dates, names
from plugins.bibtex.latex import text
from plugins.bibtex.records import Date, Entry, Fault, Name
from plugins.publications import fields
from plugins.publications.records import Publication, Version

PARAGRAPH = re.compile(r"\n\n|\\par\b")
LIKE = 0.5  # how alike titles of one work are, which is renamed on its way to print


def works(
    entries: Iterable[Entry], is_owner: Callable[[Name], bool] = lambda name: False
) -> tuple[list[Publication], list[Fault]]:
    """Every work that is shown; one that others refer to as their `crossref` is where the site's owner edited it."""
    every, faults = list(entries), []
    parents = {one.fields[name].lower() for one in every for name in ("crossref", "xref") if name in one.fields}
    versions = [version(one, faults) for one in every if one.type != "xdata"]
    versions = [one for one in versions if one.entry.key.lower() not in parents or any(map(is_owner, one.authors))]
    found = [_publication(group, faults) for group in _grouped(versions, faults)]
    return sorted(found, key=lambda one: (*(-part for part in _newness(one.latest.date)), one.key.lower())), faults


def _newness(date: Date) -> tuple[int, int, int]:
    """What has no year yet is the newest."""
    return date.order if date.year else (9999, 0, 0)


def version(entry: Entry, faults: list[Fault]) -> Version:
    """The record of an entry; what is wrong with a value is added to `faults`, and the rest is taken."""

    def tried(name: str, read: Callable, default: object) -> object:
        try:
            return read()
        except ValueError as error:
            faults.append(Fault(entry.lines.get(name, entry.line), str(error), entry.key))
            return default

    values = entry.fields
    kind = tried("kind", lambda: fields.kind(entry), "other")
    authors, editors = _named(entry, "author", faults), _named(entry, "editor", faults)
    title = ": ".join(filter(None, (text(values.get(name, "")) for name in ("title", "subtitle"))))
    if not title:
        faults.append(Fault(entry.line, "has no title", entry.key))
    if not authors.names and not editors.names and entry.type not in ("proceedings", "dataset", "software"):
        faults.append(Fault(entry.line, "has no author", entry.key))
    number, repository = fields.eprint(entry)
    return Version(
        entry=entry,
        kind=kind,
        title=title.rstrip("."),
        authors=authors.names or editors.names,
        date=tried("date" if "date" in values else "year", lambda: dates.read(values), Date()),
        has_more_authors=(authors if authors.names else editors).has_more,
        editors=editors.names,
        venue=text(fields.venue(entry, kind)),
        doi=tried("doi", lambda: fields.doi(entry), ""),
        eprint=number,
        eprint_type=repository,
        note=text(values.get("note", "")),
    )


def _named(entry: Entry, field: str, faults: list[Fault]) -> names.Names:
    """The names of a field, with the ORCIDs that annotations give them."""
    found = names.read(entry.fields.get(field, ""), names.annotations(entry.fields, field))
    if found.problem:
        faults.append(Fault(entry.lines.get(field, entry.line), found.problem, entry.key))
    orcids = {place: values[0] for place, values in found.annotations.get("orcid", {}).items() if values}
    known = (replace(name, orcid=orcids.get(place, "")) for place, name in enumerate(found.names, 1))
    return replace(found, names=tuple(known))


def _grouped(versions: list[Version], faults: list[Fault]) -> list[list[Version]]:
    """Versions of one work together: those of one DOI, of one eprint, and those that `related` names."""
    groups = {one.entry.key.lower(): [one] for one in versions}
    known: dict[tuple[str, str], Version] = {}
    for one in versions:
        for mark in (("doi", one.doi), ("eprint", one.eprint.lower())):
            other = known.setdefault(mark, one) if mark[1] else one
            if other is not one and not _are_alike(one, other):
                said = f"has the {mark[0]} of '{other.entry.key}', and another title"
                faults.append(Fault(one.entry.lines.get(mark[0], one.entry.line), said, one.entry.key))
            elif other is not one:
                _join(groups, one, other)
        for key in fields.words(one.entry.fields.get("related", "")):
            if key.lower() in groups:
                _join(groups, one, groups[key.lower()][0])
            else:
                line = one.entry.lines.get("related", one.entry.line)
                faults.append(Fault(line, f"is related to '{key}', and there is no such entry", one.entry.key))
    return list({id(group): group for group in groups.values()}.values())


def _join(groups: dict[str, list[Version]], one: Version, other: Version) -> None:
    first, second = groups[other.entry.key.lower()], groups[one.entry.key.lower()]
    if first is not second:
        first += second
        groups |= {member.entry.key.lower(): first for member in second}


def _are_alike(one: Version, other: Version) -> bool:
    first, second = folded(one.title), folded(other.title)
    return first == second or SequenceMatcher(None, first, second).ratio() >= LIKE


def folded(title: str) -> str:
    """A title as it is compared: letters and digits of any script, without case and accents."""
    plain = "".join(character for character in normalize("NFKD", title.casefold()) if not combining(character))
    return "".join(character for character in plain if character.isalnum())


def _publication(group: list[Version], faults: list[Fault]) -> Publication:
    """One work of its versions. Its key is that of the first one, so that its address stays when it is printed."""
    history = tuple(sorted(group, key=lambda one: (one.kind != "preprint", _newness(one.date)), reverse=True))
    first = min(group, key=lambda one: (one.date.order if one.date.year else (9999,), one.kind != "preprint"))

    def given(name: str) -> str:
        return next((one.entry.fields[name] for one in history if one.entry.fields.get(name)), "")

    links, selected = {}, 0
    for one in history:

        def complain(name: str, said: str, entry: Entry = one.entry) -> None:
            faults.append(Fault(entry.lines.get(name, entry.line), said, entry.key))

        try:
            selected = selected or fields.rank(one.entry.fields.get("selected", ""))
        except ValueError as error:
            complain("selected", str(error))
        for link in fields.links(one.entry, one.doi, complain):
            links.setdefault(link.kind, link)
    return Publication(
        key=first.entry.key,
        versions=history,
        links=tuple(links[name] for name in fields.LINKS if name in links),
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
