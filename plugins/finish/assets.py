"""The card that other sites show with a link to this one."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from plugins.core.cache import Cache
from plugins.core.digests import digest
from plugins.finish.pages import Site
from plugins.pictures.variants import NotAPicture, Picture


def draw_card(site: Site, settings: Mapping, accent: str, cache: Cache) -> None:
    """Write card.jpg: the site's name and address, the portrait of the home page, and a line in the color `accent`."""
    shown = LexborHTMLParser((site.folder / "index.html").read_bytes()).css_first("img.portrait")
    name = site.pictures.name_of(shown.attrs["src"] or "", "index.html") if shown else None
    content = (name and site.pictures.digest(name)) or ""
    address = urlsplit(settings["SITEURL"]).netloc + urlsplit(settings["SITEURL"]).path
    fonts = Path(settings["THEME"], "static/fonts")
    head, text = fonts / "gabarito.woff2", fonts / "vita-sans.woff2"

    def draw() -> bytes:
        from plugins.pictures.card import card  # its libraries are loaded only to draw

        picture = Picture(site.pictures.file(name)) if content else None
        portrait = picture if picture and not picture.is_drawing else None
        return card(settings["SITENAME"], address, portrait, (head, text), accent)

    used = (head.read_bytes(), text.read_bytes(), content)
    key = digest(site.code, *used, settings["SITENAME"], address, accent, name or "")
    with suppress(NotAPicture, OSError):  # `publish_pictures` returns the picture
        (site.folder / "card.jpg").write_bytes(cache.data(f"card:{address}", key, draw))
