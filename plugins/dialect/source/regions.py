"""The parts of a Markdown text that are not plain Markdown: fences, comments, code spans, raw text and formulas.

Input: the text below the front matter. Output: such regions by their offsets. A failed search for an end is remembered:
otherwise a text with many unclosed openings would take quadratic time.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from plugins.formulas import SOURCE as FORMULA

# The first opening counts: a comment in code is code, a fence in a comment is a comment.
OPENING = re.compile(
    rf"""
      (?P<fence> ^[ \t>]*(?P<rail>`{{3,}}|~{{3,}})[^\n`]*\n )
    | (?P<comment> <!-- )
    | (?P<span> (?<![\\`])(?P<ticks>`+) )
    | (?P<raw> <(?P<name>script|style|textarea|pre|code|svg|math)(?=[\s/>]) (?>[^"'>]|"[^"]*"|'[^']*'|["'])*+ > )
    | (?s: (?P<formula> {FORMULA} ) )
    """,
    re.X | re.M | re.I,
)
KINDS = ("fence", "comment", "span", "raw", "formula")
TICKS = re.compile(r"(?P<span>(?P<ticks>`+))")
COMMENT_END = r"(?<=<!--)-?>|--!?>"
NO_BREAK = re.compile(r"[^\n]")
BLANK = re.compile(r"\n[ \t]*\n")
# Lines whose content is indented by four more: list items, tabs, admonitions, details, footnotes, definitions.
CONTAINER = re.compile(r"(?:[-*+]|\d+\.)[ \t]|===[!+]?[ \t]|(?:!!!|\?\?\?\+?)(?:[ \t]|$)|\[\^[^\]]+\]:|:[ \t]")


# Each step of a conversion asks again for the regions of the same text, and each error for its line: without a cache, a
# page with thousands of errors takes minutes. The page at hand and its text for Markdown are enough.
@lru_cache(maxsize=4)
def regions(text: str) -> tuple[tuple[str, int, int], ...]:
    """The regions in order: kind (one of KINDS), start, end."""
    return tuple(_regions(text, indented_code(text)))


@lru_cache(maxsize=4)
def indented_code(text: str) -> tuple[tuple[int, int], ...]:
    """The lines that are code because they are indented by four columns more than their container."""
    return tuple(_indented(text))


def _indented(text: str) -> Iterator[tuple[int, int]]:
    containers, after_blank, in_code, offset = [0], True, False, 0
    blocks = ((start, stop) for kind, start, stop in _regions(text) if kind in ("fence", "comment"))
    block = next(blocks, None)
    for line in text.splitlines(keepends=True):
        start, offset = offset, offset + len(line)
        while block and block[1] <= start:
            block = next(blocks, None)
        if line.isspace() or (block and block[0] <= start):
            after_blank = True
            continue
        expanded = line.expandtabs(4)
        stripped = expanded.lstrip(" ")
        indent = len(expanded) - len(stripped)
        while containers[-1] > indent and (after_blank or CONTAINER.match(stripped)):
            containers.pop()
        in_code = indent - containers[-1] >= 4 and (after_blank or in_code)
        if in_code:
            yield start, offset
        elif CONTAINER.match(stripped):
            containers.append(containers[-1] + 4)
        after_blank = False


def _regions(text: str, code: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[str, int, int]]:
    blanks, hopeless, position = [match.start() for match in BLANK.finditer(text)], {}, 0
    while match := OPENING.search(text, position):
        before = bisect_right(code, (match.start(), len(text))) - 1
        if before >= 0 and match.start() < code[before][1]:
            position = max(match.start() + 1, min(code[before][1], match.end()))
            continue
        end = _end(match, text, blanks, hopeless)
        if end is None and match["rail"] and match["rail"][0] == "`":
            match = TICKS.search(text, match.start())
            end = _end(match, text, blanks, hopeless)
        position = end or match.end()
        if end:
            yield _kind(match), match.start(), end


def mask_code(text: str) -> str:
    """Replace code, comments, raw text and formulas by spaces; offsets and lines stay the same."""
    return blank_out(text, sorted([*((start, stop) for _, start, stop in regions(text)), *indented_code(text)]))


def blank_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Replace the spans, which are in order, by spaces."""
    parts, end = [], 0
    for start, stop in spans:
        if stop > end:
            parts += [text[end:start], NO_BREAK.sub(" ", text[max(start, end) : stop])]
            end = stop
    return "".join([*parts, text[end:]])


def find_formulas(text: str) -> list[tuple[int, int]]:
    """The start and end of each formula, and of amounts of money that look like one."""
    return [(start, stop) for kind, start, stop in regions(text) if kind == "formula"]


def _kind(match: re.Match) -> str:
    return next(kind for kind in KINDS if kind in match.re.groupindex and match[kind])


def _end(match: re.Match, text: str, blanks: list[int], hopeless: dict[str, int]) -> int | None:
    """The end of a region, or None.

    `hopeless` maps patterns to the offset up to which they are known to match nowhere.
    """
    kind, limit = _kind(match), len(text)
    if kind == "formula":
        return match.end()
    if kind == "span":
        after = bisect_right(blanks, match.start())
        limit = blanks[after] if after < len(blanks) else limit
    pattern = _ending(kind, match)
    if hopeless.get(pattern, -1) >= limit:
        return None
    found = re.compile(pattern, re.M | re.I).search(text, match.end(), limit)
    if found is None:
        hopeless[pattern] = limit
    return found and found.end()


def _ending(kind: str, match: re.Match) -> str:
    if kind == "fence":
        return rf"^[ \t>]*{match['rail']}[`~]*[ \t]*$"
    if kind == "comment":
        return COMMENT_END
    return rf"(?<!`){match['ticks']}(?!`)" if kind == "span" else rf"</{match['name'].lower()}\b[^>]*>"
