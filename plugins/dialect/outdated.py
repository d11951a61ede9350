"""What HTML has given up, as what it meant: elements as `<div>` and `<span>`, attributes as styles.

In: the tree of a text. Out: the same tree, valid today and looking as before
(https://html.spec.whatwg.org/multipage/rendering.html#the-page).
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.css import declarations
from plugins.dialect.presentation import HINTS, meaning, style_of_cells

RENAMED = {
    "acronym": ("abbr", {}),
    "big": ("span", {"font-size": "larger"}),
    "blink": ("span", {}),
    "center": ("div", {"text-align": "center"}),
    "dir": ("ul", {}),
    "font": ("span", {}),
    "listing": ("pre", {}),
    "marquee": ("span", {"display": "block"}),
    "multicol": ("div", {}),
    "nobr": ("span", {"white-space": "nowrap"}),
    "plaintext": ("pre", {}),
    "strike": ("s", {}),
    "tt": ("span", {"font-family": "monospace"}),
    "xmp": ("pre", {}),
}
DROPPED = "applet, basefont, bgsound, frame, isindex, keygen, noembed, noframes, param, spacer, title"
SELECTOR = ", ".join([*RENAMED, *(f"[{name}]" for name in HINTS)])


def mend(tree: LexborHTMLParser) -> None:
    """Replace outdated elements and attributes of the text."""
    for node in tree.css(DROPPED):
        if not is_foreign(node):
            node.decompose()
    for node in tree.css(SELECTOR):
        if not is_foreign(node):
            name, style = RENAMED.get(node.tag, ("", {}))
            add_style(node, {**style, **_meant(node)})
            if node.tag == "center":
                _center_tables(node)
            if name:
                rename(tree, node, name)


def rename(tree: LexborHTMLParser, node: LexborNode, name: str) -> LexborNode:
    """The same element under another name."""
    renamed = tree.create_node(name)
    for attribute, value in node.attributes.items():
        renamed.attrs[attribute] = value or ""
    node.insert_before(renamed, move=True)
    for child in list(node.iter(include_text=True)):
        renamed.insert_child(child, move=True)
    node.decompose()
    return renamed


def add_style(node: LexborNode, style: dict[str, str]) -> None:
    """Style below what the author's own says."""
    if style:
        every = {**style, **declarations(node.attrs.get("style") or "")}
        node.attrs["style"] = "; ".join(f"{name}: {value}" for name, value in every.items())


def is_foreign(node: LexborNode) -> bool:
    """Whether an element belongs to a drawing or a formula, whose attributes have their own meaning."""
    parent = node
    while parent is not None and parent.tag not in ("svg", "math"):
        parent = parent.parent
    return parent is not None


def _center_tables(node: LexborNode) -> None:
    for table in node.css("table"):
        add_style(table, {"margin-inline": "auto"})


def _meant(node: LexborNode) -> dict[str, str]:
    """Take the outdated attributes of an element; return their style, and give its cells theirs."""
    style = {}
    for name in [name for name in node.attributes if name in HINTS]:
        value = (node.attrs.get(name) or "").strip()
        kept, said = meaning(node.tag, name, value)
        style |= said
        for cell in node.css("td, th") if node.tag == "table" else ():
            add_style(cell, style_of_cells(name, value))
        if name == "align" and value.lower() == "center":
            _center_tables(node)
        if kept:
            node.attrs[name] = kept
        else:
            del node.attrs[name]
    return style
