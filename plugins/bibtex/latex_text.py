r"""LaTeX as people write it in `.bib` files → Unicode; formulas stay as typed, between dollar signs.

Emphasis, subscripts and superscripts are marked, see `text_marks`, or as plain as Unicode has them.

Not for `url`, `doi`, `eprint` and `file`: see `verbatim`.
"""

import logging
import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from html import unescape

from plugins.bibtex import latex_macros
from plugins.bibtex.foreign_markup import formulas_to_latex, tags_to_latex
from plugins.bibtex.text_marks import MARK, marks_to_plain
from plugins.core.folding import fold_text
from plugins.formulas import PACKAGE, replace_packages

GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
TOKEN = r"(?: \\. | [^$\\] )"
# What is not read as LaTeX. A dollar begins a formula if what follows can only be one, as in `$-$50` and `$\alpha$7`;
# else as plugins.formulas reads it in Markdown, though with spaces inside: `$5 or $6` are sums.
SET_ASIDE = re.compile(
    rf"""
      (?<!\\) \$\$ (?P<block> [^$]+ ) \$\$
    | (?<!\\) \$ (?P<symbols> [^\w\s$\\]{{1,3}} ) \$
    | (?<!\\) \$ (?P<macros> {TOKEN}*? \\(?!text|emph|mbox|[hl]?dots)[A-Za-z,;!\ ] {TOKEN}* ) \$
    | (?<!\\) \$ (?P<scripts> (?!\s) {TOKEN}*? [\^_<>=] {TOKEN}* (?<!\s) ) \$
    | (?<!\\) \$ (?:(?<![A-Z]\$)|(?!\d))
      (?P<formula> \s {TOKEN}+? \s | (?!\s) {TOKEN}+ (?<!\s) ) \$ (?!\d)
    | \\\( (?P<round> .+? ) \\\) | \\\[ (?P<square> .+? ) \\\]
    | \\ensuremath \s* \{{ (?P<ensured> (?:[^{{}}]|\{{[^{{}}]*\}})* ) \}}
    | \\(?:url|path|nolinkurl) \s* \{{ (?P<address> [^{{}}]* ) \}}
    | (?P<bare> https?:// (?:[^\s{{}}$\\"'&]|'(?!'))+ )
    | \\verb\*? (?P<bar>[^A-Za-z\s*{{]) (?P<verbatim>[^$]*?) (?P=bar)
    | (?P<package> {PACKAGE} )
    | (?P<dollar> (?<!\\) \$ )
    """,
    re.X | re.S,
)
FORMULAS = ("block", "symbols", "macros", "scripts", "formula", "round", "square", "ensured", "package")
# Text that programs wrap in formulas: DBLP's `5${}^{\mbox{th}}$`, chemistry, and Crossref's `$\less$i$\greater$`.
ORDINAL = re.compile(
    r"\$\s*(?:\{\s*\})?\s*\^\s*\{?\s*(?:\\(?:mbox|text|textrm|rm|mathrm|it|hbox)\b\s*)?\{?\s*(st|nd|rd|th)\s*\}*\s*\$"
)
PACKAGE_ALONE = re.compile(rf"\$\s*({PACKAGE})\s*\$")
CROSSREF_FORMULA = re.compile(r"\$\\(mathplus|less|greater|mathsemicolon)\$")
CROSSREF_CHARACTERS = {"mathplus": "+", "less": "<", "greater": ">", "mathsemicolon": ";"}
FORMULA_WITH_ENTITY = re.compile(r"(?<!\\)\$[^$]*&#?\w+;[^$]*\$")
TEX_OR_PDF_STRING = re.compile(rf"\\texorpdfstring\s*{GROUP}\s*{GROUP}")
LINK_TARGET = re.compile(r"\\href\s*\{[^{}]*\}")
ENTITY = re.compile(r"(?:\\|\{\\)?&\}?(?=([A-Za-z]{2,8}\d{0,2}|#\d{2,6}|#x[\da-fA-F]{2,5});)")
# A formula that is nothing but a number, a sign or upright letters below or above the line, as in `CO$_2$`.
SCRIPT = re.compile(
    r"""
    (?P<space>\s*) (?<!\\) \$ \s* (?:\{\s*\})? \s* (?P<place>[_^]) \s*
    (?: \{ \s* (?:\\(?:mathrm|textrm|text|rm|mathit|mbox|hbox)\b \s* \{? (?P<upright> [A-Za-z\d+−–., -]+? ) \}?
        | (?P<signs> [\d+−–./,()\s☉⊙†‡§*-]+? ) ) \s* \}
      | (?P<one> [\d+−☉⊙†‡§*] ) )
    \s* \$ (?P<next>[A-Za-z]?)
    """,
    re.X,
)
DEGREE = re.compile(r"(?<!\\)\$\s*(?:\{\s*\})?\s*\^\s*\{?\s*\\circ\s*\}?\s*\$")
# `\^{}` or `{\^}` alone is a character; with a letter it is an accent.
CHARACTER_ALONE = re.compile(r"\\(?P<before>[\^~`'\"=.])\s*\{\s*\}|\{\\(?P<within>[\^~`'\"])\}")
ALONE = {"^": r"\textasciicircum{}", "~": r"\textasciitilde{}", '"': r"\textquotedbl{}", "'": r"\textquotesingle{}"}
INNER = r"((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)"
DECLARATION = re.compile(rf"\{{\s*\\(it|em|itshape|sl|slshape|bf|bfseries)(?![A-Za-z])\s*{INNER}\}}")
GUILLEMETS = re.compile(r"<<([^<>]+)>>")  # a ligature of LaTeX's T1 fonts
QUOTED = re.compile(r"(?<![`\w])`((?:[^`'\"]|(?<=\w)'(?=\w))+)'(?!\w)")
MACRO = re.compile(r"\\(?![%&#_])")
ESCAPED = re.compile(r"\\([%&#_])")
LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "~": "\u00a0", "?`": "¿", "!`": "¡"}
FIRST_PLACEHOLDER = 0xF0000  # private characters, each stands for one formula or address
PLACEHOLDER = re.compile("[\U000f0000-\U000ffffd]")
MOST_PLACEHOLDERS = 60_000
# One character in LaTeX: an accent with its letter, or the name of a letter, a quotation mark or a dash.
LETTER = r"(?:\\[ij](?![A-Za-z])\s*(?:\{\})?|[^\W\d_][\u0300-\u036f]*)"
ACCENT = rf"\\(?:[`'^~=.\"]\s*|[urHvdckb](?:\s+|(?=\{{)))(?:\{{{LETTER}\}}|{LETTER})"
NAMES = "ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j|dh|DH|th|TH|dj|DJ|text(?:quote(?:single|(?:dbl)?(?:left|right))|e[nm]dash)"
NAMED = rf"\\(?:{NAMES})(?:\{{\}}|(?![A-Za-z])\s*)"
CHARACTER = re.compile(rf"\{{(?:{ACCENT}|{NAMED})\}}|{ACCENT}|{NAMED}")

logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # it warns of macros that lack arguments


def latex_to_text(value: str) -> str:
    r"""The value of a field as text: formulas in it as `$…$`, other dollars as `\$`, without emphasis.

    Of LaTeX that cannot be parsed, only commands and braces are removed.
    """
    return marks_to_plain(latex_to_marked(value))


@lru_cache(maxsize=20_000)  # a bibliography repeats its venues
def latex_to_marked(value: str) -> str:
    """The value of a field as `latex_to_text` gives it, with marks for emphasis, subscripts and superscripts."""
    set_aside: list[str] = []
    source = _without_formulas(formulas_to_latex(MARK.sub("", PLACEHOLDER.sub("", value))), set_aside)
    source = re.sub(r"(?<!\\)([%&#])", r"\\\1", _without_html(source))
    text = re.sub(r"[ \t\r\n]+", " ", QUOTED.sub("‘\\1’", _read_latex(source)))
    text = PLACEHOLDER.sub(lambda match: "".join(set_aside[ord(match[0]) - FIRST_PLACEHOLDER :][:1]), text)
    return unicodedata.normalize("NFC", text.strip(" "))


def fold_latex(value: str) -> str:
    """The value of a field folded for comparison; formulas count by their letters, without commands."""
    return fold_text(re.sub(r"\\[A-Za-z]+", "", latex_to_text(value)))


def unescape_entities(source: str) -> str:
    """The source with the characters that HTML's entities stand for, as in `M&uuml;ller` and `R{\\&}amp;D`."""
    return unescape(ENTITY.sub("&", source)) if "&" in source and ENTITY.search(source) else source


def replace_accents(source: str) -> str:
    r"""LaTeX with accents and letters as Unicode, `G{\"o}del` → `Gödel`; other commands and formulas stay as typed."""
    for _ in range(3):  # accents on accents
        source = change_outside_formulas(source, lambda part: CHARACTER.sub(_as_character, part))
    return unicodedata.normalize("NFC", source)


def change_outside_formulas(source: str, change: Callable[[str], str]) -> str:
    """LaTeX with `change` applied to the parts between formulas and addresses."""
    parts, end = [], 0
    for match in SET_ASIDE.finditer(source):
        if not match["dollar"]:
            parts += [change(source[end : match.start()]), match[0]]
            end = match.end()
    return "".join([*parts, change(source[end:])])


def _as_character(match: re.Match) -> str:
    text = latex_to_text(match[0])
    return text if len(text) == 1 else match[0]


def _without_formulas(source: str, set_aside: list[str]) -> str:
    """The source with a placeholder for each formula and address, which are appended to `set_aside`."""
    if "$" in source:
        source = FORMULA_WITH_ENTITY.sub(lambda match: unescape_entities(match[0]), source)
        source = SCRIPT.sub(_script, DEGREE.sub("°", source))
    source = CROSSREF_FORMULA.sub(lambda match: CROSSREF_CHARACTERS[match[1]], source)
    for pattern in (TEX_OR_PDF_STRING, ORDINAL, PACKAGE_ALONE):
        source = pattern.sub(r"\1", source)
    return LINK_TARGET.sub("", SET_ASIDE.sub(lambda match: _placeholder(match, set_aside), source))


def _script(match: re.Match) -> str:
    """A formula that only lowers or raises numbers, signs or a word, as a command; nothing else is mathematics."""
    text = match["upright"] or match["signs"] or match["one"]
    command = "textsubscript" if match["place"] == "_" else "textsuperscript"
    # NASA ADS leaves a space before what is lowered; before a letter it may belong to what follows.
    space = "" if match["place"] == "_" and not match["next"] else match["space"]
    minus = re.sub(r"(?<!\w)-(?=[\d\s]|$)", "−", text)
    return f"{space}\\{command}{{{minus}}}{match['next']}"


def _placeholder(match: re.Match, set_aside: list[str]) -> str:
    if match["dollar"]:
        return r"\$"
    drawn = replace_packages(match["package"] or "")
    if drawn != (match["package"] or ""):
        return drawn
    if len(set_aside) == MOST_PLACEHOLDERS:
        return ""
    formula = next(filter(None, map(match.group, FORMULAS)), "").strip()
    text = match["address"] or match["bare"] or match["verbatim"] or ""
    set_aside.append(f"${formula}$" if formula else text.replace("$", r"\$"))
    return chr(FIRST_PLACEHOLDER + len(set_aside) - 1)


def _without_html(source: str) -> str:
    """The source without the entities and tags that Crossref and DBLP leave in titles."""
    return GUILLEMETS.sub(r"«\1»", tags_to_latex(unescape_entities(source)))


def _read_latex(source: str) -> str:
    if "\\" in source:
        source = CHARACTER_ALONE.sub(_character_alone, source)
        source = DECLARATION.sub(_emphasized, source)
    if not MACRO.search(source):  # most values: braces, dashes and quotes need no parser
        text = ESCAPED.sub(r"\1", source.replace("{", "").replace("}", ""))
        for written, character in LIGATURES.items():
            text = text.replace(written, character)
        return text
    from pylatexenc import latexwalker  # many files have nothing to parse

    try:
        walker = latexwalker.LatexWalker(source, latex_context=latex_contexts()[1], tolerant_parsing=True)
        return _converter().nodelist_to_text(walker.get_latex_nodes()[0])
    except (latexwalker.LatexWalkerError, RecursionError):
        return re.sub(r"\\[A-Za-z]+\s*|[{}\\]", "", source)


def _character_alone(match: re.Match) -> str:
    character = match["before"] or match["within"]
    return ALONE.get(character, character)


def _emphasized(match: re.Match) -> str:
    return f"\\{'textbf' if match[1].startswith('b') else 'emph'}{{{match[2]}}}"


@cache
def latex_contexts() -> tuple[object, object]:
    """What pylatexenc is to know: the meanings of macros, and the arguments that they take."""
    from pylatexenc import latex2text, latexwalker, macrospec

    meanings, arguments = latex2text.get_default_latex_context_db(), latexwalker.get_default_latex_context_db()
    known = [latex2text.MacroTextSpec(name, meaning) for name, meaning in latex_macros.MEANINGS.items()]
    specials = [latex2text.SpecialsTextSpec("~", "\u00a0")]
    meanings.add_context_category("bibliography", prepend=True, macros=known, specials=specials)
    taking = [macrospec.std_macro(name, False, count) for name, count in latex_macros.ARGUMENTS.items()]
    arguments.add_context_category("bibliography", prepend=True, macros=taking)
    return meanings, arguments


@cache  # as `_parser_context`
def _converter() -> object:
    from pylatexenc import latex2text

    return latex2text.LatexNodes2Text(latex_contexts()[0], math_mode="verbatim")
