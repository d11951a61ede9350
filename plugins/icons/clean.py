"""Reduce an SVG file to the shapes that draw an icon in one color.

Input: the bytes of an untrusted file. Output: its viewBox and new inner markup, which is built from the shapes, groups
and attributes listed here. Nothing else in the file (scripts, handlers, links, pictures, text, ids) gets through.
"""

import re
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

GEOMETRY = {
    "g": frozenset(),
    "path": frozenset({"d"}),
    "rect": frozenset({"x", "y", "width", "height", "rx", "ry"}),
    "circle": frozenset({"cx", "cy", "r"}),
    "ellipse": frozenset({"cx", "cy", "rx", "ry"}),
    "line": frozenset({"x1", "y1", "x2", "y2"}),
    "polygon": frozenset({"points"}),
    "polyline": frozenset({"points"}),
}
GROUPS = frozenset({"svg", "g", "a", "switch"})
PAINT = frozenset({
    "fill", "fill-opacity", "fill-rule", "clip-rule", "opacity", "stroke", "stroke-dasharray", "stroke-dashoffset",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "visibility",
})  # fmt: skip
BLACK = frozenset({"black", "#000", "#000000", "#000000ff", "rgb(0,0,0)", "currentcolor"})
NAMESPACES = frozenset({"", "{http://www.w3.org/2000/svg"})
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
NUMBER = r"-?\d*\.?\d+"
LARGEST = 100_000  # bytes
MOST_USES = 100
TOO_LARGE = "it is too large for an icon"


def clean(svg: bytes) -> tuple[str, str]:
    """The viewBox and the inner markup of the picture. Raises ValueError with the reason if the file draws nothing."""
    if len(svg) > LARGEST:
        raise ValueError(TOO_LARGE)
    try:
        root = ElementTree.fromstring(svg)
        if _tag(root) != "svg":
            raise ValueError("its outermost element is not <svg>")
        _spell_out_styles(root)
        _expand_uses(root)
        body = _markup(root, "g")
    except (ElementTree.ParseError, LookupError) as error:
        raise ValueError(f"it is not well-formed ({error})") from None
    except RecursionError:
        raise ValueError("its elements are nested too deeply") from None
    if not 0 < len(body) <= LARGEST:
        raise ValueError(TOO_LARGE if body else "it draws no shape")
    return _view_box(root), body


def _tag(element: Element) -> str:
    """The name of an SVG element, or "" for an element of another vocabulary."""
    namespace, _, name = element.tag.rpartition("}")
    return name if namespace in NAMESPACES else ""


def _view_box(root: Element) -> str:
    size = [root.get(side, "").removesuffix("px") for side in ("width", "height")]
    for numbers in (re.split(r"[\s,]+", root.get("viewBox", "").strip()), ["0", "0", *size]):
        if len(numbers) == 4 and all(re.fullmatch(NUMBER, number) for number in numbers):
            return " ".join(numbers)
    raise ValueError("it has no viewBox, nor a width and a height in pixels")


def _spell_out_styles(root: Element) -> None:
    """Turn styles such as `fill: none` into attributes: the page's policy forbids styles."""
    sheet = " ".join(style.text or "" for style in root.iter() if _tag(style) == "style")
    rules = dict(re.findall(r"\.([\w-]+)\s*\{([^}]*)\}", sheet))
    for element in root.iter():
        classes = [rules.get(name, "") for name in element.get("class", "").split()]
        for declaration in ";".join([*classes, element.get("style", "")]).split(";"):
            name, _, value = declaration.partition(":")
            if name.strip() in PAINT | {"display"}:
                element.set(name.strip(), value.replace("!important", "").strip())


def _expand_uses(root: Element) -> None:
    """Replace each `<use>` by its shape: the ids of icons would not be unique on a page."""
    uses = [element for element in root.iter() if _tag(element) == "use"]
    targets = {element.get("id"): element for element in root.iter() if uses and element.get("id")}
    shapes = {f"#{name}": target for name, target in targets.items() if not set(target.iter()).intersection(uses)}
    if len(uses) > MOST_USES:
        raise ValueError(TOO_LARGE)
    for use in uses:
        shape = shapes.get(next(filter(None, map(use.get, HREFS)), ""))
        if shape is not None:
            shift = f"translate({use.get('x', '0')} {use.get('y', '0')})"
            use.tag = "g"
            use.set("transform", f"{use.get('transform', '')} {shift}".strip())
            use[:] = [shape]


def _markup(element: Element, tag: str, inherited: str = "currentColor") -> str:
    if tag not in GEOMETRY or element.get("display") == "none":
        return ""
    attributes = _attributes(element, GEOMETRY[tag])
    fill = attributes.get("fill", inherited)
    if fill == inherited:
        attributes.pop("fill", None)
    head = tag + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    if tag != "g":
        return f"<{head}/>"
    body = "".join(_markup(child, "g" if _tag(child) in GROUPS else _tag(child), fill) for child in element)
    return f"<{head}>{body}</g>" if attributes and body else body


def _attributes(element: Element, geometry: frozenset[str]) -> dict[str, str]:
    listed = {name: value for name, value in element.items() if name in geometry | PAINT | {"transform"}}
    return {name: _one_color(value) if name in {"fill", "stroke"} else value for name, value in listed.items()}


def _one_color(paint: str) -> str:
    """Replace black and gradients by the color of the text; keep `none` and other colors."""
    plain = paint.lower().replace(" ", "")
    return "currentColor" if plain in BLACK or "url(" in plain else paint
