"""The sitemap: written by pelican-sitemap, whose generator is made new for each build."""

import re
from pathlib import Path

UNDATED = re.compile(r"<lastmod>0*1-01-01T[^<]*</lastmod>\n")  # datetime.min


def write(generator: object, pelican: object, folder: Path) -> None:
    """Write sitemap.xml where the address of the site is known: https://www.sitemaps.org/protocol.html asks for whole
    addresses."""
    if not pelican.settings["SITEURL"]:
        return
    generator.finalize(pelican)
    path = folder / "sitemap.xml"
    if path.is_file():
        path.write_text(UNDATED.sub("", path.read_text("utf-8")).replace("&", "&amp;"), "utf-8", newline="\n")
