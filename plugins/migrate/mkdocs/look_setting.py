"""LOOK of pelicanconf.py: the choices that come from the palette, the fonts and the style sheets of the old site."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.core.contrast import RGB, hex_color, parse_color
from plugins.look.accent import CONTRAST, readable_accent
from plugins.migrate.mkdocs.mkdocs_config import MkDocsConfig, Place
from plugins.migrate.mkdocs.old_site import OldSite
from plugins.migrate.mkdocs.palette import COLORS, find_palette_colors, read_only_scheme, theme_colors
from plugins.migrate.mkdocs.style_sheets import find_link_colors
from plugins.migrate.report import MigrationReport

# What sets the color of links, the strongest first; the accent is that of links below the pointer.
STRENGTH = ("color", "--md-typeset-a-color", "--md-primary-fg-color", "--md-accent-fg-color")
PALETTE = {"primary": "--md-primary-fg-color", "accent": "--md-accent-fg-color"}
SERIF = re.compile(
    r"(?!.*\bsans\b).*\b(?:alegreya|arvo|baskerville|bitter|bodoni|cambria|cardo|caslon|charter|cormorant|crimson|domine"
    r"|fraunces|garamond|gelasio|gentium|georgia|libertin\w+|literata|lora|merriweather|newsreader|palatino|playfair"
    r"|roman|serif|slab|spectral|stix|tinos|vollkorn)\b",
    re.I,
)


@dataclass(frozen=True)
class ChosenColor:
    written: str
    color: RGB
    place: Place


def look_setting(site: OldSite, report: MigrationReport) -> dict[str, object]:
    """The choices that differ from the defaults, by name."""
    only = read_only_scheme(site.config)
    if only:
        report.change(*site.config.place("theme", "palette"), f"the site is always {only}: scheme of LOOK says so")
    accent, fonts = _choose_accent(site, only, report), _choose_fonts(site.config, report)
    chosen = {"accent": accent, "fonts": fonts, "scheme": only}
    return {name: value for name, value in chosen.items() if value}


def _choose_accent(site: OldSite, only: str, report: MigrationReport) -> str | list[str]:
    """The color of links: one, from which the theme derives that of dark pages, or one for each scheme."""
    colors = _read_colors(site, report)
    if not colors:
        return ""
    light, dark = (colors.get(scheme) or next(iter(colors.values())) for scheme in ("light", "dark"))
    if only == "dark":
        return _readable(dark, "dark", report)
    if only or ("light" in colors and len({one.color for one in colors.values()}) == 1):
        return _readable(light, "light", report)
    return [_readable(light, "light", report), _readable(dark, "dark", report)]


def _readable(chosen: ChosenColor, scheme: str, report: MigrationReport) -> str:
    """The color, or else the nearest shade that the check of LOOK accepts."""
    shade = hex_color(readable_accent(chosen.color, scheme, theme_colors()))
    if shade != hex_color(chosen.color):
        change = "lighter" if scheme == "dark" else "darker"
        reason = f"links need a contrast of {CONTRAST}:1"
        report.change(*chosen.place, f"accent of LOOK is '{shade}', {change} than '{chosen.written}': {reason}")
    return shade


def _read_colors(site: OldSite, report: MigrationReport) -> Mapping[str, ChosenColor]:
    """The strongest color of links that the author chose, by scheme."""
    found: dict[str, dict[str, ChosenColor]] = {name: {} for name in STRENGTH}
    for name, scheme, written, place in _find_colors(site):
        if color := parse_color(COLORS.get(written, written)):
            found[name][scheme] = ChosenColor(written, color, place)
        else:
            message = f"'{written[:80]}' is not a plain, opaque color: choose accent in LOOK of pelicanconf.py"
            report.leave(*place, message)
    return next(filter(None, found.values()), {})


def _find_colors(site: OldSite) -> Iterator[tuple[str, str, str, Place]]:
    """What sets a color of links, the scheme, the color as written, its place; the last one counts."""
    for key, name in PALETTE.items():
        yield from ((name, *color) for color in find_palette_colors(site.config, key))
    for path, css in site.style_sheets.items():
        for one in find_link_colors(css):
            yield one.name, one.scheme, one.color, (site.place(path), one.line)


def _choose_fonts(config: MkDocsConfig, report: MigrationReport) -> str:
    """The set of fonts that is like the font of the text."""
    if config.get("theme", "font", kind=(bool,)) is False:
        return "system"
    written = config.get("theme", "font", kind=dict)
    text, code = (str(written.get(key) or "") for key in ("text", "code"))
    fonts = _find_similar_fonts(text)
    if fonts == "serif":
        report.change(*config.place("theme", "font", "text"), f"fonts of LOOK is 'serif', in place of {text}")
    if lost := [name for name in ("" if fonts else text, code) if name]:
        message = f"font {' and '.join(lost)}: not taken along, as no other host is called"
        report.leave(*config.place("theme", "font"), f"{message}; choose fonts in LOOK of pelicanconf.py")
    return "" if fonts == "sans" else fonts


def _find_similar_fonts(name: str) -> str:
    words = name.lower().split()
    if words[:2] == ["source", "sans"]:
        return "sans"
    if "gabarito" in words:
        return "gabarito"
    return "serif" if SERIF.match(name) else ""
