"""Three readings of a Markdown text, each of the same length: what is shown, its bare sentences, and its comments."""

import re
from collections.abc import Iterator

from plugins.dialect.source.regions import mask_code, regions

BLOCK = re.compile(
    r"^ {0,3}<(?P<name>div|center|table|section|article|aside|header|footer|figure|details|ul|ol|dl|form|blockquote)\b"
    r"(?P<rest>[^>]*)>",
    re.M | re.I,
)
EDGE = "\x01"  # in place of a blank that indents raw HTML, where no depth makes code
SCRIPT = re.compile(r"<(?:script|style)\b", re.I)
# What is no word of a sentence: targets of links, attributes, tags, icons, signs of emphasis.
MARKUP = re.compile(
    r"\]\([^)\s]{0,2000}(?:\s[^)\n]{0,300})?\)|\{[^{}\n]*\}|</?[a-zA-Z][^<>]*>|:[a-z]+(?:-[a-z0-9]+)+:|!\[|[*_~^\[\]]+"
)
WRAPPED = re.compile(r"(?<=\S)[ \t]*\n(?!\s*(?:\n|[-+*#>|]|\d+\.\s|<(?!/?[biu]\b)))")


def visible(text: str) -> str:
    """The text without code and comments; scripts and styles stay, as they are published."""
    flat = _flat(text)
    shown = list(mask_code(flat))
    for kind, start, stop in regions(flat):
        if kind == "raw" and SCRIPT.match(flat, start):
            shown[start:stop] = flat[start:stop]
    return "".join(shown).replace(EDGE, " ")


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Each comment outside code, with its offset."""
    for kind, start, stop in regions(_flat(text)):
        if kind == "comment":
            yield start, text[start:stop]


def prose(shown: str) -> str:
    """The words alone, with a line's end only where a paragraph, an item or a heading ends."""
    bare = MARKUP.sub(lambda match: " " * len(match[0]), shown)
    return WRAPPED.sub(lambda match: " " * len(match[0]), bare)


def _flat(text: str) -> str:
    """Blocks of raw HTML without their indentation, which would be taken for that of code."""
    hidden, position = mask_code(text), 0
    while match := BLOCK.search(text, position):
        position = match.end()
        if hidden[match.start("name")] == " " or "markdown" in match["rest"].lower():
            continue
        position = _end(text, match)
        inside = re.sub(r"^[ \t]+", lambda blanks: EDGE * len(blanks[0]), text[match.start() : position], flags=re.M)
        text = text[: match.start()] + inside + text[position:]
    return text


def _end(text: str, start: re.Match) -> int:
    """Where the element that begins there is closed, or the next blank line if it never is."""
    depth = 0
    for tag in re.finditer(rf"<(/?){start['name']}\b", text[start.start() :], re.I):
        depth += -1 if tag[1] else 1
        if not depth:
            return start.start() + tag.end()
    blank = text.find("\n\n", start.end())
    return blank if blank >= 0 else len(text)
