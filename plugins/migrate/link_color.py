"""The color of links from a Material palette, made readable in the light and the dark scheme (WCAG 2.2, 1.4.3)."""

import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

CONTRAST = 4.5
PAGE = {"light": "#f7f5fa", "dark": "#201d28"}  # --color-raised of tokens.css, the background with less contrast
# The color of links in Material for MkDocs 9.8, by the primary color of the palette.
LIGHT = {
    "red": "#ef5552", "pink": "#e92063", "purple": "#ab47bd", "deep-purple": "#7e56c2", "indigo": "#4051b5",
    "blue": "#2094f3", "light-blue": "#02a6f2", "cyan": "#00bdd6", "teal": "#009485", "green": "#4cae4f",
    "light-green": "#72ad2e", "lime": "#8b990a", "yellow": "#b8a500", "amber": "#d19d00", "orange": "#e68a00",
    "deep-orange": "#ff6e42", "brown": "#795649", "grey": "#4051b5", "blue-grey": "#4051b5", "black": "#4051b5",
    "white": "#4051b5",
}  # fmt: skip
DARK = {
    "pink": "#ed5487", "purple": "#c46fd3", "deep-purple": "#a47bea", "indigo": "#5488e8", "teal": "#00ccb8",
    "green": "#71c174", "deep-orange": "#ff764d", "brown": "#c1775c", "grey": "#5e8bde", "blue-grey": "#5e8bde",
    "black": "#5e8bde", "white": "#5e8bde",
}  # fmt: skip
# The accents of the palette, from Material Design.
ACCENTS = {
    "red": "#ff1744", "pink": "#f50057", "purple": "#e040fb", "deep-purple": "#7c4dff", "indigo": "#536dfe",
    "blue": "#448aff", "light-blue": "#0091ea", "cyan": "#00b8d4", "teal": "#00bfa5", "green": "#00c853",
    "light-green": "#64dd17", "lime": "#aeea00", "yellow": "#ffd600", "amber": "#ffab00", "orange": "#ff9100",
    "deep-orange": "#ff6e40",
}  # fmt: skip
HEX = re.compile(r"#(?P<digits>[0-9a-f]{6}|[0-9a-f]{3})(?:[0-9a-f]{2})?", re.I)
CALL = re.compile(r"(?P<kind>rgb|hsl)a?\(\s*(?P<a>[\d.]+)(?:deg)?[\s,]+(?P<b>[\d.]+)%?[\s,]+(?P<c>[\d.]+)%?.*\)", re.I)

RGB = tuple[float, float, float]


@dataclass(frozen=True)
class LinkColor:
    """The color of links in both schemes; `adjusted` names the schemes in which the author's color was unreadable."""

    light: str
    dark: str
    adjusted: tuple[str, ...]


def choose_link_color(light: str, dark: str = "") -> LinkColor | None:
    """Readable colors near `light` and `dark`, names of a palette or colors of CSS; None if one is neither."""
    dark = dark or light
    wanted = {"light": LIGHT.get(light, light), "dark": DARK.get(dark, LIGHT.get(dark, dark))}
    parsed = {scheme: parse_color(color) for scheme, color in wanted.items()}
    if None in parsed.values():
        return None
    near = {scheme: make_readable(color, PAGE[scheme]) for scheme, color in parsed.items()}
    adjusted = tuple(scheme for scheme, color in parsed.items() if hex_color(color) != hex_color(near[scheme]))
    return LinkColor(hex_color(near["light"]), hex_color(near["dark"]), adjusted)


def parse_color(color: str) -> RGB | None:
    """Red, green and blue from 0 to 1."""
    if match := HEX.fullmatch(color.strip()):
        digits = match["digits"] if len(match["digits"]) == 6 else "".join(digit * 2 for digit in match["digits"])
        return tuple(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    if match := CALL.fullmatch(color.strip()):
        first, second, third = (float(match[name]) for name in "abc")
        if match["kind"].lower() == "hsl":
            return hls_to_rgb(first % 360 / 360, min(third, 100) / 100, min(second, 100) / 100)
        return tuple(min(value, 255) / 255 for value in (first, second, third))
    return None


def make_readable(color: RGB, ground: str) -> RGB:
    """The color with its hue, made darker or lighter until its contrast on the color `ground` is CONTRAST."""
    hue, lightness, saturation = rgb_to_hls(*color)
    step = -0.005 if _luminance(parse_color(ground)) > 0.5 else 0.005
    while contrast(hls_to_rgb(hue, lightness, saturation), parse_color(ground)) < CONTRAST and 0 < lightness < 1:
        lightness = min(1, max(0, lightness + step))
    return hls_to_rgb(hue, lightness, saturation)


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: RGB) -> float:
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color]
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def hex_color(color: RGB) -> str:
    return "#" + "".join(f"{round(value * 255):02x}" for value in color)
