"""Colors by name: those of Material's palette, as settings choose them, and those of this theme."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from plugins.look.accent import ThemeColors, read_theme_colors
from plugins.migrate.mkdocs.mkdocs_config import MkDocsConfig, Place

THEME = Path(__file__).resolve().parents[3] / "theme"
# Links of Material for MkDocs 9.8 by the primary color. It has none for indigo, its default, and for grays.
COLORS = {
    "red": "#ef5552", "pink": "#e92063", "purple": "#ab47bd", "deep purple": "#7e56c2", "blue": "#2094f3",
    "light blue": "#02a6f2", "cyan": "#00bdd6", "teal": "#009485", "green": "#4cae4f", "light green": "#72ad2e",
    "lime": "#8b990a", "yellow": "#b8a500", "amber": "#d19d00", "orange": "#e68a00", "deep orange": "#ff6e42",
    "brown": "#795649",
}  # fmt: skip
NO_CHOICE = {"", "custom", "indigo", "grey", "blue grey", "black", "white"}


@cache
def theme_colors() -> ThemeColors:
    return read_theme_colors(THEME)


def find_palette_colors(config: MkDocsConfig, key: str) -> Iterator[tuple[str, str, Place]]:
    """The `primary` or `accent` colors that the author chose: scheme, name and place."""
    for keys, scheme in _read_palette(config):
        name = " ".join(str(scheme.get(key) or "").lower().replace("-", " ").split())
        if name not in NO_CHOICE:
            yield "dark" if scheme.get("scheme") == "slate" else "light", name, config.place(*keys, key)


def read_only_scheme(config: MkDocsConfig) -> str:
    """`light` or `dark` if the palette names that alone, else nothing."""
    names = {str(scheme.get("scheme")) for _, scheme in _read_palette(config)}
    return {("default",): "light", ("slate",): "dark"}.get(tuple(names), "")


def _read_palette(config: MkDocsConfig) -> list[tuple[tuple, dict]]:
    """The keys that lead to each scheme of the palette, and the scheme."""
    keys = ("theme", "palette")
    palette = config.get(*keys, kind=(dict, list)) or []
    schemes = [(keys, palette)] if isinstance(palette, dict) else [((*keys, n), one) for n, one in enumerate(palette)]
    return [(path, scheme) for path, scheme in schemes if isinstance(scheme, dict)]
