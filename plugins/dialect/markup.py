"""The structure of raw HTML as HTML allows it: what stands in what, names that are unique, what must not be missing.

In: the tree of a text, as the parser made it. Out: the same tree, valid and looking as before; ids that stood twice.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect import anchors, attributes, outdated, structure
from plugins.dialect.elements import KNOWN
from plugins.dialect.outdated import add_style, is_foreign, rename

INLINE = {
    "b": {"font-weight": "bolder"},
    "strong": {"font-weight": "bolder"},
    "i": {"font-style": "italic"},
    "em": {"font-style": "italic"},
    "u": {"text-decoration": "underline"},
    "s": {"text-decoration": "line-through"},
    "small": {"font-size": "smaller"},
    "code": {"font-family": "monospace"},
    **dict.fromkeys(("span", "label", "mark", "cite", "q", "sub", "sup", "kbd", "samp", "abbr", "time"), {}),
}
HEADINGS = "h1, h2, h3, h4, h5, h6"
BLOCK = (
    "address, article, aside, blockquote, details, div, dl, fieldset, figure, footer, form, h1, h2, h3, h4, h5, h6, "
    "header, hr, main, nav, ol, p, pre, section, table, ul"
)
BLOCK_IN_INLINE = f":is({', '.join(INLINE)}) :is({BLOCK})"
# What has a meaning in one place only, and what it is elsewhere.
PARTS = {"figcaption": "figure", "legend": "fieldset", "rp": "ruby", "rt": "ruby", "summary": "details"}
BOX = "address, article, aside, blockquote, div, footer, header, main, nav, p, section"
BLOCK_IN_LINE = f":is({HEADINGS}, button, pre) :is({BOX}, {HEADINGS}), summary :is({BOX})"
SPACE = " \t\r\n\f"


def mend(tree: LexborHTMLParser, is_scripted: bool = False) -> list[tuple[str, str, bool]]:
    """Mend the text; return what was wrong: what to say, what stands in the source, whether just its second time."""
    outdated.mend(tree)
    _mend_parts(tree)
    _mend_nesting(tree)
    structure.mend(tree)
    _add_what_is_missing(tree)
    anchors.name(tree)
    drop_blank(tree)
    _unwrap_unknown(tree)
    said = [
        (f"<{tag}> has no attribute '{name}', which is left out", f"{name}=", False)
        for tag, name in dict.fromkeys(attributes.mend(tree, is_scripted))
    ]
    return [*said, *anchors.unique(tree)]


def _mend_nesting(tree: LexborHTMLParser) -> None:
    """A line of text holds no block: the line becomes a block, or in a heading the block a line."""
    for holder in reversed(_holders(tree)):
        add_style(holder, INLINE[holder.tag])
        rename(tree, holder, "div")
    for block in tree.css(BLOCK_IN_LINE):
        if not is_foreign(block):
            add_style(block, {"display": "block"})
            rename(tree, block, "span")
    for button in tree.css("a[href] button"):
        rename(tree, button, "span")


def _holders(tree: LexborHTMLParser) -> list[LexborNode]:
    """Elements of a line, around blocks, the outer ones first."""
    found = {}
    for block in tree.css(BLOCK_IN_INLINE):
        holder = block.parent
        while holder.tag in INLINE or holder.tag in ("a", "ins", "del"):
            if holder.tag in INLINE:
                found[holder.mem_id] = holder
            holder = holder.parent
    return sorted(found.values(), key=_depth)


def _depth(node: LexborNode) -> int:
    depth = 0
    while (node := node.parent) is not None:
        depth += 1
    return depth


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
    for details in tree.css("details"):
        summary = next((child for child in details.iter() if child.tag == "summary"), None)
        if summary is None:
            summary = tree.create_node("summary")
            summary.inner_html = "Details"
        first = next((child for child in details.iter()), None)
        if first is None:
            details.insert_child(summary, move=True)
        elif first.mem_id != summary.mem_id:
            first.insert_before(summary, move=True)
    for label in tree.css("label[for]"):
        if not (name := label.attrs["for"]) or tree.css_first(f"[id='{name}']") is None:
            del label.attrs["for"]


def _mend_parts(tree: LexborHTMLParser) -> None:
    for part in tree.css(", ".join(PARTS)):
        if part.parent.tag != PARTS[part.tag]:
            rename(tree, part, "span" if part.tag in ("rp", "rt") else "div")
    for main in tree.css("main, hgroup"):  # the page has its own
        rename(tree, main, "div")


def _unwrap_unknown(tree: LexborHTMLParser) -> None:
    """What HTML does not know is shown as a browser shows it: its content alone."""
    for node in tree.css("body *"):
        if node.tag not in KNOWN and "-" not in node.tag and not is_foreign(node):
            rename(tree, node, "span")
