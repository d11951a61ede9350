"""Versions → publications: those of one DOI, of one eprint, and those that `related` names are one publication."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from plugins.bibtex.latex_text import latex_to_text
from plugins.core.dates import Date
from plugins.core.folding import fold_text
from plugins.publications import fields
from plugins.publications.links import LINKS
from plugins.publications.records import FieldProblem, Publication, Version

# Values of biblatex's `relatedtype` that name another publication.
OTHER_PUBLICATIONS = ("multivolume", "reviewof", "translationof", "translationas", "translationfrom", "bytranslator")
OTHER_PUBLICATIONS += ("origpubin", "origpubas", "reprintof", "reprintas", "reprintfrom")
LIKENESS = 0.5  # the least likeness of the titles of two versions: a title may change before publication
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
    shown = [version for version in every if version.key.lower() not in parents or _is_by_owner(version)]
    groups, problems = _groups(shown)
    by_key = {_first(group).key: group for group in groups}
    slugs = _slugs(by_key)
    publications = [_publication(key, slugs[key], group) for key, group in by_key.items()]
    return sorted(publications, key=_place_in_lists), problems


def _is_by_owner(version: Version) -> bool:
    return any(author.is_owner for author in version.authors)


def _place_in_lists(publication: Publication) -> tuple:
    return *(-part for part in _newness(publication.latest.date)), publication.key.lower()


def _newness(date: Date) -> tuple[int, int, int]:
    """A key to sort dates by; a date without a year is the newest."""
    return date.order if date.year else (9999, 0, 0)


def _first(group: list[Version]) -> Version:
    """The version that appeared first, a preprint before others of the same date."""
    return min(
        group, key=lambda version: (version.date.order if version.date.year else (9999,), version.kind != "preprint")
    )


def _publication(key: str, slug: str, group: list[Version]) -> Publication:
    versions = tuple(
        sorted(group, key=lambda version: (version.kind != "preprint", _newness(version.date)), reverse=True)
    )
    links = {link.kind: link for version in reversed(versions) for link in version.links}
    return Publication(
        key=key,
        slug=slug,
        versions=versions,
        links=tuple(links[kind] for kind in LINKS if kind in links),
        topics=fields.split_words(_value(versions, "topics", "topic", "keywords")),
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
    groups = {version.key.lower(): [version] for version in versions}
    known: dict[tuple[str, str], Version] = {}
    problems = []
    for version in versions:
        for name, value in (("doi", version.doi), ("eprint", version.eprint.lower())):
            other = known.setdefault((name, value), version) if value else version
            if other is version:
                continue
            if _are_alike(version, other):
                _join(groups, version, other)
            elif name != "doi" or all("doi" in each.entry.fields for each in (version, other)):
                problems.append(FieldProblem(version.key, name, f"has the {name} of '{other.key}', but another title"))
            # else it was read from an address, which may be that of the whole book
        for key in _related_versions(version):
            if key.lower() in groups:
                _join(groups, version, groups[key.lower()][0])
            else:
                message = f"is related to '{key}', but there is no such entry"
                problems.append(FieldProblem(version.key, "related", message))
    return list({id(group): group for group in groups.values()}.values()), problems


def _related_versions(version: Version) -> tuple[str, ...]:
    """The keys that `related` names, unless biblatex connects other publications there."""
    values = version.entry.fields
    kind = values.get("relatedtype", "").lower()
    if kind in OTHER_PUBLICATIONS or (not kind and "relatedstring" in values):
        return ()
    return fields.split_words(values.get("related", ""))


def _join(groups: dict[str, list[Version]], version: Version, other: Version) -> None:
    first, second = groups[other.key.lower()], groups[version.key.lower()]
    if first is not second:
        first += second
        groups |= {member.key.lower(): first for member in second}


def _are_alike(version: Version, other: Version) -> bool:
    first, second = fold_text(version.title), fold_text(other.title)
    return first == second or SequenceMatcher(None, first, second).ratio() >= LIKENESS
