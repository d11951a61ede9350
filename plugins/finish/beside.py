"""Files beside a site's pages: the card that is shown with links to it, fonts for formulas, robots.txt.

In: the folder of the written site, and its settings. Out: the files there.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from plugins.core.cache import Cache
from plugins.core.digests import digest
from plugins.finish.pages import Site
from plugins.pictures.variants import NotAPicture, Picture


def draw_card(site: Site, settings: Mapping, cache: Cache) -> None:
    """The home page's name and portrait, and where the site is."""
    portrait = LexborHTMLParser((site.folder / "index.html").read_bytes()).css_first("img.portrait")
    name = site.pictures.name_of(portrait.attrs["src"] or "", "index.html") if portrait else None
    content = (name and site.pictures.digest(name)) or ""
    host = urlsplit(settings["SITEURL"]).netloc + urlsplit(settings["SITEURL"]).path
    font = Path(settings["THEME"], "static/fonts/gabarito.woff2")

    def draw() -> bytes:
        from plugins.pictures.card import card  # it loads what draws

        picture = Picture(site.folder / name) if content else None
        return card(settings["SITENAME"], host, picture if picture and not picture.is_drawing else None, font)

    key = digest(site.code, font.read_bytes(), settings["SITENAME"], host, name or "", content)
    with suppress(NotAPicture, OSError):  # reported with its place when the page's pictures are made
        (site.folder / "card.jpg").write_bytes(cache.data(f"card:{host}", key, draw))


def drop_fonts_of_formulas(fonts: Path) -> None:
    """They are published where a page has a formula."""
    for font in [*fonts.glob("stix-*"), *fonts.glob("OFL-stix-*")]:
        font.unlink()


def name_sitemap(folder: Path, settings: dict) -> None:
    """Tell robots where the sitemap is, once the site's address is known; an author's robots.txt may say so itself."""
    robots = folder / "robots.txt"
    text = robots.read_text("utf-8") if robots.is_file() else "User-agent: *\nAllow: /\n"
    if settings["SITEURL"] and "sitemap:" not in text.lower():
        text = f"{text.rstrip()}\n\nSitemap: {settings['SITEURL']}/sitemap.xml\n"
    robots.write_text(text, "utf-8", newline="\n")
