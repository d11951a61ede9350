"""The card that other sites show with a link to this one."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins.core.cache import Cache
from plugins.core.digests import digest
from plugins.finish.pages import Site
from plugins.pictures.variants import NotAPicture, Picture

HEAD, TEXT = "gabarito", "vita-sans"  # the typefaces of names and of the text
PARTS = ("", "-latin-1", "-latin-ext", "-vietnamese")  # the files of a typeface, by their characters
SCHEME = re.compile(r"^https?://")


def draw_card(site: Site, settings: Mapping, accent: str, cache: Cache) -> None:
    """Write card.jpg: the site's name, role and address, and the portrait of the home page.

    `accent` is the color of the address, and of a line.
    """
    shown = LexborHTMLParser((site.folder / "index.html").read_bytes()).css_first("img.portrait")
    name = site.pictures.name_of(shown.attrs["src"] or "", "index.html") if shown else None
    content = (name and site.pictures.digest(name)) or ""
    texts = (settings["SITENAME"], settings.get("SITESUBTITLE") or "", SCHEME.sub("", settings["SITEURL"]))
    head, text = (_font_files(Path(settings["THEME"], "static/fonts"), face) for face in (HEAD, TEXT))

    def draw() -> bytes:
        from plugins.pictures.card import CardFonts, CardTexts, card  # its libraries are loaded only to draw

        picture = Picture(site.pictures.file(name)) if content else None
        portrait = picture if picture and not picture.is_drawing else None
        return card(CardTexts(*texts), portrait, CardFonts(head, text), accent)

    fonts = (font.read_bytes() for font in (*head, *text))
    key = digest(site.code, *fonts, *texts, accent, name or "", content)
    with suppress(NotAPicture, OSError):  # `publish_pictures` returns the picture
        (site.folder / "card.jpg").write_bytes(cache.data(f"card:{texts[-1]}", key, draw))


def _font_files(folder: Path, name: str) -> tuple[Path, ...]:
    """The files of a typeface, the one with the most frequent characters first."""
    return tuple(file for part in PARTS if (file := folder / f"{name}{part}.woff2").is_file())
