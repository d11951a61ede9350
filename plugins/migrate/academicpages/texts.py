"""The pages and articles of a site of academicpages, and what its Liquid stands for.

In: the documents, their places, the keys of publications. Out: files below content/.
"""

import re

from plugins.migrate.academicpages.occasions import SECTIONS, facts_line
from plugins.migrate.academicpages.publications import Entries
from plugins.migrate.academicpages.settings import author_of_config
from plugins.migrate.jekyll.counterparts import figure, film, link_tags, own_includes, site_values
from plugins.migrate.jekyll.liquid import Counterparts
from plugins.migrate.jekyll.old_site import Document, JekyllSite
from plugins.migrate.jekyll.sorting import Sorted, collection_cards
from plugins.migrate.jekyll.texts import article_text, new_body, page_text
from plugins.migrate.moved_site import Files
from plugins.migrate.new_text import block, new_text, portrait
from plugins.migrate.report import MigrationReport

LISTS = {
    "posts": block("news", style="excerpts"),
    "publications": block("publications", group="kind"),
    "talks": block("cv", section="talks", headings="no"),
    "teaching": block("cv", section="teaching", headings="no"),
}


def academicpages_texts(site: JekyllSite, found: Sorted, entries: Entries, report: MigrationReport) -> Files:
    """The texts of all pages and articles, and a list of each collection that no page lists."""
    known = _counterparts(site, found, entries)
    files: Files = {}
    for document in (*found.pages, *found.articles):
        place = found.places[document.source]
        body = new_body(document, site, known, report)
        if document in found.articles:
            files[place.file] = article_text(document, place, body, report)
        elif place.address == "":
            files[place.file] = page_text(document, place, _home_body(site, document, body), title="")
        else:
            above = facts_line(document) if document.kind in SECTIONS else ""
            excerpt = document.text("excerpt") if document.kind in (*SECTIONS, "portfolio") else ""
            files[place.file] = page_text(document, place, "\n\n".join(filter(None, (above, excerpt, body))))
    for name in (*SECTIONS, "portfolio"):
        if site.of_kind(name) and f"content/pages/{name}.md" not in files:
            files[f"content/pages/{name}.md"] = new_text({"title": name.capitalize()}, known.lists[name])
    return files


def _home_body(site: JekyllSite, about: Document, body: str) -> str:
    """The name, the portrait and the facts of the side bar above the text."""
    name, image = author_of_config(site), site.text("author", "avatar").strip("/")
    picture = portrait(name, site.find(f"images/{image}", image), "width:9em")
    facts = " · ".join(filter(None, (site.text("author", key) for key in ("pronouns", "employer", "location"))))
    rank = "#" if re.search(r"^={3,}[ \t]*$|^# ", body, re.M) else "##"  # as the text's own headings
    title = f"{rank} {about.title}" if about.title else ""
    return "\n\n".join(filter(None, (f"# {name}{picture}", facts, title, body)))


def _counterparts(site: JekyllSite, found: Sorted, entries: Entries) -> Counterparts:
    portfolio = [page for page in found.pages if page.kind == "portfolio"]
    pages = [page for page in found.pages if page.kind == "pages" and page.title and page.address]
    lists = {name: block for name, block in LISTS.items() if name == "posts" or site.of_kind(name)}
    lists |= {"portfolio": collection_cards(portfolio, found.places)}
    lists["pages"] = "\n".join(f"- [{page.title}](/{found.places[page.source].address})" for page in pages)
    includes = {"figure": figure, "video": film, "toc": lambda words: "\n\n[TOC]\n\n", "base_path": lambda words: ""}
    addresses = found.addresses | {source: f"publications/{key}/" for source, key in entries.keys.items()}
    return Counterparts(site_values(site), lists, includes, link_tags(site, addresses), own_includes(site))
