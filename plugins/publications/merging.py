"""Versions → publications (design section 5).

Versions of one DOI or eprint are one publication, those that `related` names, and a preprint with what was published
under its title by its first author within three years.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from plugins.bibtex.latex_text import latex_to_text
from plugins.core.folding import fold_text
from plugins.core.names import Name
from plugins.publications import fields
from plugins.publications.links import LINKS
from plugins.publications.records import FieldProblem, Publication, Version

# Values of biblatex's `relatedtype` that name another publication.
OTHER_PUBLICATIONS = ("multivolume", "reviewof", "translationof", "translationas", "translationfrom", "bytranslator")
OTHER_PUBLICATIONS += ("origpubin", "origpubas", "reprintof", "reprintas", "reprintfrom")
LIKENESS = 0.5  # of the titles of one publication, which may be renamed on its way to print
PUBLISHED = ("journal", "conference", "workshop", "book", "chapter")  # kinds in which a preprint appears later
MAX_YEARS = 3  # from a preprint to its published version
UNSAFE = re.compile(r"[^\w.+-]+")
MAX_SLUG = 180  # bytes of a folder's name, which may have 255 together with the ending of a file in it


def merge_versions(versions: Iterable[Version]) -> tuple[list[Publication], list[FieldProblem]]:
    """Return the publications that lists show, the newest first, and problems: entries that contradict each other.

    An entry to which others refer as `crossref` or `xref` is shown only if the site's owner is its author or editor.
    Links to files and previews are as written; `library.py` looks for the files.
    """
    every = list(versions)
    named = (version.entry.fields.get(name, "") for version in every for name in ("crossref", "xref"))
    parents = {key.lower() for key in named}
    shown = [one for one in every if one.key.lower() not in parents or any(author.is_owner for author in one.authors)]
    place_in_file = {one.key: place for place, one in enumerate(every)}
    groups, problems = _groups(shown)
    for group in groups:
        group.sort(key=lambda one: place_in_file[one.key])
    by_key = {_first(group).key: group for group in groups}
    slugs = _slugs(by_key)
    publications = [_publication(key, slugs[key], group) for key, group in by_key.items()]
    publications.sort(key=lambda publication: place_in_file[publication.latest.key])
    return sorted(publications, key=lambda publication: _newness(publication.latest), reverse=True), problems


def _newness(version: Version) -> tuple[int, int, int]:
    """What is in press is newer than what has a year; what has no date at all is the oldest."""
    if version.date.year:
        return version.date.order
    return (9999, 0, 0) if version.date.text or version.status else (0, 0, 0)


def _first(group: list[Version]) -> Version:
    """The version that appeared first, a preprint before others of the same date, wherever they stand in the file."""

    def order(one: Version) -> tuple:
        return one.date.order if one.date.year else (9999,), one.kind != "preprint", one.key.lower()

    return min(group, key=order)


def _publication(key: str, slug: str, group: list[Version]) -> Publication:
    versions = tuple(sorted(group, key=lambda one: (one.kind != "preprint", _newness(one)), reverse=True))
    links = {link.kind: link for version in reversed(versions) for link in version.links}
    return Publication(
        key=key,
        slug=slug,
        versions=versions,
        links=tuple(links[kind] for kind in LINKS if kind in links),
        topics=fields.split_words(_value(versions, "topics", "topic", "keywords")),
        keywords=fields.split_words(_value(versions, "keywords", "keyword")),
        venue_short=_value(versions, "abbr", "shortbooktitle"),
        preview=next(filter(None, (version.entry.fields.get("preview") for version in versions)), ""),
    )


def _value(versions: Iterable[Version], *names: str) -> str:
    """The first of these fields that a version has, as text; of several versions the newest."""
    written = (version.entry.fields.get(name) for name in names for version in versions)
    return latex_to_text(next(filter(None, written), ""))


def _slugs(keys: Iterable[str]) -> dict[str, str]:
    """Key → the name of its folder, such as `vaswani2017`; no two differ in case alone."""
    slugs: dict[str, str] = {}
    taken = {"index.html"}  # the list of all
    for key in sorted(keys):
        stem = UNSAFE.sub("-", key).encode()[:MAX_SLUG].decode(errors="ignore").strip("-.") or "work"
        slug, count = stem, 1
        while slug.casefold() in taken:
            count += 1
            slug = f"{stem}-{count}"
        taken.add(slug.casefold())
        slugs[key] = slug
    return slugs


def _groups(versions: list[Version]) -> tuple[list[list[Version]], list[FieldProblem]]:
    groups = {one.key.lower(): [one] for one in versions}
    problems = []
    for one in versions:
        for key in _related_versions(one):
            if key.lower() in groups:
                _join(groups, one, groups[key.lower()][0])
            else:
                message = f"is related to '{key}', but there is no such entry"
                problems.append(FieldProblem(one.key, "related", message))
    for preprint, published in preprints_with_published(versions):
        _join(groups, published, preprint)
    known: dict[tuple[str, str], Version] = {}
    for one in versions:
        for name, value in (("doi", one.doi), ("eprint", one.eprint and f"{one.eprint_type}:{one.eprint.lower()}")):
            other = known.setdefault((name, value), one) if value else one
            if groups[one.key.lower()] is groups[other.key.lower()]:
                continue
            if _are_alike(one, other) or _is_renamed(one, other, name):
                _join(groups, one, other)
            elif name != "doi" or all("doi" in version.entry.fields for version in (one, other)):
                advice = f"correct it, or write related = {{{other.key}}} if they are versions of one publication"
                message = f"has the {name} of '{other.key}', but another title: {advice}"
                problems.append(FieldProblem(one.key, name, message))
            # else it was read from an address, which may be that of the whole book
    return list({id(group): group for group in groups.values()}.values()), problems


def preprints_with_published(versions: Iterable[Version]) -> list[tuple[Version, Version]]:
    """Each preprint with each version that was published under its title, by its first author and soon enough."""
    alike: dict[tuple[str, str], list[Version]] = defaultdict(list)
    for one in versions:
        title = fold_text(one.title).replace(" ", "")
        if title and one.authors:
            alike[title, _family(one.authors[0].name)].append(one)
    return [
        (preprint, published)
        for same in alike.values()
        for preprint in same
        for published in same
        if preprint.kind == "preprint"
        and published.kind in PUBLISHED
        and have_one_first_author(preprint, published)
        and _are_near(preprint, published)
    ]


def _are_near(preprint: Version, published: Version) -> bool:
    """Whether the dates fit, and no eprint says that it is another preprint."""
    if preprint.eprint_type == published.eprint_type and published.eprint not in ("", preprint.eprint):
        return False
    if not published.date.year:  # not yet in print
        return True
    return bool(preprint.date.year) and 0 <= published.date.year - preprint.date.year <= MAX_YEARS


def have_one_first_author(one: Version, other: Version) -> bool:
    """Whether the first authors have one family name, and given names that do not contradict each other."""
    if not one.authors or not other.authors:
        return False
    first, second = one.authors[0].name, other.authors[0].name
    initials = {fold_text(name.given)[:1] for name in (first, second)} - {""}
    return _family(first) == _family(second) and len(initials) < 2


def _family(name: Name) -> str:
    return fold_text(name.family or name.literal).replace(" ", "")


def _related_versions(one: Version) -> tuple[str, ...]:
    """The keys that `related` names, unless biblatex connects other publications there."""
    values = one.entry.fields
    kind = values.get("relatedtype", "").lower()
    if kind in OTHER_PUBLICATIONS or (not kind and "relatedstring" in values):
        return ()
    return fields.split_words(values.get("related", ""))


def _join(groups: dict[str, list[Version]], version: Version, other: Version) -> None:
    first, second = groups[other.key.lower()], groups[version.key.lower()]
    if first is not second:
        first += second
        groups |= {member.key.lower(): first for member in second}


def _is_renamed(one: Version, other: Version, name: str) -> bool:
    """Whether two versions of one DOI or eprint differ in title only because one of them was renamed for print."""
    is_one_preprint = (one.kind == "preprint") != (other.kind == "preprint")
    return (name == "eprint" or is_one_preprint) and have_one_first_author(one, other)


def _are_alike(one: Version, other: Version) -> bool:
    first, second = fold_text(one.title), fold_text(other.title)
    return first == second or SequenceMatcher(None, first, second).ratio() >= LIKENESS
