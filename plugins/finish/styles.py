"""Styles of a text as parts of its page: in the head, by classes, with addresses as seen from the page.

In: the tree of a page and where it lies. Out: the same tree; which files its styles name.
"""

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins import policy
from plugins.dialect import style_links, tabs


def seat_styles(tree: LexborHTMLParser, page: Path, folder: Path, css: str, base: str = "") -> set[Path]:
    """Give the page the site's style, `css`, and move the styles of the text to it; with `base`, as for the page that
    answers at any depth."""
    files = style_links.make_relative(tree, page, folder, base)
    rules = policy.styles_to_classes(tree) + tabs.rules(tree)
    if (sheet := tree.css_first("head style")) is not None:
        sheet.inner_html = css + (f"@layer author{{{rules}}}" if rules else "")
    policy.styles_to_head(tree)
    return files
