"""A page for each work and the files beside it: loaded where they are written, not where a page's text has changed.

In: `Work`s, the library that they are of, and addresses. Out: what the template of a work's page is given; files.
"""

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


def file_names(work: Work) -> list[str]:
    """The names of the files in a publication's folder."""
    pdf = [Path(work.pdf).name] if work.pdf else []
    return ["index.html", f"{work.slug}.bib", f"{work.slug}.ris", *pdf]


def write_files(works: Iterable[Work], output: Path, content: Path, site: str) -> None:
    """Write the files of each publication, and the entries of all in one file."""
    entries = {work.slug: entries_of(work) for work in works}
    whole = "\n".join(entry for of_work in entries.values() for entry in of_work)
    (output / f"{FOLDER}.bib").write_text(whole, "utf-8", newline="\n")
    for work in works:
        folder = output / FOLDER / work.slug
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{work.slug}.bib").write_bytes(entries[work.slug][0].encode())
        (folder / f"{work.slug}.ris").write_bytes(ris(work.publication, *_addresses(work, site)).encode())
        if work.pdf:
            shutil.copyfile(content / work.pdf, folder / Path(work.pdf).name)


def _addresses(work: Work, site: str) -> tuple[str, str]:
    """The absolute addresses of its page and PDF; empty where the site has none, or the work."""
    page = f"{site}/{work.url}" if site else ""
    return page, f"{page}{quote(Path(work.pdf).name)}" if page and work.pdf else ""
