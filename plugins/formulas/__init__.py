"""Formulas in TeX → MathML, when the site is built: no script, and what does not parse is a mistake with its place.

In: Markdown, by the extension `FormulaSyntax`; then the tree of the text, by `Formulas`. In between a formula stands
there as its source in `<tex-source>`, so that ids of headings, titles and descriptions are made of what was typed.
"""

from plugins.formulas.draw import Formulas, macro_faults
from plugins.formulas.formula import BadFormula
from plugins.formulas.syntax import SOURCE, FormulaSyntax, fence, shield, unshield

__all__ = ["SOURCE", "BadFormula", "FormulaSyntax", "Formulas", "fence", "macro_faults", "shield", "unshield"]
