"""The HTML, MathML and JATS that agencies leave in titles and abstracts → text of BibTeX."""

import re
from html import unescape
from xml.etree import ElementTree

from plugins.add_publication.accents import outside_math, unicode_accents

COMMANDS = {"i": "textit", "em": "textit", "italic": "textit", "b": "textbf", "bold": "textbf", "strong": "textbf"}
SCRIPTS = {"sub": "_", "sup": "^", "inf": "_"}
MATHML = re.compile(r"(?s)<((?:\w+:)?)math\b.{0,5000}?</\1math\s*>")
HEADING = re.compile(r"(?is)<(?:jats:)?title\b[^>]*>\s*abstract\s*:?\s*</(?:jats:)?title>")
PAIR = re.compile(r"(?is)<(?:jats:)?(i|em|italic|b|bold|strong|sub|sup|inf)\b[^<>]*>([^<>]*)</(?:jats:)?\1\s*>")
BLOCK = re.compile(r"(?i)</?(?:jats:)?(?:p|title|sec|br|list|list-item|div)\b[^<>]*>")
TAG = re.compile(
    r"(?i)</?(?:(?:jats|mml):[\w-]+|p|title|sec|br|list|list-item|div|span|sc|scp|tt|u|i|em|b|strong|sub|sup|inf|a"
    r"|italic|bold|roman|monospace|underline|xref|ext-link|inline-formula|tex-math|disp-formula)\b[^<>]*>"
)
SPECIAL = re.compile(r"(?<!\\)[&%#_]")
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
DEEPEST = 40
LONGEST = 50_000  # signs of a text whose markup is read


def plain(text: str) -> str:
    """Text on one line: markup as LaTeX, accents as Unicode, entities resolved, signs that would steer gone."""
    text = UNSEEN.sub(" ", text)
    if "<" in text and len(text) < LONGEST:
        text = BLOCK.sub(" ", MATHML.sub(_formula, HEADING.sub(" ", text)))
        for _ in range(5):
            text = PAIR.sub(_pair, text)
        text = TAG.sub("", text)
    text = _entities(text)
    return " ".join(unicode_accents(UNSEEN.sub(" ", text)).replace("\u00a0", " ").split())


def escaped(text: str) -> str:
    """With the signs that LaTeX would read as commands escaped, but in formulas."""
    text = outside_math(text, lambda part: SPECIAL.sub(r"\\\g<0>", part))
    return outside_math(text, lambda part: re.sub(r"(?<!\\)\$", r"\\$", part))


def _entities(text: str) -> str:
    """`&amp;` → `&`, and `\\&amp;`, as Crossref has it, too; twice, as some were escaped twice."""
    for _ in range(2):
        text = unescape(re.sub(r"\\&(?=amp;|lt;|gt;|quot;|#?\w+;)", "&", text))
    return text


def _pair(match: re.Match) -> str:
    name, content = match[1].lower(), match[2].strip()
    if not content:
        return match[2]
    if name in SCRIPTS:
        return f"${SCRIPTS[name]}{{{_entities(content).replace('$', '')}}}$"
    return f"\\{COMMANDS[name]}{{{match[2]}}}"


def _formula(match: re.Match) -> str:
    """MathML → TeX between dollar signs; the bare text where it is broken."""
    source = re.sub(r"(</?)\w+:", r"\1", unescape(match[0].replace("&lt;", "&amp;lt;").replace("&amp;", "&amp;amp;")))
    try:
        tree = ElementTree.fromstring(re.sub(r"\sxmlns(?::\w+)?=(\"[^\"]*\"|'[^']*')", "", source))
    except (ElementTree.ParseError, ValueError):
        return re.sub(r"<[^<>]*>", "", match[0])
    formula = _tex(tree, DEEPEST).strip()
    return f"${formula}$" if formula else ""


def _tex(element: ElementTree.Element, depth: int) -> str:
    if not depth:
        return "".join(element.itertext())
    parts = [_tex(child, depth - 1) for child in element]
    match element.tag, parts:
        case "msub" | "munder", [base, below]:
            return f"{base}_{{{below}}}"
        case "msup" | "mover", [base, above]:
            return f"{base}^{{{above}}}"
        case "msubsup" | "munderover", [base, below, above]:
            return f"{base}_{{{below}}}^{{{above}}}"
        case "mfrac", [above, below]:
            return f"\\frac{{{above}}}{{{below}}}"
        case "msqrt", _:
            return f"\\sqrt{{{''.join(parts)}}}"
        case "mtext", []:
            return f"\\text{{{(element.text or '').strip()}}}"
        case "mi", [] if len((element.text or "").strip()) > 1:
            return f"\\mathrm{{{(element.text or '').strip()}}}"
        case "annotation" | "annotation-xml", _:
            return ""
    return (element.text or "").strip() + "".join(parts)
