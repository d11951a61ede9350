"""The Markdown extensions that stand for what an author of Material for MkDocs may write.

In: the pack of icons and the content folder. Out: what `Markdown(**…)` takes.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension, toc
from markdown.treeprocessors import Treeprocessor
from pygments.style import Style, StyleMeta
from pymdownx import magiclink, slugs, snippets

from plugins.dialect.markdown.record_blocks import RecordBlocks
from plugins.dialect.page import shortcodes
from plugins.formulas import FormulaSyntax, fence
from plugins.icons import Pack, emoji_config

NAMES = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.caption",
    "pymdownx.blocks.definition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.quotes",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)

# To load them takes a tenth of a second, and few texts ask for them: by a block, by a pair of signs, one of which may
# stand in an address or a footnote, by a sign that is escaped; or a snippet does.
RARE = {f"pymdownx.{name}" for name in ("blocks.caption", "blocks.html", "caret", "mark", "tilde")}
ASKS_FOR_RARE = re.compile(
    r"/{3,} ?(?:html|(?:figure-|table-)?caption)\b|~.*~|(?<!\[)\^.*(?<!\[)\^|==.*==|\\[~^= ]|--8<--", re.S
)

# Python-Markdown's words for what it set aside: a piece of a line, and raw HTML in that.
PIECE = re.compile(r"\x02klzzwxh:(?P<id>\d+)\x03")
RAW = re.compile(r"\x02wzxhzdk:(?P<number>\d+)\x03")


class OutsideTags:
    """A bare address ends where a tag begins, and is none within `<a>`; magiclink 13.1 takes tags for a part of it."""

    def handleMatch(self, m: re.Match, data: str) -> tuple:
        tags = [(piece.start(), tag) for piece in PIECE.finditer(data) if (tag := self._tag(piece))]
        links = [tag for start, tag in tags if start < m.start() and re.match(r"</?a\b", tag, re.I)]
        if links and not links[-1].startswith("</"):
            return None, None, None
        end = next((start for start, _ in tags if start >= m.end()), len(data))
        return super().handleMatch(m, data[:end])

    def _tag(self, piece: re.Match) -> str:
        """The tag that stands for a piece, or nothing where the piece is something else."""
        kept = self.md.treeprocessors["inline"].stashed_nodes.get(piece["id"])
        raw = RAW.fullmatch(kept) if isinstance(kept, str) else None
        return str(self.md.htmlStash.rawHtmlBlocks[int(raw["number"])]) if raw else ""


class Address(OutsideTags, magiclink.MagiclinkPattern):
    pass


class Mail(OutsideTags, magiclink.MagiclinkMailPattern):
    pass


class Snippets(snippets.SnippetPreprocessor):
    """A file that includes itself is a error; the host would leave it out in silence."""

    def get_snippet_path(self, path: str) -> str | None:
        found = super().get_snippet_path(path)
        if found in self.seen:
            raise snippets.SnippetMissingError(f"loop '{path}'")
        return found


class NamedOrNot(Treeprocessor):
    """`{ id= }` names nothing; the host's table of contents would stumble over it."""

    def run(self, root: Element) -> None:
        for node in root.iter():
            if "id" in node.attrib and not node.attrib["id"]:
                del node.attrib["id"]


class Own(Extension):
    """Puts these in the place of their hosts' patterns and preprocessor."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors["snippet"].__class__ = Snippets
        md.treeprocessors.register(NamedOrNot(md), "named_or_not", 7)  # between attr_list and toc
        address = Address(magiclink.RE_LINK, md)
        address.config = md.inlinePatterns["magic-link"].config
        md.inlinePatterns.register(address, "magic-link", 85)  # the priorities of those that go
        md.inlinePatterns.register(Mail(magiclink.RE_MAIL, md), "magic-mail", 84.9)


class _NoRules(StyleMeta):
    def __iter__(cls) -> Iterator:
        return iter(())


class NoStyle(Style, metaclass=_NoRules):
    """Colors are the theme's: Pygments would write its own rules anew for each block of code, and nobody reads them."""


# How MkDocs sites make ids of headings, by the value of HEADING_IDS.
HEADING_IDS = {
    "ascii": toc.slugify,
    "unicode": toc.slugify_unicode,
    "pymdownx": slugs.slugify(),
    "pymdownx-lower": slugs.slugify(case="lower"),
}


def markdown_options(pack: Pack, content: Path, heading_ids: str = "ascii", with_rare: bool = False) -> dict:
    """Keyword arguments of `Markdown`."""
    return {
        "extensions": [
            *(name for name in NAMES if with_rare or name not in RARE),
            RecordBlocks(),
            Own(),
            FormulaSyntax(),
        ],
        "extension_configs": _configs(pack, content, heading_ids),
        "output_format": "html",
    }


def _configs(pack: Pack, content: Path, heading_ids: str) -> dict[str, dict]:
    emoji = emoji_config(pack)
    return {
        "toc": {"slugify": HEADING_IDS[heading_ids]},
        "pymdownx.caret": {"insert": True, "superscript": True},
        "pymdownx.emoji": emoji | {"emoji_generator": partial(shortcodes.holder, emoji["emoji_generator"])},
        "pymdownx.highlight": {"linenums_style": "pymdownx-inline", "pygments_style": NoStyle},
        "pymdownx.magiclink": {"repo_url_shortener": False},
        "pymdownx.quotes": {"callouts": True},
        "pymdownx.snippets": {
            "base_path": [str(content), str(content / "pages")],
            "check_paths": True,
            "restrict_base_path": True,
        },
        "pymdownx.superfences": {"custom_fences": [{"name": "math", "class": "formula", "format": fence}]},
        "pymdownx.blocks.tab": {"alternate_style": True},
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tilde": {"delete": True, "subscript": True},
    }
