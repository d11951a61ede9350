"""Links and pictures as authors write them, resolved as MkDocs does: from the file, then from the content folder.

Input: the tree of a page and the `Place` of its file. Output: the same tree, with Pelican's syntax for links to files
(`{static}`, `{filename}`) and `/…` for addresses of the site; and a `Link` for each, for the checks that need the whole
site.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from posixpath import normpath
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.problems import did_you_mean
from plugins.dialect.page.wrong_addresses import address_problem, hint_for_missing, missing_file_problem

SOURCES = (".md", ".markdown")
ATTRIBUTES = {
    "href": "a[href], area[href]",
    "src": "[src]",
    "poster": "video[poster]",
    "data": "object[data]",
    "action": "form[action]",
    "formaction": "[formaction]",
}
ILLEGAL = re.compile(r"[\s\"<>\\^`{|}]")  # characters that an address must not contain
BIBLIOGRAPHY = "publications.bib"  # in its place, the site publishes a file that it makes of it
PELICAN_WORD = re.compile(r"[{|](?P<word>filename|static|attach|index|tag|category|author)[|}](?P<path>[^?#]*)")


@dataclass(frozen=True)
class Link:
    """A link or picture: how it is `written`, and the `file` (relative to the content folder) or `address` it means."""

    written: str
    file: PurePosixPath | None = None
    address: str | None = None
    anchor: str = ""


@dataclass(frozen=True)
class Place:
    """The `content` folder and the `file` in it (a relative path) whose links are resolved.

    `looked_for` collects the paths, relative to the content folder, that decided where links lead.
    """

    content: Path
    file: PurePosixPath
    looked_for: set[str] = field(default_factory=set, compare=False)

    def find(self, path: str) -> PurePosixPath | None:
        """The file that a path means, relative to this file or to the content folder; the result is relative to the
        latter, or None."""
        for folder in (self.content,) if path.startswith("/") else self._folders():
            meant = Path(normpath(folder / path.lstrip("/")))
            for candidate in _candidates(meant.relative_to(self.content)) if meant.is_relative_to(self.content) else ():
                if self._is_file(candidate):
                    inside = self.content.resolve()
                    return candidate if (self.content / candidate).resolve().is_relative_to(inside) else None
        return None

    def suggest(self, path: str) -> str:
        """` (did you mean …?)` for a file of the content folder with a similar name, above all in other letter case."""
        inside = self.content.resolve()
        files = (file for file in self.content.rglob("*") if file.is_file() and file.resolve().is_relative_to(inside))
        known = {file.relative_to(self.content).as_posix(): file.name for file in files}
        name = PurePosixPath(path).name
        same = [file for file, known_name in known.items() if known_name.casefold() == name.casefold()]
        return did_you_mean(path, same or known)

    def _folders(self) -> Iterator[Path]:
        """The folders that a relative path may start from: the file's, that of its address, the content folder.

        `pages/` and `content/` count as one folder.
        """
        folder = self.content / self.file.parent
        above = self.content.joinpath(*self.file.parent.parts[1:])
        own = [base / self.file.stem for base in (folder, above)] if self.file.stem != "index" else []
        yield from dict.fromkeys((folder, above, *own, self.content))

    def _is_file(self, path: PurePosixPath) -> bool:
        self.looked_for.add(path.as_posix())
        try:
            return (self.content / path).is_file()
        except OSError:  # the name is too long for a file
            return False


def _candidates(path: Path) -> Iterator[PurePosixPath]:
    """The files that a path can mean, in each normalization form of Unicode: file systems differ."""
    written = PurePosixPath(path)
    spellings = (normalize("NFC", str(written)), normalize("NFD", str(written)), str(written))
    yield from map(PurePosixPath, dict.fromkeys(spellings))
    if written.suffix in ("", ".html"):
        yield from (written.with_suffix(ending) for ending in SOURCES if written.name)
        yield from (written / f"index{ending}" for ending in SOURCES)


class BadLink(ValueError):
    """A link that leads nowhere; `written` is its text in the source."""

    def __init__(self, written: str, message: str) -> None:
        super().__init__(message)
        self.written = written


def resolve_links(tree: LexborHTMLParser, place: Place) -> tuple[list[Link], list[BadLink]]:
    """Rewrite every local address of the page; return its links, and those that lead nowhere."""
    links, bad = [], []
    for attribute, selector in ATTRIBUTES.items():
        for node in tree.css(selector):
            try:
                if link := _resolve_node(node, attribute, place):
                    links.append(link)
            except BadLink as error:
                bad.append(error)
    return links, bad


def _resolve_node(node: LexborNode, attribute: str, place: Place) -> Link | None:
    written = (node.attrs.get(attribute) or "").strip()
    is_picture = node.tag == "img" or attribute == "poster" or (node.tag == "source" and node.parent.tag == "picture")
    if is_picture and "srcset" in node.attrs and not urlsplit(written).netloc:
        del node.attrs["srcset"]
        if "sizes" in node.attrs:
            del node.attrs["sizes"]
    try:
        parts = urlsplit(written)
    except ValueError:
        raise BadLink(written, f"this is not an address: '{_shorten(written)}'") from None
    if problem := address_problem(written, parts, node.text()):
        raise BadLink(written, problem)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return Link(written, file=place.file, anchor=unquote(parts.fragment)) if parts.fragment else None
    link = _resolve(written, parts.path, parts.fragment, place, is_picture)
    query = f"?{_encode_illegal(parts.query)}" if parts.query else ""
    fragment = f"#{_encode_illegal(parts.fragment)}" if parts.fragment else ""
    node.attrs[attribute] = _in_pelican_syntax(link) + query + fragment
    return link


def _resolve(written: str, path: str, fragment: str, place: Place, is_picture: bool) -> Link:
    word = PELICAN_WORD.match(written)
    path, anchor = unquote(word["path"] if word else path), unquote(fragment)
    if "\x00" in path:
        raise BadLink(written, "an address must not contain a NUL character")
    if word and word["word"] not in ("filename", "static", "attach"):
        return Link(written, address=written, anchor=anchor)
    if found := place.find(path):
        if str(found) == BIBLIOGRAPHY:
            return Link(written, address=f"/{BIBLIOGRAPHY}")
        return Link(written, file=found, anchor=anchor)
    if not word and (problem := missing_file_problem(written, path)):
        raise BadLink(written, problem)
    if is_picture or word:
        kind = "picture" if is_picture else "file"
        seen = f", seen from this file or from {place.content.name}/{place.suggest(path)}"
        raise BadLink(written, f"no {kind} '{_shorten(path)}'{hint_for_missing(path) or seen}")
    return Link(written, address=_address(path), anchor=anchor)


def _address(path: str) -> str:
    """The address of a path that is not a file; it starts at the site's root from every folder, as in `news/`."""
    trailing = "/" if path.endswith("/") else ""
    parts = [part for part in PurePosixPath(normpath("/" + path.replace("../", "").lstrip("/"))).parts if part != "/"]
    return "/" + "/".join(parts) + (trailing if parts else "")


def _in_pelican_syntax(link: Link) -> str:
    if link.file is None:
        return link.address if link.address.startswith("{") else quote(link.address)
    word = "filename" if link.file.suffix in SOURCES else "static"
    return f"{{{word}}}/{quote(link.file.as_posix())}"


def _encode_illegal(text: str) -> str:
    return ILLEGAL.sub(lambda match: quote(match[0]), text)


def _shorten(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"
