"""Make the Markdown processor, with the extensions that Material for MkDocs offers to authors, and our own.

Input: the icon pack, the content folder and the value of HEADING_IDS. Output: a `Markdown` object.

What we use of Python-Markdown and pymdownx that they do not document, and why (`plugins/flow.py` lists the same for
Pelican). No name is private or name-mangled, and nothing is patched: our classes are registered in place of theirs.

- `magiclink.MagiclinkPattern` and `MagiclinkMailPattern`: magiclink 13.1 looks for bare addresses after Markdown has
  replaced the tags with placeholders, takes a placeholder as part of an address, and links an address inside `<a>`. No
  option turns this off.
- `snippets.SnippetPreprocessor.get_snippet_path`, `extract_section` and `seen`: pymdownx ignores a file that includes
  itself, reports other errors only as text, and does not say which files it read.
- `blocks.block.Block.option_spec` (in `record_blocks.py`): pymdownx leaves a block with an unknown option as text.
- `markdown.util.STX` and `ETX` (in `plugins/formulas/syntax.py`): the only form in which an inline processor can
  return an escaped character.
- `twemoji_db` (in `plugins/icons/`): the names of emoji, for shortcodes and for suggestions.
"""

import re
from functools import partial
from os.path import normpath
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import toc
from markdown.inlinepatterns import HTML_RE
from markdown.treeprocessors import Treeprocessor
from pymdownx import highlight, magiclink, slugs, snippets

from plugins.dialect.markdown.citations import Citations
from plugins.dialect.markdown.record_blocks import RecordBlocks
from plugins.dialect.source.misread import Pair, line_pairs
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
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.quotes",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)

HTML_TAG = re.compile(HTML_RE, re.S)
# As magiclink.RE_LINK, and after a tag.
ADDRESS_START = r"""(?xi) (?<![^\s*_~^[('">\x03]) (?: (?:ht|f)tps?:// | (?P<www>w{3}\.) )"""
AMPERSAND = re.compile(r"&(?!#?\w+;)")


class OutsideTags:
    """Mixin for a pattern of magiclink that matches neither in a tag nor in the text of an `<a>`."""

    def handleMatch(self, m: re.Match, data: str) -> tuple:
        before = [tag for tag in HTML_TAG.finditer(data) if tag.start() < m.start()]
        anchors = [tag[0] for tag in before if re.match(r"</?a\b", tag[0], re.I)]
        is_in_tag = bool(before) and before[-1].end() > m.start()
        is_in_anchor = bool(anchors) and not anchors[-1].startswith("</")
        return (None, None, None) if is_in_tag or is_in_anchor else super().handleMatch(m, data)


class AddressPattern(OutsideTags, magiclink.MagiclinkPattern):
    pass


class MailPattern(OutsideTags, magiclink.MagiclinkMailPattern):
    pass


class Highlight(highlight.Highlight):
    """Shows the title of code as typed: `std::vector<int>` is not HTML; entities are read."""

    def highlight(self, *arguments: object, title: str | None = None, **options: object) -> str:
        title = title and AMPERSAND.sub("&amp;", title).replace("<", "&lt;")
        return super().highlight(*arguments, title=title, **options)


class HighlightExtension(highlight.HighlightExtension):
    def get_pymdownx_highlighter(self) -> type[Highlight]:
        return Highlight


class BadSnippet(Exception):
    """A snippet that cannot be included; `written` is how the author names it."""

    def __init__(self, message: str, written: str) -> None:
        super().__init__(message)
        self.written = written


class SnippetPreprocessor(snippets.SnippetPreprocessor):
    """Includes snippets. Raises BadSnippet for one that is missing or includes itself.

    `looked_for` collects the paths, relative to the content folder, at which a page's snippets are looked for.
    """

    looked_for: set[str]

    def get_snippet_path(self, path: str) -> str:
        content = Path(self.base_path[0])
        places = [Path(normpath(Path(base, path))) for base in self.base_path]
        self.looked_for |= {place.relative_to(content).as_posix() for place in places if place.is_relative_to(content)}
        found = super().get_snippet_path(path)
        if found is None or not Path(found).resolve().is_relative_to(content.resolve()):
            raise BadSnippet(f"no snippet '{path}' in {content.name}/, where snippets are looked for", path)
        if found in self.seen:
            raise BadSnippet(f"the snippet '{path}' includes itself", path)
        return found

    def extract_section(self, section: str, lines: list[str]) -> list[str]:
        try:
            return super().extract_section(section, lines)
        except snippets.SnippetMissingError:
            raise BadSnippet(f"no section '{section}' in that snippet", section) from None


class DropEmptyIds(Treeprocessor):
    """Removes the empty id of `{ id= }`, which the extension `toc` cannot handle."""

    def run(self, root: Element) -> None:
        for node in root.iter():
            if "id" in node.attrib and not node.attrib["id"]:
                del node.attrib["id"]


class ParagraphLines(Treeprocessor):
    """Collects, as `pairs`, the lines of paragraphs and items, as the source has them before inline markup is read."""

    pairs: frozenset[Pair] = frozenset()

    def run(self, root: Element) -> None:
        texts = (node.text for node in root.iter() if node.text and node.tag in ("p", "li", "dd", "dt"))
        self.pairs = frozenset(pair for text in texts for pair in line_pairs(text))


# The functions that make the ids of headings, as sites of MkDocs may configure them, by the value of HEADING_IDS.
HEADING_IDS = {
    "ascii": toc.slugify,
    "unicode": toc.slugify_unicode,
    "pymdownx": slugs.slugify(),
    "pymdownx-lower": slugs.slugify(case="lower"),
}


def make_markdown(pack: Pack, content: Path, heading_ids: str = "ascii", smart_symbols: bool = False) -> Markdown:
    """The Markdown processor of a site."""
    symbols = ["pymdownx.smartsymbols"] if smart_symbols else []
    highlighting = HighlightExtension(linenums_style="pymdownx-inline")
    md = Markdown(
        extensions=[highlighting, *NAMES, *symbols, RecordBlocks(), FormulaSyntax(), Citations()],
        extension_configs=_configs(pack, heading_ids),
        output_format="html",
    )
    address = AddressPattern(ADDRESS_START, md)
    address.config = md.inlinePatterns["magic-link"].config
    # Just before Python-Markdown's "html" (90), which replaces tags with placeholders.
    md.inlinePatterns.register(address, "magic-link", 90.2)
    md.inlinePatterns.register(MailPattern(magiclink.RE_MAIL, md), "magic-mail", 90.1)
    folders = [str(content), str(content / "pages")]
    options = snippets.SnippetExtension(base_path=folders, check_paths=True, restrict_base_path=True).getConfigs()
    md.preprocessors.register(SnippetPreprocessor(options, md), "snippet", 32)
    md.treeprocessors.register(ParagraphLines(md), "paragraph_lines", 25)  # before "inline" (20)
    md.treeprocessors.register(DropEmptyIds(md), "empty_ids", 7)  # between attr_list and toc
    return md


def _configs(pack: Pack, heading_ids: str) -> dict[str, dict]:
    emoji = emoji_config(pack)
    return {
        "toc": {"slugify": HEADING_IDS[heading_ids]},
        "pymdownx.caret": {"insert": True, "superscript": True},
        "pymdownx.emoji": emoji | {"emoji_generator": partial(_wrap_shortcode, emoji["emoji_generator"])},
        "pymdownx.magiclink": {"repo_url_shortener": False},
        "pymdownx.quotes": {"callouts": True},
        "pymdownx.superfences": {"custom_fences": [{"name": "math", "class": "formula", "format": fence}]},
        "pymdownx.blocks.tab": {"alternate_style": True},
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tilde": {"delete": True, "subscript": True},
    }


def _wrap_shortcode(generate: object, *arguments: object) -> Element:
    """A shortcode's HTML in an element that can take the attributes written after it.

    `page.shortcodes.unwrap` removes the element again where there are none.
    """
    element = Element("span", {"data-shortcode": ""})
    element.text = generate(*arguments)
    return element
