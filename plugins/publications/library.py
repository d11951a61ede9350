"""Read `publications.bib`, `references.bib` and `people.toml` of content/ into a `Library`.

Entries → versions (`versions.py`, pure) → publications (`merging.py`, pure) → the files of content/ that they name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from plugins import people
from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.decoding import decode
from plugins.bibtex.entry import Entry
from plugins.bibtex.translated_fields import in_language
from plugins.core.cache import Cache
from plugins.core.digests import digest
from plugins.core.locales import Locale, english
from plugins.core.problems import Problem, Report
from plugins.people.registry import Registry
from plugins.publications.merging import merge_versions
from plugins.publications.records import FieldProblem, Publication, Version
from plugins.publications.typeset import Typesetting
from plugins.publications.versions import read_version

BIBLIOGRAPHY, REFERENCES, PEOPLE = "publications.bib", "references.bib", "people.toml"
OURS = f"{BIBLIOGRAPHY} has this key too, and its entry counts"
# Where a path in a field may begin, below content/.
FOLDERS = ("", "files", "papers", "images", "pdf", "assets/pdf", "assets/img/publication_preview")

Wrong = Sequence[FieldProblem]


@dataclass(frozen=True)
class Library:
    """Publications, the newest first, also by the key of each version; people; the locale of their words.

    `references` are publications of others, which texts cite, by key.
    """

    publications: tuple[Publication, ...] = ()
    by_key: Mapping[str, Publication] = field(default_factory=dict)
    references: Mapping[str, Publication] = field(default_factory=dict)
    people: Registry = Registry()
    locale: Locale = field(default_factory=english)
    key: bytes = b""  # a digest of what all versions depend on besides their typesetting

    @cached_property
    def citable(self) -> Mapping[str, Publication]:
        """All that a text can cite, by the keys of all versions."""
        return {**self.references, **self.by_key}

    @property
    def files(self) -> frozenset[str]:
        """Files below content/ that publications link to and show."""
        named = ((each.preview, *(link.file for link in each.links)) for each in self.publications)
        return frozenset(chain.from_iterable(named)) - {""}


def read_library(
    content: Path,
    owner: str,
    typesetting: Typesetting,
    report: Report,
    cache: Cache,
    code: bytes,
    people_have_pages: bool = False,
) -> Library:
    """Read the three files, which are optional. `owner` is the site's AUTHOR, `code` a digest of the plugins' code.

    Errors go to the report. Versions are cached entry by entry.
    """
    people_text = _read_text(content / PEOPLE, report)
    registry, problems = people.read_people(people_text, owner, content, people_have_pages)
    report.errors_in(content / PEOPLE, problems)
    key = digest(code, people_text, owner, str(people_have_pages))
    read = partial(_read_versions, registry=registry, typesetting=typesetting, cache=cache, key=key)
    entries, problems = read_bibtex(_read_text(content / BIBLIOGRAPHY, report))
    publications, wrong = _merge(read(entries), partial(_locate_files, content=content))
    report.errors_in(content / BIBLIOGRAPHY, _in_order([*problems, *_with_lines(wrong, entries)]))
    by_key = {key: publication for publication in publications for key in publication.keys}
    entries, problems = read_bibtex(_read_text(content / REFERENCES, report))
    twice = [Problem.at(entry.line, OURS, entry.key, is_warning=True) for entry in entries if entry.key in by_key]
    entries = [entry for entry in entries if entry.key not in by_key]
    cited, wrong = _merge(read(entries, slot=":references"), _without_page)
    report.errors_in(content / REFERENCES, _in_order([*problems, *twice, *_with_lines(wrong, entries)]))
    references = {key: publication for publication in cited for key in publication.keys}
    return Library(tuple(publications), by_key, references, registry, typesetting.locale, key)


def _merge(
    versions: Iterable[tuple[Version, Wrong]], complete: Callable
) -> tuple[list[Publication], list[FieldProblem]]:
    """The publications of versions, each completed, and the problems of all."""
    read = list(versions)
    merged, contradictions = merge_versions(version for version, _ in read)
    completed = [complete(publication) for publication in merged]
    wrong = chain.from_iterable(problems for _, problems in (*read, *completed))
    return [publication for publication, _ in completed], [*wrong, *contradictions]


def _without_page(publication: Publication) -> tuple[Publication, Wrong]:
    return replace(publication, slug=f"of-others-{publication.slug}", has_page=False), ()


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.line or 0)


def translate_library(library: Library, typesetting: Typesetting, cache: Cache) -> Library:
    """The library on pages in another language: with its words, and what the fields for it say, such as `title+de`."""
    lang, locale = typesetting.locale.lang, typesetting.locale
    entries = [in_language(version.entry, lang) for each in library.publications for version in each.versions]
    read = iter(_read_versions(entries, library.people, typesetting, cache, library.key, f":{lang}"))
    publications = tuple(
        replace(each, versions=tuple(replace(next(read)[0], entry=version.entry) for version in each.versions))
        for each in library.publications
    )
    by_key = {key: publication for publication in publications for key in publication.keys}
    return Library(publications, by_key, library.references, library.people, locale, library.key)


def _read_versions(
    entries: Iterable[Entry], registry: Registry, typesetting: Typesetting, cache: Cache, key: bytes, slot: str = ""
) -> Iterator[tuple[Version, Wrong]]:
    """The version of each entry, and its problems; `slot` tells the caches of several languages apart."""
    shared = digest(key, repr(typesetting))
    for entry in entries:
        placeless = replace(entry, offsets={}, line=0)  # so that an entry that moves is unchanged
        version, wrong = cache.value(
            f"version:{entry.key}{slot}",
            digest(shared, repr(placeless)),
            lambda placeless=placeless: read_version(placeless, registry, typesetting),
        )
        yield replace(version, entry=entry), wrong


def _read_text(path: Path, report: Report) -> str:
    if not path.is_file():
        return ""
    text, problems = decode(path.read_bytes())
    report.errors_in(path, problems)
    return text


def _with_lines(problems: Iterable[FieldProblem], entries: Iterable[Entry]) -> list[Problem]:
    by_key = {entry.key: entry for entry in entries}
    located = []
    for problem in problems:
        entry = by_key[problem.key]
        line = entry.line_of(problem.field)
        located.append(Problem.at(line, problem.message, problem.key, problem.is_warning))
    return located


def _locate_files(publication: Publication, content: Path) -> tuple[Publication, list[FieldProblem]]:
    """The publication with the files of content/ that it links to and shows, and a problem for each that is missing."""
    links = [replace(link, file=_file(link.target, content)) if link.is_local else link for link in publication.links]
    pdf = next((link.file for link in links if link.kind == "pdf" and link.file.lower().endswith(".pdf")), "")
    preview = _file(publication.preview, content) if publication.preview else ""
    missing = [link.target for link in links if link.is_local and not link.file]
    missing += [publication.preview] * (bool(publication.preview) and not preview)
    located = replace(publication, links=tuple(links), pdf=pdf, preview=preview)
    return located, [_missing(publication, path, content.name) for path in missing]


def _file(path: str, content: Path) -> str:
    """The path of the file below content/, for a path relative to any of FOLDERS; empty if it is missing."""
    inside = content.resolve()
    for folder in FOLDERS:
        file = content / folder / path
        with suppress(OSError):  # a name that is too long
            if file.is_file() and file.resolve().is_relative_to(inside):
                return file.relative_to(content).as_posix()
    return ""


def _missing(publication: Publication, path: str, content: str) -> FieldProblem:
    message = f"no file '{path}' in {content}/ or its folders {', '.join(FOLDERS[1:4])}"
    named = (
        (each, name) for each in publication.versions for name, value in each.entry.fields.items() if path in value
    )
    version, name = next(named, (publication.latest, ""))
    return FieldProblem(version.key, name, message)
