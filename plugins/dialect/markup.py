"""The structure of raw HTML as HTML allows it: what stands in what, names that are unique, what must not be missing.

In: the tree of a text, as the parser made it. Out: the same tree, valid and looking as before; ids that stood twice.
"""

from selectolax.lexbor import LexborHTMLParser

from plugins.dialect import (
    anchors,
    aria,
    attributes,
    controls,
    nesting,
    outdated,
    parts,
    references,
    structure,
)
from plugins.dialect.elements import KNOWN
from plugins.dialect.outdated import is_foreign, rename
from plugins.dialect.page import outline

HEADINGS = "h1, h2, h3, h4, h5, h6"
SPACE = " \t\r\n\f"


def mend(tree: LexborHTMLParser, is_scripted: bool = False) -> list[tuple[str, str, bool]]:
    """Mend the text; return what was wrong: what to say, what stands in the source, whether just its second time."""
    outdated.mend(tree)
    _unwrap_unknown(tree)
    anchors.name(tree)
    said = [
        (f"<{tag}> has no attribute '{name}', which is left out", f"{name}=", False)
        for tag, name in dict.fromkeys(attributes.mend(tree, is_scripted))
    ]
    for unseen in () if is_scripted else tree.css("template"):
        unseen.decompose()
    _add_what_is_missing(tree)
    parts.mend(tree)
    controls.mend(tree)
    nesting.mend(tree)
    structure.mend(tree)
    drop_blank(tree)
    outline.even_ranks(tree)
    doubled = list(anchors.unique(tree))
    if not is_scripted:
        references.mend(tree)
    aria.mend(tree)
    return [*said, *doubled]


def drop_blank(tree: LexborHTMLParser) -> None:
    """Paragraphs and links that hold nothing are what is left where a tag was misplaced."""
    for phrase in tree.css("a[href]:empty, b:empty, em:empty, i:empty, strong:empty, u:empty"):
        if set(phrase.attributes) <= {"href"} and phrase.parent.tag == "p":
            phrase.decompose()
    for paragraph in tree.css("p"):
        is_empty = next(paragraph.iter(), None) is None and not paragraph.text().strip(SPACE)
        if is_empty and not paragraph.attributes:
            paragraph.decompose()


def _add_what_is_missing(tree: LexborHTMLParser) -> None:
    for picture in tree.css("img"):
        if not (picture.attrs.get("src") or "").strip():
            picture.decompose()
        elif "alt" not in picture.attributes:
            picture.attrs["alt"] = picture.attrs.get("title") or ""
    for heading in tree.css(HEADINGS):
        if not heading.text().strip() and heading.css_first("img, svg, math, video, iframe") is None:
            heading.decompose()


def _unwrap_unknown(tree: LexborHTMLParser) -> None:
    """What HTML does not know is shown as a browser shows it: its content alone."""
    for node in tree.css("body *"):
        if node.tag not in KNOWN and "-" not in node.tag and not is_foreign(node):
            rename(tree, node, "span")
