"""Addresses inside the site: relative, and down to the file, so that one folder works on any path and from disk.

In: the tree of a written page and where it lies. Out: the same tree, each of its own site's addresses relative to the
page and ending in a file's name; and what the page points at, for the checks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import normpath
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

HOLDERS = "[href], [src], [poster], [data]"
NAMES = ("href", "src", "poster", "data")


@dataclass(frozen=True)
class Addresses:
    """The files of the site in `folder`; which names are folders is asked once for each."""

    folder: Path
    _folders: dict[str, bool] = field(default_factory=dict)

    def make_relative(self, tree: LexborHTMLParser, page: str, base: str = "") -> None:
        """Rewrite the addresses of `page`; with `base`, as for the page that answers at any depth, put that first."""
        here = [] if base else page.split("/")[:-1]
        for node, name, address in _own_addresses(tree):
            parts = urlsplit(address)
            if parts.path:
                spelled = base + quote(_between(here, self.file_of(parts.path, page).split("/")))
                node.attrs[name] = urlunsplit(("", "", spelled, parts.query, parts.fragment))

    def file_of(self, path: str, page: str) -> str:
        """The file of the site, from its root, that an address on `page` means, whether it exists or not."""
        decoded = unquote(path)
        whole = decoded if decoded.startswith("/") else f"{page.rpartition('/')[0]}/{decoded}"
        target = normpath(whole.lstrip("/"))
        if decoded.endswith(("/", "/.", "/..")) or decoded in (".", "..") or self._is_folder(target):
            return normpath(f"{target}/index.html")
        return target

    def targets(self, tree: LexborHTMLParser, page: str, base: str = "/") -> Iterator[tuple[str, str, str]]:
        """What `page` points at inside the site, whose path on its host is `base`: (address, file, anchor)."""
        for _, _, address in _own_addresses(tree):
            parts = urlsplit(address)
            path = f"/{parts.path.removeprefix(base)}" if parts.path.startswith(base) else parts.path
            yield address, self.file_of(path, page) if path else page, unquote(parts.fragment)

    def _is_folder(self, path: str) -> bool:
        if path not in self._folders:
            self._folders[path] = Path(self.folder, path).is_dir()
        return self._folders[path]


def _between(here: list[str], target: list[str]) -> str:
    """The way from a folder to a file, both as parts from the site's root."""
    shared = 0
    while shared < min(len(here), len(target) - 1) and here[shared] == target[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + target[shared:])


def _own_addresses(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str, str]]:
    for node in tree.css(HOLDERS):
        attributes = node.attributes
        for name in NAMES:
            address = attributes.get(name)
            if address and not address.startswith(("https://", "//")) and not urlsplit(address).scheme:
                yield node, name, address
