"""Views of a Markdown text: its visible text and its prose, both as long as the text; and its comments."""

import re
from collections.abc import Iterator

from plugins.dialect.source.regions import mask_code, regions

BLOCK = re.compile(
    r"^ {0,3}<(?P<name>div|center|table|section|article|aside|header|footer|figure|details|ul|ol|dl|form|blockquote)\b"
    r"(?P<rest>[^>]*)>",
    re.M | re.I,
)
EDGE = "\x01"  # replaces blanks that indent raw HTML, which Markdown would take for code
SCRIPT = re.compile(r"<(?:script|style)\b", re.I)
# Parts that are not words of a sentence: targets of links, attributes, tags, icons, emphasis.
MARKUP = re.compile(
    r"\]\([^)\s]{0,2000}(?:\s[^)\n]{0,300})?\)|\{[^{}\n]*\}|</?[a-zA-Z][^<>]*>|:[a-z]+(?:-[a-z0-9]+)+:|!\[|[*_~^\[\]]+"
)
WRAPPED = re.compile(r"(?<=\S)[ \t]*\n(?!\s*(?:\n|[-+*#>|]|\d+\.\s|<(?!/?[biu]\b)))")


def visible_text(text: str) -> str:
    """The text with code and comments blank; scripts and styles stay, since they are published."""
    flat = _unindent_html(text)
    shown = list(mask_code(flat))
    for kind, start, stop in regions(flat):
        if kind == "raw" and SCRIPT.match(flat, start):
            shown[start:stop] = flat[start:stop]
    return "".join(shown).replace(EDGE, " ")


def find_comments(text: str) -> Iterator[tuple[int, str]]:
    """Each comment outside code, with its offset."""
    for kind, start, stop in regions(_unindent_html(text)):
        if kind == "comment":
            yield start, text[start:stop]


def prose_of(shown: str) -> str:
    """Visible text with its markup blank, and with line ends only where a paragraph, an item or a heading ends."""
    bare = MARKUP.sub(lambda match: " " * len(match[0]), shown)
    return WRAPPED.sub(lambda match: " " * len(match[0]), bare)


def _unindent_html(text: str) -> str:
    """The text with the indentation inside blocks of raw HTML turned to EDGE."""
    hidden, position = mask_code(text), 0
    while match := BLOCK.search(text, position):
        position = match.end()
        if hidden[match.start("name")] == " " or "markdown" in match["rest"].lower():
            continue
        position = _end_of_element(text, match)
        inside = re.sub(r"^[ \t]+", lambda blanks: EDGE * len(blanks[0]), text[match.start() : position], flags=re.M)
        text = text[: match.start()] + inside + text[position:]
    return text


def _end_of_element(text: str, start: re.Match) -> int:
    """The offset after the element that begins at `start`: after its end tag, or at the next blank line without one."""
    depth = 0
    for tag in re.finditer(rf"<(/?){start['name']}\b", text[start.start() :], re.I):
        depth += -1 if tag[1] else 1
        if not depth:
            return start.start() + tag.end()
    blank = text.find("\n\n", start.end())
    return blank if blank >= 0 else len(text)
