"""Replace presentational attributes by CSS (https://html.spec.whatwg.org/multipage/rendering.html).

In: the tree of a page. Out: the same tree with `style` in their place; the author's own style takes precedence.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.css import declarations

ATTRIBUTES = frozenset(
    """
    align background bgcolor border bordercolor cellpadding cellspacing clear color compact face frameborder height
    hspace language marginheight marginwidth noshade nowrap scrolling size type valign vspace width
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
SELECTOR = ", ".join(f"[{name}]" for name in sorted(ATTRIBUTES))
COLORS = {"bgcolor": "background-color", "bordercolor": "border-color", "color": "color"}
MARGINS = {"hspace": "margin-inline", "vspace": "margin-block"}
TEXT_ALIGN = {"left": "start", "right": "end", "center": "center", "middle": "center", "justify": "justify"}
SIDES = {"left": "0 auto", "right": "auto 0", "center": "auto"}
VERTICAL = {
    **{name: name for name in ("top", "middle", "bottom", "baseline", "text-top")},
    **{"absmiddle": "middle", "center": "middle", "texttop": "text-top", "absbottom": "bottom"},
}
SIZES = ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
# Elements with attributes `width` and `height` in whole pixels, and elements on which they are style.
SIZED = frozenset(("canvas", "embed", "iframe", "img", "input", "object", "source", "video"))
MEASURED = frozenset(("col", "colgroup", "hr", "table", "td", "th", "tr"))
FLOATED = frozenset(("embed", "iframe", "img", "input", "object"))
# Elements on which these attributes are not presentational.
CURRENT = {
    "color": frozenset(("link",)),
    "size": frozenset(("input", "select")),
    "type": frozenset(("a", "button", "embed", "input", "link", "object", "ol", "script", "source")),
}
BULLETS = frozenset(("circle", "disc", "square"))
LENGTH = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|px|r?em|v[wh]|pt|cm|mm|in)?")
HEX = re.compile(r"#?(?P<digits>[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
COLOR = re.compile(r"[a-zA-Z]+|rgba?\([\d\s,.%/]+\)")
FAMILY = re.compile(r"[\w\s,'\"-]+")
STEP = re.compile(r"[+-]?\d{1,2}")


def convert(tree: LexborHTMLParser) -> None:
    """Replace these attributes, except in drawings and formulas, where they have another meaning."""
    drawn = {node.mem_id for node in tree.css("svg, svg *, math, math *")}
    for node in tree.css(SELECTOR):
        if node.mem_id not in drawn:
            _convert_node(node)


def _convert_node(node: LexborNode) -> None:
    style = {}
    for name in [name for name in node.attributes if name in ATTRIBUTES and node.tag not in CURRENT.get(name, ())]:
        value = (node.attrs.get(name) or "").strip()
        length = _length(value)
        if name in ("width", "height") and node.tag in SIZED and (length == "0" or length.endswith("px")):
            node.attrs[name] = length.removesuffix("px").split(".")[0]
            continue
        del node.attrs[name]
        style |= _style(node.tag, name, value)
        for cell in node.css("td, th") if node.tag == "table" else ():
            _add_style(cell, _style_of_cells(name, value))
        for table in node.css("table") if name == "align" and value.lower() == "center" else ():
            _add_style(table, {"margin-inline": "auto"})
    _add_style(node, style)


def _add_style(node: LexborNode, style: dict[str, str]) -> None:
    if style:
        every = {**style, **declarations(node.attrs.get("style") or "")}
        node.attrs["style"] = "; ".join(f"{name}: {value}" for name, value in every.items())


def _style(tag: str, name: str, value: str) -> dict[str, str]:
    """The declarations that an attribute means; none if its value is invalid."""
    if name == "cellspacing":
        return _spacing(_length(value))
    if name == "align":
        declared, meant = _alignment(tag, value.lower())
    elif name == "size":
        declared, meant = ("block-size", _length(value)) if tag == "hr" else ("font-size", _font_size(value))
    elif name in COLORS:
        declared, meant = COLORS[name], _color(value)
    elif name in MARGINS:
        declared, meant = MARGINS[name], _length(value)
    elif name in ("width", "height"):
        length = _length(value) if tag in SIZED | MEASURED else ""
        declared, meant = name, "" if length == "0" else length
    else:
        declared, meant = _keyword(name, value)
    return {declared: meant} if meant else {}


def _keyword(name: str, value: str) -> tuple[str, str]:
    small = value.lower()
    return {
        "border": ("border", _line(value)),
        "clear": ("clear", small if small in ("left", "right") else "both"),
        "face": ("font-family", value if FAMILY.fullmatch(value) else ""),
        "frameborder": ("border", "0" if small in ("0", "no") else ""),
        "nowrap": ("white-space", "nowrap"),
        "type": ("list-style-type", small if small in BULLETS else ""),
        "valign": ("vertical-align", VERTICAL.get(small, "")),
    }.get(name, ("", ""))


def _style_of_cells(name: str, value: str) -> dict[str, str]:
    """The declarations that an attribute of a table means for its cells."""
    length = _length(value or "1")
    if name == "cellpadding" and length:
        return {"padding": length}
    if name == "border":
        return {"border": "0" if length == "0" else "1px solid"}
    return {}


def _spacing(length: str) -> dict[str, str]:
    if length == "0":
        return {"border-collapse": "collapse"}
    return {"border-collapse": "separate", "border-spacing": length} if length else {}


def _alignment(tag: str, value: str) -> tuple[str, str]:
    if tag in FLOATED:
        return ("float", value) if value in ("left", "right") else ("vertical-align", VERTICAL.get(value, ""))
    if tag in ("table", "hr"):
        return "margin-inline", SIDES.get(value, "")
    return "text-align", TEXT_ALIGN.get(value, "")


def _line(value: str) -> str:
    width = _length(value or "1") or "1px"
    return "0" if width == "0" else f"{width} solid"


def _font_size(value: str) -> str:
    if not STEP.fullmatch(value):
        return ""
    step = int(value) + (3 if value[0] in "+-" else 0)
    return SIZES[min(max(step, 1), 7) - 1]


def _length(value: str) -> str:
    match = LENGTH.fullmatch(value)
    if not match:
        return ""
    return f"{match['number']}{match['unit'] or 'px'}" if float(match["number"]) else "0"


def _color(value: str) -> str:
    if digits := HEX.fullmatch(value):
        return f"#{digits['digits'].lower()}"
    return value.lower() if COLOR.fullmatch(value) else ""
