"""The Atom feed for feed readers: whole articles, absolute addresses, pictures in a published size.

In: the file that Pelican wrote. Out: the same file, its HTML without frames, icons, scripts and styles.
"""

import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.cache import Cache
from plugins.core.digests import digest
from plugins.finish.pages import Site
from plugins.pictures import BadPicture, Variant, box, picture_variant, source_attribute, write_variants
from plugins.pictures.variants import NotAPicture, Picture

ENTRY = re.compile(r"<entry>.*?</entry>", re.S)
LINK = re.compile(r'<link href="([^"]*)"')
HTML = re.compile(r'(<(content|summary) type="html">)(.*?)(</\2>)', re.S)
UPDATED = re.compile(r"(?<=<updated>)[^<]*")
NEVER = "1970-01-01T00:00:00+00:00"  # instead of the time of the build, which a feed without entries would have
ADDRESSES = {"href", "src", "poster", "xlink:href"}
PAGE_ATTRIBUTES = ("class", "style", "id", "data-player")  # mean something only on the page


@dataclass(frozen=True)
class EntryText:
    """The HTML of an entry, escaped for XML; the variants that it shows, and the pictures that it depends on, each
    with its state."""

    xml: str
    variants: tuple[Variant, ...]
    asked: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Feed:
    """The feed of a `site` that is published at `base`; its pages show the pictures `originals` in other sizes."""

    site: Site
    base: str
    originals: Collection[str]
    cache: Cache

    def finish(self, name: str) -> list[BadPicture]:
        """Rewrite the feed at the path `name`, if there is one; return damaged pictures."""
        path, variants = self.site.folder / name, []
        if path.is_file():
            xml, count = ENTRY.subn(lambda match: self._entry(match[0], variants), path.read_text("utf-8"))
            if not count:
                xml = UPDATED.sub(NEVER, xml)
            path.write_text(xml, "utf-8", newline="\n")
        return write_variants(variants, self.site.pictures, self.cache)

    def copy(self, name: str, copies: Iterable[str]) -> None:
        """Write the feed at the path `name`, if there is one, to the paths of `copies` too."""
        for copy in copies if (self.site.folder / name).is_file() else ():
            (self.site.folder / copy).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.site.folder / name, self.site.folder / copy)

    def _entry(self, entry: str, variants: list[Variant]) -> str:
        link = LINK.search(entry)[1]

        def rewrite(match: re.Match) -> str:
            html = unescape(match[3])
            text = self.cache.value(
                f"feed:{link}:{match[2]}",
                digest(self.site.key, self.base, link, html),
                lambda: self._text(html, link),
                lambda text: all(self._state(name) == state for name, state in text.asked),
            )
            variants.extend(text.variants)
            return match[1] + text.xml + match[4]

        return HTML.sub(rewrite, entry)

    def _state(self, name: str) -> str | None:
        """What the HTML of an entry depends on if it shows the picture at `name`; None if there is no such file."""
        content = self.site.pictures.digest(name)
        return content and f"{content} {name in self.originals}"

    def _text(self, html: str, link: str) -> EntryText:
        """The HTML of the article at `link`."""
        tree = LexborHTMLParser(f"<body>{html}")
        for node in tree.css("svg.icon, iframe, script, style, annotation"):
            node.decompose()
        for node in tree.css("*"):
            for name in [name for name in node.attributes or () if name in PAGE_ATTRIBUTES or name.startswith("on")]:
                del node.attrs[name]
        for node in tree.css("*"):
            for name in ADDRESSES & set(node.attributes or ()):
                node.attrs[name] = self._absolute(node.attributes[name] or "", link)
        asked: dict[str, str | None] = {}
        variants = [variant for node in tree.css("img[src], video[poster]") for variant in self._size(node, asked)]
        return EntryText(escape(tree.body.inner_html, quote=False), tuple(variants), tuple(asked.items()))

    def _absolute(self, address: str, link: str) -> str:
        if urlsplit(address).scheme or address.startswith("//"):
            return address
        return urljoin(link, address) if address.startswith("#") else urljoin(self.base, address.lstrip("/"))

    def _size(self, node: LexborNode, asked: dict[str, str | None]) -> Iterator[Variant]:
        """Show a published variant with twice the pixels of the box, in the picture's own format, which all readers
        know; yield it."""
        attribute = source_attribute(node)
        name = self.site.pictures.name_of(node.attrs[attribute].removeprefix(self.base), "feed.xml")
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
                node.attrs[attribute] = self.base + quote(variant.file)
                yield variant
        except NotAPicture:  # the page that shows it reports it
            return
        node.attrs["width"], node.attrs["height"] = str(width), str(height)


def keep_titles(context: Mapping, feed: object) -> None:
    """Restore the titles of articles: Pelican strips what looks like HTML tags, but our titles are plain text."""
    every = (each for article in context["articles"] for each in (article, *article.translations))
    titles = {f"{context['SITEURL']}/{article.url}": article.title for article in every}
    for item in feed.items:
        item["title"] = titles.get(item["link"], item["title"])
