r"""Markup of databases in fields → LaTeX: HTML, JATS (Crossref), MathML, and the tags of NASA ADS.

`<jats:italic>E. coli</jats:italic> in H<SUB>2</SUB>O` → `\emph{E. coli} in H\textsubscript{2}O`.
"""

import re
from html import unescape
from xml.etree import ElementTree

COMMANDS = {
    **dict.fromkeys(("i", "em", "italic"), r"\emph"),
    **dict.fromkeys(("b", "strong", "bold"), r"\textbf"),
    **dict.fromkeys(("sub", "inf"), r"\textsubscript"),
    "sup": r"\textsuperscript",
}
PREFIX = r"(?:jats:|ns\d:)?"
INLINE = re.compile(rf"<{PREFIX}({'|'.join(COMMANDS)})(?:\s[^<>]*)?>([^<>]*)</{PREFIX}\1\s*>", re.I)
BLOCK = re.compile(
    rf"<(/?){PREFIX}(?:p|sec|title|abstract|list|list-item|ul|ol|li|div|br|h[1-6])(?:\s[^<>]*)?/?>", re.I
)
OTHER_TAG = re.compile(
    r"</?(?:(?:jats|ns\d|mml):[\w-]+|i|em|italic|b|strong|bold|sub|inf|sup|u|underline|scp?|tt|small|big|font|span|a"
    r"|astrobj|roman|monospace|sans-serif|styled-content|xref|ext-link|inline-formula|disp-formula|alternatives|tex-math)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
HEADING = re.compile(
    rf"<{PREFIX}(?P<name>title|h[1-6])(?:\s[^<>]*)?>(?P<text>.*?)</{PREFIX}(?P=name)\s*>\s*(?:<{PREFIX}p(?:\s[^<>]*)?>)?",
    re.I | re.S,
)
OWN_HEADING = re.compile(r"\s*(?:abstract|summary|zusammenfassung|résumé|resumen|riassunto|resumo)\s*[:.]?\s*", re.I)
LINE_BREAK = re.compile(r"<br\s*/?>(?!\s*<br)", re.I)
MATHML = re.compile(r"(?s)<((?:\w+:)?)math\b.{0,5000}?</\1math\s*>")
TEX = re.compile(rf"(?s)<{PREFIX}tex-math\b[^>]*>(.{{0,5000}}?)</{PREFIX}tex-math\s*>")
ALTERNATIVES = re.compile(rf"(?s)<{PREFIX}alternatives\b[^>]*>(.*?)</{PREFIX}alternatives\s*>")
TEX_DOCUMENT = re.compile(r"(?s)\\documentclass.*?\\begin\{document\}|\\end\{document\}.*|<!\[CDATA\[|\]\]>")
ACCENTS = {
    "¯": "bar",
    "‾": "bar",
    "̅": "bar",
    "~": "tilde",
    "˜": "tilde",
    "^": "hat",
    "ˆ": "hat",
    "→": "vec",
    "˙": "dot",
}
UNSAFE_IN_FORMULAS = re.compile(r"[%#&$_{}\\]")
DEEPEST_NESTING = 40  # elements of a formula in each other
PASSES = 5  # elements in each other, the inner ones first


def formulas_to_latex(source: str) -> str:
    """The source with MathML and the TeX of JATS as formulas between dollar signs."""
    if "<" not in source:
        return source
    source = ALTERNATIVES.sub(lambda match: (TEX.search(match[1]) or match)[0], source)
    return MATHML.sub(mathml_to_latex, TEX.sub(_tex_formula, source))


def tags_to_latex(source: str) -> str:
    """The source without tags: emphasis, subscripts and superscripts as commands, blocks as spaces."""
    if "<" not in source:
        return source
    for _ in range(PASSES):
        source = INLINE.sub(_command, source)
    return OTHER_TAG.sub("", BLOCK.sub(lambda tag: "" if tag[1] else " ", source))


def divide_paragraphs(abstract: str) -> str:
    r"""An abstract with a blank line where a block of its markup begins or ends, and headings as sentences.

    Its own heading, `Abstract`, is left out.
    """
    if "<" not in abstract:
        return abstract
    return BLOCK.sub("\n\n", LINE_BREAK.sub(" ", HEADING.sub(_heading, abstract)))


def mathml_to_latex(match: re.Match) -> str:
    """A match of MATHML as LaTeX between dollar signs; its bare text if it is not well-formed."""
    source = re.sub(r"(</?)\w+:", r"\1", unescape(match[0].replace("&lt;", "&amp;lt;").replace("&amp;", "&amp;amp;")))
    try:
        tree = ElementTree.fromstring(re.sub(r"\sxmlns(?::\w+)?=(\"[^\"]*\"|'[^']*')", "", source))
    except (ElementTree.ParseError, ValueError):
        return re.sub(r"<[^<>]*>", "", match[0])
    formula = _element_to_latex(tree, DEEPEST_NESTING).strip()
    return f"${formula}$" if formula else ""


def _command(match: re.Match) -> str:
    content = match[2]
    depths = [content[:place].count("{") - content[:place].count("}") for place in range(len(content) + 1)]
    if min(depths) < 0 or depths[-1]:  # not even braces are nested
        return content
    return f"{COMMANDS[match[1].lower()]}{{{content}}}" if content.strip() else content


def _heading(match: re.Match) -> str:
    text = match["text"].strip()
    if not text or OWN_HEADING.fullmatch(re.sub("<[^<>]*>", "", text)):
        return "\n\n"
    return f"\n\n{text}{'' if text[-1] in '.:!?' else '.'} "


def _tex_formula(match: re.Match) -> str:
    formula = TEX_DOCUMENT.sub("", match[1]).strip().strip("$").strip()
    return f"${formula}$" if formula else ""


def _element_to_latex(element: ElementTree.Element, depth: int) -> str:
    if not depth:
        return "".join(element.itertext())
    text = UNSAFE_IN_FORMULAS.sub(_escaped, element.text or "").strip()
    parts = [_element_to_latex(child, depth - 1) for child in element]
    match element.tag, parts:
        case "msub" | "munder", [base, below]:
            return f"{base}_{{{below}}}"
        case "mover", [base, above] if above.strip("\\") in ACCENTS:
            return f"\\{ACCENTS[above.strip(chr(92))]}{{{base}}}"
        case "msup" | "mover", [base, above]:
            return f"{base}^{{{above}}}"
        case "msubsup" | "munderover", [base, below, above]:
            return f"{base}_{{{below}}}^{{{above}}}"
        case "mfrac", [above, below]:
            return f"\\frac{{{above}}}{{{below}}}"
        case "msqrt", _:
            return f"\\sqrt{{{''.join(parts)}}}"
        case "mroot", [base, index]:
            return f"\\sqrt[{index}]{{{base}}}"
        case "mtext", []:
            return f"\\text{{{text}}}" if text else ""
        case "mi", [] if len(text) > 1 or element.get("mathvariant") == "normal":
            return f"\\mathrm{{{text}}}" if text.isalnum() else text
        case "annotation" | "annotation-xml", _:
            return ""
    return text + "".join(parts)


def _escaped(character: re.Match) -> str:
    return "\\backslash " if character[0] == "\\" else f"\\{character[0]}"
