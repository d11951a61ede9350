"""Find formulas in Markdown: the rules of pymdownx.arithmatex, and three more for amounts of money.

Input: Markdown. Output: `<tex-source opened="…">TeX</tex-source>`, in `<div class="formula">` if it is a block of its
own, in `<span class="formula">` if it is displayed within a paragraph.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from html import escape

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX, AtomicString

TAG = "tex-source"
# Never in a formula: code, a placeholder of Markdown, a comment, a closing tag, a blank line, a fence.
NOT_YET = rf"(?!<[/!]|\n[\ \t>]*(?:\n|~~~))[^\\`{STX}{ETX}"
ENVIRONMENT = r"\\begin\{(?P<environment>[a-z]+\*?)\}"
NOT_AGAIN = r"(?!\\begin\{(?P=environment)\})"
BEGIN, END = r"^[\ \t>]*", r"[\ \t]*$"  # of a line
# A dollar is money before a space, after a country's letters (US$5), and, where it would close, after a space or before
# a digit; but TGF-$\beta$1 and $x$1 are formulas, since no amount begins with a letter or a backslash.
INLINE = rf"""
      \$\$ (?<![\\$]\$\$) (?=\s*[^\s$]) (?P<dollars> (?:\\.|{NOT_YET}])+? ) \$\$ (?!\$)
    | \$ (?<![\\$]\$) (?:(?<!(?-i:[A-Z])\$)|(?!\d)) (?![\s$]) (?P<dollar> (?:\\.|{NOT_YET}$])+? ) (?<!\s) \$ (?!\d)
    | \$ (?<![\\$]\$) (?=[A-Za-z({{\\]) (?=[^\s$]+\$|[^$]*[\\^_=<>][^$]*\$)
      (?P<glued> (?:\\.|{NOT_YET}$])+? ) (?<=[\w)}}\]'*+]) \$ (?=\d)
    | \\\( (?<!\\\\\() (?P<round> (?:\\[^()]|{NOT_YET}])+? ) \\\)
    | {BEGIN} \\\[ (?=[\ \t]*\n) (?P<square> (?:\\[^\[\]]|{NOT_YET}])+? ) \n[\ \t>]* \\\] {END}
    | {BEGIN} (?P<begin> {ENVIRONMENT} (?:{NOT_AGAIN}\\.|{NOT_YET}])+? \\end\{{(?P=environment)\}} ) {END}
"""
BLOCK = rf"""
    \ {{0,3}} (?: \$\$ (?=\s*[^\s$]) (?P<dollars> (?:\\.|[^\\])+? ) \$\$
    | \\\[ (?P<square> (?:\\[^\[\]]|[^\\])+? ) \\\]
    | (?P<begin> {ENVIRONMENT} (?:\\.|[^\\])+? \\end\{{(?P=environment)\}} ) ) \s*
"""
SOURCE = rf"{INLINE} | {BEGIN} \\\[ (?:\\[^\[\]]|{NOT_YET}])+? \\\] {END}"
UNCLOSED = re.compile(r" {0,3}(?P<opened>\$\$|\\\[)(?P<rest>[ ]*(?:\n.*)?)\Z", re.S)
ESCAPES = r"(?<!\\) (?P<escapes> (?:\\\\)+ ) (?=\$|\\\()"
BACKSLASH = f"{STX}92{ETX}"  # Markdown's placeholder for an escaped one
BARE_ADDRESS = re.compile(r"[a-z]://[^\s<>]*\Z")
OPENED = {"dollars": "$$", "dollar": "$", "glued": "$", "round": r"\(", "square": r"\[", "begin": ""}
# Characters that Markdown would read as a tag or as the end of a table's cell, and what replaces them meanwhile.
SHIELDS = {"<": "\ue003", "|": "\ue004"}


def shield(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Replace the characters of SHIELDS in the formulas at `spans`; `unshield` restores them."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [text[end:start], text[start:stop].translate(str.maketrans(SHIELDS))]
        end = stop
    return "".join([*parts, text[end:]])


def unshield(text: str) -> str:
    for character, replacement in SHIELDS.items():
        text = text.replace(replacement, character)
    return text


def in_address(text: str) -> bool:
    """Whether `text` ends within a link's address or a tag, where there is no formula."""
    link, tag = text.rfind("]("), text.rfind("<")
    in_link = link >= 0 and text.count(")", link) < text.count("(", link)
    in_tag = tag >= 0 and text[tag + 1 : tag + 2].isalpha() and ">" not in text[tag:]
    return in_link or in_tag or BARE_ADDRESS.search(text) is not None


def fence(source: str, *_: object, **__: object) -> str:
    """The format of pymdownx.superfences for code in the language `math`."""
    return f'<div class="formula"><{TAG} opened="">{escape(source)}</{TAG}></div>'


class FormulaInText(InlineProcessor):
    """A formula in a paragraph, a heading or a cell."""

    def handleMatch(self, match: re.Match, data: str) -> tuple[etree.Element | str | None, int | None, int | None]:
        if match["escapes"]:
            return match["escapes"].replace("\\\\", BACKSLASH), match.start(), match.end()
        if in_address(data[: match.start()]):
            return None, None, None
        kind = next(kind for kind in OPENED if match[kind])
        formula = _element(match[kind], OPENED[kind])
        if kind in ("dollar", "glued", "round"):
            return formula, match.start(), match.end()
        box = etree.Element("span", {"class": "formula"})
        box.append(formula)
        return box, match.start(), match.end()


class FormulaBlock(BlockProcessor):
    """A formula that is a block of its own, or that opens as one and is never closed."""

    block = re.compile(BLOCK, re.X | re.S)
    inline = re.compile(rf"[ ]{{0,3}}(?:{INLINE})", re.X | re.M | re.S)

    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(self.block.fullmatch(block) or (UNCLOSED.match(block) and not self.inline.match(block)))

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        block = blocks.pop(0)
        match = self.block.fullmatch(block) or UNCLOSED.match(block)
        box = etree.SubElement(parent, "div", {"class": "formula"})
        if match.re is UNCLOSED:
            box.append(_element(match["rest"], match["opened"]))
            box[0].set("unclosed", "")
        else:
            kind = next(kind for kind in ("dollars", "square", "begin") if match[kind])
            box.append(_element(match[kind], OPENED[kind]))
        return True


def _element(tex: str, opened: str) -> etree.Element:
    element = etree.Element(TAG, {"opened": opened})
    element.text = AtomicString(unshield(tex))
    return element


class FormulaSyntax(Extension):
    """Register both processors where pymdownx.arithmatex has its own: after code, before everything else."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "$"]
        md.inlinePatterns.register(FormulaInText(f"(?xm){ESCAPES} | {INLINE}"), "formula", 189.9)
        md.parser.blockprocessors.register(FormulaBlock(md.parser), "formula", 79.9)
