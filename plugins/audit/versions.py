"""Entries of publications.bib that look like versions of one work, and that nothing joins."""

from collections import defaultdict
from collections.abc import Iterator

from plugins.audit.sources import Site, text_of
from plugins.bibtex.bib_reader import read_bibtex
from plugins.core.problems import Problem
from plugins.people.spelling import normalize
from plugins.publications.merging import folded
from plugins.publications.records import Publication
from plugins.publications.works import works

BIBLIOGRAPHY = "publications.bib"


def unjoined_versions(site: Site) -> Iterator[Problem]:
    """Works of one title and one first author, which a list shows twice."""
    entries, _ = read_bibtex(text_of(site, BIBLIOGRAPHY))
    found: dict[tuple[str, str], list[Publication]] = defaultdict(list)
    for work in works(entries)[0]:
        if work.latest.authors:
            first = work.latest.authors[0]
            found[folded(work.latest.title), normalize(first.family or first.literal)].append(work)
    for same in found.values():
        first, *others = sorted(same, key=lambda work: work.latest.entry.line)
        for other in others:
            said = (
                f"'{other.key}' has the title of '{first.key}': if both are one work, write related = {{{first.key}}}"
            )
            yield Problem(f"{site.folder}/{BIBLIOGRAPHY}", other.latest.entry.line, said)
