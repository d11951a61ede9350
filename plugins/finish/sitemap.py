"""sitemap.xml, which pelican-sitemap writes, and its address in robots.txt."""

import re
from collections.abc import Mapping
from pathlib import Path

# The lines of an entry before those of its translations.
TRANSLATED = re.compile(r"<loc>(?P<address>[^<]*)</loc>\n(?:(?!</url>|<xhtml:).*\n)*(?=<xhtml:)")
UNDATED = re.compile(r"<lastmod>0*1-01-01T[^<]*</lastmod>\n")  # datetime.min


def write_sitemap(generator: object, pelican: object, folder: Path) -> None:
    """Write sitemap.xml if SITEURL is set: https://www.sitemaps.org/protocol.html requires absolute addresses."""
    if not pelican.settings["SITEURL"]:
        return
    languages = {content.url: content.lang for _, content in generator.page_queue if content}
    generator.finalize(pelican)
    path = folder / "sitemap.xml"
    if path.is_file():
        text = _list_all_languages(UNDATED.sub("", path.read_text("utf-8")), languages, pelican.settings["SITEURL"])
        path.write_text(text.replace("&", "&amp;"), "utf-8", newline="\n")


def _list_all_languages(text: str, languages: Mapping[str, str], site: str) -> str:
    """Name each translation by `href`, where the plugin writes `ref`, and the page itself among them, as
    https://developers.google.com/search/docs/specialty/international/localized-versions asks for."""

    def add_itself(match: re.Match) -> str:
        lang = languages.get(match["address"].removeprefix(f"{site}/"))
        link = f'<xhtml:link rel="alternate" hreflang="{lang}" href="{match["address"]}"/>\n'
        return match[0] + link if lang else match[0]

    return TRANSLATED.sub(add_itself, text).replace(' ref="', ' href="')


def write_robots(folder: Path, settings: Mapping) -> None:
    """Write robots.txt, or add the sitemap's address to the author's own, unless that names a sitemap."""
    robots = folder / "robots.txt"
    text = robots.read_text("utf-8") if robots.is_file() else "User-agent: *\nAllow: /\n"
    if settings["SITEURL"] and "sitemap:" not in text.lower():
        text = f"{text.rstrip()}\n\nSitemap: {settings['SITEURL']}/sitemap.xml\n"
    robots.write_text(text, "utf-8", newline="\n")
