"""Where each document of a site of Jekyll goes: its file, its address, and the redirects from where it was.

In: documents. Out: a `Place` for each.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from plugins.migrate.jekyll.addresses import output_file
from plugins.migrate.jekyll.old_site import Document
from plugins.migrate.new_text import free_name
from plugins.migrate.redirects import address_of as new_address
from plugins.migrate.report import MigrationReport

SAFE = re.compile(r"(?:[\w.~+@()'!$&,;=-][\w.~+@ ()'!$&,;=-]*/?)*")
UNSAFE = re.compile(r"[^\w.-]+")
DATED = re.compile(r"\d{4}-\d{2}-\d{2}-.*")
NO_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Place:
    """The new file below the target, the new address, and what the front matter must say of it."""

    file: str
    address: str
    values: Mapping[str, object] = field(default_factory=dict)


def place_pages(pages: Iterable[Document], report: MigrationReport) -> dict[str, Place]:
    """The place of each page by its source: its address is as it was, or with a slash instead of nothing."""
    places: dict[str, Place] = {}
    for page in pages:
        place = _page_place(page)
        if place.file in {each.file for each in places.values()}:
            report.leave(page.source, 1, f"another page has the address '/{page.address}' too: not moved")
        else:
            places[page.source] = place
    return places


def _page_place(page: Document) -> Place:
    address = new_address(page.address)
    if not address:
        return Place("content/pages/index.md", "")
    if not SAFE.fullmatch(address) or ".." in address:
        address = f"{UNSAFE.sub('-', page.slug)}/"
    if address.endswith((".html", ".htm")):
        stem = address.rpartition(".")[0]
        return Place(f"content/pages/{stem}.md", address, {"save_as": address})
    path = address.strip("/")
    is_dated = DATED.fullmatch(path.rpartition("/")[2])  # the date would not be part of the address
    return Place(f"content/pages/{path}.md", f"{path}/", {"slug": path} if is_dated else {})


def place_articles(articles: Iterable[Document], report: MigrationReport) -> dict[str, Place]:
    """The place of each article by its source, in content/news/, under the address that it had."""
    places: dict[str, Place] = {}
    slugs: set[str] = set()
    for article in articles:
        if article.day is None:
            report.leave(article.source, 1, f"there is no date: this article has that of {NO_DAY}, correct it")
        slug = free_name(UNSAFE.sub("-", article.slug).strip("-.") or "article", slugs)
        slugs.add(slug)
        file = f"content/news/{article.day or NO_DAY}-{slug}.md"
        places[article.source] = _article_place(article.address, file, slug)
    return places


def _article_place(address: str, file: str, slug: str) -> Place:
    if not SAFE.fullmatch(address) or ".." in address or not address:
        return Place(file, f"news/{slug}/")
    if not address.endswith("/") and "." not in address.rpartition("/")[2]:
        address = f"{address}/"
    return Place(file, address, {} if address == f"news/{slug}/" else {"save_as": output_file(address)})


def old_addresses(document: Document, new: str) -> dict[str, str]:
    """`new` by each file at which the old site answered: that of its address, and those of `redirect_from`."""
    written = document.values.get("redirect_from")
    olds = map(str, written if isinstance(written, list) else [written] if written else [])
    files = {output_file(document.address), *(output_file(old.lstrip("/")) for old in olds)}
    return {file: new for file in sorted(files) if file != output_file(new)}
