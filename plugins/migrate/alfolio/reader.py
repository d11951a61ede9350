"""A site of al-folio → a `MovedSite`."""

import re
from pathlib import Path

from plugins.migrate.alfolio.bibliography import read_bibliography
from plugins.migrate.alfolio.records import cv_sections, read_people
from plugins.migrate.alfolio.settings import alfolio_settings
from plugins.migrate.alfolio.texts import alfolio_texts
from plugins.migrate.cv_records import write_cv
from plugins.migrate.jekyll.archives import redirects_of
from plugins.migrate.jekyll.old_site import CONFIG, Document, read_site
from plugins.migrate.jekyll.public import plan_files, public_settings, report_unread
from plugins.migrate.jekyll.sorting import NEWS, sort_documents
from plugins.migrate.moved_site import MovedSite, count_files
from plugins.migrate.report import MigrationReport

NAME = "al-folio"
SIGNS = "_config.yml with _bibliography/ or 'scholar:'"
ARTICLES = ("posts", "drafts", "news")
READ_DATA = {"cv", "coauthors", "socials", "repositories", "venues", "citations"}


def recognize(folder: Path) -> bool:
    config = folder / CONFIG
    if not config.is_file():
        return False
    is_scholar = re.search(r"^scholar:|^(?:remote_)?theme:.*al[-_]folio", config.read_text("utf-8", "replace"), re.M)
    return (folder / "_bibliography").is_dir() or bool(is_scholar)


def read(folder: Path, report: MigrationReport) -> MovedSite:
    site = read_site(folder, report)
    bibliography = read_bibliography(site, report)
    found = sort_documents(site, ARTICLES, _is_needless, report)
    files, settings = plan_files(site, site.find(f"assets/img/{site.text('icon')}", site.text("icon")))
    files |= alfolio_texts(site, found, bibliography, report)
    people, people_count = read_people(site, bibliography.publications, report)
    cv = write_cv(cv_sections(site))
    records = {"publications.bib": bibliography.text, "people.toml": people, "cv.toml": cv}
    files |= {f"content/{name}": text.encode() for name, text in records.items() if text}
    settings |= alfolio_settings(site, found, report)
    report_unread(site, READ_DATA, report)
    for name in site.sources:
        if name.startswith("assets/bibliography/"):
            report.leave(name, None, "copied as a file: add what you cite to content/publications.bib")
    counts = count_files(files)
    projects = sum(page.kind == "projects" for page in found.pages)
    counts |= {"page": counts["page"] - projects, "project": projects}
    counts |= {"publication": len(bibliography.publications), "person": people_count}
    redirects = redirects_of(site, found, lambda document: NEWS if _is_news(document) else "")
    return MovedSite(NAME, files, settings, public_settings(site, report), redirects, counts)


def _is_needless(document: Document) -> bool:
    """Pages that this site makes itself: the list of news, and the entry of the menu that only opens others."""
    return _is_news(document) or bool(document.values.get("dropdown"))


def _is_news(document: Document) -> bool:
    return document.kind == "pages" and document.address.strip("/") == "news"
