"""Texts of a bibliography as HTML, and as plain text for places without markup.

In: text as `latex_to_text` returns it, with formulas between dollar signs. Out: `Markup` with MathML, typographic
quotes and dashes, and the language of other scripts; or text with formulas in Unicode.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from plugins.bibtex.latex_macros import GREEK
from plugins.dialect.page.typography import Typography
from plugins.formulas import TAG, Formulas, replace_packages

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.macrospec import LatexContextDb

    from plugins.formulas.formula import BadFormula

# A formula of one letter or number, which needs no parser.
SINGLE = re.compile(rf"\$\s*\{{?\s*(?:\\(?P<letter>{'|'.join(GREEK)})|(?P<character>[A-Za-z]|\d+))\s*\}}?\s*\$")
FORMULA = re.compile(r"(?<!\\)\$(?P<tex>(?:\\.|[^$\\])+)\$", re.S)
# A formula with the characters beside it. The pattern takes linear time.
WORD = re.compile(r"(?:(?<!\\)\$(?:\\.|[^$\\])+\$|\S)+", re.S)


@dataclass(frozen=True)
class Typesetting:
    """How a site sets its texts: its typography, its language (BCP 47), and its own macros for formulas, by name."""

    typography: Typography = Typography()
    lang: str = "en"
    macros: Mapping[str, str] = field(default_factory=dict)


class Typesetter:
    """Sets the texts of one entry; `bad_formulas` are those that do not parse."""

    def __init__(self, typesetting: Typesetting) -> None:
        self.bad_formulas: list[BadFormula] = []
        self._typesetting = typesetting
        self._formulas = Formulas(typesetting.macros)

    def html(self, text: str) -> Markup:
        marked = self._with_formulas(text) if "$" in text else escape(text, quote=False)
        return Markup(self._typesetting.typography.typeset(marked, self._typesetting.lang))

    def paragraphs(self, text: str) -> tuple[Markup, ...]:
        """A longer text, split at blank lines."""
        return tuple(self.html(part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip())

    def _with_formulas(self, text: str) -> str:
        parts, end = [], 0
        for match in WORD.finditer(text):
            if "$" in match[0]:
                parts += [_escaped(text[end : match.start()]), self._drawn(match[0])]
                end = match.end()
        return "".join([*parts, _escaped(text[end:])])

    def _drawn(self, word: str) -> str:
        """The HTML of a word with formulas."""
        parts, end = [], 0
        for match in FORMULA.finditer(word):
            parts += [_escaped(word[end : match.start()]), f'<{TAG} opened="$">{escape(match["tex"])}</{TAG}>']
            end = match.end()
        tree = LexborHTMLParser(f"<!DOCTYPE html><body>{''.join([*parts, _escaped(word[end:])])}")
        self.bad_formulas += self._formulas.draw(tree)
        for node in tree.css("[tabindex]"):  # a formula that scrolls by keyboard is invalid in a link
            del node.attrs["tabindex"]
        return tree.body.inner_html


def _escaped(text: str) -> str:
    return escape(text.replace(r"\$", "$"), quote=False)


def plain(text: str) -> str:
    """The text without markup: `$\\alpha$-nets` is `α-nets`."""
    return FORMULA.sub(lambda match: _in_letters(match[0]), text).replace(r"\$", "$") if "$" in text else text


def _in_letters(formula: str) -> str:
    if match := SINGLE.fullmatch(formula):
        return GREEK.get(match["letter"], match["character"] or formula)
    reader, context = _latex_reader()
    try:
        return reader.latex_to_text(replace_packages(formula), latex_context=context).strip()
    except (IndexError, AttributeError, TypeError, ValueError, RecursionError):  # macros whose arguments are missing
        return formula


@cache  # takes longer to make than to read a formula
def _latex_reader() -> "tuple[LatexNodes2Text, LatexContextDb]":
    """pylatexenc with the thousands of macros that it knows."""
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.latexwalker import get_default_latex_context_db

    return LatexNodes2Text(math_mode="text"), get_default_latex_context_db()
