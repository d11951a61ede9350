"""sitemap.xml, which pelican-sitemap writes, and its address in robots.txt."""

import re
from collections.abc import Mapping
from pathlib import Path

UNDATED = re.compile(r"<lastmod>0*1-01-01T[^<]*</lastmod>\n")  # datetime.min


def write_sitemap(generator: object, pelican: object, folder: Path) -> None:
    """Write sitemap.xml if SITEURL is set: https://www.sitemaps.org/protocol.html requires absolute addresses."""
    if not pelican.settings["SITEURL"]:
        return
    generator.finalize(pelican)
    path = folder / "sitemap.xml"
    if path.is_file():
        path.write_text(UNDATED.sub("", path.read_text("utf-8")).replace("&", "&amp;"), "utf-8", newline="\n")


def write_robots(folder: Path, settings: Mapping) -> None:
    """Write robots.txt, or add the sitemap's address to the author's own, unless that names a sitemap."""
    robots = folder / "robots.txt"
    text = robots.read_text("utf-8") if robots.is_file() else "User-agent: *\nAllow: /\n"
    if settings["SITEURL"] and "sitemap:" not in text.lower():
        text = f"{text.rstrip()}\n\nSitemap: {settings['SITEURL']}/sitemap.xml\n"
    robots.write_text(text, "utf-8", newline="\n")
