"""Convert the formulas of a page with math-core, which numbers the equations and resolves the references of a page.

Input: the tree of a page with formulas as `<tex-source>`. Output: the same tree with `<math>`, and a `BadFormula` for
each formula that does not parse.
"""

import re
from collections.abc import Mapping
from html import escape

from math_core import LatexError, LatexToMathML
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.formulas.formula import ERROR, BadFormula, Formula
from plugins.formulas.latex import MACROS, is_too_deep, restore_literals, translate
from plugins.formulas.notation import CannotDraw
from plugins.formulas.syntax import TAG

CODE = ("code", "pre", "kbd", "samp", "textarea")
ID = "eq-"  # prefix of an equation's label, so that no heading has the same id
ANNOTATION = '<annotation encoding="application/x-tex">'
UNRESOLVED = re.compile(rf'<a href="#{ID}([^"]*)">\(\?\?\)</a>')
# Text that belongs to the same word as a formula beside it: letters, digits, a hyphen, punctuation.
BEFORE = re.compile(r"""[A-Za-z(\["'“‘«/-]{1,15}\Z""")
AFTER = re.compile(r"""\A(?:[A-Za-z\d)\]"'”’»/.,;:!?%-]|[。，、；：！？）」』]){1,15}""")
# `scriptlevel` on a table is valid in MathML Core but unknown to the Nu checker (26.9), and has no effect outside
# scripts. The variation selectors choose a letter shape that our font lacks: browsers would fetch other fonts for it.
UNWANTED = re.compile(r'(<mtable[^>]*?) scriptlevel="\d"|[\ufe00\ufe01]')
REFERENCE = re.compile(r"<math><semantics><mtext>(<a [^<]*</a>)</mtext><annotation")
LONG = 20  # characters: a longer formula may be wider than the column on a phone


class Formulas:
    """Draws the formulas of pages, one page after the other, with the valid macros of a site."""

    def __init__(self, macros: Mapping[str, str] | None = None) -> None:
        macros = macros or {}
        bad = _bad_macros(macros)
        self._own = {_bare(name): tex for name, tex in macros.items() if name not in bad}
        self._latex = _latex({**MACROS, **self._own}, annotation=True, allow_unreliable_rendering=True, id_prefix=ID)

    def draw(self, tree: LexborHTMLParser) -> list[BadFormula]:
        """Replace every formula of the tree that parses by `<math>`; return the others."""
        self._latex.reset_global_state()
        drawn = []
        for node in tree.css(TAG):
            formula = _formula(node)
            if _is_in_code(node):
                node.replace_with(formula.typed)
            else:
                drawn.append((node, formula, self._mathml(formula)))
        bad = [result for _, _, result in drawn if isinstance(result, BadFormula)]
        good = [result for result in drawn if isinstance(result[2], str)]
        for (node, formula, _), mathml in zip(good, self._resolved(good), strict=True):
            bad += [formula.bad(f"no equation has the label '{label}'") for label in UNRESOLVED.findall(mathml)]
            _replace(tree, node, _annotated(mathml, formula.tex), formula.is_inline)
        return bad

    def _mathml(self, formula: Formula) -> str | BadFormula:
        if not formula.is_closed:
            return formula.bad(f"'{formula.opened}' is not closed before the next blank line", len(formula.tex))
        if is_too_deep(formula.tex):
            return formula.bad("braces, fractions or roots are nested too deep")
        try:
            tex, _ = translate(formula.tex, self._own)
            return self._latex.convert_with_global_state(tex, displaystyle=not formula.is_inline)
        except CannotDraw as error:
            return formula.bad(str(error), error.offset)
        except LatexError as error:
            return formula.bad_by(str(error), self._own)

    def _resolved(self, good: list[tuple[LexborNode, Formula, str]]) -> list[str]:
        """The MathML of all formulas, converted again if one refers to an equation further down."""
        if not any(UNRESOLVED.search(mathml) for _, _, mathml in good):
            return [mathml for _, _, mathml in good]
        translated = [(translate(formula.tex, self._own)[0], not formula.is_inline) for _, formula, _ in good]
        return self._latex.convert_all(translated)


def macro_errors(macros: Mapping[str, str]) -> list[str]:
    """The errors in the macros of a site, one line each."""
    return [f"FORMULAS_MACROS: '{name}': {reason}" for name, reason in _bad_macros(macros).items()]


def _bad_macros(macros: Mapping[str, str]) -> dict[str, str]:
    """The names of macros that do not parse, and why."""
    found = {}
    for name, tex in macros.items():
        try:
            _latex({**MACROS, _bare(name): tex})
        except LatexError as error:
            found[name] = ERROR.match(str(error))["reason"]
        except TypeError:
            found[name] = f"{tex!r} is not text in quotes"
    return found


def _latex(macros: Mapping[str, str], **options: object) -> LatexToMathML:
    return LatexToMathML(macros=dict(macros), fancy_error=False, global_group=True, **options)


def _bare(name: str) -> str:
    return name.lstrip("\\")


def _is_in_code(node: LexborNode) -> bool:
    while (node := node.parent) is not None:
        if node.tag in CODE:
            return True
    return False


def _formula(node: LexborNode) -> Formula:
    return Formula(node.text(), node.attrs.get("opened") or "", "unclosed" not in node.attributes)


def _annotated(mathml: str, tex: str) -> str:
    """Annotate the formula with its source as typed; a formula that is only a reference becomes a link."""
    if reference := REFERENCE.match(mathml):
        return reference[1]
    content = restore_literals(UNWANTED.sub(r"\1", mathml.rpartition(ANNOTATION)[0]))
    return f"{content}{ANNOTATION}{escape(tex.strip(), quote=False)}</annotation></semantics></math>"


def _replace(tree: LexborHTMLParser, node: LexborNode, mathml: str, is_inline: bool) -> None:
    """Replace the node by the formula; a wide one gets a box that scrolls, by keyboard too."""
    scrolling, box = node.parent, tree.create_node("span")
    box.inner_html = mathml
    formula = box.child
    is_long = len(formula.text()) - sum(len(source.text()) for source in formula.css("annotation")) > LONG
    if is_long and is_inline:
        box.attrs["class"] = "formula-line"
        scrolling, formula = box, box
    node.replace_with(formula, move=True)
    if is_long:
        scrolling.attrs["tabindex"] = "0"
    elif is_inline:
        _keep_word_together(tree, formula)


def _keep_word_together(tree: LexborHTMLParser, formula: LexborNode) -> None:
    """Prevent the line breaks that browsers allow on both sides of a formula, even before a comma."""
    before, after = _touching(formula.prev, BEFORE), _touching(formula.next, AFTER)
    if not before and not after:
        return
    word = tree.create_node("span")
    word.attrs["class"] = "formula-word"
    formula.insert_before(word, move=True)
    if before:
        word.prev.replace_with(word.prev.text().removesuffix(before))
    if after:
        formula.next.replace_with(formula.next.text().removeprefix(after))
    for part in (before, formula, after):
        if part:
            word.insert_child(part, move=True)


def _touching(node: LexborNode | None, pattern: re.Pattern) -> str:
    match = pattern.search(node.text()) if node is not None and node.is_text_node else None
    return match[0] if match else ""
