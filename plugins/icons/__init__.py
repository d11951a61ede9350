"""Settings with which pymdownx.emoji turns shortcodes into inline icons and Unicode emoji.

Input: a `Pack`. Output: the settings. A name that is neither an icon nor an emoji stays as typed.
"""

from functools import partial
from html import escape

from pymdownx import twemoji_db

from plugins.icons.pack import Icon, NotAnIcon, Pack, svg

__all__ = ["Icon", "NotAnIcon", "Pack", "emoji_config", "svg"]

EMOJI_STYLE = "fe0f"  # U+FE0F requests the colored form of a character that also has a text form
KEYCAP = "20e3"
# Entries of twemoji_db without a glyph in any font: one outside Unicode, and a sequence that lacks its U+FE0F.
UNDRAWN = ("e50a",)
COMPLETE = {"1f441-200d-1f5e8": "1f441-fe0f-200d-1f5e8-fe0f"}


def emoji_config(pack: Pack) -> dict[str, object]:
    """The value for `extension_configs["pymdownx.emoji"]`."""
    return {
        "emoji_index": partial(emoji_index, pack),
        "emoji_generator": partial(emoji_generator, pack),
        "title": "long",
        "alt": "unicode",
    }


class Shortcodes(dict):
    """The index of pymdownx.emoji, which looks an icon or emoji up instead of listing all."""

    def __init__(self, pack: Pack) -> None:
        super().__init__()
        self._pack = pack

    def __contains__(self, shortcode: object) -> bool:
        return self.get(shortcode) is not None

    def get(self, shortcode: str, default: dict | None = None) -> dict[str, str] | None:
        name = shortcode.strip(":")
        return {"name": name} if name in self._pack else emoji(shortcode) or default


def emoji_index(pack: Pack, options: dict, md: object) -> dict[str, object]:
    return {"name": "icons", "emoji": Shortcodes(pack), "aliases": {}}


def emoji_generator(pack: Pack, index, shortcode, alias, code_points, character, title, category, options, md) -> str:
    """The markup of an icon (which has no code points) or an emoji, stored as raw HTML; arguments of pymdownx.emoji."""
    if code_points is None:
        icon = pack.get(shortcode.strip(":"))
        return md.htmlStash.store(svg(icon).replace("<svg ", f'<svg data-icon="{escape(icon.name)}" ', 1))
    return md.htmlStash.store(f'<span role="img" aria-label="{escape(title)}">{character}</span>')


def emoji_names() -> list[str]:
    """The shortcodes of all emoji."""
    return [name for name in (*twemoji_db.emoji, *twemoji_db.aliases) if emoji(name)]


def emoji(shortcode: str) -> dict[str, str] | None:
    """The name and the fully qualified code points of an emoji, or None if there is none of this name."""
    entry = twemoji_db.emoji.get(twemoji_db.aliases.get(shortcode, shortcode))
    if entry is None or entry["unicode"] in UNDRAWN:
        return None
    written = entry.get("unicode_alt", entry["unicode"])
    points = COMPLETE.get(written, written).split("-")
    if len(points) == 1 or points[1:] == [KEYCAP]:
        points.insert(1, EMOJI_STYLE)
    return {"name": entry["name"], "unicode": "-".join(points)}
