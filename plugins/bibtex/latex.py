r"""LaTeX as people write it in `.bib` files → Unicode; formulas stay as they were typed, between dollar signs.

In: the value of a field, but of `url`, `doi`, `eprint`, `file` never. Out: text in which `$…$` is a formula, and a
dollar that is none is `\$`, as in Markdown: `plain` takes that backslash away where formulas are not looked for.
"""

import logging
import re
import unicodedata
from functools import cache, lru_cache
from html import unescape

from plugins.bibtex import latex_macros

TO_READ = re.compile(r"[\\{}~$`&<\t\n\r]")
PAIRS_TO_READ = ("--", "''", "  ")  # by themselves, since a pattern with them takes five times as long
GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
SIGN = r"(?: \\. | [^$\\] )"
# What is not read as LaTeX. A dollar begins a formula where what follows can only be one, as `$-$50` and `$\alpha$7`;
# else as plugins.formulas reads it in Markdown, though with spaces inside: `$5 or $6` are sums.
SET_ASIDE = re.compile(
    rf"""
      (?<!\\) \$\$ (?P<block> [^$]+ ) \$\$
    | (?<!\\) \$ (?P<signs> [^\w\s$\\]{{1,3}} ) \$
    | (?<!\\) \$ (?P<macros> {SIGN}*? \\(?!text|emph|mbox|[hl]?dots)[A-Za-z,;!\ ] {SIGN}* ) \$
    | (?<!\\) \$ (?P<scripts> (?!\s) {SIGN}*? [\^_<>=] {SIGN}* (?<!\s) ) \$
    | (?<!\\) \$ (?:(?<![A-Z]\$)|(?!\d))
      (?P<formula> \s {SIGN}+? \s | (?!\s) {SIGN}+ (?<!\s) ) \$ (?!\d)
    | \\\( (?P<round> .+? ) \\\) | \\\[ (?P<square> .+? ) \\\]
    | \\ensuremath \s* \{{ (?P<ensured> (?:[^{{}}]|\{{[^{{}}]*\}})* ) \}}
    | \\(?:url|path|nolinkurl) \s* \{{ (?P<address> [^{{}}]* ) \}}
    | (?P<dollar> (?<!\\) \$ )
    """,
    re.X | re.S,
)
FORMULAS = ("block", "signs", "macros", "scripts", "formula", "round", "square", "ensured")
GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
# Formulas that are none: ordinals of DBLP, `5${}^{\mbox{th}}$`, chemistry, and HTML of Crossref, `$\less$i$\greater$`.
ORDINAL = re.compile(
    r"\$\s*(?:\{\s*\})?\s*\^\s*\{?\s*(?:\\(?:mbox|text|textrm|rm|mathrm|it|hbox)\b\s*)?\{?\s*(st|nd|rd|th)\s*\}*\s*\$"
)
CHEMISTRY = re.compile(r"\$\s*(\\ce\s*\{[^{}$]*\})\s*\$")
OF_CROSSREF = re.compile(r"\$\\(mathplus|less|greater|mathsemicolon)\$")
CROSSREF = {"mathplus": "+", "less": "<", "greater": ">", "mathsemicolon": ";"}
IN_TWO_WAYS = re.compile(rf"\\texorpdfstring\s*{GROUP}\s*{GROUP}")
LINKED = re.compile(r"\\href\s*\{[^{}]*\}")
ENTITY = re.compile(r"(?:\\|\{\\)?&\}?(?=([A-Za-z]{2,8}\d{0,2}|#\d{2,6}|#x[\da-fA-F]{2,5});)")
HTML_TAG = re.compile(
    r"</?(?:[biu]|em|strong|scp?|tt|br|sec|title|abstract|italic|bold) ?/?>"
    r"|</?(?:p|span|ns\d:\w+|jats:[\w-]+)(?: [^<>]*)?/?>"
)
HTML_SUPER = re.compile(r"<(su[bp])>([^<]*)</\1>")
QUOTED = re.compile(r"(?<![`\w])`([^`'\"]+)'(?!\w)")
MACRO = re.compile(r"\\(?![%&#_])")
ESCAPED = re.compile(r"\\([%&#_])")
SIGNS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": "\u00a0", "?`": "¿", "!`": "¡"}
FIRST_PLACE = 0xF0000  # private characters stand for what is set aside, each one alone
PLACE = re.compile("[\U000f0000-\U000ffffd]")

logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # it warns of macros that lack arguments


@lru_cache(maxsize=20_000)
def text(value: str) -> str:
    r"""The value as text, formulas in it as `$…$`, other dollars as `\$`; what cannot be read stays nearly as it is."""
    if not TO_READ.search(value) and not any(pair in value for pair in PAIRS_TO_READ):
        return unicodedata.normalize("NFC", value.strip())
    kept: list[str] = []
    source = PLACE.sub("", value)
    if "$" in source or "\\" in source:  # most values have neither
        source = _without_formulas(source, kept)
    if "<" in source or "&" in source:
        source = _without_html(source)
    source = re.sub(r"(?<!\\)([%&#])", r"\\\1", source)
    read = QUOTED.sub("‘\\1’", _read(source))
    read = PLACE.sub(lambda match: _put_back(match, kept), re.sub(r"[ \t\r\n]+", " ", read))
    return unicodedata.normalize("NFC", read.strip(" "))


def plain(text: str) -> str:
    r"""What `text` gave, for places without formulas: `\$` is a dollar again."""
    return text.replace(r"\$", "$")


def _without_formulas(source: str, kept: list[str]) -> str:
    """Formulas are `kept`, a character in the place of each; those that are none are words."""
    source = OF_CROSSREF.sub(lambda match: CROSSREF[match[1]], source)
    for pattern in (IN_TWO_WAYS, ORDINAL, CHEMISTRY):
        source = pattern.sub(r"\1", source)
    return LINKED.sub("", SET_ASIDE.sub(lambda match: _set_aside(match, kept), source))


def _set_aside(match: re.Match, kept: list[str]) -> str:
    if match["dollar"]:
        return r"\$"
    formula = next(filter(None, map(match.group, FORMULAS)), "")
    kept.append(f"${formula.strip()}$" if formula.strip() else (match["address"] or "").replace("$", r"\$"))
    return chr(FIRST_PLACE + len(kept) - 1) if len(kept) < 60_000 else ""


def _put_back(match: re.Match, kept: list[str]) -> str:
    number = ord(match[0]) - FIRST_PLACE
    return kept[number] if number < len(kept) else ""


def _without_html(source: str) -> str:
    """What Crossref and DBLP leave in titles: characters for entities, text for tags."""
    source = unescape(ENTITY.sub("&", source)) if ENTITY.search(source) else source
    source = HTML_SUPER.sub(r"\\text\1erscript{\2}", HTML_TAG.sub("", source))
    return source.replace("textsuberscript", "textsubscript")


def _read(source: str) -> str:
    if not MACRO.search(source):
        return _without_macros(source)
    from pylatexenc import latexwalker  # many files have nothing to read

    try:
        walker = latexwalker.LatexWalker(source, latex_context=_walking(), tolerant_parsing=True)
        return _reading().nodelist_to_text(walker.get_latex_nodes()[0])
    except (latexwalker.LatexWalkerError, RecursionError):
        return re.sub(r"\\[A-Za-z]+\s*|[{}\\]", "", source)


def _without_macros(source: str) -> str:
    """Most values hold braces, dashes and quotes alone, which need no parser."""
    plain = ESCAPED.sub(r"\1", source.replace("{", "").replace("}", ""))
    for written, sign in SIGNS.items():
        plain = plain.replace(written, sign)
    return plain


@cache
def _walking() -> object:
    from pylatexenc import latexwalker, macrospec

    context = latexwalker.get_default_latex_context_db()
    macros = [macrospec.std_macro(name, False, count) for name, count in latex_macros.ARGUMENTS.items()]
    context.add_context_category("bibliography", prepend=True, macros=macros)
    return context


@cache
def _reading() -> object:
    from pylatexenc import latex2text

    context = latex2text.get_default_latex_context_db()
    macros = [latex2text.MacroTextSpec(name, meaning) for name, meaning in latex_macros.MEANINGS.items()]
    specials = [latex2text.SpecialsTextSpec("~", "\u00a0")]
    context.add_context_category("bibliography", prepend=True, macros=macros, specials=specials)
    return latex2text.LatexNodes2Text(context, math_mode="verbatim")
