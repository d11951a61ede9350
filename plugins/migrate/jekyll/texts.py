"""Documents of Jekyll as texts of this site: Liquid, kramdown and links translated, front matter rewritten.

In: documents with their places. Out: the text of each.
"""

import re
from typing import Any

from plugins.dialect.source.regions import mask_code
from plugins.migrate.commonmark import indent_lists
from plugins.migrate.jekyll.kramdown import translate_kramdown
from plugins.migrate.jekyll.liquid import Counterparts, translate_liquid
from plugins.migrate.jekyll.old_site import Document, JekyllSite
from plugins.migrate.jekyll.places import Place
from plugins.migrate.new_text import new_text, plain_words, title_of_words
from plugins.migrate.page_source import escape_markdown, rewrite_links, split_address
from plugins.migrate.report import MigrationReport

TIME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[ T](\d{1,2}:\d{2})(?::[\d.]+)?\s*(?:([+-]\d{2}):?(\d{2}))?")
COMMENT = re.compile(r"<!--.*?-->", re.S)
SHELL = re.compile(r"<[^<>]*>|^/// \w+.*?^///$", re.S | re.M)
TOP_HEADING = re.compile(r"^#[ \t]|^=+[ \t]*$|<h1\b", re.M)
WORD = re.compile(r"[^\W_]")


def new_body(document: Document, site: JekyllSite, known: Counterparts, report: MigrationReport) -> str:
    """The body of a document as Markdown of this site; reports what is taken out of it, with its line."""
    page = {**document.values, "url": f"/{document.address}", "path": document.source}
    text, left = translate_liquid(document.body, page, known, document.line)
    for line, source in left:
        shown = source if len(source) <= 90 else f"{source[:89]}…"
        report.leave(document.source, line, f"'{shown}' has no counterpart here: it is taken out")
    text, _ = rewrite_links(indent_lists(translate_kramdown(text)), lambda link: new_link(link, site))
    return text.strip("\n")


def new_link(link: str, site: JekyllSite) -> str | None:
    """A link within the site without the path below which the old one was."""
    base, parts = site.text("baseurl").strip("/"), split_address(link)
    is_below = base and not parts.scheme and not parts.netloc and parts.path.startswith(f"/{base}/")
    return link[len(base) + 1 :] if is_below else None


def has_words(text: str) -> bool:
    """Whether there is more in a text than comments, tags and blocks of lists."""
    return bool(WORD.search(SHELL.sub("", COMMENT.sub("", text))))


def page_text(document: Document, place: Place, body: str, **more: object) -> bytes:
    """A page with its title and description; without a title, its first words make one if it has no heading."""
    values = {"title": document.title, "description": _description(document), "lang": document.text("lang")}
    if not values["title"] and not TOP_HEADING.search(body):
        values["title"] = title_of_words(body) or document.stem
    values |= {"draft": document.is_draft, **place.values, **more}
    return _text_with_title(values, body)


def article_text(document: Document, place: Place, body: str, report: MigrationReport) -> bytes:
    """An article; without a title, its words make one."""
    title = plain_words(document.title)
    if not title:
        title = title_of_words(body) or document.stem
        report.change(document.source, document.line, "this text has no title: its first words are one")
    values: dict[str, object] = {"title": title, "date": _time(document.values.get("date"))}
    values |= {"description": _description(document), "lang": document.text("lang")}
    values |= {"tags": words_of(document.values.get("tags")), "draft": document.is_draft}
    return _text_with_title({**values, **place.values}, body or title)


def _text_with_title(values: dict[str, object], body: str) -> bytes:
    """The text, whose title is a heading above it if there are more of that rank: of a page here, the first one is."""
    if values["title"] and TOP_HEADING.search(mask_code(body)):
        body = f"# {escape_markdown(str(values.pop('title')))}\n\n{body}"
    return new_text(values, body)


def _description(document: Document) -> str:
    return plain_words(document.text("description") or document.text("excerpt"))


def _time(value: Any) -> str:
    """A date with a time as front matter has it here; nothing for a day, which the name of the file says."""
    match = TIME.match(str(value))
    offset = f" {match[3]}:{match[4]}" if match and match[3] else ""
    return f"{match[1]} {match[2]}{offset}" if match else ""


def words_of(value: Any) -> list[str]:
    """The words of a list, or of a text that Jekyll splits at spaces."""
    if isinstance(value, str):
        return value.split()
    return [str(each) for each in value if not isinstance(each, dict | list)] if isinstance(value, list) else []
