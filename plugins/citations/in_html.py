"""Citations in the HTML of a text: `<vita-citation>`, as `dialect/markdown/citations.py` writes it, and links in its
place.
"""

import re
from collections.abc import Callable, Sequence
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.citations import marked
from plugins.citations.records import Citation, Cite
from plugins.dialect.markdown.citations import CITE, GROUP, PREFIX, SUFFIX, TEXT

ATTRIBUTES = r"""(?:[^"'>]|"[^"]*"|'[^']*')*"""
GROUP_HTML = re.compile(rf"<{GROUP}\b{ATTRIBUTES}>.*?</{GROUP}>", re.S)
CITE_HTML = re.compile(rf"<{CITE}\b{ATTRIBUTES}>.*?</{CITE}>", re.S)


def find_citations(html: str) -> list[Citation]:
    return [_citation(match[0]) for match in GROUP_HTML.finditer(html)]


def replace_citations(html: str, make: Callable[[], str]) -> str:
    """The HTML with the results of `make` in the places of its citations, one after the other."""
    return GROUP_HTML.sub(lambda _: make(), html)


def citation_html(text: str, citation: Citation, links: Sequence[str]) -> str:
    """The HTML of a citation; `text` has the marks of `marked.py`, `links` are the opening tags of its cites' links."""
    html = marked.emphasis_to_html(text)
    for number, (cite, link) in enumerate(zip(citation.cites, links, strict=True)):
        html = html.replace(chr(marked.FIRST_CITE + number), link)
        html = html.replace(chr(marked.FIRST_PREFIX + number), cite.prefix)
        html = html.replace(chr(marked.FIRST_SUFFIX + number), cite.suffix)
    return html.replace(marked.END_OF_CITE, "</a>")


def _citation(html: str) -> Citation:
    group = LexborHTMLParser(f"<!DOCTYPE html><body>{html}").css_first(GROUP)
    cites = tuple(_cite(node) for node in group.css(CITE))
    is_in_sentence = group.attrs.get("place") == TEXT
    typed = CITE_HTML.sub("", group.inner_html) if is_in_sentence else escape(group.attrs.get("written") or "")
    return Citation(cites, is_in_sentence, typed)


def _cite(node: LexborNode) -> Cite:
    given = {name: value or "" for name, value in node.attributes.items()}
    prefix, suffix = node.css_first(PREFIX), node.css_first(SUFFIX)
    return Cite(
        key=given.get("key", ""),
        prefix=prefix.inner_html.strip() if prefix else "",
        suffix=suffix.inner_html if suffix else escape(given.get("suffix", "")),
        locator=given.get("locator", ""),
        label=given.get("kind", ""),
        numbers=given.get("numbers", ""),
        is_without_author="without" in given,
    )
