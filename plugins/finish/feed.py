"""The feed as readers show it: whole articles, absolute addresses, pictures that exist, nothing that needs a page.

In: the Atom file that Pelican wrote. Out: the same file, its HTML without frames, drawings and inline styles.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.cache import Cache
from plugins.core.digests import digest
from plugins.finish.pages import Site
from plugins.pictures import BadPicture, Variant, box, picture_variant, write_variants
from plugins.pictures.variants import NotAPicture, Picture

ENTRY = re.compile(r"<entry>.*?</entry>", re.S)
LINK = re.compile(r'<link href="([^"]*)"')
HTML = re.compile(r'(<(content|summary) type="html">)(.*?)(</\2>)', re.S)
OF_A_PAGE = ("class", "style", "id")


@dataclass(frozen=True)
class Text:
    """The HTML of an entry, escaped for XML; the variants that it shows, and the state of each picture."""

    xml: str
    variants: tuple[Variant, ...]
    asked: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Feed:
    """The feed of a `site` that is published at `base`; `originals` are pictures that it publishes in other sizes."""

    site: Site
    base: str
    originals: Collection[str]
    cache: Cache

    def finish(self, name: str) -> list[BadPicture]:
        """Rewrite the feed called `name`, if there is one; return the pictures that turn out to be damaged."""
        path, variants = self.site.folder / name, []
        if path.is_file():
            xml = ENTRY.sub(lambda match: self._entry(match[0], variants), path.read_text("utf-8"))
            path.write_text(xml, "utf-8", newline="\n")
        return write_variants(variants, self.site.pictures, self.cache)

    def _entry(self, entry: str, variants: list[Variant]) -> str:
        link = LINK.search(entry)[1]

        def rewritten(match: re.Match) -> str:
            html = unescape(match[3])
            text = self.cache.value(
                f"feed:{link}:{match[2]}",
                digest(self.site.key, self.base, link, html),
                lambda: self._text(html, link),
                lambda text: all(self._state(name) == state for name, state in text.asked),
            )
            variants.extend(text.variants)
            return match[1] + text.xml + match[4]

        return HTML.sub(rewritten, entry)

    def _state(self, name: str) -> str | None:
        """What an entry depends on where it shows the picture at `name`."""
        content = self.site.pictures.digest(name)
        return content and f"{content} {name in self.originals}"

    def _text(self, html: str, link: str) -> Text:
        """The HTML of the article at `link`."""
        tree = LexborHTMLParser(f"<body>{html}")
        for node in tree.css("svg.icon, iframe, script, style, annotation"):
            node.decompose()
        for node in tree.css("*"):
            for name in [name for name in node.attributes or () if name in OF_A_PAGE or name.startswith("on")]:
                del node.attrs[name]
        for node in tree.css("[href], [src]"):
            name = "href" if "href" in node.attributes else "src"
            node.attrs[name] = self._absolute(node.attrs[name] or "", link)
        asked: dict[str, str | None] = {}
        variants = [variant for node in tree.css("img[src]") for variant in self._size(node, asked)]
        return Text(escape(tree.body.inner_html, quote=False), tuple(variants), tuple(asked.items()))

    def _absolute(self, address: str, link: str) -> str:
        if urlsplit(address).scheme or address.startswith("//"):
            return address
        return urljoin(link, address) if address.startswith("#") else urljoin(self.base, address.lstrip("/"))

    def _size(self, node: LexborNode, asked: dict[str, str | None]) -> Iterator[Variant]:
        """Point at a variant that is published, twice as large as shown, in a format that every reader knows."""
        name = self.site.pictures.name_of(node.attrs["src"].removeprefix(self.base), "feed.xml")
        if name is None:
            return
        asked[name] = self._state(name)
        if asked[name] is None:
            return
        try:
            picture = Picture(self.site.pictures.file(name))
            width, height = box(node, picture.size)
            if name in self.originals:
                variant = picture_variant(name, picture, min(2 * width, picture.size[0]), picture.own_format)
                node.attrs["src"] = self.base + quote(variant.file)
                yield variant
        except NotAPicture:  # reported with its place when the pages' pictures are made
            return
        node.attrs["width"], node.attrs["height"] = str(width), str(height)


def keep_titles(context: Mapping, feed: object) -> None:
    """Pelican takes a title for HTML and drops what looks like a tag; ours are plain text."""
    titles = {f"{context['SITEURL']}/{article.url}": article.title for article in context["articles"]}
    for item in feed.items:
        item["title"] = titles.get(item["link"], item["title"])
