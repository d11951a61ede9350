"""Shortcodes that nothing draws: an icon's name with a typing error stays as text.

In: the tree of a text. Out: such names, as they were written.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

ICON = re.compile(r"(?<![\w:]):(?:fontawesome|material|octicons|simple|academicons)-[\w-]+:(?![\w:])")
NO_SHORTCODES = frozenset(("code", "pre", "kbd", "samp", "script", "style", "svg", "math", "textarea"))


def unknown_icons(tree: LexborHTMLParser) -> list[str]:
    """Names of icons that are still text, outside code, each once."""
    found: dict[str, None] = {}
    for node in tree.body.traverse(include_text=True):
        if node.is_text_node and ":" in (text := node.text()) and not _in_code(node):
            found.update(dict.fromkeys(ICON.findall(text)))
    return list(found)


def _in_code(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in NO_SHORTCODES:
        parent = parent.parent
    return parent is not None
