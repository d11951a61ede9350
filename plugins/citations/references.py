"""The references of a text and its citations, in our own style or in one of CSL.

In: a `CitingText`. Out: a `Reference` for each publication, in the order of the list, and the text of each citation
with the marks of `marked.py`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from plugins.citations import author_year, marked
from plugins.citations.csl_data import csl_item
from plugins.citations.records import Citation, Cite, CitingText, Reference
from plugins.citations.styles import Style
from plugins.core.cache import Cache
from plugins.core.digests import digest
from plugins.core.locales import Locale
from plugins.publications.records import Publication
from plugins.publications.typeset import plain

if TYPE_CHECKING:
    from plugins.citations.csl import CiteOfItem, Processor

AFTER_MARK = re.compile(r"(?<=[?!.])\.(?= )")  # the point after a title that ends with a question mark


@dataclass(frozen=True)
class Arranged:
    """What a style makes of a text: the `order` of its list, the letter of each publication, its citations."""

    order: tuple[int, ...]
    letters: tuple[str, ...]
    citations: tuple[str, ...]


def in_own_style(text: CitingText) -> tuple[list[Reference], tuple[str, ...]]:
    letters = dict(zip((one.key for one in text.publications), text.letters, strict=True))
    years, references = _years(text), []
    for publication in author_year.listed(text.publications, letters):
        year = years[publication.key]
        first, name = author_year.first_author(publication.latest), _spoken(publication, year, text.locale)
        references.append(Reference(publication, name, first_author=first, year=year))
    return references, tuple(_own_text(citation, text, years) for citation in text.citations)


@dataclass(frozen=True)
class CslReferences:
    """Makes references in one `style` of CSL and one language. `code` is a digest of the plugins' code.

    Raises StyleFailed where the style cannot be used.
    """

    style: Style
    lang: str
    cache: Cache = field(repr=False)
    code: bytes = field(repr=False)

    def entry(self, publication: Publication) -> Markup:
        """The reference of a publication, without a number."""
        return _entry_html(publication, self._text(publication))

    def of_text(self, text: CitingText) -> tuple[list[Reference], tuple[str, ...]]:
        items = [csl_item(publication.latest) for publication in text.publications]
        authors = [author_year.short_authors(publication.latest, text.locale) for publication in text.publications]
        key = digest(self._key, json.dumps(items), repr((text.citations, text.places, text.letters, authors)))
        arranged = self.cache.value(f"citations:{text.name}", key, lambda: self._arrange(text, items, authors))
        references = []
        for number, place in enumerate(arranged.order, 1):
            publication = text.publications[place]
            written = self._text(publication, arranged.letters[place])
            name = marked.plain(marked.without_label(written))
            html, label = _entry_html(publication, written), marked.label_of(written, number)
            references.append(Reference(publication, name, number=label, html=html))
        return references, arranged.citations

    def _arrange(self, text: CitingText, items: list[dict], authors: list[str]) -> Arranged:
        letters = text.letters if self._processor.adds_letters else ("",) * len(items)
        order, texts = self._processor.cite(items, letters, [_csl_cites(one, text.places) for one in text.citations])
        years = _years(text)
        citations = []
        for written, citation in zip(texts, text.citations, strict=True):
            cite = citation.cites[0]
            if citation.is_in_sentence and not cite.is_without_author:
                citations.append(_in_sentence(written, authors[text.places[cite.key]]))
            elif all(chr(marked.FIRST_CITE + number) in written for number in range(len(citation.cites))):
                citations.append(written)
            else:  # a style with nothing but authors and pages has nothing without these
                citations.append(_own_text(citation, text, years))
        return Arranged(order, letters, tuple(citations))

    def _text(self, publication: Publication, letter: str = "") -> str:
        item = csl_item(publication.latest)
        slot = f"reference:{self.style.name}:{self.lang}:{publication.key}:{letter}"
        key = digest(self._key, json.dumps(item), letter)
        return self.cache.value(slot, key, lambda: self._processor.reference(item, letter))

    @cached_property
    def _key(self) -> bytes:
        return digest(self.code, self.style.name, self.style.xml, self.lang)

    @cached_property
    def _processor(self) -> "Processor":
        from plugins.citations.csl import Processor  # whose library few sites need, and no unchanged one

        return Processor(self.style, self.lang)


def _csl_cites(citation: Citation, places: Mapping[str, int]) -> "list[CiteOfItem]":
    from plugins.citations.csl import CiteOfItem

    return [
        CiteOfItem(
            places[cite.key],
            cite.locator,
            cite.label,
            cite.numbers,
            _before(number, cite),
            _after(number, cite),
            bool(cite.prefix),
            cite.is_without_author or citation.is_in_sentence,
        )
        for number, cite in enumerate(citation.cites)
    ]


def _before(number: int, cite: Cite) -> str:
    prefix = f"{chr(marked.FIRST_PREFIX + number)} " if cite.prefix else ""
    return prefix + chr(marked.FIRST_CITE + number)


def _after(number: int, cite: Cite) -> str:
    return marked.END_OF_CITE + (chr(marked.FIRST_SUFFIX + number) if cite.suffix else "")


def _in_sentence(text: str, authors: str) -> str:
    """`Lovelace (2024)`, all of it one link, where a style has made `(2024)`."""
    inner = text.replace(chr(marked.FIRST_CITE), "").replace(marked.END_OF_CITE, "")
    space = "" if not inner or inner.startswith(marked.RAISED) else " "
    return f"{chr(marked.FIRST_CITE)}{authors}{space}{inner}{marked.END_OF_CITE}"


def _own_text(citation: Citation, text: CitingText, years: Mapping[str, str]) -> str:
    parts = []
    for number, cite in enumerate(citation.cites):
        publication = text.publications[text.places[cite.key]]
        authors, year = author_year.short_authors(publication.latest, text.locale), years[publication.key]
        locator = f", {author_year.locator_text(cite.locator)}" if cite.locator else ""
        is_year_alone = cite.is_without_author or citation.is_in_sentence
        label = year if is_year_alone else f"{authors} {year}"
        parts.append(f"{_before(number, cite)}{label}{locator}{_after(number, cite)}")
    together = f"({'; '.join(parts)})"
    return _in_sentence(together, authors) if citation.is_in_sentence and not cite.is_without_author else together


def _entry_html(publication: Publication, written: str) -> Markup:
    version = publication.latest
    return marked.reference_html(written, plain(version.title), version.title_html, publication.reference_url)


def _years(text: CitingText) -> dict[str, str]:
    """The year of each publication with its letter, by its key."""
    pairs = zip(text.publications, text.letters, strict=True)
    return {
        publication.key: author_year.year_of(publication.latest, text.locale, letter) for publication, letter in pairs
    }


def _spoken(publication: Publication, year: str, locale: Locale) -> str:
    """What a reference is about, in one line of plain text."""
    version = publication.latest
    parts = (f"{author_year.short_authors(version, locale)} {year}", plain(version.title), plain(version.venue))
    return AFTER_MARK.sub("", ". ".join(filter(None, parts)))
