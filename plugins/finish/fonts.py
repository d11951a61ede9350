"""The theme's fonts: which ones a page asks for at once, and which ones a site need not carry."""

from collections.abc import Iterable
from pathlib import Path

from plugins.finish.stylesheet import Sheets

# The files that the first view of every page needs, by the style sheet in `choices/` that an author chose.
FONTS_TO_PRELOAD = {
    "fonts-sans": ("vita-sans", "gabarito"),
    "fonts-serif": ("vita-serif", "gabarito"),
    "fonts-gabarito": ("gabarito-text",),
    "fonts-system": (),
}


def to_preload(chosen: Iterable[str]) -> list[str]:
    """The names of these files, without `.woff2`, for the chosen style sheets."""
    return [font for choice in chosen for font in FONTS_TO_PRELOAD.get(choice, ())]


def drop_unused_fonts(folder: Path, sheets: Sheets, has_math: bool) -> None:
    """Delete the fonts in `folder` that no page can fetch, and licenses of which no font is left."""
    rare = (rules for selector, rules in sheets.on_demand.items() if has_math or selector != "math")
    css = "".join((sheets.always, *rare, sheets.chosen))
    for font in folder.glob("*.woff2"):
        if f"/{font.name}" not in css:
            font.unlink()
    for text in folder.glob("OFL-*.txt"):
        if not any(folder.glob(f"{text.stem.removeprefix('OFL-')}*.woff2")):
            text.unlink()
