"""A student whose degree has ended: "I am a senior student" above "Sept. 2021 -- June 2025, B.Eng."."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plugins.audit.dates import DATE, MONTH, YEAR, last_days
from plugins.audit.expired import AFTER, I_AM, PUPIL, WORDS
from plugins.audit.sources import Site, Source
from plugins.core.problems import Problem

STUDIES = re.compile(rf"{I_AM}(?:an?|the)\s+(?P<said>{WORDS}{PUPIL}){AFTER}")
RANGE = re.compile(
    rf"(?:{YEAR}|\b{MONTH})\s*(?:-{{1,3}}|–|—|~|\bto\b|至)\s*(?P<end>{DATE})?|\b[Ss]ince\s+{DATE}|\b[Ee]xpected\b"
)
LEVELS = {
    "doctor": re.compile(r"\bPh\.?\s?D\b|\b[Dd]octor|\bDPhil\b|博士"),
    "master": re.compile(r"\bM\.?Sc\b|\bM\.?S\.|\bMS\s+in\b|\bM\.?Eng\b|\b[Mm]aster|\bMPhil\b|硕士"),
    "bachelor": re.compile(
        r"\bB\.?\s?Eng\b|\bB\.?Sc\b|\bB\.?S\.|\bBS\s+in\b|\bB\.?A\.|\b[Bb]achelor|[Uu]ndergrad|本科|学士"
    ),
}
YOUNG = re.compile(r"senior|junior|sophomore|freshman|undergrad", re.I)
NEAR = 3  # lines between an entry's time and its degree


@dataclass(frozen=True)
class Degree:
    """A degree's level and last day, None while it goes on or nobody says, and the line that says so."""

    level: str
    end: date | None
    line: int
    written: str


def ended_degrees(site: Site) -> Iterator[Problem]:
    for source in site.pages:
        degrees = list(_degrees(source.visible.split("\n")))
        for match in STUDIES.finditer(source.prose):
            own = [one for one in degrees if one.level == _level(match["said"], source)]
            if own and all(one.end and one.end < site.today for one in own):
                last = max(own, key=lambda one: one.end)
                ended = f"but the degree of line {last.line} ended in {last.written}"
                message = f"'{' '.join(match['said'].split())}', {ended}: say what you are now"
                yield source.at(match.start("said"), message)


def _level(said: str, source: Source) -> str | None:
    """The level that a student is said to be on, else the highest of which the page speaks."""
    if YOUNG.search(said):
        return "bachelor"
    named = [level for level, pattern in LEVELS.items() if pattern.search(said)]
    spoken = [level for level, pattern in LEVELS.items() if pattern.search(source.visible)]
    return next(iter(named or spoken), None)


def _degrees(lines: list[str]) -> Iterator[Degree]:
    for number, line in enumerate(lines):
        for match in RANGE.finditer(line):
            ends = list(last_days(match["end"] or ""))
            written, end = ends[-1] if ends else ("", None)
            for level in _levels(lines, number, is_over=end is not None):
                yield Degree(level, end, number + 1, written)


def _levels(lines: list[str], number: int, is_over: bool) -> list[str]:
    """The degrees of the nearest line that names one; where two lines are as near, it is unknown which has ended."""
    for distance in range(NEAR + 1):
        near = [lines[place] for place in {number - distance, number + distance} if 0 <= place < len(lines)]
        found = [[level for level, pattern in LEVELS.items() if pattern.search(line)] for line in near]
        if any(found):
            return [] if is_over and all(found) and len(found) > 1 else [level for levels in found for level in levels]
    return []
