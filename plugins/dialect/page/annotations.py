"""Annotations as in Material for MkDocs: `(1)` in a comment of code, or in a block of class `annotate`.

In: the tree of a text, where a numbered list follows such a block. Out: each mark is a link to its item of that list,
which stands below the block and needs no script to be read.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

MARK = re.compile(r"\((?P<number>\d+)\)(?P<alone>!?)")
# Pygments' classes of comments begin with c; with "!" the signs of the comment around the mark go.
COMMENT = re.compile(r"^\W*\((?P<number>\d+)\)!\W*$")
LITERAL = frozenset(("code", "pre", "kbd", "a", "script", "style", "math", "svg"))


def link(tree: LexborHTMLParser) -> None:
    """Link the marks of every annotated block of the page to its list."""
    for position, block in enumerate(tree.css("div.highlight, .annotate"), 1):
        notes = _next_element(block)
        if notes is None or notes.tag != "ol":
            continue
        items = [item for item in notes.iter() if item.tag == "li"]
        texts = _comments(block) if "highlight" in (block.attrs.get("class") or "") else _prose(block)
        found = {number for text in list(texts) for number in _mark(tree, text, position, len(items))}
        for number in found:
            items[number - 1].attrs["id"] = f"note-{position}-{number}"
        if found:
            notes.attrs["class"] = "annotations"


def _mark(tree: LexborHTMLParser, text: LexborNode, position: int, count: int) -> Iterator[int]:
    """Put a link in place of each mark of a text; yield their numbers."""
    whole = text.text()
    alone = COMMENT.match(whole)
    matches = [alone] if alone else list(MARK.finditer(whole))
    matches = [match for match in matches if 1 <= int(match["number"]) <= count]
    end = 0
    for match in matches:
        if before := whole[end : match.start()]:
            text.insert_before(before)
        text.insert_before(_link(tree, position, int(match["number"])), move=True)
        end = match.end()
        yield int(match["number"])
    if matches:
        if rest := whole[end:]:
            text.insert_before(rest)
        text.remove()


def _link(tree: LexborHTMLParser, position: int, number: int) -> LexborNode:
    mark = tree.create_node("a")
    mark.attrs["class"] = "annotation"
    mark.attrs["href"] = f"#note-{position}-{number}"
    mark.attrs["aria-label"] = f"Annotation {number}"
    mark.inner_html = str(number)
    return mark


def _comments(block: LexborNode) -> Iterator[LexborNode]:
    for span in block.css("span[class^='c']"):
        yield from (child for child in span.iter(include_text=True) if child.is_text_node)


def _prose(block: LexborNode) -> Iterator[LexborNode]:
    for node in list(block.traverse(include_text=True)):
        if node.is_text_node and MARK.search(node.text()) and not _is_literal(node):
            yield node


def _is_literal(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in LITERAL:
        parent = parent.parent
    return parent is not None


def _next_element(node: LexborNode) -> LexborNode | None:
    node = node.next
    while node is not None and node.is_text_node:
        node = node.next
    return node
