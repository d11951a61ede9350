"""TeX → MathML with math-core, text by text, so that equations are numbered and referred to across one.

In: the tree of a text with formulas as their source. Out: the same tree with `<math>`, and what does not parse.
"""

import re
from collections.abc import Mapping
from html import escape

from math_core import LatexError, LatexToMathML
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.formulas.formula import ERROR, BadFormula, Formula
from plugins.formulas.latex import MACROS, is_too_deep, respelled
from plugins.formulas.syntax import TAG

CODE = ("code", "pre", "kbd", "samp", "textarea")
ID = "eq-"  # before the label of an equation, so that no heading has the same id
ANNOTATION = '<annotation encoding="application/x-tex">'
UNRESOLVED = re.compile(rf'<a href="#{ID}([^"]*)">\(\?\?\)</a>')
# What belongs to the word in which a formula is: letters, a hyphen, punctuation.
BEFORE = re.compile(r"""[A-Za-z(\["'“‘«/-]{1,15}\Z""")
AFTER = re.compile(r"""\A(?:[A-Za-z)\]"'”’»/.,;:!?%-]|[。，、；：！？）」』]){1,15}""")
# Valid in MathML Core, unknown to the Nu checker (26.9), and without effect where math-core sets it but in scripts.
# And the choice between two scripts, which our font does not have: a browser would fetch all others in search of it.
UNWANTED = re.compile(r'(<mtable[^>]*?) scriptlevel="\d"|[\ufe00\ufe01]')
REFERENCE = re.compile(r"<math><semantics><mtext>(<a [^<]*</a>)</mtext><annotation")
LONG = 20  # signs: a formula as long as that may be wider than a phone's column


class Drawing:
    """What draws the formulas of one text after the other, with the macros of a site that work."""

    def __init__(self, macros: Mapping[str, str]) -> None:
        bad = _faulty(macros)
        own = {_bare(name): tex for name, tex in macros.items() if name not in bad}
        self._latex = _latex({**MACROS, **own}, annotation=True, allow_unreliable_rendering=True, id_prefix=ID)

    def draw(self, tree: LexborHTMLParser) -> list[BadFormula]:
        """Put `<math>` in the place of every formula of the tree that parses; return the others."""
        self._latex.reset_global_state()
        drawn = []
        for node in tree.css(TAG):
            formula = _formula(node)
            if _is_in_code(node):
                node.replace_with(formula.typed)
            else:
                drawn.append((node, formula, self._mathml(formula)))
        bad = [result for _, _, result in drawn if isinstance(result, BadFormula)]
        good = [each for each in drawn if isinstance(each[2], str)]
        for (node, formula, _), mathml in zip(good, self._resolved(good), strict=True):
            bad += [formula.bad(f"no equation has the label '{label}'") for label in UNRESOLVED.findall(mathml)]
            _replace(tree, node, _annotated(mathml, formula.tex), formula.is_inline)
        return bad

    def _mathml(self, formula: Formula) -> str | BadFormula:
        if not formula.is_closed:
            return formula.bad(f"'{formula.opened}' is not closed before the next blank line", len(formula.tex))
        if is_too_deep(formula.tex):
            return formula.bad("braces, fractions or roots are nested too deep")
        tex, _ = respelled(formula.tex)
        try:
            return self._latex.convert_with_global_state(tex, displaystyle=not formula.is_inline)
        except LatexError as error:
            return formula.refused(str(error))

    def _resolved(self, good: list[tuple[LexborNode, Formula, str]]) -> list[str]:
        """The MathML of all; where an equation is referred to before it stands, all are converted once more."""
        if not any(UNRESOLVED.search(mathml) for _, _, mathml in good):
            return [mathml for _, _, mathml in good]
        return self._latex.convert_all([(respelled(formula.tex)[0], not formula.is_inline) for _, formula, _ in good])


def macro_faults(macros: Mapping[str, str]) -> list[str]:
    """What is wrong with the macros of a site: one line each."""
    return [f"FORMULAS_MACROS: '{name}': {reason}" for name, reason in _faulty(macros).items()]


def _faulty(macros: Mapping[str, str]) -> dict[str, str]:
    """The names of macros that do not work, and why."""
    found = {}
    for name, tex in macros.items():
        try:
            _latex({**MACROS, _bare(name): tex})
        except LatexError as error:
            found[name] = ERROR.match(str(error))["reason"]
        except TypeError:
            found[name] = f"{tex!r} is no text in quotes"
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
    """With the source as it was typed, not as math-core was given it; a mere reference becomes a link without math."""
    if reference := REFERENCE.match(mathml):
        return reference[1]
    content = UNWANTED.sub(r"\1", mathml.rpartition(ANNOTATION)[0])
    return f"{content}{ANNOTATION}{escape(tex.strip(), quote=False)}</annotation></semantics></math>"


def _replace(tree: LexborHTMLParser, node: LexborNode, mathml: str, is_inline: bool) -> None:
    """Put the formula there; where it may be wide, in a box that scrolls, by keyboard too."""
    holder, box = node.parent, tree.create_node("span")
    box.inner_html = mathml
    formula = box.child
    is_long = len(formula.text()) - sum(len(source.text()) for source in formula.css("annotation")) > LONG
    if is_long and is_inline:
        box.attrs["class"] = "formula-line"
        holder, formula = box, box
    node.replace_with(formula, move=True)
    if is_long:
        holder.attrs["tabindex"] = "0"
    elif is_inline:
        _hold_together(tree, formula)


def _hold_together(tree: LexborHTMLParser, formula: LexborNode) -> None:
    """Browsers break lines on both sides of a formula, even before a comma."""
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
