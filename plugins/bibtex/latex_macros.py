r"""Macros of LaTeX that stand in `.bib` files and that pylatexenc does not know, or reads for another purpose."""

import re

from plugins.bibtex.journals import MACROS as JOURNALS

RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def _argument(node, l2tobj) -> str:  # noqa: ANN001 (pylatexenc's objects, which it gives by these names)
    """The text of the last argument."""
    arguments = node.nodeargd.argnlist if node.nodeargd else ()
    return l2tobj.nodelist_to_text([arguments[-1]]) if arguments and arguments[-1] is not None else ""


def _raised(node, l2tobj) -> str:  # noqa: ANN001
    text = _argument(node, l2tobj)
    return text.translate(RAISED) if all(ord(character) in RAISED for character in text) else text


def _lowered(node, l2tobj) -> str:  # noqa: ANN001
    text = _argument(node, l2tobj)
    return text.translate(LOWERED) if all(ord(character) in LOWERED for character in text) else text


def _formula(node, l2tobj) -> str:  # noqa: ANN001
    """Of chemistry: numbers after letters stand below the line."""
    return re.sub(r"(?<=[A-Za-z)\]])\d+", lambda number: number[0].translate(LOWERED), _argument(node, l2tobj))


def _with(mark: str):  # noqa: ANN202
    return lambda node, l2tobj: _argument(node, l2tobj) + mark


SHOWN = """
    emph textit textbf textsc texttt textrm textsf textup textsl textmd textnormal text mbox hbox fbox underline uline
    enquote mkbibquote mkbibemph mkbibbold mkbibitalic mathrm NoCaseChange MakeUppercase MakeLowercase protect
    foreignlanguage textcolor href noopsort lowercase uppercase acl ac textsuperscript textsubscript
    horn textcommabelow ocirc polhk ce
""".split()  # noqa: SIM905
DROPPED = "footnote thanks cite citep citet ref label index vspace hspace color".split()  # noqa: SIM905
ARGUMENTS = {
    **dict.fromkeys(SHOWN, 1),
    **dict.fromkeys(DROPPED, 1),
    **dict.fromkeys(("textcolor", "foreignlanguage"), 2),
    **dict.fromkeys(("ohorn", "uhorn", "OHORN", "UHORN", "newblock", *JOURNALS), 0),
}
NAMES = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau
    upsilon phi chi psi omega
""".split()  # noqa: SIM905
GREEK = {name: chr(0x3B1 + place) for place, name in enumerate(NAMES)}
GREEK |= {name.title(): letter.upper() for name, letter in GREEK.items() if name != "varsigma"}
MEANINGS = {
    **{f"text{name}": letter for name, letter in GREEK.items()},
    **dict.fromkeys(SHOWN, _argument),
    **dict.fromkeys(DROPPED, ""),
    **JOURNALS,
    "enquote": lambda node, l2tobj: f"“{_argument(node, l2tobj)}”",
    "mkbibquote": lambda node, l2tobj: f"“{_argument(node, l2tobj)}”",
    "noopsort": "",
    "textsuperscript": _raised,
    "textsubscript": _lowered,
    "horn": _with("\u031b"),
    "textcommabelow": _with("\u0326"),
    "ce": _formula,
    "hspace": " ",
    "ocirc": _with("\u030a"), "polhk": _with("\u0328"),
    "ohorn": "ơ", "uhorn": "ư", "OHORN": "Ơ", "UHORN": "Ư",
    "$": r"\$", "textdollar": r"\$",
    "&": "&", "%": "%", "#": "#", "_": "_", "textunderscore": "_", "textbackslash": "\\", "slash": "/",
    "-": "", "/": "", ",": "\u2009", ";": " ", ":": " ", "!": "", " ": " ", "\\": " ", "quad": " ", "newline": " ",
    "newblock": " ", "noindent": "", "xspace": "", "relax": "",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "LaTeXe": "LaTeX2ε", "XeTeX": "XeTeX", "eTeX": "ε-TeX",
    "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedbl": '"',
    "textquotedblleft": "“", "textquotedblright": "”", "textquotesingle": "'", "textellipsis": "…", "ldots": "…",
    "dots": "…", "textasciitilde": "~", "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|",
    "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "copyright": "©", "textdegree": "°",
    "textperiodcentered": "·", "textbullet": "•", "mathsemicolon": ";", "lbrace": "{", "rbrace": "}",
    "textordmasculine": "º", "textordfeminine": "ª", "textmu": "µ", "texttimes": "×", "textpm": "±",
    "textmacron": "¯", "textasteriskcentered": "*", "textsterling": "£", "pounds": "£", "texteuro": "€", "euro": "€",
    "degree": "°", "hyphen": "-", "cprime": "ʹ", "cdprime": "ʺ", "thinspace": "\u2009",
    "nobreakspace": "\u00a0", "og": "«\u00a0", "fg": "\u00a0»", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘",
    "flqq": "«", "frqq": "»", "METAFONT": "METAFONT", "METAPOST": "METAPOST", "unskip": "", "ignorespaces": "",
}  # fmt: skip
