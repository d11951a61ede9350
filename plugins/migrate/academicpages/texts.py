"""The pages and articles of a site of academicpages, and what its Liquid stands for; its talks and teaching, which are
entries of cv.toml, and have a page if they have a text.

In: the documents, their places, the keys of publications. Out: files below content/.
"""

import re
from collections.abc import Iterable, Mapping

from plugins.migrate.academicpages.publications import needs_page
from plugins.migrate.jekyll.counterparts import figure, film, link_tags, own_includes, site_values
from plugins.migrate.jekyll.liquid import Counterparts
from plugins.migrate.jekyll.old_site import Document, JekyllSite
from plugins.migrate.jekyll.places import Place
from plugins.migrate.jekyll.sorting import Sorted, collection_cards
from plugins.migrate.jekyll.texts import article_text, has_words, new_body, page_text
from plugins.migrate.moved_site import Files
from plugins.migrate.new_text import block, new_text, plain_line, portrait
from plugins.migrate.report import MigrationReport
from plugins.migrate.toml_text import toml_tables

SECTIONS = ("talks", "teaching")  # of the CV
LISTS = {
    "posts": block("news", style="excerpts"),
    "publications": block("publications", group="kind"),
    "talks": block("cv", section="talks", headings="no"),
    "teaching": block("cv", section="teaching", headings="no"),
}


def academicpages_texts(site: JekyllSite, found: Sorted, keys: Mapping[str, str], report: MigrationReport) -> Files:
    """The texts of all pages and articles, and a list of each collection that no page lists."""
    known = _counterparts(site, found, keys)
    files: Files = {}
    for document in (*found.pages, *found.articles):
        place = found.places[document.source]
        body = new_body(document, site, known, report)
        if document in found.articles:
            files[place.file] = article_text(document, place, body, report)
        elif place.address == "":
            files[place.file] = page_text(document, place, _home_body(site, document, body), title="")
        else:
            above = _facts_line(document) if document.kind in SECTIONS else ""
            excerpt = document.text("excerpt") if document.kind in (*SECTIONS, "portfolio") else ""
            files[place.file] = page_text(document, place, "\n\n".join(filter(None, (above, excerpt, body))))
    for document in filter(needs_page, site.of_kind("publications")):
        body = new_body(document, site, known, report)
        files[f"content/publications/{keys[document.source]}.md"] = new_text({}, body)
    for name in (*SECTIONS, "portfolio"):
        if site.of_kind(name) and f"content/pages/{name}.md" not in files:
            files[f"content/pages/{name}.md"] = new_text({"title": name.capitalize()}, known.lists[name])
    return files


def author_of_config(site: JekyllSite) -> str:
    return site.text("author", "name") or site.text("name") or site.text("title")


def _home_body(site: JekyllSite, about: Document, body: str) -> str:
    """The name, the portrait and the facts of the side bar above the text."""
    name, image = author_of_config(site), site.text("author", "avatar").strip("/")
    picture = portrait(name, site.find(f"images/{image}", image), "width:9em")
    facts = " · ".join(filter(None, (site.text("author", key) for key in ("pronouns", "employer", "location"))))
    rank = "#" if re.search(r"^={3,}[ \t]*$|^# ", body, re.M) else "##"  # as the text's own headings
    title = f"{rank} {about.title}" if about.title else ""
    return "\n\n".join(filter(None, (f"# {name}{picture}", facts, title, body)))


def _counterparts(site: JekyllSite, found: Sorted, keys: Mapping[str, str]) -> Counterparts:
    portfolio = [page for page in found.pages if page.kind == "portfolio"]
    pages = [page for page in found.pages if page.kind == "pages" and page.title and page.address]
    lists = {name: block for name, block in LISTS.items() if name == "posts" or site.of_kind(name)}
    lists |= {"portfolio": collection_cards(portfolio, found.places)}
    lists["pages"] = "\n".join(f"- [{page.title}](/{found.places[page.source].address})" for page in pages)
    includes = {"figure": figure, "video": film, "toc": lambda words: "\n\n[TOC]\n\n", "base_path": lambda words: ""}
    addresses = found.addresses | {source: f"publications/{key}/" for source, key in keys.items()}
    return Counterparts(site_values(site), lists, includes, link_tags(site, addresses), own_includes(site))


def has_page(document: Document) -> bool:
    """Whether there is more to say than a line of the CV has room for."""
    return has_words(document.body) or bool(document.text("excerpt"))


def write_occasions(documents: Iterable[Document], places: Mapping[str, Place]) -> str:
    """cv.toml: the sections talks and teaching, the newest first."""
    found: dict[str, list[dict[str, object]]] = {}
    for document in sorted(documents, key=lambda one: (str(one.day or ""), one.source), reverse=True):
        place = places.get(document.source)
        record = {
            "what": plain_line(document.title) or document.slug,
            "where": _where(document),
            "when": document.day.isoformat() if document.day else "",
            "text": f"[Details](/{place.address})" if place else "",
        }
        found.setdefault(document.kind, []).append(record)
    return "".join(toml_tables(name, found[name]) for name in SECTIONS if name in found)


def _where(document: Document) -> str:
    return ", ".join(filter(None, (plain_line(document.text(key)) for key in ("type", "venue", "location"))))


def _facts_line(document: Document) -> str:
    """The line above the text of a page: kind, place and day."""
    day = f"{document.day:%Y-%m-%d}" if document.day else ""
    return " · ".join(filter(None, (_where(document), day)))
