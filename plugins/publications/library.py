"""Everything that content/ says of publications and people, read once for a build.

In: the content folder and how texts are typeset. Out: a `Library` of `Work`s; what is wrong goes to the report.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins import people
from plugins.bibtex.decoding import decode
from plugins.core.names import Name
from plugins.core.problems import Problem, Report
from plugins.people.person import Person
from plugins.people.registry import Registry
from plugins.publications import addresses, views
from plugins.publications.records import Link, Publication
from plugins.publications.typeset import Typesetter
from plugins.publications.views import Author, Work

BIBLIOGRAPHY, PEOPLE = "publications.bib", "people.toml"
# Where a path in a field may begin, below content/.
FOLDERS = ("", "files", "papers", "images", "pdf", "assets/pdf", "assets/img/publication_preview")
# Notes that exports are full of.
OF_PROGRAMS = re.compile(
    r"arxiv|https?:|accessed|comment:|\bpp?\. \d|^publisher:|^number:|^issn|^isbn|cited (?:by|\d)|open access|^pmc?id",
    re.I,
)
STUDENTS = ("student", "mentee", "postdoc", "intern")


@dataclass(frozen=True)
class Library:
    """Works in their order, also by each of their keys; people; `files` of content/ that works show or link to."""

    works: tuple[Work, ...] = ()
    by_key: Mapping[str, Work] = field(default_factory=dict)
    people: Registry = Registry()
    files: frozenset[str] = frozenset()

    def persons(self, work: Work) -> dict[Name, Person]:
        """Those of its authors that are known, by their names on the work."""
        pairs = zip(work.publication.latest.authors, work.authors, strict=True)
        return {name: self.people.by_id[author.person] for name, author in pairs if author.person}


def read(content: Path, owner: str, typesetter: Typesetter, report: Report) -> Library:
    """Read the two files; a site may have neither."""
    registry, faults = people.read_people(_text(content / PEOPLE, report), owner)
    _tell(content / PEOPLE, faults, report)
    return _read(registry, content, typesetter, report)


def _read(registry: Registry, content: Path, typesetter: Typesetter, report: Report) -> Library:
    from plugins.bibtex.bib_reader import read_bibtex  # which takes as long to load as the works that are kept
    from plugins.publications.works import works

    entries, faults = read_bibtex(_text(content / BIBLIOGRAPHY, report))
    found, further = works(entries, _is_owner(registry))
    _tell(content / BIBLIOGRAPHY, [*faults, *further], report)
    return _shown(found, registry, content, typesetter, report)


def _text(path: Path, report: Report) -> str:
    if not path.is_file():
        return ""
    text, faults = decode(path.read_bytes())
    _tell(path, faults, report)
    return text


def _tell(path: Path, faults: list[Problem], report: Report) -> None:
    for fault in faults:
        report.error(path, fault.line, str(fault))


def _shown(
    found: list[Publication], registry: Registry, content: Path, typesetter: Typesetter, report: Report
) -> Library:
    slugs, files, shown, authors = addresses.slugs(found), set(), [], {}
    for one in found:
        paths = {path: _file(path, content) for path in _paths(one)}
        for path, file in paths.items():
            if file is None:
                key, line = _place(one, path)
                said = f"{key}: no file '{path}' in {content.name}/ or its folders {', '.join(FOLDERS[1:4])}"
                report.error(content / BIBLIOGRAPHY, line, said)
        files |= {file for file in paths.values() if file}
        telling = _telling(typesetter, one, content, report)
        shown.append(_work(one, slugs[one.key], _authors(one, registry, telling, authors), telling, paths))
    return _library(registry, tuple(shown), frozenset(files))


def _library(registry: Registry, shown: tuple[Work, ...], files: frozenset[str]) -> Library:
    by_key = {key: work for work in shown for key in work.publication.related}
    return Library(shown, by_key, registry, files)


def _telling(typesetter: Typesetter, work: Publication, content: Path, report: Report) -> Typesetter:
    """The same, but what is wrong with a formula is said with the key of this work, and a line."""

    def complain(said: str) -> None:
        key, line = _place(work, next(iter(re.findall(r"formula '(.+?)'", said)), ""))
        report.error(content / BIBLIOGRAPHY, line, f"{key}: {said}")

    return replace(typesetter, complain=complain)


def _place(work: Publication, written: str) -> tuple[str, int]:
    """The key of the version in which this stands, and the line of its field."""
    for version in work.versions:
        for name, value in version.entry.fields.items():
            if written and written in value:
                return version.entry.key, version.entry.line_of(name)
    return work.latest.entry.key, work.latest.entry.line


def _paths(work: Publication) -> list[str]:
    return [*(link.target for link in work.links if link.is_here), *([work.preview] if work.preview else [])]


def _file(path: str, content: Path) -> str | None:
    """Where the file lies below content/, from wherever its author began to write."""
    inside = content.resolve()
    for folder in FOLDERS:
        file = content / folder / path
        with suppress(OSError):  # a name that is too long
            if file.is_file() and file.resolve().is_relative_to(inside):
                return file.relative_to(content).as_posix()
    return None


def _authors(one: Publication, registry: Registry, typesetter: Typesetter, made: dict) -> tuple[Author, ...]:
    """Its authors; who is shown alike on several works is `made` once."""
    version, found = one.latest, []
    known = registry.authors(version.authors, [name.orcid for name in version.authors])
    for name, person in zip(version.authors, known, strict=True):
        is_student = bool(person and registry.role_at(person, version.date, STUDENTS))
        shown = (name, person and person.id, is_student)
        if shown not in made:
            made[shown] = views.author(name, person, is_student, typesetter.html)
        found.append(made[shown])
    return tuple(found)


def _work(
    one: Publication, slug: str, authors: tuple[Author, ...], typesetter: Typesetter, paths: Mapping[str, str | None]
) -> Work:
    version, html = one.latest, typesetter.html
    file = next((paths.get(link.target) for link in one.links if link.kind == "pdf" and link.is_here), None) or ""
    pdf = file if file.lower().endswith(".pdf") else ""

    def place(target: str) -> str:
        file = paths.get(target) or target
        return f"{addresses.FOLDER}/{slug}/{Path(file).name}" if file == pdf else file

    return Work(
        publication=one,
        slug=slug,
        title=html(version.title),
        authors=authors,
        where=views.where(version, one.award, one.status, html),
        ways=tuple(views.way(Link(link.kind, link.target), place) for link in one.links),
        abstract=typesetter.paragraphs(one.abstract),
        annotation=html(one.annotation),
        note=html("" if OF_PROGRAMS.search(version.note) else version.note),
        pdf=pdf,
        preview=paths.get(one.preview) or "",
    )


def _is_owner(registry: Registry) -> Callable[[Name], bool]:
    return lambda name: registry.owner is not None and registry.find(name, name.orcid) == registry.owner
