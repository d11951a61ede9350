"""Shortcodes that nothing draws: a name with a typing error stays as text.

In: the tree of a text. Out: such names of icons and emoji, as they were written.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

ICON = re.compile(r"(?<![\w:]):(?:fontawesome|material|octicons|simple|academicons)-[\w-]+:(?![\w:])")
# A word between colons that stands by itself: not the minutes of a time, nor part of a name in a program.
EMOJI = re.compile(r"(?<![\w:/.]):[a-z][a-z0-9_+]{2,40}:(?![\w:/])")
NO_SHORTCODES = frozenset(("code", "pre", "kbd", "samp", "script", "style", "svg", "math", "textarea"))


def unknown(tree: LexborHTMLParser, pattern: re.Pattern) -> list[str]:
    """Names that are still text, outside code, each once."""
    found: dict[str, None] = {}
    for node in tree.body.traverse(include_text=True):
        if node.is_text_node and ":" in (text := node.text()) and not _in_code(node):
            found.update(dict.fromkeys(pattern.findall(text)))
    return list(found)


def _in_code(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in NO_SHORTCODES:
        parent = parent.parent
    return parent is not None
