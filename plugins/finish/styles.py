"""Styles of a text as parts of its page: in the head, by classes, with addresses as seen from the page.

In: the tree of a page and its path from the site's root. Out: the tree; rules that stand for its styles, and the paths
of files that they name.
"""

from selectolax.lexbor import LexborHTMLParser

from plugins import policy
from plugins.dialect.page import style_links, tabs


def move_styles(tree: LexborHTMLParser, page: str, base: str = "") -> tuple[str, set[str]]:
    """Move the styles of the text to its page's head; with `base`, as for the page that answers at any depth."""
    files = style_links.make_relative(tree, page, base)
    rules = policy.styles_to_classes(tree) + tabs.tab_rules(tree)
    policy.styles_to_head(tree)
    return f"@layer author{{{rules}}}" if rules else "", files
