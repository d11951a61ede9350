"""Attributes that said how an element looks, as CSS (https://html.spec.whatwg.org/multipage/rendering.html).

In: an element's name, an attribute's name and value. Out: what the attribute may keep, and the style that it meant.
"""

import re

HINTS = frozenset(
    """
    align background bgcolor border bordercolor cellpadding cellspacing clear color compact face frameborder height
    hspace language marginheight marginwidth noshade nowrap scrolling size type valign vspace width
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
COLORS = {"bgcolor": "background-color", "bordercolor": "border-color", "color": "color"}
MARGINS = {"hspace": "margin-inline", "vspace": "margin-block"}
ALIGNED = {"left": "start", "right": "end", "center": "center", "middle": "center", "justify": "justify"}
SIDES = {"left": "0 auto", "right": "auto 0", "center": "auto"}
VERTICAL = {"absmiddle": "middle", "center": "middle", "texttop": "text-top", "absbottom": "bottom"}
HEIGHTS = frozenset(("top", "middle", "bottom", "baseline", "text-top"))
SIZES = ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
# Where `width` and `height` are still attributes, in whole pixels, and where they became style.
SIZED = frozenset(("canvas", "embed", "iframe", "img", "input", "object", "source", "video"))
MEASURED = frozenset(("col", "colgroup", "hr", "table", "td", "th", "tr"))
FLOATED = frozenset(("embed", "iframe", "img", "input", "object"))
# Attributes of these names that HTML still has.
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


def meaning(tag: str, name: str, value: str) -> tuple[str, dict[str, str]]:
    """What stays of an attribute, and its style; an attribute that HTML still has there stays as it is."""
    if tag in CURRENT.get(name, ()):
        return value, {}
    if name in ("width", "height"):
        return _side(tag, name, value)
    return "", _style(tag, name, value)


def style_of_cells(name: str, value: str) -> dict[str, str]:
    """What an attribute of a table says of its cells."""
    length = _length(value or "1")
    if name == "cellpadding" and length:
        return {"padding": length}
    if name == "border":
        return {"border": "0" if length == "0" else "1px solid"}
    return {}


def _style(tag: str, name: str, value: str) -> dict[str, str]:
    small, length = value.lower(), _length(value)
    if name in COLORS:
        return {COLORS[name]: _color(value)} if _color(value) else {}
    if name in MARGINS:
        return {MARGINS[name]: length} if length else {}
    if name == "align":
        return _align(tag, small)
    if name == "valign":
        return _vertical(small)
    if name == "border":
        return {"border": "0" if _length(value or "1") == "0" else f"{_length(value or '1') or '1px'} solid"}
    if name == "cellspacing":
        spacing = {"border-collapse": "separate", "border-spacing": length}
        return ({"border-collapse": "collapse"} if length == "0" else spacing) if length else {}
    if name == "size":
        return _size(tag, value)
    return _plain(name, value)


def _plain(name: str, value: str) -> dict[str, str]:
    small = value.lower()
    found = {
        "clear": ("clear", small if small in ("left", "right") else "both"),
        "face": ("font-family", value if FAMILY.fullmatch(value) else ""),
        "frameborder": ("border", "0" if small in ("0", "no") else ""),
        "nowrap": ("white-space", "nowrap"),
        "type": ("list-style-type", small if small in BULLETS else ""),
    }.get(name, ("", ""))
    return {found[0]: found[1]} if found[1] else {}


def _side(tag: str, name: str, value: str) -> tuple[str, dict[str, str]]:
    length = _length(value)
    if tag in SIZED and (length == "0" or length.endswith("px")):
        return length.removesuffix("px").split(".")[0], {}
    return "", {name: length} if length not in ("", "0") and tag in SIZED | MEASURED else {}


def _align(tag: str, value: str) -> dict[str, str]:
    if tag in FLOATED:
        return {"float": value} if value in ("left", "right") else _vertical(value)
    if tag in ("table", "hr"):
        return {"margin-inline": SIDES[value]} if value in SIDES else {}
    return {"text-align": ALIGNED[value]} if value in ALIGNED else {}


def _vertical(value: str) -> dict[str, str]:
    value = VERTICAL.get(value, value)
    return {"vertical-align": value} if value in HEIGHTS else {}


def _size(tag: str, value: str) -> dict[str, str]:
    if tag == "hr":
        return {"block-size": _length(value)} if _length(value) else {}
    if not STEP.fullmatch(value):
        return {}
    step = int(value) + (3 if value[0] in "+-" else 0)
    return {"font-size": SIZES[min(max(step, 1), 7) - 1]}


def _length(value: str) -> str:
    match = LENGTH.fullmatch(value)
    if not match:
        return ""
    return f"{match['number']}{match['unit'] or 'px'}" if float(match["number"]) else "0"


def _color(value: str) -> str:
    if digits := HEX.fullmatch(value):
        return f"#{digits['digits'].lower()}"
    return value.lower() if COLOR.fullmatch(value) else ""
