"""Color schemes: those of `theme.palette`, as written, the only one of a site, and the colors of this theme's."""

from functools import cache
from pathlib import Path

from plugins.look.accent import ThemeColors, read_theme_colors
from plugins.migrate.mkdocs_config import MkDocsConfig

THEME = Path(__file__).resolve().parents[2] / "theme"


@cache
def theme_colors() -> ThemeColors:
    return read_theme_colors(THEME)


def read_palette(config: MkDocsConfig) -> list[tuple[tuple, dict]]:
    """The keys that lead to each scheme of the palette, and the scheme."""
    keys = ("theme", "palette")
    palette = config.get(*keys, kind=(dict, list)) or []
    schemes = [(keys, palette)] if isinstance(palette, dict) else [((*keys, n), one) for n, one in enumerate(palette)]
    return [(path, scheme) for path, scheme in schemes if isinstance(scheme, dict)]


def read_only_scheme(config: MkDocsConfig) -> str:
    """`light` or `dark` if the palette names one scheme and no button that changes it, else nothing."""
    schemes = [scheme for _, scheme in read_palette(config)]
    names = {scheme.get("scheme") for scheme in schemes}
    return {"default": "light", "slate": "dark"}.get(names.pop(), "") if len(schemes) == 1 else ""
