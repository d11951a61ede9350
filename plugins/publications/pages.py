"""A page for each work and the files beside it: loaded where they are written, not where a page's text has changed.

In: `Work`s, the library that they are of, and addresses. Out: what the template of a work's page is given; files.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from plugins.publications import metadata
from plugins.publications.addresses import FOLDER
from plugins.publications.bib import bib
from plugins.publications.library import Library
from plugins.publications.lists import legend
from plugins.publications.ris import ris
from plugins.publications.typeset import plain
from plugins.publications.views import Work
from plugins.publications.zotero import zotero_tags


def entries_of(work: Work) -> list[str]:
    """A work's entries in BibTeX, the newest first."""
    return [bib(version) for version in work.publication.versions]


def values(work: Work, found: Library, entries: list[str], site: str) -> dict[str, object]:
    """What the template is given; `site` is the absolute address of the site, empty where it has none."""
    page, pdf = _addresses(work, site)
    people = found.persons(work)
    return {
        "work": work,
        "title": plain(work.publication.latest.title),
        "tags": metadata.citation_tags(work.publication, people, page, pdf) + zotero_tags(work.publication),
        "json_ld": metadata.json_ld(work.publication, people, page, pdf, site),
        "entries": entries,
        "legend": legend([work]),
    }


def write_files(works: Iterable[Work], output: Path, content: Path, site: str) -> dict[str, list[str]]:
    """Write each work's files, and all works' entries in one; return the entries, newest first, by works' slugs."""
    entries = {work.slug: entries_of(work) for work in works}
    whole = "\n".join(entry for of_work in entries.values() for entry in of_work)
    Path(output, f"{FOLDER}.bib").write_text(whole, "utf-8", newline="\n")
    for work in works:
        folder = f"{output}/{FOLDER}/{work.slug}"
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 (thousands of folders)
        texts = {"bib": entries[work.slug][0], "ris": ris(work.publication, *_addresses(work, site))}
        for kind, text in texts.items():
            with open(f"{folder}/{work.slug}.{kind}", "wb") as file:  # noqa: PTH123
                file.write(text.encode())
        if work.pdf:
            shutil.copyfile(Path(content, work.pdf), Path(folder, Path(work.pdf).name))
    return entries


def _addresses(work: Work, site: str) -> tuple[str, str]:
    """The absolute addresses of its page and PDF; empty where the site has none, or the work."""
    page = f"{site}/{work.url}" if site else ""
    return page, f"{page}{quote(Path(work.pdf).name)}" if page and work.pdf else ""
