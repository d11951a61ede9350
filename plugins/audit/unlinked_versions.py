"""Entries of publications.bib that look like versions of one publication, and that no field links."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from plugins.audit.sources import Site, read_content_file
from plugins.bibtex.bib_reader import read_bibtex
from plugins.core.folding import fold_text
from plugins.core.problems import Problem
from plugins.people.registry import Registry
from plugins.people.spelling import normalize
from plugins.publications.merging import MAX_YEARS, PUBLISHED, have_one_first_author, merge_versions
from plugins.publications.records import Publication
from plugins.publications.typeset import Typesetting
from plugins.publications.versions import read_version

BIBLIOGRAPHY = "publications.bib"
LIKENESS = 0.8  # of the titles of a preprint and of what may be its published version
SHORTEST_TITLE = 12  # characters of a title that begins a longer one


def find_unlinked_versions(site: Site) -> Iterator[Problem]:
    """Publications that a list shows twice, as far as titles and first authors say."""
    entries, _ = read_bibtex(read_content_file(site, BIBLIOGRAPHY))
    publications, _ = merge_versions(read_version(entry, Registry(), Typesetting())[0] for entry in entries)
    for first, other, likeness in (*_with_one_title(publications), *_with_similar_titles(publications)):
        advice = f"if they are versions of one publication, add related = {{{first.key}}}"
        message = f"'{other.key}' has {likeness} of '{first.key}': {advice}"
        yield Problem(f"{site.folder}/{BIBLIOGRAPHY}", other.latest.entry.line, message)


def _with_one_title(publications: Iterable[Publication]) -> Iterator[tuple[Publication, Publication, str]]:
    found: dict[tuple[str, str], list[Publication]] = defaultdict(list)
    for publication in publications:
        if publication.latest.authors:
            first = publication.latest.authors[0].name
            title = fold_text(publication.latest.title).replace(" ", "")
            found[title, normalize(first.family or first.literal)].append(publication)
    for same in found.values():
        first, *others = sorted(same, key=lambda publication: publication.latest.entry.line)
        yield from ((first, other, "the title") for other in others)


def _with_similar_titles(publications: list[Publication]) -> Iterator[tuple[Publication, Publication, str]]:
    """Each preprint with what its first author published soon after it under nearly the same title."""
    published = [one for one in publications if one.kind in PUBLISHED]
    for preprint in publications:
        if preprint.kind != "preprint":
            continue
        title, matcher = fold_text(preprint.latest.title), SequenceMatcher()
        matcher.set_seq2(title)
        for other in published:
            years = other.latest.date.year - preprint.latest.date.year
            if 0 <= years <= MAX_YEARS and have_one_first_author(preprint.latest, other.latest):
                matcher.set_seq1(fold_text(other.latest.title))
                if matcher.a != title and _are_similar(matcher):
                    yield preprint, other, "nearly the title"


def _are_similar(matcher: SequenceMatcher) -> bool:
    shorter, longer = sorted((matcher.a, matcher.b), key=len)
    begins = len(shorter) >= SHORTEST_TITLE and longer.startswith(f"{shorter} ")
    return begins or (matcher.quick_ratio() >= LIKENESS and matcher.ratio() >= LIKENESS)
