"""Formulas as MathML → pictures, since WeasyPrint draws no MathML: ziamath sets them in STIX Two Math, as pages do."""

import warnings
from html import escape
from types import ModuleType
from urllib.parse import quote
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.publications.typeset import plain

SIZE = 100  # units of a drawing for 1 em of the text
MARGIN = 3  # units at each side, for letters that lean out of their boxes
SCALE = 1.06  # as in math.css: STIX is a little smaller than the text's font
ALIGNMENTS = ("left", "right")


def draw_formulas(tree: LexborHTMLParser) -> None:
    """Replace each formula by its drawing, described by its LaTeX; by text if ziamath cannot draw it.

    Raises ImportError if there is a formula, and no ziamath.
    """
    for math in tree.css("math"):
        source = math.css_first("annotation")
        latex = source.text() if source is not None else math.text()
        try:
            math.replace_with(_parsed(_picture(math, latex)))
        except (ValueError, LookupError, TypeError, AttributeError, ElementTree.ParseError):
            math.replace_with(plain(f"${latex}$"))


def _parsed(html: str) -> LexborNode:
    return LexborHTMLParser(html).css_first("img")


def _picture(math: LexborNode, latex: str) -> str:
    """The `<img>` of a formula, which stands on the line of the text around it."""
    drawing = _load_ziamath().Math(_readable(math), size=SIZE * SCALE, margin=MARGIN)
    width, height = (length + 2 * MARGIN for length in drawing.getsize())
    box = {"width": width, "height": height, "vertical-align": drawing.getyofst() - MARGIN}
    style = ";".join(f"{name}:{length / SIZE:.3f}em" for name, length in box.items())
    return f'<img class="drawn" src="data:image/svg+xml,{quote(drawing.svg())}" alt="{escape(latex)}" style="{style}">'


def _load_ziamath() -> ModuleType:
    """ziamath, which is large, and needed only for a page with formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # ziamath 0.13 loads its font by an old function
        import ziamath
    ziamath.config.svg2 = False  # one path for each character, without references among them
    return ziamath


def _readable(math: LexborNode) -> str:
    """The formula as XML that ziamath reads: only what is drawn, alignment in MathML's own attributes."""
    formula = LexborHTMLParser(math.html).css_first("math")
    for note in formula.css("annotation"):
        note.decompose()
    for wrapper in formula.css("semantics"):
        wrapper.unwrap()
    for text in formula.css("mtext *"):
        text.unwrap()
    for cell in formula.css("mtd[style]"):
        style = cell.attrs["style"] or ""
        cell.attrs["columnalign"] = next((side for side in ALIGNMENTS if f"text-align: {side}" in style), "center")
    if "display" not in formula.attrs:
        formula.attrs["display"] = "inline"
    return formula.html.replace("&nbsp;", "\N{NO-BREAK SPACE}")
