"""Entries of publications.bib that lack what visitors and search engines look for: a date, an abstract beside a PDF."""

from collections.abc import Iterator

from plugins.audit.sources import Site, read_content_file
from plugins.bibtex.bib_reader import read_bibtex
from plugins.core.problems import Problem
from plugins.people.registry import Registry
from plugins.publications.merging import merge_versions
from plugins.publications.records import Publication
from plugins.publications.typeset import Typesetting
from plugins.publications.versions import read_version

BIBLIOGRAPHY = "publications.bib"
NO_DATE = "'{}' has no date: add year = {{2024}}, or pubstate = {{inpress}} if it has yet to appear"
NO_ABSTRACT = "'{}' has a PDF but no abstract, by which search engines find it: add abstract = {{…}}"


def find_sparse_entries(site: Site) -> Iterator[Problem]:
    """A finding for each publication without any date, and for each with a PDF of its own and no abstract."""
    entries, _ = read_bibtex(read_content_file(site, BIBLIOGRAPHY))
    publications, _ = merge_versions(read_version(entry, Registry(), Typesetting())[0] for entry in entries)
    for publication in publications:
        latest = publication.latest
        if not any(version.date.year or version.date.text or version.status for version in publication.versions):
            yield Problem(f"{site.folder}/{BIBLIOGRAPHY}", latest.entry.line, NO_DATE.format(latest.key))
        if _has_pdf(publication) and not publication.abstract_text:
            yield Problem(f"{site.folder}/{BIBLIOGRAPHY}", latest.entry.line, NO_ABSTRACT.format(latest.key))


def _has_pdf(publication: Publication) -> bool:
    return any(link.kind == "pdf" and link.is_local for link in publication.links)
