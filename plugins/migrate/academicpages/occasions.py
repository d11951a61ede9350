"""Talks and teaching of academicpages: entries of cv.toml, and a page for each that has a text.

In: documents of `_talks` and `_teaching`. Out: records, and the line of facts above a text.
"""

from collections.abc import Iterable, Mapping

from plugins.migrate.jekyll.old_site import Document
from plugins.migrate.jekyll.places import Place
from plugins.migrate.jekyll.texts import has_words
from plugins.migrate.new_text import plain_line
from plugins.migrate.toml_text import toml_tables

SECTIONS = ("talks", "teaching")


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


def facts_line(document: Document) -> str:
    """The line above the text of a page: kind, place and day."""
    day = f"{document.day:%Y-%m-%d}" if document.day else ""
    return " · ".join(filter(None, (_where(document), day)))
