"""Citations in the tree of a page: where there are none, and where their list of references stands.

Input: the tree, with the elements of `markdown/citations.py`. Output: the same tree, with a placeholder for the list at
its end unless the author placed it; problems, each with the text in the source that it is about.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.markdown.citations import BRACKETS, CITE, GROUP
from plugins.dialect.page.nodes import is_within
from plugins.dialect.page.record_blocks import BlockOfRecords

BLOCK = "references"
HEADING_ID = "references"
LITERAL = ("a", "button", "code", "kbd", "label", "option", "pre", "samp", "textarea", "title")
IN_BRACKETS = re.compile(rf"\s*<{GROUP} place=\"{BRACKETS}\".*?</{GROUP}>", re.S)


def keep_text_in_links(tree: LexborHTMLParser) -> None:
    """Restore what the author typed where a link to a reference cannot stand."""
    for group in tree.css(GROUP):
        if is_within(group, LITERAL):
            as_typed(group)


def refuse(tree: LexborHTMLParser) -> list[tuple[str, str]]:
    """Restore what the author typed in a text without a list of references; the citations in brackets are problems."""
    problems = []
    for group in tree.css(GROUP):
        if group.attrs.get("place") == BRACKETS:
            written = group.attrs.get("written") or ""
            problems.append((f"'{written}' is a citation, which only pages and articles can have", written))
        as_typed(group)
    return problems


def as_typed(group: LexborNode) -> None:
    if group.attrs.get("place") == BRACKETS:
        group.replace_with(group.attrs.get("written") or "")
        return
    for cite in group.css(CITE):
        cite.decompose()
    group.unwrap()


def place_references(
    tree: LexborHTMLParser, blocks: tuple[BlockOfRecords, ...]
) -> tuple[tuple[BlockOfRecords, ...], list[tuple[str, str]]]:
    """Add a list of references at the end, if there is a citation and no list; return its block, and problems."""
    placed = [block for block in blocks if block.name == BLOCK]
    if len(placed) > 1:
        return (), [("a text has one list of references: keep one '/// references'", "/// references")]
    if placed or tree.css_first(GROUP) is None:
        return (), []
    box = tree.create_node("div")
    box.attrs["data-block"] = str(len(blocks))
    tree.body.insert_child(box, move=True)
    identifier = HEADING_ID if tree.css_first(f"#{HEADING_ID}") is None else f"{HEADING_ID}-of-citations"
    return (BlockOfRecords(BLOCK, {"heading": identifier}, 2),), []


def own_ids(blocks: tuple[BlockOfRecords, ...]) -> frozenset[str]:
    """The id of the heading over a list of references that ends the page."""
    return frozenset(str(block.options["heading"]) for block in blocks if block.name == BLOCK and block.options)


def without_citations(html: str) -> str:
    """The HTML for a description or a title, which have no links."""
    return IN_BRACKETS.sub("", html)
