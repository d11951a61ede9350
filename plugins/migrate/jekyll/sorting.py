"""Which documents of a site of Jekyll become pages and articles, which only list posts, which are not needed here.

In: the documents. Out: a `Sorted`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from plugins.migrate.jekyll.addresses import output_file
from plugins.migrate.jekyll.liquid import Counterparts, translate_liquid
from plugins.migrate.jekyll.old_site import Document, JekyllSite, as_table
from plugins.migrate.jekyll.places import Place, place_articles, place_pages
from plugins.migrate.jekyll.texts import has_words
from plugins.migrate.new_text import block, cards, title_link
from plugins.migrate.report import MigrationReport
from plugins.migrate.shared_settings import is_address

NEWS = "news/"
# Lists of posts: what their Liquid goes through
POST_LISTS = re.compile(r"\bpaginator\b|site\.(?:posts|tags|categories)\b|\bgroup-by-array\b|\barchive-taxonomy\b")
LISTS = Counterparts({}, dict.fromkeys(("posts", "tags", "categories", "news"), block("news")))
MADE_HERE = ("feed.xml", "atom.xml", "sitemap.xml", "robots.txt", "404.html", "search.json", "manifest.json")


@dataclass(frozen=True)
class Sorted:
    """The documents that become pages and articles, with their places; those that only list posts; those that this
    site makes itself."""

    pages: tuple[Document, ...]
    articles: tuple[Document, ...]
    places: Mapping[str, Place]
    lists: tuple[Document, ...]
    needless: tuple[Document, ...]

    @property
    def news_title(self) -> str:
        """The title of the list of posts."""
        by_word = [one for one in self.lists if not re.search("tag|categor", one.address)]
        return next((document.title for document in by_word if document.title), "")

    @property
    def addresses(self) -> dict[str, str]:
        """The new address of each document by its source."""
        moved = {source: place.address for source, place in self.places.items()}
        return moved | {document.source: NEWS for document in self.lists}


def sort_documents(
    site: JekyllSite, articles: Iterable[str], needless: Callable[[Document], bool], report: MigrationReport
) -> Sorted:
    """`articles` are the kinds of documents that are dated; `needless` says which pages are not moved."""
    dated = [document for document in site.documents if document.kind in articles]
    others = [document for document in site.documents if document.kind not in articles]
    lists = [document for document in others if document.kind == "pages" and _lists_posts(document)]
    dropped = [one for one in others if one not in lists and (output_file(one.address) in MADE_HERE or needless(one))]
    pages = [document for document in others if document not in lists and document not in dropped]
    places = place_pages(pages, report)
    pages = [page for page in pages if page.source in places]
    places |= place_articles(dated, report)
    return Sorted(tuple(pages), tuple(dated), places, tuple(lists), tuple(dropped))


def _lists_posts(document: Document) -> bool:
    """Whether a page holds no text but a list of posts."""
    if as_table(document.values.get("pagination")).get("enabled"):
        return True
    is_list = POST_LISTS.search(document.body) or str(document.values.get("layout")) in ("categories", "tags", "posts")
    return bool(document.address) and bool(is_list) and not has_own_words(document)


def has_own_words(document: Document) -> bool:
    """Whether there are words in a page that its lists do not make."""
    return has_words(translate_liquid(document.body, document.values, LISTS)[0])


def menu_target(found: Sorted, written: str) -> str | None:
    """What a menu of this site leads to in place of an address of the old one; None if there is no such page."""
    if is_address(written) or written.startswith("mailto:"):
        return written
    path = written.split("#")[0].strip("/")
    for page in found.pages:
        if page.address.strip("/") == path:
            return found.places[page.source].file.removeprefix("content/")
    lists = {document.address.strip("/") for document in found.lists} | {NEWS.strip("/")}
    return f"/{NEWS}" if path in lists else None


def collection_cards(documents: Iterable[Document], places: Mapping[str, Place]) -> str:
    """The documents of a collection as cards."""
    return cards(_card(document, places[document.source]) for document in documents)


def _card(document: Document, place: Place) -> tuple[str, str, str]:
    """Picture, title with a link, description."""
    picture, outside = document.text("img").strip("/"), document.text("redirect")
    shown = f"![](/{picture})" if picture and not re.match(r"https?:", picture) else ""
    link = title_link(document.title or document.slug, outside if is_address(outside) else f"/{place.address}")
    return shown, f"**{link}**", document.text("description") or document.text("excerpt")
