"""Relative addresses with file names, so that the output folder works at any path of a host and from disk.

In: the tree of a page and its path. Out: the same tree with the addresses of its own site relative to the page, each
with the name of a file; and the targets of these addresses, for the checks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname, normpath
from urllib.parse import quote, unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

Target = tuple[str, str, str]  # an address as the page has it, the file that it means, the anchor there
ATTRIBUTES = ("href", "src", "poster", "data")
SELECTOR = "[href], [src], [poster], [data]"
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
        """Rewrite the addresses of `page`, relative to it or, for 404.html, as absolute paths that begin with `base`.

        Returns the targets, and whether each path that could mean a file or a folder is a folder: the result is valid
        as long as these answers are.
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
        """The path, from the site's root, of the file that an address on `page` means, whether it exists or not."""
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
        """The files of the site that a `page` of the author's own HTML refers to."""
        paths = (re.split("[?#]", address, maxsplit=1)[0] for _, _, address in _own_addresses(tree))
        return {self.file_of(path, page) for path in paths if path}


def _between(here: list[str], target: list[str]) -> str:
    """The relative path from a folder to a file; both are given as the parts of their paths from the site's root."""
    shared = 0
    while shared < min(len(here), len(target) - 1) and here[shared] == target[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + target[shared:])


def _own_addresses(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str, str]]:
    for node in tree.css(SELECTOR):
        attributes = node.attributes
        for name in ATTRIBUTES:
            address = attributes.get(name)
            if address and not ELSEWHERE.match(address):
                yield node, name, address
