"""Markdown source as its author typed it: what is code, what is a comment, which tags are malformed, which line is it.

In: the text below the front matter. Out: the same text with comments gone and tags spelled so that Markdown sees
what a browser would (https://html.spec.whatwg.org/multipage/parsing.html#tokenization); offsets and line numbers.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from plugins.formulas import SOURCE as FORMULA

# What opens first wins: a comment in code is code, a fence in a comment is a comment, a tag in a formula is none.
TOKEN = re.compile(
    rf"""
      (?P<fence> ^[ \t>]*(?P<rail>`{{3,}}|~{{3,}})[^\n`]*\n (?:.*?\n)?? [ \t>]*(?P=rail)[`~]*[ \t]*$ )
    | (?P<comment> <!--(?:>|->|.*?--!?>) )
    | (?P<span> (?<![\\`])(?P<tick>`+)(?!`) (?:(?!\n[ \t]*\n).)+? (?<!`)(?P=tick)(?!`) )
    | (?P<raw> <(?P<name>script|style|textarea|pre|code)\b[^>]*> .*? </(?P=name)\s*> )
    | (?P<formula> {FORMULA} )
    """,
    re.X | re.M | re.S | re.I,
)
KINDS = ("fence", "comment", "span", "raw", "formula")
# Lines whose content is indented by four more: list items, tabs, admonitions, details, footnotes, definitions.
CONTAINER = re.compile(r"(?:[-*+]|\d+\.)[ \t]|===[!+]?[ \t]|(?:!!!|\?\?\?\+?)(?:[ \t]|$)|\[\^[^\]]+\]:|:[ \t]")
TAG = re.compile(
    r"""(?<!\]\()<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)"""  # after "](" it is an address
    r"""(?P<rest>(?=[\s/"'=>])(?:=\s*"[^"\n]*"(?=[\s/>])|=\s*'[^'\n]*'(?=[\s/>])|"[^"<>]*"|'[^'<>]*'|[^<>])*)>"""
)
SPACE = re.compile(r"(?:\\?\s)+")
UNFINISHED = re.compile(r"""<(?P<name>[a-zA-Z][a-zA-Z0-9-]*)\s[^<>]*\Z""")
REGULAR = re.compile(r"""(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*/?""")
# The attribute states of the HTML tokenizer in one pattern: an unquoted value ends only at white space or ">".
ATTRIBUTE = re.compile(r"""[\s/]*(?P<name>[^\s/>=]+)(?:\s*=\s*(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'|(?P<u>[^\s>]*)))?""")
BEFORE_ADDRESS = r"""(?:\]\(\s*<?|=\s*["']?\s*|\]:\s*<?)"""  # of Markdown's links and definitions, of HTML's attributes
ELEMENTS = frozenset(
    """
    a abbr address article aside audio b bdi bdo blockquote br button caption center cite code col data dd del details
    dfn div dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd
    label li main map mark nav noscript object ol option p picture pre q s samp script section select small source span
    strike strong style sub summary sup svg table tbody td textarea tfoot th thead time tr tt u ul var video wbr
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)


@dataclass(frozen=True)
class Mended:
    """A tag that was malformed: where it begins, as it was typed, as it is read."""

    offset: int
    before: str
    after: str


class UnclosedComment(ValueError):
    """A comment that no `-->` ends, which would hide the rest of the page; `offset` is where it begins."""

    def __init__(self, offset: int) -> None:
        super().__init__("this comment is never closed: end it with '-->'")
        self.offset = offset


def without_comments(text: str) -> str:
    """Drop every comment outside code; one that fills its lines leaves a blank line, as a block of HTML would.

    Raises UnclosedComment.
    """
    pieces, end = [], 0
    for kind, start, stop in regions(text):
        if kind == "comment":
            pieces.append(text[end:start])
            end = stop
    pieces.append(text[end:])
    kept = "".join(pieces)
    unclosed = masked(kept).find("<!--")
    if unclosed >= 0:
        raise UnclosedComment(text.find(kept[unclosed : unclosed + 60]))
    return kept


def mend_tags(text: str) -> tuple[str, list[Mended]]:
    """Spell each malformed tag outside code as the HTML tokenizer reads it, and say which they were."""
    visible, mended = masked(text), []
    pieces, end = [], 0
    for match in TAG.finditer(visible):
        before = text[match.start() : match.end()]
        is_regular = REGULAR.fullmatch(match["rest"])
        if match["name"].lower() not in ELEMENTS or (is_regular and not set(match["rest"]) & set("<>")):
            continue
        after = respelled(before)
        if not is_regular:
            mended.append(Mended(match.start(), before, after))
        pieces += [text[end : match.start()], after]
        end = match.end()
    if (cut := UNFINISHED.search(visible)) and cut["name"].lower() in ELEMENTS:
        mended.append(Mended(cut.start(), cut[0].strip(), ""))
    return "".join([*pieces, text[end:]]), mended


def respelled(tag: str) -> str:
    """One tag with each attribute quoted, the first of two alike kept, as a browser reads it."""
    match = TAG.fullmatch(tag)
    attributes: dict[str, str | None] = {}
    for found in ATTRIBUTE.finditer(match["rest"].rstrip("/")):
        value = next((found[key] for key in "dsu" if found[key] is not None), None)
        name = found["name"].lower()
        if not set(name) & set("\"'<"):
            attributes.setdefault(name, value)
    spelled = [
        f" {name}" if value is None else f' {name}="{escape(unescape(value))}"' for name, value in attributes.items()
    ]
    return f"<{match['close']}{match['name']}{''.join(spelled) if not match['close'] else ''}>"


def regions(text: str) -> Iterator[tuple[str, int, int]]:
    """What is not plain Markdown, in order: kind (fence, comment, span, raw, formula), start, end."""
    indented = list(_indented_code(text))
    position = 0
    while match := TOKEN.search(text, position):
        position = match.end()
        before = bisect_right(indented, (match.start(), len(text))) - 1
        if before >= 0 and match.start() < indented[before][1]:
            position = max(match.start() + 1, min(indented[before][1], match.end()))
            continue
        yield next(kind for kind in KINDS if match[kind]), match.start(), match.end()


def formulas(text: str) -> list[tuple[int, int]]:
    """Where formulas stand, money among them that looks like one."""
    return [(start, stop) for kind, start, stop in regions(text) if kind == "formula"]


def masked(text: str) -> str:
    """The text with code, formulas and comments turned to blanks: every offset and line stays."""
    characters = list(text)
    spans = [(start, stop) for _, start, stop in regions(text)] + list(_indented_code(text))
    for start, stop in spans:
        characters[start:stop] = [c if c == "\n" else " " for c in characters[start:stop]]
    return "".join(characters)


def lines_of(needle: str, text: str, first_line: int = 1) -> list[int]:
    """The numbers of the lines on which `needle` stands: as an address, else outside code and comments, or anywhere."""
    visible, wanted = masked(text), SPACE.sub(r"[\\s>]+", re.escape(needle))  # lines within a list are indented
    address = rf"""{BEFORE_ADDRESS}{wanted}(?=[\s)>"'])"""
    for pattern, searched in ((address, visible), (wanted, visible), (wanted, text)):
        offsets = [match.end() for match in re.finditer(pattern, searched)]
        if offsets:
            return sorted({line_at(offset, text, first_line) for offset in offsets})
    return []


def line_at(offset: int, text: str, first_line: int = 1) -> int:
    return first_line + text.count("\n", 0, offset)


def _indented_code(text: str) -> Iterator[tuple[int, int]]:
    """Lines that are code because they are indented, four columns deeper than what holds them."""
    containers, after_blank, in_code, offset = [0], True, False, 0
    blocks = [match.span() for match in TOKEN.finditer(text) if match["fence"] or match["comment"]]
    for line in text.splitlines(keepends=True):
        start, offset = offset, offset + len(line)
        while blocks and blocks[0][1] <= start:
            blocks.pop(0)
        if blocks and blocks[0][0] <= start:
            after_blank = True
            continue
        stripped = line.expandtabs(4).lstrip(" ")
        indent = len(line.expandtabs(4)) - len(stripped)
        if not stripped.strip():
            after_blank = True
            continue
        while containers[-1] > indent and (after_blank or CONTAINER.match(stripped)):
            containers.pop()
        in_code = indent - containers[-1] >= 4 and (after_blank or in_code)
        if in_code:
            yield start, offset
        elif CONTAINER.match(stripped):
            containers.append(containers[-1] + 4)
        after_blank = False
