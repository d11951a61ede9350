"""A site of academicpages → a `MovedSite`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plugins.migrate.academicpages.occasions import SECTIONS, facts_line, has_page, write_occasions
from plugins.migrate.academicpages.publications import Entries, write_entries
from plugins.migrate.jekyll.addresses import output_file
from plugins.migrate.jekyll.counterparts import figure, film, link_tags, own_includes, site_values
from plugins.migrate.jekyll.liquid import Counterparts
from plugins.migrate.jekyll.moving import (
    NEWS,
    Links,
    Sorted,
    archive_redirects,
    collection_cards,
    plan_files,
    public_settings,
    report_features,
    sort_documents,
)
from plugins.migrate.jekyll.old_site import CONFIG, Document, JekyllSite, as_list, as_table, read_site
from plugins.migrate.jekyll.places import old_addresses
from plugins.migrate.jekyll.texts import article_text, new_body, page_text
from plugins.migrate.moved_site import Files, MovedSite
from plugins.migrate.new_text import new_text, plain_words
from plugins.migrate.profiles import profile_of
from plugins.migrate.report import MigrationReport
from plugins.migrate.settings_file import REMOVED

NAME = "academicpages"
SIGNS = "_config.yml with _publications/, _talks/, _teaching/ or _portfolio/"
COLLECTIONS = ("_publications", "_talks", "_teaching", "_portfolio")
ARTICLES = ("posts", "drafts")
LISTS = {
    "posts": "/// news\n    style: excerpts\n///",
    "publications": "/// publications\n    group: kind\n///",
    "talks": "/// cv\n    section: talks\n    headings: no\n///",
    "teaching": "/// cv\n    section: teaching\n    headings: no\n///",
}
# What `author` of the settings says besides links
NO_LINKS = ("avatar", "name", "pronouns", "bio", "location", "employer", "uri")
FAVICONS = ("favicon.svg", "favicon-192x192.png", "favicon-32x32.png", "favicon.png", "favicon.ico")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*")
READ_DATA = {"navigation", "ui-text"}


def recognize(folder: Path) -> bool:
    return (folder / CONFIG).is_file() and any((folder / name).is_dir() for name in COLLECTIONS)


def read(folder: Path, report: MigrationReport) -> MovedSite:
    site = read_site(folder, report)
    publications = site.of_kind("publications")
    entries = write_entries(site, publications, report)
    found = sort_documents(site, ARTICLES, _is_needless, report)
    icon = next((name for one in FAVICONS for name in (f"images/{one}", one) if name in site.files), "")
    files, settings = plan_files(site, icon)
    moved = len(files)
    files |= _texts(site, found, entries, report)
    occasions = site.of_kind(*SECTIONS)
    records = {"publications.bib": entries.text, "cv.toml": write_occasions(occasions, found.places)}
    files |= {f"content/{name}": text.encode() for name, text in records.items() if text}
    settings |= _settings(site, found, report)
    report_features(site, report)
    for name in sorted(site.data.keys() - READ_DATA):
        source = next(one for one in site.sources if one.startswith(f"_data/{name}."))
        report.leave(source, None, "not moved: no page here reads this file")
    counts = {
        "page": len(found.pages),
        "article": len(found.articles),
        "publication": len(publications),
        "talk": len(site.of_kind("talks")),
        "course": len(site.of_kind("teaching")),
        "picture or file": moved,
    }
    return MovedSite(NAME, files, settings, public_settings(site, report), _redirects(site, found, entries), counts)


def _is_needless(document: Document) -> bool:
    """Publications, which have pages of their own here, and talks and courses of which there is only a line."""
    return document.kind == "publications" or (document.kind in SECTIONS and not has_page(document))


def _texts(site: JekyllSite, found: Sorted, entries: Entries, report: MigrationReport) -> Files:
    """The texts of all pages and articles, and a list of each collection that no page lists."""
    known = _counterparts(site, found, entries)
    files: Files = {}
    for document in found.pages:
        place = found.places[document.source]
        body = new_body(document, site, known, report)
        if place.address == "":
            files[place.file] = page_text(document, place, _home_body(site, document, body), title="")
            continue
        above = facts_line(document) if document.kind in SECTIONS else ""
        excerpt = document.text("excerpt") if document.kind in (*SECTIONS, "portfolio") else ""
        text = "\n\n".join(filter(None, (above, excerpt, body)))
        files[place.file] = page_text(document, place, text)
    for document in found.articles:
        place = found.places[document.source]
        files[place.file] = article_text(document, place, new_body(document, site, known, report), report)
    for name in (*SECTIONS, "portfolio"):
        if site.of_kind(name) and f"content/pages/{name}.md" not in files:
            files[f"content/pages/{name}.md"] = new_text({"title": name.capitalize()}, known.lists[name])
    return files


def _home_body(site: JekyllSite, about: Document, body: str) -> str:
    """The name, the portrait and the facts of the side bar above the text."""
    author = as_table(site.config.get("author"))
    image = str(author.get("avatar") or "").strip("/")
    found = next((path for path in (f"images/{image}", image) if path in site.files), "")
    name = _author(site)
    portrait = f' ![{name}](/{found}){{ align=right style="width:9em" }}' if image and found else ""
    facts = " · ".join(str(author[key]) for key in ("pronouns", "employer", "location") if author.get(key))
    rank = "#" if re.search(r"^={3,}[ \t]*$|^# ", body, re.M) else "##"  # as the text's own headings
    title = f"{rank} {about.title}" if about.title else ""
    return "\n\n".join(filter(None, (f"# {name}{portrait}", facts, title, body)))


def _author(site: JekyllSite) -> str:
    return site.text("author", "name") or site.text("name") or site.text("title")


def _counterparts(site: JekyllSite, found: Sorted, entries: Entries) -> Counterparts:
    portfolio = [page for page in found.pages if page.kind == "portfolio"]
    pages = [page for page in found.pages if page.kind == "pages" and page.title and page.address]
    lists = {name: block for name, block in LISTS.items() if name == "posts" or site.of_kind(name)}
    lists |= {"portfolio": collection_cards(portfolio, found.places)}
    lists["pages"] = "\n".join(f"- [{page.title}](/{found.places[page.source].address})" for page in pages)
    includes = {"figure": figure, "video": film, "toc": lambda words: "\n\n[TOC]\n\n", "base_path": lambda words: ""}
    addresses = found.addresses | {source: f"publications/{key}/" for source, key in entries.keys.items()}
    return Counterparts(site_values(site), lists, includes, link_tags(site, addresses), own_includes(site))


def _settings(site: JekyllSite, found: Sorted, report: MigrationReport) -> dict[str, object]:
    """Who, links, menu, language."""
    author, title, locale = _author(site), site.text("title"), site.text("locale")
    given: dict[str, object] = {
        "AUTHOR": author,
        "SITENAME": title if title not in ("", author) else REMOVED,
        "SITESUBTITLE": plain_words(site.text("author", "bio")),
        "SOCIAL": [*_social(site, report)],
        "DEFAULT_LANG": locale if LANGUAGE.fullmatch(locale) else "en",
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
    links = Links(found)
    for entry in map(as_table, as_list(as_table(site.data.get("navigation")).get("main"))):
        title, url = str(entry.get("title") or ""), str(entry.get("url") or "")
        if not title or not url.strip("/"):
            continue
        if target := links.target(url):
            yield title, target
        else:
            report.leave("_data/navigation.yml", None, f"'{title}' leads to '{url}', which is not a page of this site")


def _redirects(site: JekyllSite, found: Sorted, entries: Entries) -> dict[str, str]:
    redirects = archive_redirects(site, found.lists)
    for document in (*found.pages, *found.articles):
        redirects |= old_addresses(document, found.places[document.source].address)
    for document in found.lists:
        redirects |= old_addresses(document, NEWS)
    for document in found.needless:
        if not output_file(document.address).startswith("404"):
            key = entries.keys.get(document.source)
            redirects |= old_addresses(document, f"publications/{key}/" if key else f"{document.kind}/")
    return redirects
