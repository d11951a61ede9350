"""The weight of a page on a first visit.

In: a finished page. Out: the number of requests to its own host, and bytes on the wire: text compressed, pictures as a
current browser chooses them on a screen of double density.
"""

import gzip
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins.pictures import local_file

LOADED = "link[rel=icon], link[rel=preload], link[rel=stylesheet], iframe[src]"
TEXT = (".html", ".css", ".svg", ".xml", ".txt")


@dataclass(frozen=True)
class Weight:
    """`requests` to the site's own host; `total` and `html` are bytes."""

    requests: int
    total: int
    html: int

    def __str__(self) -> str:
        return f"{self.total / 1000:.1f} kB in {self.requests} requests, its HTML with CSS {self.html / 1000:.1f} kB"


def weigh(page: Path, folder: Path) -> Weight:
    """Weigh the page at `page` of the site in `folder`."""
    tree = LexborHTMLParser(page.read_text("utf-8"))
    addresses = [node.attrs.get("href") or node.attrs.get("src") or "" for node in tree.css(LOADED)]
    for picture in tree.css("picture"):
        addresses.append(_largest(picture.css_first("source").attrs["srcset"] or ""))
    addresses += [node.attrs["src"] or "" for node in tree.css("img[src]") if node.parent.tag != "picture"]
    files = {local_file(address, page, folder) for address in addresses} - {None}
    html = _size(page)
    return Weight(1 + len(files), html + sum(_size(file) for file in files if file.is_file()), html)


def _largest(srcset: str) -> str:
    return srcset.split(",")[-1].split()[0]


def _size(file: Path) -> int:
    data = file.read_bytes()
    return len(gzip.compress(data, 6, mtime=0)) if file.suffix in TEXT else len(data)
