"""Markdown as Material for MkDocs understands it → HTML as a browser reads it, and what the page says of itself.

In: the text below the front matter, and where its file lies. Out: a `Document`, with what was mended and what is wrong.
Only source and content folder are looked at: what needs the whole site is checked later, from the `Link` records.
"""

import re
from dataclasses import dataclass, field

from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect import entries, names, person, source, tabs
from plugins.dialect.links import Link, Place, resolve_all
from plugins.dialect.person import Person
from plugins.dialect.typography import Typography
from plugins.icons import Pack, emoji_config

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.mark",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
ICON_IN_TEXT = re.compile(r"(?<![\w:]):(?:fontawesome|material|octicons|simple|academicons)-[\w-]+:(?![\w:])")
NO_SHORTCODES = frozenset(("code", "pre", "kbd", "samp", "script", "style", "svg", "math", "textarea"))


@dataclass(frozen=True)
class Problem:
    """Something wrong or mended: `written` is what stands in the source, or `line` where it is known already."""

    message: str
    written: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Document:
    """A converted text. `title` is its first heading's text; `heading_id` is set where that heading was lifted out."""

    html: str
    title: str = ""
    heading_id: str = ""
    has_heading: bool = False
    summary: str = ""
    ids: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    person: Person = field(default_factory=Person)


@dataclass(frozen=True)
class Converted:
    """A `Document`, its mistakes, and what was mended on the way."""

    document: Document
    mistakes: tuple[Problem, ...] = ()
    mended: tuple[Problem, ...] = ()


class Converter:
    """Converts texts of one site in one language; makes its Markdown once and resets it for each text."""

    def __init__(self, pack: Pack, typography: Typography, lang: str = "en") -> None:
        self._typography, self._lang, self._pack = typography, lang, pack
        self._markdown = Markdown(extensions=list(EXTENSIONS), extension_configs=_configs(pack), output_format="html")

    def convert(self, body: str, place: Place, first_line: int = 1, lift_heading: bool = False) -> Converted:
        """Convert the text of the file at `place`, which begins on line `first_line` of that file."""
        text, mended = source.mend_tags(source.without_comments(body))
        tree = LexborHTMLParser(f"<body>{self._markdown.reset().convert(text)}")
        drop_comments(tree)
        one_first_heading(tree)
        heading = tree.css_first("h1, h2, h3, h4, h5, h6")
        title = self._typography.typeset_text(entries.line_text(heading)) if heading else ""
        tabs.arrange(tree)
        entries.arrange(tree)
        names.name_icon_links(tree)
        who = person.read(tree)
        found, bad = resolve_all(tree, place)
        bad_icons = [self._unknown_icon(name) for name in unknown_icons(tree)]
        first = tree.css_first("h1")
        is_lifted = lift_heading and first is not None and first.mem_id == getattr(heading, "mem_id", None)
        heading_id = (first.attrs.get("id") or "") if is_lifted else ""
        summary = self._typography.typeset_text(_first_paragraph(tree))
        if is_lifted:
            first.decompose()
        document = Document(
            html=self._typography.typeset(tree.body.inner_html, self._lang).strip(),
            title=title,
            heading_id=heading_id,
            has_heading=tree.css_first("h1") is not None,
            summary=summary,
            ids=frozenset(node.attrs["id"] for node in tree.css("[id]") if node.attrs["id"]) | {heading_id} - {""},
            links=tuple(found),
            person=who,
        )
        wrong = [*(Problem(str(error), error.written) for error in bad), *bad_icons]
        return Converted(document, tuple(wrong), tuple(_mended(tag) for tag in mended))

    def _unknown_icon(self, name: str) -> Problem:
        close = self._pack.suggest(name.strip(":"))
        return Problem(f"no icon named '{name}'" + (f" (did you mean ':{close}:'?)" if close else ""), name)


def drop_comments(tree: LexborHTMLParser) -> None:
    """Comments that only the tree shows, within raw HTML, are not published either."""
    for node in [node for node in tree.body.traverse(include_text=True) if node.is_comment_node]:
        node.remove()


def one_first_heading(tree: LexborHTMLParser) -> None:
    """Where a page has several headings of the first rank, all that follow the first one go down a rank."""
    headings = tree.css("h1, h2, h3, h4, h5")
    if len([node for node in headings if node.tag == "h1"]) < 2:
        return
    ranks = [node.mem_id for node in headings]
    after = ranks.index(tree.css_first("h1").mem_id) + 1
    for node in headings[after:]:
        lower = tree.create_node(f"h{int(node.tag[1]) + 1}")
        for key, value in node.attributes.items():
            lower.attrs[key] = value or ""
        lower.inner_html = node.inner_html
        node.replace_with(lower, move=True)


def unknown_icons(tree: LexborHTMLParser) -> list[str]:
    """Shortcodes that are still text outside code: nothing draws them."""
    found: dict[str, None] = {}
    for node in tree.body.traverse(include_text=True):
        if node.is_text_node and ":" in (text := node.text()) and not _in_code(node):
            found.update(dict.fromkeys(ICON_IN_TEXT.findall(text)))
    return list(found)


def _in_code(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in NO_SHORTCODES:
        parent = parent.parent
    return parent is not None


def _first_paragraph(tree: LexborHTMLParser) -> str:
    """The first paragraph of prose: long enough to be a sentence, not a line of contact."""
    for node in tree.css("p"):
        text = entries.line_text(node)
        if len(text) >= 60 and node.css_first("svg.icon") is None:
            return text
    return ""


def _mended(tag: source.Mended) -> Problem:
    return Problem(f"malformed tag {tag.before} read as {tag.after}", tag.before)


def _configs(pack: Pack) -> dict[str, dict]:
    return {
        "pymdownx.betterem": {"smart_enable": "all"},
        "pymdownx.caret": {"insert": True, "superscript": True},
        "pymdownx.emoji": emoji_config(pack),
        "pymdownx.highlight": {"use_pygments": True},
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tasklist": {"custom_checkbox": False},
        "pymdownx.tilde": {"delete": True, "subscript": True},
    }
