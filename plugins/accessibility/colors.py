"""Colors as an author wrote them, and their contrast on light and on dark pages, as far as they can be read.

A gradient, a picture, transparency and `color-mix()` cannot. WCAG 2.1: https://www.w3.org/TR/WCAG21/#contrast-minimum.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.accessibility.published import Published
from plugins.accessibility.style_rules import StyleRule, read_style_rules
from plugins.core.contrast import RGB, contrast, hex_color, parse_color
from plugins.core.css import pixels
from plugins.core.problems import Problem
from plugins.look import read_look
from plugins.look.accent import SCHEMES

LEAST, LEAST_LARGE = 4.5, 3
LARGE, LARGE_BOLD = 24, 18.66  # CSS pixels
BOLD = re.compile(r"bold|bolder|[789]00")
VARIABLE = re.compile(r"var\(\s*(?P<name>--[\w-]+)\s*(?:,(?P<other>[^()]*(?:\([^()]*\))?[^()]*))?\)")
# Values that say nothing about the color that a visitor sees.
NONE = frozenset(("inherit", "initial", "unset", "revert", "revert-layer", "currentcolor", "transparent", "none", "0"))
ROOTS = (":root", "html", "body")
TEXT, LINK, PAGE = "var(--color-text)", "var(--color-link)", "var(--color-page)"


@dataclass(frozen=True)
class Palette:
    """The tokens of a scheme, with those that an author set: texts of CSS by name. `page` is what lies behind all."""

    scheme: str
    tokens: Mapping[str, str]
    page: str = PAGE

    def color(self, value: str) -> RGB | None:
        """The color that a value means in this scheme; None if it cannot be read."""
        for _ in range(8):  # variables of variables
            if "var(" not in value:
                break
            value = VARIABLE.sub(lambda match: self.tokens.get(match["name"]) or match["other"] or "?", value)
        return parse_color(value.removesuffix("!important").strip(), self.scheme)


@dataclass(frozen=True)
class Judgment:
    """A problem with colors, or with reading them."""

    problem: Problem
    is_unread: bool = False


def read_own_rules(published: Published) -> list[StyleRule]:
    """The rules of custom.css."""
    file = published.site.content / "extra/custom.css"
    return read_style_rules(file.read_text("utf-8")) if file.is_file() else []


def read_palettes(published: Published, own: Sequence[StyleRule]) -> list[Palette]:
    """A palette for each scheme that visitors may see, with the `own` rules of the author."""
    look, sheet = read_look(published.site.settings), Path(published.site.settings["THEME"], "static/css/tokens.css")
    theme = read_style_rules(f"{sheet.read_text('utf-8') if sheet.is_file() else ''}\n{look.tokens}")
    only = _values_of_roots(own, "").get("color-scheme", look.color_scheme).split()
    schemes = only if only in (["light"], ["dark"]) else SCHEMES
    tokens = {scheme: _values_of_roots([*theme, *own], scheme) for scheme in schemes}
    pages = {scheme: own_color(_values_of_roots(own, scheme), "background") for scheme in schemes}
    return [Palette(scheme, tokens[scheme], pages[scheme] or PAGE) for scheme in schemes]


def _values_of_roots(rules: Sequence[StyleRule], scheme: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for rule in rules:
        if rule.selector in ROOTS and rule.scheme in ("", scheme):
            found |= rule.values
    return found


def own_color(values: Mapping[str, str], kind: str) -> str:
    """The `color` or the `background` that declarations set; empty if none says what a visitor sees."""
    names = ("color",) if kind == "color" else ("background-color", "background-image", "background")
    written = (values.get(name, "").removesuffix("!important").strip() for name in names)
    return next((value for value in written if value.lower() not in ("", *NONE)), "")


def has_colors(values: Mapping[str, str]) -> bool:
    return bool(own_color(values, "color") or own_color(values, "background"))


def is_large(values: Mapping[str, str], is_name: bool) -> bool:
    """Whether text is large, by its declarations, or as the name at the top of a page."""
    size = pixels(values.get("font-size"), 16) or (LARGE if is_name else 0)
    return size >= LARGE or (size >= LARGE_BOLD and bool(BOLD.search(values.get("font-weight", ""))))


def judge(
    text: str, background: str, palette: Palette, place: Problem, what: str, is_large: bool = False
) -> Iterator[Judgment]:
    """Whether a text can be read on a background; `place` is where its color stands, `what` names it."""
    colors, least = (palette.color(text), palette.color(background)), LEAST_LARGE if is_large else LEAST
    if None in colors:
        unread = text if colors[0] is None else background
        yield Judgment(replace(place, message=f"{what}: '{unread}' is not one opaque color"), is_unread=True)
    elif (ratio := contrast(*colors)) < least:
        shown = "{} on {}".format(*map(hex_color, colors))
        message = f"{what} in {shown} has a contrast of {int(ratio * 10) / 10}:1 on a {palette.scheme} page"
        yield Judgment(replace(place, message=f"{message}: make it {least}:1 at least"))
