"""Addresses inside the site: relative, and down to the file, so that one folder works on any path and from disk.

In: the tree of a written page and where it lies. Out: the same tree, each of its own site's addresses relative to the
page and ending in a file's name; and what the page points at, for the checks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname, normpath
from urllib.parse import quote, unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

Target = tuple[str, str, str]  # an address as it stands in a page, the file that it means, the anchor there
HOLDERS = "[href], [src], [poster], [data]"
NAMES = ("href", "src", "poster", "data")
ELSEWHERE = re.compile(r"\s*(?://|[a-z][a-z0-9+.-]*:)", re.I)  # another host, or a scheme


@dataclass(frozen=True)
class Addresses:
    """The addresses of a site that has these `folders`, as paths from its root."""

    folders: frozenset[str]

    @classmethod
    def of_files(cls, names: Iterable[str]) -> "Addresses":
        """The addresses of a site that has these files."""
        folders = {"."}
        for name in names:
            parent = dirname(name)
            while parent and parent not in folders:
                folders.add(parent)
                parent = dirname(parent)
        return cls(frozenset(folders))

    def make_relative(self, tree: LexborHTMLParser, page: str, base: str = "") -> tuple[list[Target], dict[str, bool]]:
        """Rewrite the addresses of `page`; with `base`, as for the page that answers at any depth, put that first.

        Returns what the page points at, and of each path that may be a file or a folder, whether it is a folder: the
        page is rewritten otherwise where that changes.
        """
        here, targets, guesses = [] if base else page.split("/")[:-1], [], {}
        for node, name, address in _own_addresses(tree):
            rest, hash_mark, fragment = address.partition("#")
            path, question_mark, query = rest.partition("?")
            file = self.file_of(path, page, guesses) if path else page
            if path:
                spelled = quote(_between(here, file.split("/")))
                address = node.attrs[name] = f"{base}{spelled}{question_mark}{query}{hash_mark}{fragment}"
            targets.append((address, file, unquote(fragment)))
        return targets, guesses

    def file_of(self, path: str, page: str, guesses: dict[str, bool] | None = None) -> str:
        """The file of the site, from its root, that an address on `page` means, whether it exists or not."""
        decoded = unquote(path)
        whole = decoded if decoded.startswith("/") else f"{dirname(page)}/{decoded}"
        target = normpath(whole.lstrip("/"))
        is_folder = decoded.endswith(("/", "/.", "/..")) or decoded in (".", "..")
        if not is_folder:
            is_folder = target in self.folders
            if guesses is not None:
                guesses[target] = is_folder
        return normpath(f"{target}/index.html") if is_folder else target

    def files(self, tree: LexborHTMLParser, page: str) -> set[str]:
        """The files of the site that an author's own `page` points at."""
        paths = (re.split("[?#]", address, maxsplit=1)[0] for _, _, address in _own_addresses(tree))
        return {self.file_of(path, page) for path in paths if path}


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
