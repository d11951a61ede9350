"""Where in a `.bib` file the entries and other commands stand, also when braces do not match.

In: the text of a file. Out: `Piece` records in their order; what lies between them is comment.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from plugins.bibtex.entry_types import KNOWN

# At the start of a line, or right after another entry.
BEFORE = r"(?:^[ \t\ufeff\f]*|(?<=[})])[ \t,;]*)"
START = re.compile(rf"{BEFORE}(?P<at>@)[ \t]*(?P<type>[A-Za-z][\w-]*)\s*(?P<open>[{{(])", re.M)
# At the very start of a line, in whatever braces: an entry that was not closed must not swallow those after it.
CERTAIN = re.compile(rf"@(?:{'|'.join(sorted(KNOWN))})\{{[^\s,{{}}()=]+\s*,", re.I)
BRACES, PARENTHESES = re.compile(r"[{}@]"), re.compile(r'[{}@")]')
MOST_WITHIN = 20  # lines like the start of an entry within one entry: with more of them its brace is not closed


@dataclass(frozen=True)
class Piece:
    """A command of the file: from its `@` to behind its closing brace, or to where the next one starts.

    `within` is the first place inside that looks like the start of another, or 0.
    """

    type: str
    text: str
    start: int
    end: int
    within: int = 0

    def cut(self) -> "Piece":
        """The piece up to what looks like the next one."""
        return replace(self, text=self.text[: self.within - self.start], end=self.within, within=0)


class Lines:
    """From a place in a text to its line, counted once."""

    def __init__(self, text: str) -> None:
        self._breaks = [match.start() for match in re.finditer("\n", text)]

    def at(self, place: int) -> int:
        return bisect_right(self._breaks, place - 1) + 1


def first(text: str, place: int) -> Piece | None:
    """The first piece at or after a place."""
    match = START.search(text, place)
    if not match:
        return None
    start = match.start("at")
    is_comment = match["type"].lower() == "comment"
    end, within = _end(text, match.end(), match["open"], is_comment)
    if not end and is_comment:
        end, within = match.end(), 0  # BibTeX ignores the word and reads on behind it
    end = end or within or len(text)
    within = within if within < end else 0
    return Piece(match["type"].lower(), text[start:end], start, end, within)


def _end(text: str, place: int, opened: str, is_comment: bool) -> tuple[int, int]:
    """Behind the closing brace or parenthesis, or 0; and the first start of another entry before that, or 0."""
    depth, quoted, starts = 0, False, []
    for sign in _signs(text, place, opened):
        match sign[0]:
            case "{":
                depth += 1
            case "}" if depth or opened == "{":
                depth -= 1
            case '"' if depth == 0:
                quoted = not quoted
            case "@" if _is_start(text, sign.start()):
                starts.append(sign.start())
                if not is_comment and text[sign.start() - 1] == "\n" and CERTAIN.match(text, sign.start()):
                    return 0, starts[0]
        is_end = depth < 0 if opened == "{" else sign[0] == ")" and depth == 0 and not quoted
        if is_end or len(starts) > MOST_WITHIN:
            return (sign.end() if is_end else 0), (starts[0] if starts else 0)
    return 0, (starts[0] if starts else 0)


def _signs(text: str, place: int, opened: str) -> Iterator[re.Match]:
    return (BRACES if opened == "{" else PARENTHESES).finditer(text, place)


def _is_start(text: str, place: int) -> bool:
    line = text.rfind("\n", 0, place) + 1
    return not text[line:place].strip() and START.match(text, line) is not None
