"""Entries of publications.bib that look like versions of one publication, and that no field links."""

from collections import defaultdict
from collections.abc import Iterator

from plugins.audit.sources import Site, read_content_file
from plugins.bibtex.bib_reader import read_bibtex
from plugins.core.problems import Problem
from plugins.people.spelling import normalize
from plugins.publications.merging import folded
from plugins.publications.records import Publication
from plugins.publications.works import works

BIBLIOGRAPHY = "publications.bib"


def find_unlinked_versions(site: Site) -> Iterator[Problem]:
    """Publications with the same title and first author, which a list shows twice."""
    entries, _ = read_bibtex(read_content_file(site, BIBLIOGRAPHY))
    found: dict[tuple[str, str], list[Publication]] = defaultdict(list)
    for work in works(entries)[0]:
        if work.latest.authors:
            first = work.latest.authors[0]
            found[folded(work.latest.title), normalize(first.family or first.literal)].append(work)
    for same in found.values():
        first, *others = sorted(same, key=lambda work: work.latest.entry.line)
        for other in others:
            advice = f"if they are versions of one publication, add related = {{{first.key}}}"
            message = f"'{other.key}' has the title of '{first.key}': {advice}"
            yield Problem(f"{site.folder}/{BIBLIOGRAPHY}", other.latest.entry.line, message)
