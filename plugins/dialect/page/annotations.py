"""Annotations as in Material for MkDocs: `(1)` in a comment of code, or in a block with the class `annotate`.

Input: the tree of a page, where a numbered list follows such a block. Output: the same tree, in which each mark links
to its item of that list. The list stays below the block, so that readers need no script.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.locales import Locale
from plugins.dialect.page.nodes import is_within

MARK = re.compile(r"\((?P<number>\d+)\)!?")
# With "!" the mark replaces the whole comment.
MARK_FOR_COMMENT = re.compile(r"^\W*\((?P<number>\d+)\)!\W*$")
LITERAL = frozenset(("code", "pre", "kbd", "a", "script", "style", "math", "svg"))


def link_annotations(tree: LexborHTMLParser, locale: Locale) -> None:
    """Link the marks of every annotated block of the page to its list."""
    for position, block in enumerate(tree.css("div.highlight, .annotate"), 1):
        notes = _next_element(block)
        if notes is None or notes.tag != "ol":
            continue
        items = [item for item in notes.iter() if item.tag == "li"]
        texts = _comments(block) if "highlight" in (block.attrs.get("class") or "") else _prose(block)
        found = {
            number for text in list(texts) for number in _link_marks(tree, text, f"note-{position}", len(items), locale)
        }
        for number in found:
            items[number - 1].attrs["id"] = f"note-{position}-{number}"
        if found:
            notes.attrs["class"] = "annotations"


def _link_marks(tree: LexborHTMLParser, text: LexborNode, list_id: str, count: int, locale: Locale) -> list[int]:
    """Replace each mark in a text node by a link; return their numbers."""
    whole = text.text()
    comment = MARK_FOR_COMMENT.match(whole)
    matches = [comment] if comment else list(MARK.finditer(whole))
    matches = [match for match in matches if 1 <= int(match["number"]) <= count]
    end = 0
    for match in matches:
        if before := whole[end : match.start()]:
            text.insert_before(before)
        text.insert_before(_mark_link(tree, list_id, match["number"], locale), move=True)
        end = match.end()
    if matches:
        if rest := whole[end:]:
            text.insert_before(rest)
        text.remove()
    return [int(match["number"]) for match in matches]


def _mark_link(tree: LexborHTMLParser, list_id: str, number: str, locale: Locale) -> LexborNode:
    link = tree.create_node("a")
    link.attrs["class"] = "annotation"
    link.attrs["href"] = f"#{list_id}-{int(number)}"
    link.attrs["aria-label"] = locale.word("texts.annotation", number=int(number))
    link.inner_html = str(int(number))
    return link


def _comments(block: LexborNode) -> Iterator[LexborNode]:
    """The text nodes of comments, whose classes begin with "c" in Pygments."""
    for span in block.css("span[class^='c']"):
        yield from (child for child in span.iter(include_text=True) if child.is_text_node)


def _prose(block: LexborNode) -> Iterator[LexborNode]:
    for node in list(block.traverse(include_text=True)):
        if node.is_text_node and MARK.search(node.text()) and not is_within(node, LITERAL):
            yield node


def _next_element(node: LexborNode) -> LexborNode | None:
    node = node.next
    while node is not None and node.is_text_node:
        node = node.next
    return node
