"""Citations and references in a style of CSL, by citeproc-py, which is loaded only where a site asks for a style.

In: items as `csl_data.py` makes them. Out: texts with the marks of `marked.py`.

Where citeproc-py 0.11 differs from CSL, and what we do:

- it takes the branch of `disambiguate` always: we drop it;
- it shortens the pages 1–12 to 1–2: we give all pages in full;
- it leaves out what a locator counts, such as chapters, where a style asks whether its number is one: we add the word;
- it writes the words of a date twice, and a title that stands in the place of authors: we drop the second;
- it writes `(Publication)` for the theses of APA, which is for their numbers: we drop it;
- it leaves a comma after a quotation mark, and a point after a question mark: we move and drop these;
- it names the editors of a book as authors and as editors: `csl_data.py` gives it these as authors alone;
- it neither writes the citations of a sentence nor tells works of one year apart: `references.py` does.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from citeproc import Citation as CitationOfItems
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator
from citeproc.source.json import CiteProcJSON
from citeproc.string import String

from plugins.citations import marked
from plugins.citations.styles import Style, StyleFailed
from plugins.core.problems import one_line

FORMATTER = SimpleNamespace(
    preformat=str,
    Italic=marked.emphasized(marked.ITALIC),
    Oblique=marked.emphasized(marked.ITALIC),
    Bold=marked.emphasized(marked.BOLD),
    Superscript=marked.emphasized(marked.RAISED),
    Subscript=marked.emphasized(marked.LOWERED),
    Light=str,
    Underline=str,
    SmallCaps=str,
)
PUNCTUATION_AFTER_QUOTE = re.compile("([”’]+)([.,])")
POINT_AFTER_TITLE = re.compile(rf"(?<=[?!.])({marked.END_OF_TITLE}\W*?)\.(?=\W)")
EMPTY = re.compile(rf"\([\s{marked.CITES}]*\)|\[[\s{marked.CITES}]*\]")
SAID_TWICE = re.compile(r"\b([a-z]{2,} [a-z]{3,}), \1\b")  # in press, in press
TITLE_AGAIN = re.compile(rf" ?[{marked.OPENINGS}]*{marked.TITLED.pattern}[{marked.CLOSINGS}]*\.?")
WITHOUT_NUMBER = re.compile(r" \(Publication\)(?= \[)")
BARE_NUMBER = re.compile(rf"(?P<before>[,:;(\[]\s*){marked.NUMBERS}")


@dataclass(frozen=True)
class CiteOfItem:
    """One key in a citation: the number of its item, its locator as typed and in CSL's terms, the marks before and
    after it."""

    item: int
    locator: str = ""
    label: str = ""
    numbers: str = ""
    before: str = ""
    after: str = ""
    has_prefix: bool = False
    is_without_author: bool = False


class NumberLeftOpen(CitationItem):
    """An item of a list whose number is set later, so that its text is the same in every list."""

    number = String(marked.NUMBER)


class Processor:
    """Processes one style in one language."""

    def __init__(self, style: Style, lang: str) -> None:
        self._name, self._lang, self._xml = style.name, lang, style.xml
        self._style = self._attempt(self._load)
        root = self._style.root
        self.adds_letters = root.citation.get("disambiguate-add-year-suffix") == "true"
        self._has_letters = bool(root.xpath_search("//cs:text[@variable='year-suffix']"))
        self._moves_punctuation = root.get_locale_option("punctuation-in-quote") == "true"

    def reference(self, item: Mapping[str, object], letter: str = "") -> str:
        """The text of a reference, its number left open. `letter` tells works of one author and year apart."""
        return self._attempt(lambda: self._reference(item, letter))

    def cite(
        self, items: Sequence[Mapping[str, object]], letters: Sequence[str], citations: Iterable[Sequence[CiteOfItem]]
    ) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The order in which references to the items are listed, and the text of each citation."""
        return self._attempt(lambda: self._cite(items, letters, citations))

    def _load(self) -> CitationStylesStyle:
        style = CitationStylesStyle(io.BytesIO(self._xml), "en-US", validate=False)
        for condition in style.root.xpath_search("//*[@disambiguate]"):
            condition.getparent().remove(condition)
        style.root.attrib.pop("page-range-format", None)
        style.root.set_locale_list(style.root.get("default-locale") or _locale(self._lang), validate=False)
        return style

    def _attempt(self, work: object) -> object:
        """The result of `work`. Raises StyleFailed: a style of somebody else may make the library raise anything."""
        try:
            return work()
        except Exception as error:
            raise StyleFailed(f"the style '{self._name}' cannot be used here: {one_line(error)}") from error

    def _reference(self, item: Mapping[str, object], letter: str) -> str:
        title = f"{marked.TITLE}{item.get('title', '')}{marked.END_OF_TITLE}"
        bibliography = self._bibliography([{**item, "title": title}], [letter])
        bibliography.register(CitationOfItems([NumberLeftOpen("0")]))
        return "".join(map(self._finished, bibliography.bibliography()))

    def _cite(
        self, items: Sequence[Mapping[str, object]], letters: Sequence[str], citations: Iterable[Sequence[CiteOfItem]]
    ) -> tuple[tuple[int, ...], tuple[str, ...]]:
        bibliography = self._bibliography(items, letters)
        for number in range(len(items)):
            bibliography.register(CitationOfItems([CitationItem(str(number))]))
        bibliography.sort()
        order = tuple(int(key) for key in bibliography.keys)  # noqa: SIM118 (a list of keys, no dictionary)
        without_author = self._source([_without_author(item) for item in items], letters)
        texts = []
        for cites in citations:
            given = {str(cite.item): bibliography.source[str(cite.item)] for cite in cites}
            bibliography.source.update(
                (str(cite.item), without_author[str(cite.item)]) for cite in cites if cite.is_without_author
            )
            citation = CitationOfItems([_citation_item(cite) for cite in cites])
            citation.bibliography = bibliography
            written = _in_order(self._finished(bibliography.cite(citation, None)), cites)
            texts.append(_with_kinds(written, cites))
            bibliography.source.update(given)
        return order, tuple(texts)

    def _bibliography(self, items: Sequence[Mapping], letters: Sequence[str]) -> CitationStylesBibliography:
        return CitationStylesBibliography(self._style, self._source(items, letters), FORMATTER)

    def _source(self, items: Sequence[Mapping], letters: Sequence[str]) -> CiteProcJSON:
        pairs = enumerate(zip(items, letters, strict=True))
        return CiteProcJSON([{**self._prepared(item, letter), "id": str(number)} for number, (item, letter) in pairs])

    def _prepared(self, item: Mapping[str, object], letter: str) -> dict[str, object]:
        """The item as the processor reads it, with its letter."""
        year = item.get("issued", {}).get("date-parts", [[""]])[0][0]
        if not letter:
            return dict(item)
        if self._has_letters or not year:
            return {**item, "year-suffix": letter}
        return {**item, "issued": {"literal": f"{year}{letter}"}}

    def _finished(self, text: object) -> str:
        found = EMPTY.sub("", SAID_TWICE.sub(r"\1", marked.NOBODY_IS.sub("", str(text))))
        found = WITHOUT_NUMBER.sub("", found)
        if self._moves_punctuation:
            found = PUNCTUATION_AFTER_QUOTE.sub(r"\2\1", found)
        found = POINT_AFTER_TITLE.sub(r"\1", found)
        first = marked.TITLED.search(found)
        return found[: first.end()] + TITLE_AGAIN.sub("", found[first.end() :]) if first else found


def _citation_item(cite: CiteOfItem) -> CitationItem:
    item = CitationItem(str(cite.item), prefix=cite.before, suffix=cite.after)
    if cite.numbers:
        mark = marked.NUMBERS if cite.label != "page" else ""
        item["locator"] = Locator(cite.label, f"{mark}{cite.numbers}")
    return item


def _in_order(text: str, cites: Sequence[CiteOfItem]) -> str:
    """The text with its cites in the order of the author, where words lead from one to the next."""
    if not any(cite.has_prefix for cite in cites):
        return text
    pieces = [re.compile(f"{cite.before}.*?{cite.after}", re.S).search(text) for cite in cites]
    if None in pieces:
        return text
    ordered, sorted_pieces = iter(pieces), sorted(pieces, key=lambda piece: piece.start())
    parts, end = [], 0
    for piece in sorted_pieces:
        parts += [text[end : piece.start()], next(ordered)[0]]
        end = piece.end()
    return "".join([*parts, text[end:]])


def _with_kinds(text: str, cites: Sequence[CiteOfItem]) -> str:
    """The text with the word of a locator, such as `chap.`, where the style gives the number alone."""
    for cite in cites:
        if marked.NUMBERS in text and cite.numbers and cite.label != "page":
            word = cite.locator.removesuffix(cite.numbers)
            text = BARE_NUMBER.sub(lambda match, word=word: match["before"] + word, text, count=1)
            text = text.replace(marked.NUMBERS, "", 1)
    return text


def _without_author(item: Mapping[str, object]) -> dict[str, object]:
    return {**item, "author": [{"literal": marked.NOBODY}], "editor": []}


def _locale(lang: str) -> str:
    """The tag of a language as citeproc-py names its files, such as `de-DE` for `de`."""
    language, _, rest = lang.partition("-")
    region = rest.rpartition("-")[2].upper()
    return f"{language}-{region}" if len(region) == 2 else language
