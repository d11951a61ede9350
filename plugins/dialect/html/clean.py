"""Make the HTML of a page safe and accessible.

In: the tree of a page, as the parser made it. Out: the same tree; errors and warnings about it.
"""

from selectolax.lexbor import LexborHTMLParser

from plugins.dialect.html import allowed, identifiers, legacy_look
from plugins.dialect.page import outline

SPACE = " \t\r\n\f"


def clean(
    tree: LexborHTMLParser, is_scripted: bool = False
) -> tuple[list[tuple[str, str]], list[tuple[str, str, bool]]]:
    """Clean the page, which keeps scripts and event handlers only if it `is_scripted`.

    Returns errors (message, text in the source) and warnings (the same, and whether the warning is about the second
    place of that text).
    """
    legacy_look.convert(tree)
    identifiers.name_anchors(tree)
    errors, warnings = allowed.remove_unlisted(tree, is_scripted)
    _add_alternative_texts(tree)
    _drop_empty_headings(tree)
    drop_blank(tree)
    outline.even_ranks(tree)
    doubled = [(message, written, True) for message, written in identifiers.make_unique(tree)]
    return errors, [*((message, written, False) for message, written in warnings), *doubled]


def drop_blank(tree: LexborHTMLParser) -> None:
    """Remove empty paragraphs, links and formatting, which the parser makes of misplaced tags."""
    for phrase in tree.css("a[href]:empty, b:empty, em:empty, i:empty, strong:empty, u:empty"):
        if set(phrase.attributes) <= {"href"} and phrase.parent.tag == "p":
            phrase.decompose()
    for paragraph in tree.css("p"):
        is_empty = next(paragraph.iter(), None) is None and not paragraph.text().strip(SPACE)
        if is_empty and not paragraph.attributes:
            paragraph.decompose()


def _add_alternative_texts(tree: LexborHTMLParser) -> None:
    for picture in tree.css("img"):
        if not (picture.attrs.get("src") or "").strip():
            picture.decompose()
        elif "alt" not in picture.attributes:
            picture.attrs["alt"] = picture.attrs.get("title") or ""


def _drop_empty_headings(tree: LexborHTMLParser) -> None:
    for heading in tree.css(outline.HEADINGS):
        if not heading.text().strip() and heading.css_first("img, svg, math, video, iframe") is None:
            heading.decompose()
