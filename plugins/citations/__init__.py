"""Citations in texts, the lists of what they cite, and publications in a style that others prescribe.

In: Pelican's contents, in whose HTML `<vita-citation>` stands for each citation, and the site's publications. Out: the
same contents with citations as links, and `references`, which `theme/templates/blocks/references.html` shows.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape, unescape
from pathlib import Path

from markupsafe import Markup

from plugins.citations import marked
from plugins.citations.in_html import citation_html, find_citations, replace_citations
from plugins.citations.records import Citation, CitingText, Reference
from plugins.citations.references import CslReferences, in_own_style
from plugins.citations.styles import SHIPPED, Style, StyleFailed, read_style
from plugins.core.cache import Cache
from plugins.core.locales import Locales
from plugins.core.problems import Report, did_you_mean
from plugins.dialect.markdown.citations import GROUP
from plugins.dialect.source.line_numbers import lines_in_file
from plugins.publications.library import Library
from plugins.publications.lists import OWN_STYLES
from plugins.publications.records import Publication

AFTER_KEY = r"(?![\w}]|[:.#$%&+?<>~/-]\w)"


class Citations:
    """The citations of one build, in the style of CITATION_STYLE. `code` is a digest of the plugins' code."""

    def __init__(self, settings: Mapping, library: Library, locales: Locales, cache: Cache, code: bytes) -> None:
        self._locales = locales
        self._content, self._lang = Path(settings["PATH"]), settings["DEFAULT_LANG"]
        self._style = read_style(settings.get("CITATION_STYLE") or "", self._content)
        self._library, self._cache, self._code = library, cache, code
        self._made: dict[tuple[Style, str], CslReferences] = {}

    def entries(self, publications: Iterable[Publication], style: str, lang: str = "") -> dict[str, Markup]:
        """The publications as references in a style, by their keys. Raises ValueError where that cannot be had."""
        found = read_style(style, self._content)
        if found.is_own:
            raise ValueError(f"'{style}' is for texts: the styles of a list are {', '.join((*OWN_STYLES, *SHIPPED))}")
        references = self._references(found, lang)
        return {publication.key: references.entry(publication) for publication in publications}

    def complete(self, texts: Iterable, report: Report) -> None:
        """Complete the citations in each text, and set its `references`; report keys that no publication has."""
        for text in texts:
            text.references = ()
            if GROUP in text._content or GROUP in text.heading:
                try:
                    self._complete(text, report)
                except StyleFailed as error:
                    report.error_in_setting(f"CITATION_STYLE: {error}", "CITATION_STYLE")

    def _complete(self, text: object, report: Report) -> None:
        written = [*find_citations(text.heading), *find_citations(text._content)]
        known = [self._is_known(citation, text, report) for citation in written]
        citing = self._citing_text(text, [one for one, is_known in zip(written, known, strict=True) if is_known])
        references, texts = self._made_for(citing)
        _complete_plain_texts(text, citing.citations, texts)
        shown = self._links(citing, references, texts)
        html = iter([next(shown) if is_known else one.typed for one, is_known in zip(written, known, strict=True)])
        text.heading = Markup(replace_citations(text.heading, lambda: next(html)))
        text._content = replace_citations(text._content, lambda: next(html))
        text.references = tuple(_with_citations(references, citing))

    def _is_known(self, citation: Citation, text: object, report: Report) -> bool:
        """Whether there are publications for all keys of a citation. In a sentence, others are no keys."""
        unknown = [cite.key for cite in citation.cites if cite.key not in self._library.citable]
        for key in unknown if not citation.is_in_sentence else ():
            message = f"no publication has the key '{key}'{did_you_mean(key, self._library.citable)}"
            for line in _lines(text.source_path, key) or [None]:
                report.error(text.source_path, line, message)
        return bool(citation.cites) and not unknown

    def _citing_text(self, text: object, citations: list[Citation]) -> CitingText:
        cited = [self._library.citable[cite.key] for citation in citations for cite in citation.cites]
        publications = tuple({publication.key: publication for publication in cited}.values())
        name = text.get_relative_source_path()
        locale = self._locales.of(getattr(text, "lang", "") or self._lang)
        return CitingText(name, locale, tuple(citations), publications)

    def _made_for(self, citing: CitingText) -> tuple[list[Reference], tuple[str, ...]]:
        if self._style.is_own or not citing.citations:
            return in_own_style(citing)
        return self._references(self._style, citing.locale.lang).of_text(citing)

    def _references(self, style: Style, lang: str) -> CslReferences:
        key = style, lang or self._lang
        if key not in self._made:
            self._made[key] = CslReferences(*key, self._cache, self._code)
        return self._made[key]

    def _links(self, citing: CitingText, references: list[Reference], texts: Iterable[str]) -> Iterator[str]:
        by_key = {one.publication.key: one for one in references}
        numbers: dict[str, int] = defaultdict(int)
        for citation, written in zip(citing.citations, texts, strict=True):
            links = []
            for cite in citation.cites:
                reference = by_key[self._library.citable[cite.key].key]
                numbers[reference.id] += 1
                links.append(_link(reference, numbers[reference.id]))
            yield citation_html(written, citation, links)


def _complete_plain_texts(text: object, citations: Iterable[Citation], texts: Iterable[str]) -> None:
    """Complete title, description and outline, in which a citation in a sentence is still as its author typed it."""
    pairs = zip(citations, texts, strict=True)
    typed = {unescape(one.typed): marked.plain(written) for one, written in pairs if one.is_in_sentence}

    def complete(plain: str) -> str:
        for each, written in typed.items():
            plain = re.sub(re.escape(each) + AFTER_KEY, lambda _, written=written: written, plain)
        return plain

    text.title, text.description = complete(text.title), complete(text.description)
    outline = (replace(heading, text=complete(heading.text)) for heading in text.document.outline)
    text.document = replace(text.document, outline=tuple(outline))


def _link(reference: Reference, number: int) -> str:
    identifier = _citation_id(reference.publication, number)
    title = escape(reference.name)
    return f'<a href="#{reference.id}" id="{identifier}" role="doc-biblioref" title="{title}">'


def _citation_id(publication: Publication, number: int) -> str:
    return f"cite-{publication.slug}-{number}"


def _with_citations(references: list[Reference], citing: CitingText) -> Iterator[Reference]:
    """The references with the ids of all their citations."""
    keys = [cite.key for citation in citing.citations for cite in citation.cites]
    for reference in references:
        count = sum(key in reference.publication.keys for key in keys)
        ids = tuple(_citation_id(reference.publication, number) for number in range(1, count + 1))
        yield replace(reference, citations=ids)


def _lines(path: str | Path, key: str) -> list[int]:
    """The lines of a file in which a text cites the key."""
    lines = [*lines_in_file(path, f"@{key}"), *lines_in_file(path, f"@{{{key}}}")]
    if not lines:
        return []
    source = Path(path).read_text("utf-8", errors="replace").splitlines()
    cited = re.compile(rf"@\{{?{re.escape(key)}{AFTER_KEY}")
    return [line for line in lines if cited.search(source[line - 1])] or lines
