"""A site of academicpages → a `MovedSite`."""

from pathlib import Path

from plugins.migrate.academicpages.publications import write_entries
from plugins.migrate.academicpages.settings import academicpages_settings
from plugins.migrate.academicpages.texts import SECTIONS, academicpages_texts, has_page, write_occasions
from plugins.migrate.jekyll.archives import redirects_of
from plugins.migrate.jekyll.old_site import CONFIG, Document, read_site
from plugins.migrate.jekyll.public import plan_files, public_settings, report_unread
from plugins.migrate.jekyll.sorting import sort_documents
from plugins.migrate.moved_site import MovedSite, count_files
from plugins.migrate.report import MigrationReport

NAME = "academicpages"
SIGNS = "_config.yml with _publications/, _talks/, _teaching/ or _portfolio/"
COLLECTIONS = ("_publications", "_talks", "_teaching", "_portfolio")
ARTICLES = ("posts", "drafts")
FAVICONS = ("favicon.svg", "favicon-192x192.png", "favicon-32x32.png", "favicon.png", "favicon.ico")
READ_DATA = {"navigation", "ui-text"}


def recognize(folder: Path) -> bool:
    return (folder / CONFIG).is_file() and any((folder / name).is_dir() for name in COLLECTIONS)


def read(folder: Path, report: MigrationReport) -> MovedSite:
    site = read_site(folder, report)
    publications = site.of_kind("publications")
    entries = write_entries(site, publications, report)
    found = sort_documents(site, ARTICLES, _is_needless, report)
    icons = (name for one in FAVICONS for name in (f"images/{one}", one))
    files, settings = plan_files(site, site.find(*icons))
    files |= academicpages_texts(site, found, entries, report)
    occasions = site.of_kind(*SECTIONS)
    records = {"publications.bib": entries.text, "cv.toml": write_occasions(occasions, found.places)}
    files |= {f"content/{name}": text.encode() for name, text in records.items() if text}
    settings |= academicpages_settings(site, found, report)
    report_unread(site, READ_DATA, report)
    talks, courses = (len(site.of_kind(kind)) for kind in SECTIONS)
    counts = count_files(files) | {"publication": len(publications), "talk": talks, "course": courses}

    def replacement(document: Document) -> str:
        key = entries.keys.get(document.source)
        return f"publications/{key}/" if key else f"{document.kind}/"

    redirects = redirects_of(site, found, replacement)
    return MovedSite(NAME, files, settings, public_settings(site, report), redirects, counts)


def _is_needless(document: Document) -> bool:
    """Publications, which have pages of their own here, and talks and courses of which there is only a line."""
    return document.kind == "publications" or (document.kind in SECTIONS and not has_page(document))
