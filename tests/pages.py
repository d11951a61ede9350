"""A built site as visitors get it: the tree of every page, its addresses, and the files that these mean.

Nothing here uses the code that built the site.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

ADDRESSES = ("href", "src", "srcset", "poster", "data", "action", "content")


@dataclass(frozen=True)
class BuiltSite:
    """A site in `folder`, its public `address`, and the other `hosts` that its pages may call."""

    folder: Path
    address: str
    hosts: Mapping[str, list[str]]

    @cached_property
    def pages(self) -> dict[str, LexborHTMLParser]:
        """Every page by its path from the site's root, without the pages in frames."""
        return {path: tree for path, tree in self.documents.items() if not path.startswith("frames/")}

    @cached_property
    def documents(self) -> dict[str, LexborHTMLParser]:
        files = sorted(self.folder.rglob("*.html"))
        return {file.relative_to(self.folder).as_posix(): read(file.read_text("utf-8")) for file in files}

    @cached_property
    def public(self) -> dict[str, LexborHTMLParser]:
        """The pages that a search engine may show: all but 404.html."""
        return {path: tree for path, tree in self.pages.items() if path != "404.html"}

    def url(self, path: str) -> str:
        """The public address of the page at `path`."""
        return f"{self.address}/{path.removesuffix('index.html')}"

    def nodes(self, selector: str) -> Iterator[tuple[str, LexborNode]]:
        """Every element that matches, with the path of its page."""
        return ((path, node) for path, tree in self.pages.items() for node in tree.css(selector))

    def file(self, address: str, path: str) -> Path:
        """The file of the site that `address` on the page at `path` leads to."""
        own = unquote(urlsplit(address).path)
        if not own:
            return self.folder / path
        if path == "404.html":
            return self.folder / own.removeprefix(urlsplit(self.address).path).lstrip("/")
        return ((self.folder / path).parent / own).resolve()


def read(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def is_own(address: str) -> bool:
    """Whether an address stays within the site."""
    return not urlsplit(address).scheme and not address.startswith("//")


def host_of(address: str) -> str:
    return urlsplit(address).hostname or ""


def candidates(srcset: str) -> list[tuple[str, str]]:
    """A `srcset` as pairs of address and descriptor, by default `1x`."""
    pairs = (part.split() for part in srcset.split(", ") if part)
    return [(pair[0], pair[1] if len(pair) > 1 else "1x") for pair in pairs]
