"""Entries of publications.bib that look like versions of one publication, and that no field links."""

from collections import defaultdict
from collections.abc import Iterator

from plugins.audit.sources import Site, read_content_file
from plugins.bibtex.bib_reader import read_bibtex
from plugins.core.folding import fold_text
from plugins.core.problems import Problem
from plugins.people.registry import Registry
from plugins.people.spelling import normalize
from plugins.publications.merging import merge_versions
from plugins.publications.records import Publication
from plugins.publications.typeset import Typesetting
from plugins.publications.versions import read_version

BIBLIOGRAPHY = "publications.bib"


def find_unlinked_versions(site: Site) -> Iterator[Problem]:
    """Publications with the same title and first author, which a list shows twice."""
    entries, _ = read_bibtex(read_content_file(site, BIBLIOGRAPHY))
    found: dict[tuple[str, str], list[Publication]] = defaultdict(list)
    versions = (read_version(entry, Registry(), Typesetting())[0] for entry in entries)
    for publication in merge_versions(versions)[0]:
        if publication.latest.authors:
            first = publication.latest.authors[0].name
            title = fold_text(publication.latest.title).replace(" ", "")
            found[title, normalize(first.family or first.literal)].append(publication)
    for same in found.values():
        first, *others = sorted(same, key=lambda publication: publication.latest.entry.line)
        for other in others:
            advice = f"if they are versions of one publication, add related = {{{first.key}}}"
            message = f"'{other.key}' has the title of '{first.key}': {advice}"
            yield Problem(f"{site.folder}/{BIBLIOGRAPHY}", other.latest.entry.line, message)
