"""Dates as authors write them, in front matter and in the names of files, read only where they are certain.

In: `2024-06-01`, with an hour and an offset or without, or `1 June 2024`. Out: a `datetime`, or a ValueError that says
what to write.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
TIME = (
    r"(?:(?:[T ]|, )(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r" ?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?"
)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.A)
NUMBER = r"(?P<day>\d{1,2})"
FORMS = tuple(
    re.compile(form + TIME, re.A | re.I)
    for form in (
        rf"(?P<year>\d{{4}})(?P<mark>[-/])(?P<month>\d{{1,2}})(?P=mark){NUMBER}",
        rf"{NUMBER}(?:st|nd|rd|th|\.)? (?P<month>[a-z]{{3,9}})\.?,? (?P<year>\d{{4}})",
        rf"(?P<month>[a-z]{{3,9}})\.? {NUMBER}(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
    )
)
# What the name of a file begins with if it is meant as a date, and the rest of the name.
MEANT = re.compile(r"(\d{4})[-._ ]?(\d{1,2})[-._ ]?(\d{1,2})(?!\d)(?:T\d+(?:[-:h]\d\d)*(?!\d))?[-._ ]*(.*)", re.A)
EXAMPLE = "2026-08-13"
EARLIEST = 1900  # a year before is a slip of the keyboard


def parse_date(text: str) -> datetime:
    """The moment that `text` names; it has a time zone only if the text has one. Raises ValueError."""
    words = " ".join(text.split())
    match = next(filter(None, (form.fullmatch(words) for form in FORMS)), None)
    if match:
        try:
            numbers = (match["year"], _month(match["month"]), match["day"], match["hour"] or 0, match["minute"] or 0)
            moment = datetime(*map(int, numbers), int(match["second"] or 0), tzinfo=_zone(match["zone"]))
            if moment.year >= EARLIEST:
                return moment
        except ValueError:
            pass
    raise ValueError(f"'{text}' is no date: write year, month and day, as in {EXAMPLE}{_advice(words)}")


def propose_name(stem: str) -> tuple[str, str]:
    """The day that the name of a file without a certain date seems to mean, as `2024-06-01`, and the name that says so;
    two empty strings where it is not clear."""
    match = MEANT.fullmatch(stem)
    try:
        day = f"{datetime(*map(int, match.groups()[:3])):%Y-%m-%d}" if match else ""
    except ValueError:
        day = ""
    return (day, "-".join(filter(None, (day, match[4].replace(" ", "-"))))) if day else ("", "")


def _month(text: str) -> int:
    """1 for `1`, `Jan` and `January`. Raises ValueError."""
    if text.isdigit():
        return int(text)
    found = [number for number, name in enumerate(MONTHS, 1) if name.startswith(text.lower())]
    if len(found) != 1:
        raise ValueError(text)
    return found[0]


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def _advice(text: str) -> str:
    """What else an author needs to know about a text that is no date."""
    if re.search(r"\d:\d\d(?::\d\d)? ?[A-Za-z]{2,5}$", text):
        return "; give the hour as in 2026-08-13 17:30, and its time zone as an offset, as in 2026-08-13 17:30 +02:00"
    return ""
