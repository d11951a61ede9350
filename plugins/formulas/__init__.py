"""Formulas in TeX → MathML, when the site is built: no script, and what does not parse is a error with its place.

In: Markdown, by the extension `FormulaSyntax`; then the tree of the text, by `Formulas`. In between a formula stands
there as its source in `<tex-source>`, so that ids of headings, titles and descriptions are made of what was typed.
What draws takes long to load: it is, where a text has a formula.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from plugins.formulas.syntax import SOURCE, TAG, FormulaSyntax, fence, shield, unshield

if TYPE_CHECKING:
    from plugins.formulas.draw import Drawing
    from plugins.formulas.formula import BadFormula

__all__ = ["SOURCE", "TAG", "FormulaSyntax", "Formulas", "fence", "macro_faults", "shield", "unshield"]


class Formulas:
    """Draws the formulas of one text after the other, with the macros of a site."""

    def __init__(self, macros: Mapping[str, str] | None = None) -> None:
        self._macros = macros or {}

    def draw(self, tree: LexborHTMLParser) -> "list[BadFormula]":
        """Put `<math>` in the place of every formula of the tree that parses; return the others."""
        return self._drawing.draw(tree) if tree.css_first(TAG) is not None else []

    @cached_property
    def _drawing(self) -> "Drawing":
        from plugins.formulas.draw import Drawing

        return Drawing(self._macros)


def macro_faults(macros: Mapping[str, str]) -> list[str]:
    """What is wrong with the macros of a site: one line each."""
    if not macros:
        return []
    from plugins.formulas.draw import macro_faults

    return macro_faults(macros)
