"""Files beside a site's pages: the card that is shown with links to it, fonts of formulas, what robots are told.

In: the folder of the written site, and its settings. Out: the files there.
"""

from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from plugins.pictures import local_file
from plugins.pictures.variants import NotAPicture, Picture


def draw_card(folder: Path, settings: dict) -> None:
    """The home page's name and portrait, and where the site is."""
    from plugins.pictures.card import card  # it loads what draws, which a site at home never needs

    home = folder / "index.html"
    portrait = LexborHTMLParser(home.read_text("utf-8")).css_first("img.portrait")
    file = local_file(portrait.attrs["src"] or "", home, folder) if portrait else None
    host = urlsplit(settings["SITEURL"]).netloc + urlsplit(settings["SITEURL"]).path
    font = Path(settings["THEME"], "static/fonts/gabarito.woff2")
    with suppress(NotAPicture, OSError):  # told with its place when the page's pictures are made
        picture = Picture(file) if file and not Picture(file).is_drawing else None
        (folder / "card.jpg").write_bytes(card(settings["SITENAME"], host, picture, font))


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
