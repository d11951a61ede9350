"""One formula as typed, and the message about it if it does not parse.

Input: TeX and its opening delimiter; the error of math-core. Output: `BadFormula` records.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from textwrap import shorten

from plugins.formulas.latex import COMMANDS, ENVIRONMENTS, typed_offset

CLOSED = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}
INLINE = ("$", r"\(")
ERROR = re.compile(r"(?:macro\d+:)?(?P<offset>\d+): (?P<reason>.*?)\.?\Z", re.S)
UNKNOWN = re.compile(r'Unknown (?:command "\\(?P<command>\w+)"|environment "(?P<environment>[^"]*)")')
SIMILARITY = 0.7  # the least between a typed command and a suggestion
SHOWN = 60  # characters of a formula in a message


@dataclass(frozen=True)
class BadFormula:
    """A formula that does not parse: the error, and the formula as typed up to the line of the error."""

    message: str
    written: str


@dataclass(frozen=True)
class Formula:
    """The TeX of a formula, and the delimiter that `opened` it: one of $, $$, \\(, \\[, or nothing."""

    tex: str
    opened: str
    is_closed: bool = True

    @property
    def is_inline(self) -> bool:
        return self.opened in INLINE

    @property
    def typed(self) -> str:
        return f"{self.opened}{self.tex}{CLOSED.get(self.opened, '') if self.is_closed else ''}"

    def bad_by(self, error: str, own: Collection[str] = ()) -> BadFormula:
        """Report the error of math-core, with its place in the line as typed; `own` are the macros of the site."""
        match = ERROR.match(error)
        offset, reason = typed_offset(int(match["offset"]), self.tex, own), match["reason"]
        start, end = self._line_at(offset)
        place = f"character {offset - start + 1}" if self.tex[offset:end].strip() else "its end"
        return self.bad(f"{reason[0].lower()}{reason[1:]} at {place}{_suggestion(reason)}", offset)

    def bad(self, reason: str, offset: int = 0) -> BadFormula:
        start, end = self._line_at(offset)
        written = self.typed if end == len(self.tex) else self.opened + self.tex[:end]
        return BadFormula(f"formula '{_shorten(self.tex[start:end])}': {reason}", written)

    def _line_at(self, offset: int) -> tuple[int, int]:
        """The start (after white space) and the end of the formula's line at `offset`."""
        offset = min(offset, len(self.tex.rstrip()))
        offset = max(offset, len(self.tex) - len(self.tex.lstrip()))
        start, end = self.tex.rfind("\n", 0, offset) + 1, self.tex.find("\n", offset)
        line = self.tex[start : end if end >= 0 else len(self.tex)]
        return start + len(line) - len(line.lstrip()), start + len(line)


def _shorten(line: str) -> str:
    return shorten(line, SHOWN, placeholder=" …") if " " in line[:SHOWN] else line[:SHOWN]


def _suggestion(reason: str) -> str:
    unknown = UNKNOWN.match(reason)
    if not unknown:
        return ""
    word, known = (unknown["command"], COMMANDS) if unknown["command"] else (unknown["environment"], ENVIRONMENTS)
    close = get_close_matches(word, known, n=1, cutoff=SIMILARITY)
    slash = "\\" if unknown["command"] else ""
    return f" (did you mean '{slash}{close[0]}'?)" if close else ""
