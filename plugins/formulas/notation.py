r"""Chemical formulas and quantities as a list of parts, and the same as TeX or as plain text.

Input: what `\ce{…}` or `\SI{…}{…}` holds, read by `chemistry` and `units`. Output: TeX for math-core, or text in which
Unicode stands for subscripts, superscripts and arrows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

ARROWS = {
    "->": ("longrightarrow", "xrightarrow", "→"),
    "<-": ("longleftarrow", "xleftarrow", "←"),
    "<->": ("longleftrightarrow", "xleftrightarrow", "↔"),
    "<-->": ("rightleftarrows", "", "⇄"),
    "<=>": ("rightleftharpoons", "xrightleftharpoons", "⇌"),
}
SYMBOLS = {"+": "+", "-": "-", "=": "=", "#": r"\equiv ", "*": r"\cdot ", "x": r"\times ", "^": r"\uparrow "}
SYMBOLS |= {"v": r"\downarrow ", "+-": r"\pm ", "~": r"\sim ", "...": r"\cdots ", "<": "<", ">": ">"}
IN_TEXT = {"#": "≡", "*": "·", "x": "×", "^": "↑", "v": "↓", "+-": "±", "...": "⋯"}
PERCENT = r"\%"
SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni•", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ·")
SUBSCRIPTS = str.maketrans("0123456789+-−=()nxaeo", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙₓₐₑₒ")


class CannotDraw(Exception):
    """What a formula holds that nothing here can draw; `offset` is its place in the formula."""

    offset = 0


@dataclass(frozen=True)
class Part:
    r"""A piece of a formula.

    `kind` is one of: text (upright), number, sub, sup (of what stands before), symbol and operator (a key of SYMBOLS,
    the latter between two terms), arrow (a key of ARROWS), fraction (of `value` and `below`), space, tex (as typed).
    `above` and `below` are what stands at an arrow.
    """

    kind: str
    value: str = ""
    above: "tuple[Part, ...]" = ()
    below: "tuple[Part, ...]" = ()


def to_tex(parts: Iterable[Part]) -> str:
    """TeX for math-core, in one group."""
    return f"{{{''.join(map(_tex, parts))}}}"


def _tex(part: Part) -> str:
    if part.kind == "arrow":
        plain, labelled, _ = ARROWS[part.value]
        if not part.above and not part.below:
            return rf"\{plain} "
        if not labelled:
            raise CannotDraw(f"'{part.value}' with text above it cannot be drawn")
        below = f"[{to_tex(part.below)}]" if part.below else ""
        return rf"\{labelled}{below}{to_tex(part.above)}"
    if part.kind == "fraction":
        numerator, _, denominator = part.value.partition("/")
        return rf"\frac{{{numerator}}}{{{denominator}}}"
    if part.kind in ("sub", "sup"):
        return f"{'_' if part.kind == 'sub' else '^'}{{{_script_tex(part.value)}}}"
    if part.kind == "text":
        return rf"\{'text' if ' ' in part.value else 'mathrm'}{{{part.value.replace('%', PERCENT)}}}"
    if part.kind == "space":
        return r"\,"
    if part.kind in ("number", "tex"):
        return f"{{{part.value}}}"
    symbol = SYMBOLS[part.value]
    return f" {symbol} " if part.kind == "operator" else f"{{{symbol}}}"


def _script_tex(value: str) -> str:
    """Capitals, as in Fe^{III}, are upright; small letters are variables."""
    return rf"\mathrm{{{value}}}" if value.isalpha() and value.isupper() else value.replace("•", r"\bullet ")


def to_text(parts: Iterable[Part]) -> str:
    """Plain text."""
    return "".join(map(_text, parts))


def _text(part: Part) -> str:
    if part.kind == "arrow":
        labels = [to_text(label).strip() for label in (part.above, part.below) if label]
        return f" {ARROWS[part.value][2]} " + (f"({', '.join(labels)}) " if labels else "")
    if part.kind in ("sub", "sup"):
        table = SUBSCRIPTS if part.kind == "sub" else SUPERSCRIPTS
        if all(ord(character) in table for character in part.value):
            return part.value.translate(table)
        if part.kind == "sup" and part.value.isalpha() and part.value.isupper():
            return f"({part.value})"  # iron(III)
        return f"{'_' if part.kind == 'sub' else '^'}{part.value}"
    if part.kind in ("symbol", "operator"):
        shown = IN_TEXT.get(part.value, part.value)
        return f" {shown} " if part.kind == "operator" else shown
    return " " if part.kind == "space" else part.value.replace(r"\,", "\u202f")
