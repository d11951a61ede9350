"""Texts of a bibliography as HTML, and as plain text for places without markup.

In: text as `latex_to_marked` gives it, formulas between dollar signs. Out: `Markup` with MathML and emphasis, quotes
and dashes set, other scripts with their language; or text in which a formula is what Unicode has for it.
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
from plugins.bibtex.latex_text import latex_contexts
from plugins.bibtex.text_marks import marks_to_html, marks_to_plain, script_to_unicode
from plugins.core.locales import Locale, english
from plugins.dialect.page.typography import Typography
from plugins.formulas import TAG, Formulas, replace_packages

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.macrospec import LatexContextDb

    from plugins.formulas.formula import BadFormula

# A formula of one letter or number, which needs no parser.
SINGLE = re.compile(rf"\$\s*\{{?\s*(?:\\(?P<letter>{'|'.join(GREEK)})|(?P<character>[A-Za-z]|\d+))\s*\}}?\s*\$")
# TeX that the reader of formulas would drop or leave as it is.
SAME_IN_TEXT = {"widetilde": "tilde", "widehat": "hat", "overline": "bar", "bm": "mathbf", "boldsymbol": "mathbf"}
RENAMED = re.compile(rf"\\({'|'.join(SAME_IN_TEXT)})(?![A-Za-z])")
SCRIPT = re.compile(r"(?P<place>[_^])\s*(?:\{\s*(?P<group>[^{}\\]+?)\s*\}|(?P<one>[^\s{}\\]))")
SYMBOL_BELOW = re.compile(
    r"[_^]\s*\{?\s*(?P<symbol>\\(?:odot|oplus|star|ast|circ|prime|dagger)(?![A-Za-z])|[*☉⊙⊕★∗†°′])\s*\}?"
)
SYMBOLS = {"\\circ": "°", "\\prime": "′", "\\ast": "*"}
FUNCTIONS = "log|ln|lg|exp|sin|cos|tan|max|min|sup|inf|lim|det|dim|ker|gcd|arg"
FUNCTION = re.compile(rf"(?<=[\w)}}])\s*\\(?=(?:{FUNCTIONS})(?![A-Za-z]))")
RELATION = re.compile(r"(?<=\S)\s*([≤≥≠≈≃≡→←↔⇒∈⊂⊆×±<>]) (?=\S)")  # a macro leaves a space on one side alone
FORMULA = re.compile(r"(?<!\\)\$(?P<tex>(?:\\.|[^$\\])+)\$", re.S)
# A formula with the characters beside it. The pattern takes linear time.
WORD = re.compile(r"(?:(?<!\\)\$(?:\\.|[^$\\])+\$|\S)+", re.S)


@dataclass(frozen=True)
class Typesetting:
    """How a page sets its texts: typography, language, and the site's own macros for formulas, by name."""

    typography: Typography = Typography()
    locale: Locale = field(default_factory=english)
    macros: Mapping[str, str] = field(default_factory=dict)


class Typesetter:
    """Sets the texts of one entry; `bad_formulas` are those that do not parse."""

    def __init__(self, typesetting: Typesetting) -> None:
        self.bad_formulas: list[BadFormula] = []
        self._typesetting = typesetting
        self._formulas = Formulas(typesetting.macros)

    def html(self, text: str) -> Markup:
        marked = self._with_formulas(text) if "$" in text else escape(text, quote=False)
        return Markup(self._typesetting.typography.typeset(marks_to_html(marked), self._typesetting.locale.lang))

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
    if found := SINGLE.fullmatch(formula):
        return GREEK.get(found["letter"], found["character"] or formula)
    formula = RENAMED.sub(lambda match: f"\\{SAME_IN_TEXT[match[1]]}", replace_packages(formula))
    formula = SYMBOL_BELOW.sub(lambda match: f"{{}}{SYMBOLS.get(match['symbol'], match['symbol'])}{{}}", formula)
    formula = SCRIPT.sub(_script_in_letters, FUNCTION.sub(r" \\", formula))
    reader, context = _latex_reader()
    try:
        text = marks_to_plain(reader.latex_to_text(formula, latex_context=context))
        return RELATION.sub(r" \1 ", " ".join(text.replace("\u2009", " ").split()))
    except (IndexError, AttributeError, TypeError, ValueError, RecursionError):  # macros whose arguments are missing
        return formula


def _script_in_letters(match: re.Match) -> str:
    written = match["group"] or match["one"]
    found = script_to_unicode(written, match["place"] == "^")
    return f"{{}}{found}" if found else match[0]  # empty braces end the name of a macro


@cache
def _latex_reader() -> "tuple[LatexNodes2Text, LatexContextDb]":
    """pylatexenc with the thousands of macros that it knows, and ours."""
    from pylatexenc.latex2text import LatexNodes2Text

    meanings, arguments = latex_contexts()
    return LatexNodes2Text(meanings, math_mode="text"), arguments
