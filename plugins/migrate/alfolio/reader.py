"""A site of al-folio → a `MovedSite`."""

import re
from pathlib import Path

from plugins.migrate.alfolio.bibliography import read_bibliography
from plugins.migrate.alfolio.records import cv_sections, read_people
from plugins.migrate.alfolio.settings import alfolio_settings
from plugins.migrate.alfolio.texts import alfolio_texts
from plugins.migrate.cv_records import write_cv
from plugins.migrate.jekyll.addresses import output_file
from plugins.migrate.jekyll.archives import archive_redirects
from plugins.migrate.jekyll.files import plan_files
from plugins.migrate.jekyll.old_site import CONFIG, Document, JekyllSite, read_site
from plugins.migrate.jekyll.places import old_addresses
from plugins.migrate.jekyll.public import public_settings, report_features, report_unread_data
from plugins.migrate.jekyll.sorting import NEWS, Sorted, sort_documents
from plugins.migrate.moved_site import MovedSite
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
    moved = len(files)
    files |= alfolio_texts(site, found, bibliography, report)
    people, people_count = read_people(site, bibliography.publications, report)
    cv = write_cv(cv_sections(site))
    records = {"publications.bib": bibliography.text, "people.toml": people, "cv.toml": cv}
    files |= {f"content/{name}": text.encode() for name, text in records.items() if text}
    settings |= alfolio_settings(site, found, report)
    report_features(site, report)
    _report_rest(site, report)
    counts = {
        "page": sum(page.kind != "projects" for page in found.pages),
        "project": sum(page.kind == "projects" for page in found.pages),
        "article": len(found.articles),
        "publication": len(bibliography.publications),
        "person": people_count,
        "picture or file": moved,
    }
    return MovedSite(NAME, files, settings, public_settings(site, report), _redirects(site, found), counts)


def _is_needless(document: Document) -> bool:
    """Pages that this site makes itself: the list of news, and the entry of the menu that only opens others."""
    is_news = document.kind == "pages" and document.address.strip("/") == "news"
    return is_news or bool(document.values.get("dropdown"))


def _redirects(site: JekyllSite, found: Sorted) -> dict[str, str]:
    redirects = archive_redirects(site, found.lists)
    for document in (*found.pages, *found.articles):
        redirects |= old_addresses(document, found.places[document.source].address)
    for document in (*found.lists, *found.needless):
        if not output_file(document.address).startswith("404"):
            is_news = document in found.lists or document.address.strip("/") == "news"
            redirects |= old_addresses(document, NEWS if is_news else "")
    return redirects


def _report_rest(site: JekyllSite, report: MigrationReport) -> None:
    """Data files and folders that are not read."""
    report_unread_data(site, READ_DATA, report)
    for name in site.sources:
        if name.startswith("assets/bibliography/"):
            report.leave(name, None, "copied as a file: add what you cite to content/publications.bib")
