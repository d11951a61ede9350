"""A site of academicpages → a `MovedSite`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plugins.migrate.academicpages.publications import write_entries
from plugins.migrate.academicpages.texts import (
    SECTIONS,
    academicpages_texts,
    author_of_config,
    has_page,
    write_occasions,
)
from plugins.migrate.jekyll.archives import redirects_of
from plugins.migrate.jekyll.old_site import CONFIG, Document, JekyllSite, as_list, as_table, read_site
from plugins.migrate.jekyll.public import plan_files, public_settings, report_unread, timezone_setting
from plugins.migrate.jekyll.sorting import Sorted, menu_target, sort_documents
from plugins.migrate.moved_site import MovedSite, count_files
from plugins.migrate.new_text import plain_words
from plugins.migrate.profiles import profile_of
from plugins.migrate.report import MigrationReport
from plugins.migrate.settings_file import REMOVED
from plugins.migrate.shared_settings import language_code

NAME = "academicpages"
SIGNS = "_config.yml with _publications/, _talks/, _teaching/ or _portfolio/"
COLLECTIONS = ("_publications", "_talks", "_teaching", "_portfolio")
ARTICLES = ("posts", "drafts")
FAVICONS = ("favicon.svg", "favicon-192x192.png", "favicon-32x32.png", "favicon.png", "favicon.ico")
# What `author` of the settings says besides links
NO_LINKS = ("avatar", "name", "pronouns", "bio", "location", "employer", "uri")
READ_DATA = {"navigation", "ui-text"}


def recognize(folder: Path) -> bool:
    return (folder / CONFIG).is_file() and any((folder / name).is_dir() for name in COLLECTIONS)


def read(folder: Path, report: MigrationReport) -> MovedSite:
    site = read_site(folder, report)
    publications = site.of_kind("publications")
    bibliography, keys = write_entries(site, publications, report)
    found = sort_documents(site, ARTICLES, _is_needless, report)
    icons = (name for one in FAVICONS for name in (f"images/{one}", one))
    files, settings = plan_files(site, site.find(*icons))
    files |= academicpages_texts(site, found, keys, report)
    occasions = site.of_kind(*SECTIONS)
    records = {"publications.bib": bibliography, "cv.toml": write_occasions(occasions, found.places)}
    files |= {f"content/{name}": text.encode() for name, text in records.items() if text}
    settings |= _settings(site, found, report)
    report_unread(site, READ_DATA, report)
    talks, courses = (len(site.of_kind(kind)) for kind in SECTIONS)
    counts = count_files(files) | {"publication": len(publications), "talk": talks, "course": courses}

    def replacement(document: Document) -> str:
        key = keys.get(document.source)
        return f"publications/{key}/" if key else f"{document.kind}/"

    redirects = redirects_of(site, found, replacement)
    return MovedSite(NAME, files, settings, public_settings(site, report), redirects, counts)


def _settings(site: JekyllSite, found: Sorted, report: MigrationReport) -> dict[str, object]:
    """Who, links, menu, language."""
    author, title = author_of_config(site), site.text("title")
    given: dict[str, object] = timezone_setting(site) | {
        "AUTHOR": author,
        "SITENAME": title if title not in ("", author) else REMOVED,
        "SITESUBTITLE": plain_words(site.text("author", "bio")),
        "SOCIAL": [*_social(site, report)],
        "DEFAULT_LANG": language_code(site.text("locale")),
        "MENU": [*_menu(site, found, report)] or REMOVED,
    }
    return given | ({"NEWS_TITLE": found.news_title} if found.news_title and site.of_kind("posts") else {})


def _social(site: JekyllSite, report: MigrationReport) -> Iterator[dict[str, str]]:
    for key, value in as_table(site.config.get("author")).items():
        if key in NO_LINKS or value in (None, "", False):
            continue
        if link := profile_of(key, value):
            yield link
        else:
            report.leave(*site.config_place(key), f"'{key}' is not known here: add its address to SOCIAL")


def _menu(site: JekyllSite, found: Sorted, report: MigrationReport) -> Iterator[tuple[str, Any]]:
    """The entries of `_data/navigation.yml`."""
    for entry in map(as_table, as_list(as_table(site.data.get("navigation")).get("main"))):
        title, url = str(entry.get("title") or ""), str(entry.get("url") or "")
        if not title or not url.strip("/"):
            continue
        if target := menu_target(found, url):
            yield title, target
        else:
            report.leave("_data/navigation.yml", None, f"'{title}' leads to '{url}', which is not a page of this site")


def _is_needless(document: Document) -> bool:
    """Publications, which have pages of their own here, and talks and courses of which there is only a line."""
    return document.kind == "publications" or (document.kind in SECTIONS and not has_page(document))
