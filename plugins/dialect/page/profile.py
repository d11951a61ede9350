"""The profile of a person's page: portrait, name and contact lines.

Input: the tree of a page, whose portrait `entries.py` has put before the name. Output: the same tree, in which
`<header class="profile">` holds these, with placeholders for the role, below the name, and for what follows the
profile.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.page.nodes import line_text
from plugins.dialect.page.outline import SHORTEST_SENTENCE
from plugins.dialect.page.record_blocks import BlockOfRecords

LONGEST_CONTACT = 160  # characters of a line with an icon
PORTRAIT = "img.portrait"
HOME = re.compile(r"(?:[^/]+/)?index(?:\.[\w-]+)?\.md")  # relative to the content folder


def wrap_profile(tree: LexborHTMLParser, path: str, first_block: int) -> tuple[BlockOfRecords, ...]:
    """Wrap the profile; return the blocks of its two placeholders, which are numbered from `first_block`.

    Pages whose first heading has a portrait, and home pages, have a profile.
    """
    name = tree.css_first("h1")
    if name is None or name.parent.tag != "body":
        return ()
    before = list(_before(name))
    if not all(map(_is_portrait, before)) or not (before or HOME.fullmatch(path)):
        return ()
    contacts = list(_contacts(name))
    profile = tree.create_node("header")
    profile.attrs["class"] = "profile"
    (before or [name])[0].insert_before(profile, move=True)
    for node in (*before, name, _placeholder(tree, first_block), *contacts):
        profile.insert_child(node, move=True)
    profile.insert_after(_placeholder(tree, first_block + 1), move=True)
    return BlockOfRecords("role", {}, 2), BlockOfRecords("after-profile", {}, 2)


def _before(name: LexborNode) -> Iterator[LexborNode]:
    """The elements before the name."""
    node = name.parent.first_child
    while node is not None and node.mem_id != name.mem_id:
        if not node.is_text_node or node.text().strip():
            yield node
        node = node.next


def _contacts(name: LexborNode) -> Iterator[LexborNode]:
    """The short paragraphs that follow the name."""
    node = name.next
    while node is not None:
        if node.is_text_node and not node.text().strip():
            node = node.next
            continue
        if node.tag != "p" or not _is_contact(node):
            return
        yield node
        node = node.next


def _is_contact(paragraph: LexborNode) -> bool:
    longest = LONGEST_CONTACT if _has_icon(paragraph) else SHORTEST_SENTENCE
    return len(line_text(paragraph)) < longest and paragraph.css_first("img:not(.foreign)") is None


def _has_icon(node: LexborNode) -> bool:
    return node.css_first("svg.icon, a[href^='mailto:']") is not None


def _is_portrait(node: LexborNode) -> bool:
    """Whether the node is the portrait, or a link around it."""
    return node.tag in ("a", "img") and (node.css_matches(PORTRAIT) or node.css_first(PORTRAIT) is not None)


def _placeholder(tree: LexborHTMLParser, number: int) -> LexborNode:
    block = tree.create_node("div")
    block.attrs["data-block"] = str(number)
    return block
