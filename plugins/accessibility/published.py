"""The published site, prepared for the rules: each page as its visitors get it, with the text that its author wrote.

In: a finished build, and the sources of the site. Out: a `Published` of `Page` records.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.audit.sources import Site
from plugins.building import Built
from plugins.core.problems import Problem
from plugins.dialect import contents
from plugins.dialect.source.front_matter import HeaderError, decode, split
from plugins.dialect.source.line_numbers import line_at
from plugins.dialect.source.regions import mask_code

FRAMES = "frames/"  # of other hosts' scripts
SPACE = " \t\r\n\f\u00a0"
VARIANT = re.compile(r"-[0-9a-f]{10}-\d+$")  # what the build adds to the name of a picture in another size

Place = tuple[str, int]  # a text, and how many like it stand before it


@dataclass(frozen=True)
class Page:
    """A page at `name`, a path from the site's root, that is made of the file at `path`: its `title` and its `text`.

    A page that only records of the site make has no text; its path is its name. One that `is_own_html` is published as
    the author wrote it.
    """

    name: str
    path: str
    title: str
    text: str
    tree: LexborHTMLParser
    is_own_html: bool = False

    @cached_property
    def main(self) -> LexborNode:
        """What the page has for itself, without the site's header and footer."""
        return self.tree.css_first("main") or self.tree.body or self.tree.root

    def problem(self, message: str, *places: Place) -> Problem:
        """A problem on the line of the first of the `places` that the text has."""
        return Problem(self.path, next(filter(None, (self._line_of(*place) for place in places)), None), message)

    def problem_at(self, node: LexborNode, message: str, needles_of: Callable[[LexborNode], Sequence[str]]) -> Problem:
        """A problem on the line of an element. `needles_of` any element of its kind are texts by which to find it, the
        surest first; other elements may have the same."""
        nodes = self.main.css(node.tag)
        others = [needles_of(other) for other in nodes[: [each.mem_id for each in nodes].index(node.mem_id)]]
        places = enumerate(needles_of(node))
        return self.problem(message, *((needle, sum(other[at] == needle for other in others)) for at, needle in places))

    def _line_of(self, needle: str, number: int) -> int | None:
        """The line of a text that has `number` like it before it, in code and comments only if it is nowhere else."""
        start = len(self.text) - len(self._body)
        shown = self._shown if needle in self._shown else self._body
        found = [match.start() for match in re.finditer(re.escape(needle), shown)] if needle else []
        return line_at(start + found[min(number, len(found) - 1)], self.text) if found else None

    @cached_property
    def _body(self) -> str:
        return split(self.text).body if self.text and not self.is_own_html else self.text

    @cached_property
    def _shown(self) -> str:
        return self._body if self.is_own_html else mask_code(self._body)


@dataclass(frozen=True)
class Published:
    """The pages in `folder`, and the author's `site` that they were built from."""

    folder: Path
    site: Site
    pages: tuple[Page, ...]

    @property
    def texts(self) -> tuple[Page, ...]:
        """The pages that an author wrote."""
        return tuple(page for page in self.pages if page.text)


def read_published(built: Built, site: Site) -> Published:
    """Read what a build wrote. The build must have run: an unchanged one does not know what its pages are made of."""
    context, output = built.flow.context, built.output
    texts = {text.save_as: text for text in contents.shown(context)}
    files = {static.save_as: Path(static.source_path) for static in context["staticfiles"]}
    found = (path for path in output.rglob("*") if path.suffix in (".html", ".htm") and path.is_file())
    names = sorted(path.relative_to(output).as_posix() for path in found)
    pages = []
    for name in (name for name in names if not name.startswith(FRAMES)):
        tree = LexborHTMLParser((output / name).read_bytes())
        source = Path(texts[name].source_path) if name in texts else files.get(name)
        path = source.relative_to(site.root).as_posix() if source and source.is_relative_to(site.root) else name
        title = tree.css_first("title")
        heading = texts[name].title if name in texts else title.text().strip() if title else name
        pages.append(Page(name, path, heading, _read_text(source), tree, name in files))
    return Published(output, site, tuple(pages))


def _read_text(source: Path | None) -> str:
    try:
        return decode(source.read_bytes()) if source else ""
    except HeaderError:  # an HTML file in another encoding has no lines that we know
        return ""


def words_of(node: LexborNode) -> str:
    """The text of an element in one line."""
    return " ".join(node.text().split())


def name_of(node: LexborNode) -> str:
    """What a screen reader calls a link: its label, or its text with the alternative texts of its pictures."""
    label = (node.attrs.get("aria-label") or node.attrs.get("aria-labelledby") or "").strip()
    pictures = [(picture.attrs.get("alt") or "").strip() for picture in node.css("img")]
    titles = [title.text().strip() for title in node.css("svg > title")]
    shown = " ".join(filter(None, (words_of(node).strip(SPACE), *pictures, *titles)))
    return label or shown or (node.attrs.get("title") or "").strip()


def file_of(node: LexborNode) -> PurePosixPath:
    """The file that an element shows, by the name that the author gave it."""
    address = node.attrs.get("src") or node.attrs.get("href") or ""
    file = PurePosixPath(unquote(re.split("[?#]", address)[0].rpartition("/")[2]))
    return file.with_name(f"{VARIANT.sub('', file.stem)}{file.suffix}") if file.name else file


def closest(node: LexborNode, *tags: str) -> LexborNode | None:
    """The innermost of the elements around a node that has one of the `tags`; None if none has."""
    outer = node.parent
    while outer is not None and outer.tag not in tags:
        outer = outer.parent
    return outer
