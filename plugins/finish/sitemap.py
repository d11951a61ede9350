"""sitemap.xml, which pelican-sitemap writes, and its address in robots.txt."""

import re
from collections.abc import Mapping
from pathlib import Path

from plugins.translations import Alternate, with_default

TRANSLATION = re.compile(r"<xhtml:link [^>]*/>\n")  # with `ref`, where it has to be `href`, and not all of them
ENTRY = re.compile(r"<loc>(?P<address>[^<]*)</loc>\n(?:(?!</url>).*\n)*")
UNDATED = re.compile(r"<lastmod>0*1-01-01T[^<]*</lastmod>\n")  # datetime.min


def write_sitemap(
    generator: object, pelican: object, folder: Path, alternates: Mapping[str, tuple[Alternate, ...]]
) -> None:
    """Write sitemap.xml if SITEURL is set: https://www.sitemaps.org/protocol.html requires absolute addresses.

    `alternates` are the languages of pages by their files.
    """
    if not pelican.settings["SITEURL"]:
        return
    generator.finalize(pelican)
    path = folder / "sitemap.xml"
    if path.is_file():
        text = TRANSLATION.sub("", UNDATED.sub("", path.read_text("utf-8")))
        text = _list_languages(text, alternates, pelican.settings)
        path.write_text(text.replace("&", "&amp;"), "utf-8", newline="\n")


def _list_languages(text: str, alternates: Mapping[str, tuple[Alternate, ...]], settings: Mapping) -> str:
    """Name all languages of a page, itself among them, as
    https://developers.google.com/search/docs/specialty/international/localized-versions asks for."""
    site = settings["SITEURL"]
    by_address = {f"{site}/{one.url}": every for every in alternates.values() for one in every}

    def add_links(match: re.Match) -> str:
        found = with_default(by_address.get(match["address"], ()), settings["DEFAULT_LANG"])
        links = (f'<xhtml:link rel="alternate" hreflang="{one.lang}" href="{site}/{one.url}"/>\n' for one in found)
        return match[0] + "".join(links)

    return ENTRY.sub(add_links, text)


def write_robots(folder: Path, settings: Mapping) -> None:
    """Write robots.txt, or add the sitemap's address to the author's own, unless that names a sitemap."""
    robots = folder / "robots.txt"
    text = robots.read_text("utf-8") if robots.is_file() else "User-agent: *\nAllow: /\n"
    if settings["SITEURL"] and "sitemap:" not in text.lower():
        text = f"{text.rstrip()}\n\nSitemap: {settings['SITEURL']}/sitemap.xml\n"
    robots.write_text(text, "utf-8", newline="\n")
