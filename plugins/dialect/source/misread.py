"""Places where Markdown reads something else than its author probably meant: each a warning, since the page is built.

Input: the text below the front matter, and a `TextAsRead`, what Markdown made of it. Output: offsets and messages. A
place is looked for in the source, outside code and formulas, and confirmed there: escaped or understood, it is
right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plugins.dialect.source.regions import mask_code, regions

Found = tuple[int, str]
Pair = tuple[str, str]

MARKER = re.compile(r"(?P<sign>[-*+]|\d{1,9}\.)(?P<space>[ \t]+)(?=\S)")
PARENTHESIS = re.compile(r"(?P<number>\d{1,3})\)[ \t]+\S")
RULE = re.compile(r"(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$")
QUOTE = re.compile(r"^[ \t]*(?:>[ \t]?)+")
# Where a line is no longer the same in Markdown's tree: tags, formulas, escapes, placeholders.
CHANGED = re.compile("[<&$\\\\`\x00-\x08\ue000-\uf8ff]")
REFERENCE = re.compile(r"(?<!\\)\]\[(?P<label>[^\[\]\n^]*)\]")
FOOTNOTE = re.compile(r"(?<!\\)\[\^(?P<label>[^\[\]\n]+)\]")
DEFINITION = re.compile(r"^[ \t>]{0,8}\[\^(?P<label>[^\[\]\n]+)\]:", re.M)
TEMPLATE = re.compile(r"(?<!\\)(?:\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|\{::?[^{}\n]*\}|\{[ \t]*[.#][\w-]+[^{}\n]*\})")
HEADING = re.compile(r"^[ \t>]*(?P<open>#{1,6})(?P<text>[^\n]*?[^\s#\\])(?P<lost>#+)$", re.M)
EMPHASIS = re.compile(r"(?<![\\*])\*{1,3}(?![*])")
BLOCK = re.compile(r"(?P<rail>/{3,})[ ]*(?:(?P<name>[a-z-]+)[ ]*(?:\|.*)?)?[ \t]*")
INDENTED = re.compile(r"""(?P<kind>!!!|\?\?\?\+?|===[!+]?)(?=[ \t]*["\w“])[ \t]*(?P<rest>.*)""")
FENCE = re.compile(r"^[ \t>]*(?P<rail>`{3,}|~{3,})", re.M)


@dataclass(frozen=True)
class TextAsRead:
    """What Markdown made of a text.

    `pairs` are consecutive lines of its paragraphs and items, the first after an empty line; `text` is what a visitor
    reads outside code; `emphases` are the beginnings of those that no author would
    mean; `blocks` are names of blocks;
    `unused_footnotes` are labels.
    """

    pairs: frozenset[Pair]
    text: str
    emphases: tuple[str, ...]
    blocks: frozenset[str]
    unused_footnotes: frozenset[str]


def line_pairs(text: str) -> Iterator[Pair]:
    """The lines of a paragraph, each with the one above, as far as both are sure to be the same in the source."""
    lines = ["", *map(_comparable, text.split("\n"))]
    yield from zip(lines, lines[1:], strict=False)


def find_misread(body: str, as_read: TextAsRead) -> Iterator[Found]:
    """The offset and message of each place in the body of a text."""
    masked = mask_code(body)
    rows = _Rows(body.split("\n"), masked.split("\n"))
    yield from rows.at_offsets(_lists(rows, as_read))
    yield from rows.at_offsets(_sub_items(rows))
    yield from rows.at_offsets(_blocks(rows, as_read))
    yield from rows.at_offsets(_unindented(rows, as_read))
    yield from _fences(body, masked)
    yield from _labels(masked, as_read)
    yield from _emphases(masked, as_read)
    for match in TEMPLATE.finditer(masked):
        if " ".join(match[0].split()) in as_read.text:
            yield match.start(), f"'{match[0]}' is a word of another tool, and shown as it is"
    for match in HEADING.finditer(masked):
        is_closed = match["open"] == match["lost"] and not match["text"].startswith((" ", "\t"))
        if not is_closed:
            sign = match["lost"]
            meant = match["text"].split()[-1] + "\\#" * len(sign)
            yield match.start("lost"), f"'{sign}' at the end of a heading is dropped: write '{meant}'"


class _Rows:
    """The lines of a text, as written and with code and formulas as spaces."""

    def __init__(self, written: list[str], masked: list[str]) -> None:
        self.written, self.masked = written, masked

    def at_offsets(self, found: Iterator[tuple[int, str]]) -> Iterator[Found]:
        """The same places, by offset instead of by line."""
        starts, offset = [], 0
        for row in self.written:
            starts.append(offset)
            offset += len(row) + 1
        return ((starts[number], message) for number, message in found)

    def indent(self, number: int) -> int:
        row = self.written[number].expandtabs(4)
        return len(row) - len(row.lstrip(" "))

    def is_blank(self, number: int) -> bool:
        return not self.written[number].strip()

    def next_row(self, number: int) -> int | None:
        """The next line that is not blank."""
        following = range(number + 1, len(self.written))
        return next((row for row in following if not self.is_blank(row)), None)


def _comparable(line: str) -> str:
    return CHANGED.split(QUOTE.sub("", line, count=1).strip(), maxsplit=1)[0].rstrip()


def _lists(rows: _Rows, as_read: TextAsRead) -> Iterator[tuple[int, str]]:
    """Lines of a paragraph that would be items below an empty line."""
    before, is_list = "", False
    for number, row in enumerate(rows.masked):
        line = _comparable(row)
        written = QUOTE.sub("", rows.written[number], count=1).strip() if row.strip() else ""
        marker, numbered = MARKER.match(written), PARENTHESIS.match(line)
        begins = marker and (marker["sign"] in "-*+" or marker["sign"] == "1.") and not RULE.match(row.strip())
        if begins and before and not is_list and (before, line) in as_read.pairs:
            yield number - 1, "the list below is read as text: put an empty line between them"
        if numbered and numbered["number"] == "1" and ((before, line) in as_read.pairs or ("", line) in as_read.pairs):
            yield number, "'1)' begins no list: write '1.'"
        is_list = bool(marker) or (is_list and bool(line))
        before = line


def _sub_items(rows: _Rows) -> Iterator[tuple[int, str]]:
    """Items and paragraphs that are indented, but by less than the four spaces that put them into the item above."""
    item, content, sub_item, after_blank = None, 0, None, False
    for number, row in enumerate(rows.masked):
        is_code = not row.strip() and not rows.is_blank(number)
        if is_code and not FENCE.match(rows.written[number]):
            after_blank = False
            continue
        if rows.is_blank(number):
            after_blank = True
            continue
        indent, text = rows.indent(number), rows.written[number].strip()
        is_short = item is not None and item + 2 <= indent < item + 4 and indent // 4 == item // 4
        marker = None if RULE.match(text) else MARKER.match(text)
        if marker and is_short:
            if indent != sub_item:
                yield number, "this is no sub-item of the one above: indent it by four spaces"
            sub_item = indent
        elif marker:
            item, content, sub_item = indent, indent + len(marker[0].expandtabs(4)), None
        elif after_blank and item is not None and indent < item + 4:
            if is_short and indent >= content and sub_item is None:
                yield number, "this is no part of the item above: indent it by four spaces"
            item = sub_item = None
        after_blank = False


def _blocks(rows: _Rows, as_read: TextAsRead) -> Iterator[tuple[int, str]]:
    """Blocks `/// name` that no `///` closes, and the reverse."""
    opened: list[tuple[int, str, str]] = []
    shown_lines = {line for _, line in as_read.pairs}
    for number, row in enumerate(rows.masked):
        match = BLOCK.fullmatch(row.strip())
        if match and match["name"] in as_read.blocks:
            opened.append((number, match["rail"], match["name"]))
        elif match and not match["name"]:
            place = next((at for at in reversed(range(len(opened))) if opened[at][1] == match["rail"]), None)
            if place is None:
                if match["rail"] in shown_lines:
                    yield number, f"'{match['rail']}' closes no block"
                continue
            yield from _unclosed(opened[place + 1 :])
            del opened[place:]
    yield from _unclosed(opened)


def _unclosed(opened: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
    for number, rail, name in opened:
        yield number, f"'{rail} {name}' is never closed, and takes in what follows: end it with a line '{rail}'"


def _unindented(rows: _Rows, as_read: TextAsRead) -> Iterator[tuple[int, str]]:
    """Boxes and tabs whose text is not indented, and first lines that are none of them."""
    shown_lines = {line for _, line in as_read.pairs}
    for number, row in enumerate(rows.masked):
        match = INDENTED.fullmatch(row.strip())
        if not match:
            continue
        opening = f"{match['kind']} {match['rest']}".strip()
        if _comparable(row) in shown_lines:
            form = '=== "Title"' if match["kind"].startswith("===") else f'{match["kind"]} note "Title"'
            yield number, f"'{opening}' is read as text: write '{form}', and the text below, indented by four spaces"
            continue
        following, indent = rows.next_row(number), rows.indent(number)
        distance = -1 if following is None else rows.indent(following) - indent
        is_next = following == number + 1
        is_title_alone = '"' in match["rest"] and not match["kind"].startswith("===")
        if distance < 4 and (is_next or distance > 0 or not is_title_alone):
            yield number, f"'{opening}' is empty: indent its text by four spaces"


def _fences(body: str, masked: str) -> Iterator[Found]:
    """Unclosed blocks of code, and those that end only with a later block."""
    for match in FENCE.finditer(masked):
        if "`" not in masked[match.end() : masked.find("\n", match.end())]:
            yield match.start("rail"), f"this code is never closed: end it with a line '{match['rail']}'"
    for kind, start, stop in regions(body):
        opening = FENCE.match(body, start)
        if not opening or "\n" not in body[start:stop]:
            continue
        rail = opening["rail"]
        again = re.compile(rf"^[ \t>]*{rail}(?!`|~)[ \t]*\{{?[ \t]*\.?\w[^`\n]*$", re.M)
        if kind == "span" or again.search(body, body.find("\n", start), stop):
            yield opening.start("rail"), f"this code is not closed before the next begins: end it with a line '{rail}'"


def _labels(masked: str, as_read: TextAsRead) -> Iterator[Found]:
    """Links and footnotes with undefined labels, and unused footnotes."""
    for match in REFERENCE.finditer(masked):
        if " ".join(match[0].split()) in as_read.text:
            label = match["label"] or masked[masked.rfind("[", 0, match.start()) + 1 : match.start()]
            yield match.start(), f"no address is given for [{label}]: add a line '[{label}]: https://example.org'"
    for match in FOOTNOTE.finditer(masked):
        if match[0] in as_read.text:
            yield match.start(), f"no footnote {match[0]}: add a line '{match[0]}: …'"
    seen = set()
    for match in DEFINITION.finditer(masked):
        label = match["label"]
        place = match.end() - len(match[0].lstrip())
        if label in seen:
            yield place, f"a second footnote [^{label}]: only the last is shown"
        elif label in as_read.unused_footnotes:
            yield place, f"nothing refers to the footnote [^{label}]"
        seen.add(label)


def _emphases(masked: str, as_read: TextAsRead) -> Iterator[Found]:
    """Asterisks after words that are read as the ends of emphasis, though GitHub and CommonMark show them."""
    for match in EMPHASIS.finditer(masked) if as_read.emphases else ():
        if masked.startswith(as_read.emphases, match.end()):
            sign = "\\*" * len(match[0])
            yield match.start(), f"'{match[0]}' is read as emphasis, and not shown: write '{sign}'"
