"""Markdown source as its author typed it, with code and comments blank, and on which line something stands.

In: the text below the front matter. Out: the same text, of the same length; numbers of lines.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from plugins.dialect.source.regions import indented_code, regions

BEFORE_ADDRESS = re.compile(r"""(?:\]\(\s*<?|=\s*["']?\s*|\]:\s*<?)\Z""")  # of Markdown's links, of HTML's attributes
AFTER_ADDRESS = re.compile(r"""[\s)>"']""")
SPACE = re.compile(r"(?:\\?\s)+")
NO_BREAK = re.compile(r"[^\n]")


class UnclosedComment(ValueError):
    """A comment that no `-->` ends, which would hide the rest of the page; `offset` is where it begins."""

    def __init__(self, offset: int) -> None:
        super().__init__("this comment is never closed: end it with '-->'")
        self.offset = offset


def masked(text: str) -> str:
    """The text with code and comments turned to blanks: every offset and line stays."""
    return blanked(text, sorted([*((start, stop) for _, start, stop in regions(text)), *indented_code(text)]))


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the spans, in order, turned to blanks."""
    pieces, end = [], 0
    for start, stop in spans:
        if stop > end:
            pieces += [text[end:start], NO_BREAK.sub(" ", text[max(start, end) : stop])]
            end = stop
    return "".join([*pieces, text[end:]])


# Each wrong link of a page asks for its lines: a page of ten thousand of them would be read ten thousand times.
_masked_once = lru_cache(maxsize=1)(masked)


def lines_of(needle: str, text: str, first_line: int = 1) -> list[int]:
    """The numbers of the lines on which `needle` stands: as an address, else outside code and comments, or anywhere."""
    if "\n" in needle:
        wanted = re.compile(SPACE.sub(r"[\\s>]+", re.escape(needle)))  # lines within a list are indented
        return [line_at(match.end(), text, first_line) for match in wanted.finditer(text)]
    visible = _masked_once(text)
    offsets = list(_offsets(needle, visible))
    addresses = [offset for offset in offsets if _is_address(visible, offset, offset + len(needle))]
    lines, line, before = {}, first_line, 0
    for offset in addresses or offsets or _offsets(needle, text):
        line += text.count("\n", before, offset + len(needle))
        before = offset + len(needle)
        lines[line] = None
    return list(lines)


def line_at(offset: int, text: str, first_line: int = 1) -> int:
    return first_line + text.count("\n", 0, offset)


def _offsets(needle: str, text: str) -> Iterator[int]:
    offset = text.find(needle) if needle else -1
    while offset >= 0:
        yield offset
        offset = text.find(needle, offset + len(needle))


def _is_address(text: str, start: int, stop: int) -> bool:
    return bool(AFTER_ADDRESS.match(text, stop) and BEFORE_ADDRESS.search(text[max(0, start - 12) : start]))
