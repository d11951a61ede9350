"""HTML, MathML and JATS, which agencies leave in titles and abstracts → LaTeX."""

import re
from html import unescape

from plugins.bibtex.foreign_markup import MATHML, mathml_to_latex
from plugins.bibtex.latex_text import change_outside_formulas, replace_accents

COMMANDS = {"i": "textit", "em": "textit", "italic": "textit", "b": "textbf", "bold": "textbf", "strong": "textbf"}
SCRIPTS = {"sub": "_", "inf": "_", "sup": "^"}
HEADING = re.compile(r"(?is)<(?:jats:)?title\b[^>]*>\s*abstract\s*:?\s*</(?:jats:)?title>")
BLOCK = re.compile(r"(?i)</?(?:jats:)?(?:p|title|sec|br|list|list-item|div)\b[^<>]*>")
INLINE = re.compile(
    rf"(?is)<(?:jats:)?({'|'.join([*COMMANDS, *SCRIPTS])})\b[^<>]*>(?P<content>[^<>]*)</(?:jats:)?\1\s*>"
)
OTHER_TAG = re.compile(
    r"(?i)</?(?:(?:jats|mml):[\w-]+|span|sc|scp|tt|u|i|em|b|strong|sub|sup|inf|a|italic|bold|roman|monospace|underline"
    r"|xref|ext-link|inline-formula|tex-math|disp-formula)\b[^<>]*>"
)
ESCAPED_ENTITY = re.compile(r"\\&(?=amp;|lt;|gt;|quot;|#?\w+;)")  # Crossref's `\&amp;`
SPECIAL = re.compile(r"(?<!\\)[&%#_$]")
INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
LONGEST_TEXT = 50_000  # characters of a text of which the markup is read


def markup_to_latex(text: str) -> str:
    """The text on one line: markup as LaTeX, accents and entities as Unicode, no invisible characters."""
    text = INVISIBLE.sub(" ", text)
    if "<" in text and len(text) < LONGEST_TEXT:
        text = BLOCK.sub(" ", MATHML.sub(mathml_to_latex, HEADING.sub(" ", text)))
        for _ in range(5):  # elements in each other, the inner ones first
            text = INLINE.sub(_command, text)
        text = OTHER_TAG.sub("", text)
    text = INVISIBLE.sub(" ", _resolve_entities(text))
    return " ".join(replace_accents(text).replace("\u00a0", " ").split())


def escape_latex(text: str) -> str:
    """The text with LaTeX's special characters escaped, except in formulas."""
    return change_outside_formulas(text, lambda part: SPECIAL.sub(r"\\\g<0>", part))


def _resolve_entities(text: str) -> str:
    for _ in range(2):  # some are escaped twice
        text = unescape(ESCAPED_ENTITY.sub("&", text))
    return text


def _command(match: re.Match) -> str:
    name, content = match[1].lower(), match["content"]
    if not content.strip():
        return content
    if name in SCRIPTS:
        return f"${SCRIPTS[name]}{{{_resolve_entities(content.strip()).replace('$', '')}}}$"
    return f"\\{COMMANDS[name]}{{{content}}}"
