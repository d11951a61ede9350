"""Addresses inside the site: relative, and down to the file, so that one folder works on any path and from disk.

In: the tree of a written page and where it lies. Out: the same tree, each of its own site's addresses relative to the
page and ending in a file's name; and what the page points at, for the checks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from os.path import isdir
from pathlib import Path
from posixpath import normpath
from urllib.parse import quote, unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

Target = tuple[str, str, str]  # an address as it stands in a page, the file that it means, the anchor there
HOLDERS = "[href], [src], [poster], [data]"
NAMES = ("href", "src", "poster", "data")
ELSEWHERE = re.compile(r"\s*(?://|[a-z][a-z0-9+.-]*:)", re.I)  # another host, or a scheme


@dataclass(frozen=True)
class Addresses:
    """The files of the site in `folder`; which names are folders is known or asked once for each."""

    folder: Path
    _folders: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def with_files(cls, folder: Path, names: Iterable[str]) -> "Addresses":
        """Of a site that has these files, or will have them."""
        folders = dict.fromkeys((name.rpartition("/")[0] for name in names), True)
        return cls(folder, folders | dict.fromkeys(names, False))

    def make_relative(self, tree: LexborHTMLParser, page: str, base: str = "") -> list[Target]:
        """Rewrite the addresses of `page`, and return them; with `base`, as for the page that answers at any depth, put
        that first."""
        here, found = [] if base else page.split("/")[:-1], []
        for node, name, address in _own_addresses(tree):
            rest, sign, fragment = address.partition("#")
            path, mark, query = rest.partition("?")
            file = self.file_of(path, page) if path else page
            if path:
                spelled = _quoted(_between(here, file.split("/")))
                address = node.attrs[name] = f"{base}{spelled}{mark}{query}{sign}{fragment}"
            found.append((address, file, unquote(fragment)))
        return found

    def file_of(self, path: str, page: str) -> str:
        """The file of the site, from its root, that an address on `page` means, whether it exists or not."""
        decoded = unquote(path)
        whole = decoded if decoded.startswith("/") else f"{page.rpartition('/')[0]}/{decoded}"
        target = normpath(whole.lstrip("/"))
        if decoded.endswith(("/", "/.", "/..")) or decoded in (".", "..") or self._is_folder(target):
            return normpath(f"{target}/index.html")
        return target

    def files(self, tree: LexborHTMLParser, page: str) -> set[str]:
        """The files of the site that an author's own `page` points at."""
        paths = (re.split("[?#]", address, maxsplit=1)[0] for _, _, address in _own_addresses(tree))
        return {self.file_of(path, page) for path in paths if path}

    def _is_folder(self, path: str) -> bool:
        if path not in self._folders:
            self._folders[path] = isdir(f"{self.folder}/{path}")  # noqa: PTH112 (thousands of files)
        return self._folders[path]


_quoted = lru_cache(quote)  # a site's pages have most of their links in common


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
            if address and not ELSEWHERE.match(address):
                yield node, name, address
