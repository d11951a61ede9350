"""What an author made wide, on a narrow screen: a float that leaves no room for text stands alone, and a box with a
fixed width scrolls inside itself instead of widening the page.

In: the tree of a page whose pictures have their sizes and whose styles are attributes. Out: the same tree, and rules.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.css import declarations, pixels
from plugins.dialect.page.nodes import add_class
from plugins.pictures import COLUMN

# CSS pixels
NARROWEST = 320  # https://www.w3.org/TR/WCAG22/#reflow
MARGINS = 40  # of the page, twice --space-m
GAP = 20  # --space-m, between a float and its text
EIGHT_CHARACTERS = 80
INDENT = 24  # of a list, a quote, a box
CONTAINERS = ("ul", "ol", "dd", "blockquote", "details")
FLOATS = ".align-left, .align-right, .logo, [style*='float']"
SIDES = ("left", "right", "inline-start", "inline-end")
SIZED_BY_THEME = ("img", "svg", "video", "iframe", "math")
SCROLLING = ("flex", "inline-flex", "grid", "inline-grid")


def stand_alone(tree: LexborHTMLParser) -> str:
    """Mark each float that leaves less than eight characters of a line beside it on some narrow screens; return the
    rules by which it stands alone there."""
    limits = set()
    for node in tree.css(FLOATS):
        if (limit := _widest_without_room(node)) > NARROWEST:
            add_class(node, f"alone-{limit}")
            limits.add(limit)
    return "".join(
        f"@media (width<={limit}px){{.alone-{limit}{{display:block;float:none;margin-inline:auto}}}}"
        for limit in sorted(limits)
    )


def fit_boxes(tree: LexborHTMLParser) -> None:
    """Keep boxes with a fixed width within the page; what does not fit into one scrolls there."""
    for node in tree.css("main [style]"):
        style = declarations(node.attrs["style"] or "")
        wide = [name for name in ("width", "min-width", "inline-size", "min-inline-size") if _is_wide(style.get(name))]
        is_row = style.get("display") in SCROLLING or style.get("white-space") in ("nowrap", "pre")
        changed = {name: f"min({style[name]},100%)" for name in wide if name.startswith("min-")}
        if (wide or is_row) and node.tag not in (*SIZED_BY_THEME, "table", "span", "a", "td", "th"):
            changed |= {"overflow-x": style.get("overflow-x", style.get("overflow", "auto"))}
        if wide or style.get("max-width") == "none":
            changed["max-width"] = f"min({style['max-width']},100%)" if _is_length(style.get("max-width")) else "100%"
        if changed:
            node.attrs["style"] = ";".join(f"{name}:{value}" for name, value in {**style, **changed}.items())


def _is_length(value: str | None) -> bool:
    return bool(value) and value not in ("none", "auto") and value[0].isdigit()


def _is_wide(value: str | None) -> bool:
    return (pixels(value, 16) or 0) > NARROWEST - MARGINS or bool(value and value.endswith("vw"))


def _widest_without_room(node: LexborNode) -> int:
    """The width of the widest screen on which no text fits beside the float; 0 for what is no float or has no width."""
    style = declarations(node.attrs.get("style") or "")
    if style.get("float", "left") not in SIDES:
        return 0
    written = style.get("width") or node.attrs.get("width") or ""
    taken = MARGINS + _indents(node)
    needed = GAP + EIGHT_CHARACTERS
    if written.endswith("%") and written[:-1].isdigit() and node.tag != "img":
        free = 1 - min(int(written[:-1]), 100) / 100
        return round(min(needed / free + taken, COLUMN + taken)) if free else COLUMN + taken
    width = pixels(node.attrs.get("width") if node.tag == "img" else written, 16)
    return min(width, COLUMN) + needed + taken if width else 0


def _indents(node: LexborNode) -> int:
    indents, parent = 0, node.parent
    while parent is not None and parent.tag != "main":
        indents += INDENT if parent.tag in CONTAINERS or "admonition" in (parent.attrs.get("class") or "") else 0
        parent = parent.parent
    return indents
