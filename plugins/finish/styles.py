"""Styles of a text as parts of its page: in the head, by classes, with addresses as seen from the page.

In: the tree of a page and where it lies. Out: the same tree; rules that stand for its styles, and files that they name.
"""

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins import policy
from plugins.dialect.page import style_links, tabs


def seat_styles(tree: LexborHTMLParser, page: Path, folder: Path, base: str = "") -> tuple[str, set[Path]]:
    """Move the styles of the text to its page's head, and return the rules that stand for others, and files that
    styles name; with `base`, as for the page that answers at any depth."""
    files = style_links.make_relative(tree, page, folder, base)
    rules = policy.styles_to_classes(tree) + tabs.tab_rules(tree)
    policy.styles_to_head(tree)
    return f"@layer author{{{rules}}}" if rules else "", files
