"""The pages and articles of a site of academicpages, and what its Liquid stands for.

In: the documents, their places, the keys of publications. Out: files below content/.
"""

import re

from plugins.migrate.academicpages.occasions import SECTIONS, facts_line
from plugins.migrate.academicpages.publications import Entries
from plugins.migrate.academicpages.settings import author_of_config
from plugins.migrate.jekyll.counterparts import figure, film, link_tags, own_includes, site_values
from plugins.migrate.jekyll.liquid import Counterparts
from plugins.migrate.jekyll.old_site import Document, JekyllSite, as_table
from plugins.migrate.jekyll.sorting import Sorted, collection_cards
from plugins.migrate.jekyll.texts import article_text, new_body, page_text
from plugins.migrate.moved_site import Files
from plugins.migrate.new_text import new_text
from plugins.migrate.report import MigrationReport

LISTS = {
    "posts": "/// news\n    style: excerpts\n///",
    "publications": "/// publications\n    group: kind\n///",
    "talks": "/// cv\n    section: talks\n    headings: no\n///",
    "teaching": "/// cv\n    section: teaching\n    headings: no\n///",
}


def academicpages_texts(site: JekyllSite, found: Sorted, entries: Entries, report: MigrationReport) -> Files:
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
    name = author_of_config(site)
    portrait = f' ![{name}](/{found}){{ align=right style="width:9em" }}' if image and found else ""
    facts = " · ".join(str(author[key]) for key in ("pronouns", "employer", "location") if author.get(key))
    rank = "#" if re.search(r"^={3,}[ \t]*$|^# ", body, re.M) else "##"  # as the text's own headings
    title = f"{rank} {about.title}" if about.title else ""
    return "\n\n".join(filter(None, (f"# {name}{portrait}", facts, title, body)))


def _counterparts(site: JekyllSite, found: Sorted, entries: Entries) -> Counterparts:
    portfolio = [page for page in found.pages if page.kind == "portfolio"]
    pages = [page for page in found.pages if page.kind == "pages" and page.title and page.address]
    lists = {name: block for name, block in LISTS.items() if name == "posts" or site.of_kind(name)}
    lists |= {"portfolio": collection_cards(portfolio, found.places)}
    lists["pages"] = "\n".join(f"- [{page.title}](/{found.places[page.source].address})" for page in pages)
    includes = {"figure": figure, "video": film, "toc": lambda words: "\n\n[TOC]\n\n", "base_path": lambda words: ""}
    addresses = found.addresses | {source: f"publications/{key}/" for source, key in entries.keys.items()}
    return Counterparts(site_values(site), lists, includes, link_tags(site, addresses), own_includes(site))
