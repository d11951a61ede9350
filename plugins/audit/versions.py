"""Entries of publications.bib that look like versions of one work, and that nothing joins."""

from collections import defaultdict
from collections.abc import Iterator

from plugins.audit.sources import Site, text_of
from plugins.bibtex import reader
from plugins.core.problems import Problem
from plugins.people.registry import Registry
from plugins.people.spelling import letters
from plugins.publications.merging import folded, merge_versions
from plugins.publications.records import Publication
from plugins.publications.typeset import Typesetting
from plugins.publications.versions import read_version

BIBLIOGRAPHY = "publications.bib"


def unjoined_versions(site: Site) -> Iterator[Problem]:
    """Works of one title and one first author, which a list shows twice."""
    entries, _ = reader.read(text_of(site, BIBLIOGRAPHY))
    found: dict[tuple[str, str], list[Publication]] = defaultdict(list)
    versions = (read_version(entry, Registry(), Typesetting())[0] for entry in entries if entry.type != "xdata")
    for work in merge_versions(versions)[0]:
        if work.latest.authors:
            first = work.latest.authors[0].name
            found[folded(work.latest.title), letters(first.family or first.literal)].append(work)
    for same in found.values():
        first, *others = sorted(same, key=lambda work: work.latest.entry.line)
        for other in others:
            said = (
                f"'{other.key}' has the title of '{first.key}': if both are one work, write related = {{{first.key}}}"
            )
            yield Problem(f"{site.folder}/{BIBLIOGRAPHY}", other.latest.entry.line, said)
