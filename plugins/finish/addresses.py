"""Addresses inside the site: relative, and down to the file, so that one folder works on any path and from disk.

In: the tree of a written page and where it lies. Out: the same tree, each of its own site's addresses relative to the
page and ending in a file's name; and what the page points at, for the checks.
"""

from collections.abc import Iterator
from os.path import relpath
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

HOLDERS = "[href], [src], [poster], [data]"
NAMES = ("href", "src", "poster", "data")


def make_relative(tree: LexborHTMLParser, page: Path, folder: Path, base: str = "") -> None:
    """Rewrite the page's addresses; with `base`, as for the page that answers at any depth, put that before them."""
    for node, name, address in _own_addresses(tree):
        parts = urlsplit(address)
        if not parts.path:
            continue
        target = file_of(parts.path, page, folder)
        spelled = relpath(target, folder if base else page.parent).replace("\\", "/")
        node.attrs[name] = urlunsplit(("", "", base + quote(spelled), parts.query, parts.fragment))


def file_of(path: str, page: Path, folder: Path) -> Path:
    """The file of the site that an address means, whether it exists or not."""
    decoded = unquote(path)
    target = folder / decoded.lstrip("/") if decoded.startswith("/") else page.parent / decoded
    if decoded.endswith(("/", "/.", "/..")) or decoded in (".", "..") or target.is_dir():
        target /= "index.html"
    return Path(relpath(target, folder)) if not folder.is_absolute() else folder / relpath(target, folder)


def targets(tree: LexborHTMLParser, page: Path, folder: Path, base: str = "/") -> Iterator[tuple[str, Path, str]]:
    """What the page points at inside the site, whose path on its host is `base`: (address, file, anchor)."""
    for _, _, address in _own_addresses(tree):
        parts = urlsplit(address)
        path = f"/{parts.path.removeprefix(base)}" if parts.path.startswith(base) else parts.path
        yield address, file_of(path, page, folder) if path else page, unquote(parts.fragment)


def _own_addresses(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str, str]]:
    for node in tree.css(HOLDERS):
        for name in NAMES:
            address = node.attrs.get(name) if name in node.attributes else None
            if address and not urlsplit(address).scheme and not address.startswith("//"):
                yield node, name, address
