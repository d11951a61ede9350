"""The variables for the template of a publication's page, and the files beside that page."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from plugins.core.locales import Locale
from plugins.publications.bibtex_entries import bibtex_entry
from plugins.publications.lists import legend
from plugins.publications.metadata import citation_tags, json_ld
from plugins.publications.records import FOLDER, Publication, Version
from plugins.publications.ris import ris_record
from plugins.publications.typeset import plain
from plugins.publications.zotero import zotero_tags

MAX_LENGTH = 80  # characters of the names in a description; else it has MAX_NAMES
MAX_NAMES = 3


def page_values(publication: Publication, site: str, locale: Locale) -> dict[str, object]:
    """Return what `publication.html` is given; `site` is the absolute address of the site, empty where it has none.

    `entries` are the BibTeX entries of all versions, the newest first; `venue_name` is the venue as text if it has
    formulas.
    """
    page, pdf = _absolute(publication.url, site), _absolute(publication.pdf_url, site)
    return {
        "publication": publication,
        "title": plain(publication.latest.title),
        "byline": byline(publication.latest, locale),
        "venue_name": plain(publication.latest.venue) if "$" in publication.latest.venue else "",
        "tags": citation_tags(publication, page, pdf) + zotero_tags(publication),
        "json_ld": json_ld(publication, page, pdf, site),
        "entries": [bibtex_entry(version, is_for_page=True) for version in publication.versions],
        "legend": legend([publication], locale),
    }


def byline(version: Version, locale: Locale) -> str:
    """The authors as a sentence: `Jane Doe, Ann Poe et al. (ATLAS Collaboration).`; empty without authors."""
    groups = [author.name.literal for author in version.authors[MAX_NAMES:] if author.name.literal]
    group = version.collaboration.name.literal if version.collaboration else ""
    names = [str(author.name) for author in version.authors if author is not version.collaboration]
    if not names:
        return ""
    is_shortened = len(names) > MAX_NAMES and len(", ".join(names)) > MAX_LENGTH
    if is_shortened:
        names, group = names[:MAX_NAMES], group or next(iter(groups), "")
    others = f" {locale.word('authors.et_al')}" if is_shortened or version.has_more_authors else ""
    text = locale.word("lists.names").join(names) + others
    role = locale.word(f"authors.{version.role}") if version.role else ""
    text += "".join(f" ({part})" for part in (group, role) if part)
    return plain(text) if text.endswith(".") else f"{plain(text)}."


def file_names(publication: Publication) -> list[str]:
    """The names of the files in a publication's folder."""
    pdf = [Path(publication.pdf).name] if publication.pdf else []
    return ["index.html", f"{publication.slug}.bib", f"{publication.slug}.ris", *pdf]


def write_files(publications: Iterable[Publication], output: Path, content: Path, site: str) -> None:
    """Write a `.bib` and a `.ris` file and a copy of the PDF for each publication, and one `.bib` file for all."""
    entries = []
    for publication in publications:
        folder = Path(output, FOLDER, publication.slug)
        folder.mkdir(parents=True, exist_ok=True)
        of_versions = [bibtex_entry(version) for version in publication.versions]
        entries += of_versions
        page, pdf = _absolute(publication.url, site), _absolute(publication.pdf_url, site)
        (folder / f"{publication.slug}.bib").write_text(of_versions[0], "utf-8", newline="\n")
        (folder / f"{publication.slug}.ris").write_text(ris_record(publication, page, pdf), "utf-8", newline="")
        if publication.pdf:
            shutil.copyfile(content / publication.pdf, folder / Path(publication.pdf).name)
    Path(output, f"{FOLDER}.bib").write_text("\n".join(entries), "utf-8", newline="\n")


def _absolute(url: str, site: str) -> str:
    return f"{site}/{url}" if site and url else ""
