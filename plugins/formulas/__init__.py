"""Convert formulas in TeX to MathML during the build, so that pages need no script.

Input: Markdown with the extension `FormulaSyntax`, then the tree of the page, in `Formulas`. Output: the tree with
MathML, and a `BadFormula` for each formula that does not parse. Between the two, `<tex-source>` holds the source of a
formula, so that heading ids, titles and descriptions come from what the author typed.
"""

from plugins.formulas.draw import Formulas, macro_errors
from plugins.formulas.latex import PACKAGE, replace_packages
from plugins.formulas.syntax import SOURCE, TAG, FormulaSyntax, fence, shield, unshield

__all__ = [
    "PACKAGE",
    "SOURCE",
    "TAG",
    "FormulaSyntax",
    "Formulas",
    "fence",
    "macro_errors",
    "replace_packages",
    "shield",
    "unshield",
]
