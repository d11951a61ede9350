"""Dates whose month or day may be unknown, and spans of time between two dates."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Date:
    """A year, month and day, each 0 if it is unknown. `text` holds the words of a date, such as `in press`."""

    year: int = 0
    month: int = 0
    day: int = 0
    text: str = ""

    def __str__(self) -> str:
        """`2024`, `2024-08` or `2024-08-12`, as in ISO 8601; `text` if there is no year."""
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        known = 1 + bool(self.month) + bool(self.month and self.day)
        return "-".join(parts[:known]) if self.year else self.text

    @property
    def order(self) -> tuple[int, int, int]:
        return self.year, self.month, self.day

    @property
    def first_day(self) -> tuple[int, int, int]:
        """The earliest day that the date may mean."""
        return self.year, self.month or 1, self.day or 1

    @property
    def last_day(self) -> tuple[int, int, int]:
        """The latest day that the date may mean; a date without a year never ends."""
        return (self.year, self.month or 12, self.day or 31) if self.year else (9999, 12, 31)


@dataclass(frozen=True)
class Span:
    """The time between two dates, both included. A date without a year leaves that end open."""

    start: Date = Date()
    end: Date = Date()

    def includes(self, date: Date) -> bool:
        """Whether any day that `date` may mean lies within the span."""
        return bool(date.year) and self.start.first_day <= date.last_day and date.first_day <= self.end.last_day


def next_turn(spans: Iterable[Span], today: Date) -> datetime.date | None:
    """The first day after `today` on which one of the spans begins, or on which it has ended; None if there is none."""
    spans = tuple(spans)
    begins = (span.start.first_day for span in spans if span.start.first_day > today.order)
    ends = (span.end.last_day for span in spans if span.end.year and span.end.last_day >= today.order)
    return min((*(datetime.date(*day) for day in begins), *map(_day_after, ends)), default=None)


def _day_after(day: tuple[int, int, int]) -> datetime.date:
    """The day after one that no month may have, such as 31 June."""
    year, month, number = day
    try:
        return datetime.date(year, month, number) + datetime.timedelta(days=1)
    except ValueError:
        return datetime.date(year, month + 1, 1)
