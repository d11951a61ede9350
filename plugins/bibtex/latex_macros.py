r"""LaTeX macros in `.bib` files that pylatexenc does not know, or reads for another purpose."""

import re

from plugins.bibtex.journals import JOURNAL_MACROS
from plugins.bibtex.text_marks import mark


# pylatexenc passes its objects under the names `node` and `l2tobj`.
def _last_argument(node, l2tobj) -> str:
    arguments = node.nodeargd.argnlist if node.nodeargd else ()
    return l2tobj.nodelist_to_text([arguments[-1]]) if arguments and arguments[-1] is not None else ""


def _marked_as(tag: str):
    return lambda node, l2tobj: mark(_last_argument(node, l2tobj), tag)


def _chemical_formula(node, l2tobj) -> str:
    """Numbers after letters as subscripts."""
    text = _last_argument(node, l2tobj)
    return re.sub(r"(?<=[A-Za-z)\]])\d+", lambda number: mark(number[0], "sub"), text)


def _with_combining(mark: str):
    return lambda node, l2tobj: _last_argument(node, l2tobj) + mark


def _in_quotes(node, l2tobj) -> str:
    return f"“{_last_argument(node, l2tobj)}”"


SHOWN = """
    emph textit textbf textsc texttt textrm textsf textup textsl textmd textnormal text mbox hbox fbox underline uline
    enquote mkbibquote mkbibemph mkbibbold mkbibitalic mathrm NoCaseChange MakeUppercase MakeLowercase protect
    foreignlanguage textcolor href noopsort lowercase uppercase acl ac textsuperscript textsubscript
    horn textcommabelow ocirc polhk ce
""".split()  # noqa: SIM905
EMPHASIS = ("emph", "textit", "textsl", "mkbibemph", "mkbibitalic")
STRONG = ("textbf", "mkbibbold")
DROPPED = "footnote thanks cite citep citet ref label index vspace hspace color".split()  # noqa: SIM905
ARGUMENTS = {
    **dict.fromkeys(SHOWN, 1),
    **dict.fromkeys(DROPPED, 1),
    **dict.fromkeys(("textcolor", "foreignlanguage"), 2),
    **dict.fromkeys(("ohorn", "uhorn", "OHORN", "UHORN", "newblock", *JOURNAL_MACROS), 0),
}
GREEK_NAMES = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau
    upsilon phi chi psi omega
""".split()  # noqa: SIM905
GREEK = {name: chr(0x3B1 + place) for place, name in enumerate(GREEK_NAMES)}
GREEK |= {name.title(): letter.upper() for name, letter in GREEK.items() if name != "varsigma"}
MEANINGS = {
    **{f"text{name}": letter for name, letter in GREEK.items()},
    **dict.fromkeys(SHOWN, _last_argument),
    **dict.fromkeys(DROPPED, ""),
    **JOURNAL_MACROS,
    "enquote": _in_quotes,
    "mkbibquote": _in_quotes,
    "noopsort": "",
    **dict.fromkeys(EMPHASIS, _marked_as("em")),
    **dict.fromkeys(STRONG, _marked_as("strong")),
    "textsuperscript": _marked_as("sup"),
    "textsubscript": _marked_as("sub"),
    "horn": _with_combining("\u031b"),
    "textcommabelow": _with_combining("\u0326"),
    "ce": _chemical_formula,
    "hspace": " ",
    "ocirc": _with_combining("\u030a"), "polhk": _with_combining("\u0328"),
    "ohorn": "ơ", "uhorn": "ư", "OHORN": "Ơ", "UHORN": "Ư",
    "$": r"\$", "textdollar": r"\$",
    "&": "&", "%": "%", "#": "#", "_": "_", "textunderscore": "_", "textbackslash": "\\", "slash": "/",
    "-": "", "/": "", ",": "\u2009", ";": " ", ":": " ", "!": "", " ": " ", "\\": " ", "quad": " ", "newline": " ",
    "par": " ", "newblock": " ", "noindent": "", "xspace": "", "relax": "",
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
