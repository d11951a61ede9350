"""Inline styles that authors write: declarations in; pixels, or declarations for a light and a dark page, out.

A reader of declarations as forgiving as a browser's (https://www.w3.org/TR/css-syntax-3/#parse-a-list-of-declarations).
"""

import re
from colorsys import hls_to_rgb, rgb_to_hls

from PIL import ImageColor

DECLARATION = re.compile(r"""(?P<name>--[\w-]+|-?[a-zA-Z][\w-]*)\s*:\s*(?P<value>(?:[^;"']|"[^"]*"|'[^']*')+)""")
LENGTH = re.compile(r"(?P<number>-?(?:\d{1,7}(?:\.\d*)?|\.\d+))(?P<unit>em|rem|px|pt|cm|mm|in)\b")
PIXELS = {"px": 1, "rem": 16, "pt": 96 / 72, "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96}
# What could reach out of its box, call another host or run: never taken over from content.
FORBIDDEN = re.compile(r"expression|javascript:|@import|behavior|-moz-binding|[{}<>\\]", re.I)

LARGEST = 1_000_000  # CSS pixels, beyond which browsers lay out nothing
READABLE = 0.75  # lightness of a color that is read on the dark page


def declarations(style: str) -> dict[str, str]:
    """`style` as property → value, the last of two alike; what a browser would drop is dropped."""
    found = {}
    for part in re.split(r""";(?=(?:[^"']|"[^"]*"|'[^']*')*$)""", style) if "url(" in style else style.split(";"):
        match = DECLARATION.fullmatch(part.strip())
        if match and not FORBIDDEN.search(match["value"]):
            found[match["name"].lower()] = " ".join(match["value"].split())
    return found


def pixels(value: str | None, em: float) -> int | None:
    """A length in CSS pixels, where 1em is `em` pixels; None for what is no plain length (`50%`, `auto`)."""
    text = (value or "").strip().removesuffix("!important").strip()
    if text.isascii() and text.isdigit():
        return min(max(1, int(text[:7])), LARGEST)
    match = LENGTH.fullmatch(text)
    if not match:
        return None
    scale = em if match["unit"] == "em" else PIXELS[match["unit"]]
    return min(max(1, round(float(match["number"]) * scale)), LARGEST)


def in_pixels(value: str, em: float) -> str:
    """A value with its `em` lengths in pixels, for an element that leaves the text whose size they meant."""
    return LENGTH.sub(
        lambda match: f"{float(match['number']) * em:g}px" if match["unit"] == "em" else match[0],
        value,
    )


def in_both_schemes(style: dict[str, str]) -> dict[str, str]:
    """The same style, readable on a dark page too: authors chose their colors for a light one.

    Text becomes lighter there; a box with a background of its own is a piece of a light page.
    """
    if _rgb(style.get("background-color") or style.get("background")):
        return {"color-scheme": "light", "color": "var(--color-text)", **style}
    if rgb := _rgb(style.get("color")):
        return {**style, "color": f"light-dark({style['color']},{_readable(rgb)})"}
    return style


def _rgb(value: str | None) -> tuple[int, ...] | None:
    """Red, green and blue from 0 to 255, where a value is a color by its name or numbers."""
    try:
        return ImageColor.getrgb(value or "")[:3]
    except ValueError:
        return None


def _readable(rgb: tuple[int, ...]) -> str:
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in rgb))
    return "#" + "".join(f"{round(part * 255):02x}" for part in hls_to_rgb(hue, max(lightness, READABLE), saturation))
