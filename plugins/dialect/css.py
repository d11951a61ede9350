"""Inline styles that authors write: declarations in, pixels or declarations out.

A reader of declarations as forgiving as a browser's (https://www.w3.org/TR/css-syntax-3/#parse-a-list-of-declarations).
"""

import re

DECLARATION = re.compile(r"""(?P<name>--[\w-]+|-?[a-zA-Z][\w-]*)\s*:\s*(?P<value>(?:[^;"']|"[^"]*"|'[^']*')+)""")
LENGTH = re.compile(r"(?P<number>-?(?:\d+\.?\d*|\.\d+))(?P<unit>em|rem|px|pt|cm|mm|in)\b")
PIXELS = {"px": 1, "rem": 16, "pt": 96 / 72, "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96}
# What could reach out of its box, call another host or run: never taken over from content.
FORBIDDEN = re.compile(r"expression|javascript:|@import|behavior|-moz-binding|[{}<>\\]", re.I)


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
    if text.isdigit():
        return int(text)
    match = LENGTH.fullmatch(text)
    if not match:
        return None
    scale = em if match["unit"] == "em" else PIXELS[match["unit"]]
    return max(1, round(float(match["number"]) * scale))


def in_pixels(value: str, em: float) -> str:
    """A value with its `em` lengths in pixels, for an element that leaves the text whose size they meant."""
    return LENGTH.sub(
        lambda match: f"{float(match['number']) * em:g}px" if match["unit"] == "em" else match[0],
        value,
    )
