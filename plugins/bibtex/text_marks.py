"""Emphasis, subscripts and superscripts in the text of a field: a private character stands before and after each.

`latex_to_marked` makes them, `marks_to_html` and `marks_to_plain` are the two ways out.
"""

import re

FIRST_MARK = 0xE1A0
TAGS = ("em", "strong", "sub", "sup")  # of HTML, each with an opening and a closing mark
OPENING = {tag: chr(FIRST_MARK + 2 * place) for place, tag in enumerate(TAGS)}
CLOSING = {tag: chr(FIRST_MARK + 2 * place + 1) for place, tag in enumerate(TAGS)}
ELEMENTS = str.maketrans({**{OPENING[tag]: f"<{tag}>" for tag in TAGS}, **{CLOSING[tag]: f"</{tag}>" for tag in TAGS}})
MARK = re.compile(f"[{chr(FIRST_MARK)}-{chr(FIRST_MARK + 2 * len(TAGS) - 1)}]")
SCRIPT = re.compile(
    rf"(?P<opening>[{OPENING['sub']}{OPENING['sup']}])(?P<text>[^{chr(FIRST_MARK)}-{chr(FIRST_MARK + 7)}]*)"
    rf"[{CLOSING['sub']}{CLOSING['sup']}]"
)
SUPERSCRIPTS = str.maketrans("0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
SUBSCRIPTS = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
LONGEST_WORD_IN_SCRIPT = 1  # letters: `19th` and `CO2max` are easier to read than `19ᵗʰ`


def mark(text: str, tag: str) -> str:
    """The text marked as emphasis, subscript and so on, spaces around it outside."""
    inner = text.strip(" ")
    if not inner:
        return text
    before, _, after = text.partition(inner)
    return f"{before}{OPENING[tag]}{inner}{CLOSING[tag]}{after}"


def marks_to_html(html: str) -> str:
    """HTML of which the text had marks, with elements in their place."""
    return html.translate(ELEMENTS)


def marks_to_plain(text: str) -> str:
    """The text without marks, its subscripts and superscripts in Unicode as far as there are such characters."""
    if not MARK.search(text):
        return text
    return MARK.sub("", SCRIPT.sub(_script_to_plain, text))


def script_to_unicode(text: str, is_superscript: bool) -> str:
    """The characters of a subscript or superscript in Unicode; empty if there are none for all of them."""
    characters = SUPERSCRIPTS if is_superscript else SUBSCRIPTS
    is_short = sum(character.isalpha() for character in text) <= LONGEST_WORD_IN_SCRIPT
    return text.translate(characters) if is_short and all(ord(each) in characters for each in text) else ""


def _script_to_plain(match: re.Match) -> str:
    return script_to_unicode(match["text"], match["opening"] == OPENING["sup"]) or match["text"]
