"""Texts of a bibliography as HTML, and as plain text where there is no markup.

In: text as `latex.text` gives it, formulas between dollar signs. Out: `Markup` with MathML, quotes and dashes set,
other scripts with their language; or text in which a formula is what Unicode has for it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from plugins.bibtex.latex_macros import GREEK
from plugins.dialect.page.typography import Typography
from plugins.formulas import TAG, Formulas

# A formula of one letter or number, as most in titles are, needs no parser: loading that takes a fifth of a second.
OF_ONE = re.compile(rf"\$\s*\{{?\s*(?:\\(?P<letter>{'|'.join(GREEK)})|(?P<sign>[A-Za-z]|\d+))\s*\}}?\s*\$")
NOTHING = Markup("")
FORMULA = re.compile(r"(?<!\\)\$(?P<tex>(?:\\.|[^$\\])+)\$", re.S)
# A formula with what it must not part from is one word; each character is looked at once, however long words are.
WORD = re.compile(r"(?:(?<!\\)\$(?:\\.|[^$\\])+\$|\S)+", re.S)


@dataclass(frozen=True)
class Typesetter:
    """Sets the texts of a site in `lang`; `complain` is told what does not parse as a formula."""

    typography: Typography
    lang: str = "en"
    formulas: Formulas = field(default_factory=Formulas)
    complain: Callable[[str], None] = print

    def html(self, text: str) -> Markup:
        if not text:
            return NOTHING
        marked = self._with_formulas(text) if "$" in text else escape(text, quote=False)
        return Markup(self.typography.typeset(marked, self.lang))

    def paragraphs(self, text: str) -> tuple[Markup, ...]:
        """A longer text, which a blank line divides."""
        return tuple(self.html(part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip())

    def _with_formulas(self, text: str) -> str:
        pieces, end = [], 0
        for match in WORD.finditer(text):
            if "$" not in match[0]:
                continue
            drawn, bad = _drawn(self.formulas, match[0])
            pieces += [_text(text[end : match.start()]), drawn]
            end = match.end()
            for said in bad:
                self.complain(said)
        return "".join([*pieces, _text(text[end:])])


@lru_cache(maxsize=2000)  # titles have most of their formulas in common
def _drawn(formulas: Formulas, word: str) -> tuple[str, tuple[str, ...]]:
    """The HTML of a word with formulas, and what is wrong with them."""
    pieces, end = [], 0
    for match in FORMULA.finditer(word):
        pieces += [_text(word[end : match.start()]), f'<{TAG} opened="$">{escape(match["tex"])}</{TAG}>']
        end = match.end()
    tree = LexborHTMLParser(f"<!DOCTYPE html><body>{''.join([*pieces, _text(word[end:])])}")
    bad = formulas.draw(tree)
    for node in tree.css("[tabindex]"):  # a long formula may be scrolled to, but not within a link
        del node.attrs["tabindex"]
    return tree.body.inner_html, tuple(each.message for each in bad)


def _text(text: str) -> str:
    return escape(text.replace(r"\$", "$"), quote=False)


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """The text without markup: `$\\alpha$-nets` is `α-nets`."""
    if "$" not in text:
        return text
    return FORMULA.sub(lambda match: _in_letters(match[0]), text).replace(r"\$", "$")


def _in_letters(formula: str) -> str:
    if found := OF_ONE.fullmatch(formula):
        return GREEK.get(found["letter"], found["sign"] or formula)
    try:
        return _reading().latex_to_text(formula, latex_context=_walking()).strip()
    except (IndexError, AttributeError, TypeError, ValueError, RecursionError):  # macros whose arguments are missing
        return formula


@cache
def _reading() -> object:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text")


@cache
def _walking() -> object:
    """Made once: it has thousands of macros."""
    from pylatexenc.latexwalker import get_default_latex_context_db

    return get_default_latex_context_db()
