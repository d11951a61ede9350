"""The feed as readers show it: whole articles, absolute addresses, pictures that exist, nothing that needs a page.

In: the Atom file that Pelican wrote. Out: the same file, its HTML without frames, drawings and inline styles.
"""

import re
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.pictures import box, local_file
from plugins.pictures.variants import NotAPicture, Picture, encoded, name_of

ENTRY = re.compile(r"<entry>.*?</entry>", re.S)
LINK = re.compile(r'<link href="([^"]*)"')
HTML = re.compile(r'(<(content|summary) type="html">)(.*?)(</\2>)', re.S)
OF_A_PAGE = ("class", "style", "id")


@dataclass(frozen=True)
class Feed:
    """The feed of the site in `folder`, published at `base`; `originals` are pictures that stand in other sizes."""

    folder: Path
    base: str
    originals: set[Path]
    cache: Path

    def finish(self, name: str) -> None:
        """Rewrite the feed called `name`, if there is one."""
        path = self.folder / name
        if path.is_file():
            path.write_text(ENTRY.sub(self._entry, path.read_text("utf-8")), "utf-8", newline="\n")

    def _entry(self, entry: re.Match) -> str:
        link = LINK.search(entry[0])[1]
        return HTML.sub(lambda match: match[1] + self._text(unescape(match[3]), link) + match[4], entry[0])

    def _text(self, html: str, link: str) -> str:
        """The HTML of the article at `link`, escaped for XML."""
        tree = LexborHTMLParser(f"<body>{html}")
        for node in tree.css("svg.icon, iframe, script, style, annotation"):
            node.decompose()
        for node in tree.css("*"):
            for name in [name for name in node.attributes or () if name in OF_A_PAGE or name.startswith("on")]:
                del node.attrs[name]
        for node in tree.css("[href], [src]"):
            name = "href" if "href" in node.attributes else "src"
            node.attrs[name] = self._absolute(node.attrs[name] or "", link)
        for node in tree.css("img[src]"):
            self._size(node)
        return escape(tree.body.inner_html, quote=False)

    def _absolute(self, address: str, link: str) -> str:
        if urlsplit(address).scheme or address.startswith("//"):
            return address
        return urljoin(link, address) if address.startswith("#") else urljoin(self.base, address.lstrip("/"))

    def _size(self, node: LexborNode) -> None:
        """Point at a variant that is published, twice as large as shown, in a format that every reader knows."""
        original = local_file(node.attrs["src"].removeprefix(self.base), self.folder / "feed.xml", self.folder)
        if original is None or not original.is_file():
            return
        try:
            picture = Picture(original)
            width, height = box(node, picture.size)
            if original in self.originals:
                node.attrs["src"] = self.base + quote(self._variant(picture, 2 * width).as_posix())
        except NotAPicture:
            return
        node.attrs["width"], node.attrs["height"] = str(width), str(height)

    def _variant(self, picture: Picture, width: int) -> Path:
        width = min(width, picture.size[0])
        published = picture.path.with_name(name_of(picture, width, picture.own_format))
        if not published.exists():
            published.write_bytes(encoded(picture, width, picture.own_format, self.cache))
        return published.relative_to(self.folder)
