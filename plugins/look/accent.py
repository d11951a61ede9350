"""The accent: one color, or one for light and one for dark pages, in which links are readable on every background.

In: the value in LOOK, and the colors of the theme's `tokens.css`. Out: what is wrong with it, with the keys that lead
there; or its shades.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from plugins.core.contrast import RGB, contrast, hex_color, parse_color, readable_shade
from plugins.core.problems import did_you_mean

# Colors by the names of their tokens, for light and for dark pages.
ThemeColors = Mapping[str, Mapping[str, RGB]]

CONTRAST = 7  # of links, as of all text
SCHEMES = ("light", "dark")
# The backgrounds on which links stand: tokens, and their names in messages.
BACKGROUNDS = {"color-page": "page", "color-raised": "boxes"}
TOKEN = re.compile(r"--(?P<name>color-[\w-]+):\s*(?P<value>[^;}]+)")
FORM = "an opaque color such as '#4e078d', 'navy' or 'oklch(35% 0.2 300)', or a pair, for light and for dark pages"


def read_theme_colors(theme: str | Path) -> ThemeColors:
    """The colors in a theme's `tokens.css`, each as it is first set; none if there is no such file."""
    path = Path(theme, "static/css/tokens.css")
    tokens = [*TOKEN.finditer(path.read_text("utf-8"))] if path.is_file() else []
    found = {scheme: [(token["name"], parse_color(token["value"], scheme)) for token in tokens] for scheme in SCHEMES}
    return {scheme: {name: color for name, color in reversed(pairs) if color} for scheme, pairs in found.items()}


def accent_problems(value: object, only_scheme: str, theme: ThemeColors) -> Iterator[tuple[tuple, str]]:
    """What is wrong with the accent of a site that has only one scheme, or both."""
    colors, schemes = _colors_of(value), _schemes_of(value, only_scheme)
    if len(colors) != len(schemes):
        yield (), f"accent is {FORM}, not {value!r}"
        return
    for index, (written, scheme) in enumerate(zip(colors, schemes, strict=True)):
        keys = (index,) if isinstance(value, list | tuple) else ()
        color = parse_color(written) if isinstance(written, str) else None
        if color is None:
            yield keys, f"accent is {FORM}, not {written!r}{_meant(str(written))}"
        elif problem := _contrast_problem(color, scheme, theme):
            yield keys, f"accent {written!r} has {problem}"


def _meant(written: str) -> str:
    from PIL.ImageColor import colormap  # Pillow is slow to load, and needed only for this error

    return did_you_mean(written, colormap)


def both_shades(value: object, only_scheme: str, theme: ThemeColors) -> tuple[RGB, RGB]:
    """The accent on light and on dark pages. Where the author gives one color, the other has its hue."""
    given = dict(zip(_schemes_of(value, only_scheme), map(parse_color, _colors_of(value)), strict=True))
    [first, *_] = given.values()
    light, dark = (given.get(scheme) or readable_accent(first, scheme, theme) for scheme in SCHEMES)
    return light, dark


def readable_accent(color: RGB, scheme: str, theme: ThemeColors) -> RGB:
    """The color, or the nearest shade in which links are readable on each background of a scheme."""
    return readable_shade(color, [theme[scheme][name] for name in BACKGROUNDS if name in theme[scheme]], CONTRAST)


def _colors_of(value: object) -> Sequence:
    return value if isinstance(value, list | tuple) else (value,)


def _schemes_of(value: object, only_scheme: str) -> tuple[str, ...]:
    """The schemes that the colors are for: one color is for light pages, unless all are dark."""
    if isinstance(value, list | tuple):
        return SCHEMES
    return ("dark",) if only_scheme == "dark" else ("light",)


def _contrast_problem(color: RGB, scheme: str, theme: ThemeColors) -> str:
    for name, words in BACKGROUNDS.items():
        ground = theme[scheme].get(name)
        if ground and (ratio := contrast(color, ground)) < CONTRAST:
            shown = math.floor(ratio * 10) / 10  # 6.96 is not 7
            where = f"{'the ' if words == 'page' else ''}{'dark ' if scheme == 'dark' else ''}{words}"
            enough = hex_color(readable_accent(color, scheme, theme))
            return f"a contrast of {shown}:1 on {where}, and links need {CONTRAST}:1: write '{enough}'"
    return ""
