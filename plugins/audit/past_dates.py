"""Dates that have passed on a page that presents them as future: deadlines, degrees, announced moves.

No list of words covers what authors announce, in every language. Two rules need no words: the date was in the future
when its line was last changed; or it ends the latest span of a home page without an ongoing one.
"""

import re
import subprocess
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from plugins.audit.sources import Site, Source
from plugins.bibtex.entry_dates import MONTH_NUMBERS
from plugins.bibtex.standard_macros import MONTHS as ENGLISH_MONTHS
from plugins.core.problems import Problem

MONTHS = MONTH_NUMBERS | {"sept": 9}
MONTHS |= {name[:length].lower(): n for n, name in enumerate(ENGLISH_MONTHS, 1) for length in (3, len(name))}
SEASONS = {"spring": (1, 5), "summer": (5, 8), "fall": (8, 12), "autumn": (8, 12), "winter": (1, 12)}  # as of terms
YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
NAME = rf"\b(?:{'|'.join((*SEASONS, *MONTHS))})\b\.?"
DAY = r"\b\d\d?(?:st|nd|rd|th|er|\.)?"
DATE = rf"""(?:{YEAR}[-/.]\d\d?(?:[-/.]\d\d?)?\b | {YEAR}\s*年(?:\s*\d\d?\s*月(?:\s*\d\d?\s*日)?)?
    | (?:{DAY}\s+(?:(?:of|de)\s+)?)?{NAME}(?:\s+{DAY})?,?\s+(?:(?:of|de)\s+)?{YEAR}
    | {YEAR}\s+(?:{"|".join(SEASONS)})\b | {YEAR})"""
DASH = r"\s*+(?:-{1,3}+|–|—|至)\s*+"
DATES = re.compile(DATE, re.X | re.I)
SPANS = re.compile(rf"(?:\d|[年月日]|{NAME}){DASH}(?P<end>{DATE})", re.X | re.I)
GOES_ON = re.compile(rf"{DATE}{DASH}(?!\d|{NAME})|\b(?:since|seit|depuis|desde|dal|sinds)\s+{DATE}", re.X | re.I)
HEADER_DATE = re.compile(r"^(?:date|modified|updated|created)\s*:\s*[\"']?(\d{4}-\d\d-\d\d)", re.M | re.I)
COMMIT_TIME = re.compile(r"^author-time (\d+)$", re.M)


class WrittenDate(NamedTuple):
    """A date as its author wrote it, its offset, and the first and the last day that it may mean."""

    text: str
    offset: int
    first: date
    last: date


def find_past_dates(site: Site) -> Iterator[Problem]:
    for source in site.pages:
        # A course of 2024, or news below the heading "2024", is about that year: its dates may be past.
        about = re.findall(YEAR, "\n".join([source.path, *re.findall("^#.*", source.prose, re.M)]))
        dates = [day for match in DATES.finditer(source.prose, source.body) if (day := _read_date(match))]
        passed = [day for day in dates if day.last < site.today and str(day.last.year) not in about]
        changed = _changed_days(Path(site.root, source.path), source) if passed else []
        is_home = source.path.startswith(f"{site.folder}/pages/index.")
        latest = _latest_end(source, dates) if is_home else None
        line, offset = 1, 0
        for day in passed:
            line, offset = line + source.text.count("\n", offset, day.offset), day.offset
            if day.first > changed[min(line, len(changed)) - 1]:
                message = f"'{day.text}' was still to come when this line was last changed, and has passed"
                yield source.at(day.offset, f"{message}: say what is true now")
            elif day == latest:
                message = f"'{day.text}' has passed, and nothing on this page goes on or is later"
                yield source.at(day.offset, f"{message}: say what is true now")


def _read_date(match: re.Match) -> WrittenDate | None:
    """A date such as `12 August 2024`, `2024-08`, `2024年8月`, `fall 2024` or `2024`; None for a month 13."""
    written = match[0].casefold()
    year = re.search(YEAR, written)[0]
    numbers = [int(number) for number in re.findall(r"\d+", written.replace(year, "", 1))]
    name = next(iter(re.findall(NAME, written)), "").rstrip(".")
    month = MONTHS.get(name) or (numbers.pop(0) if numbers else 0)
    first, last = SEASONS.get(name) or ((month, month) if month else (1, 12))
    day = numbers[0] if numbers else 0
    try:
        days = date(int(year), first, day or 1), date(int(year), last, day or monthrange(int(year), last)[1])
    except ValueError:
        return None
    return WrittenDate(match[0], match.start(), *days)


def _latest_end(source: Source, dates: list[WrittenDate]) -> WrittenDate | None:
    """The latest date of the page, if it ends a span, and no other span goes on."""
    ends = {match.start("end") for match in SPANS.finditer(source.prose, source.body)}
    latest = max(dates, key=lambda day: (day.last, day.offset not in ends), default=None)
    goes_on = GOES_ON.search(source.prose, source.body)
    return latest if latest and latest.offset in ends and not goes_on else None


def _changed_days(path: Path, source: Source) -> list[date]:
    """The day of the last commit of each line; without git, one day for all: that of the front matter or the file."""
    command = ["git", "blame", "--line-porcelain", "--", path.name]
    try:
        blame = subprocess.run(
            command, cwd=path.parent, capture_output=True, encoding="utf-8", errors="replace", timeout=20
        )
        seconds = COMMIT_TIME.findall(blame.stdout)
    except (OSError, subprocess.TimeoutExpired):
        seconds = []
    if header := [] if seconds else HEADER_DATE.findall(source.text[: source.body]):
        return [date.fromisoformat(max(header))]
    return [datetime.fromtimestamp(float(time), UTC).date() for time in seconds or [path.stat().st_mtime]]
