"""The dates of a CV, as they are written in its file."""

import re
from datetime import date

from plugins.core.dates import Date

WRITTEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
NOW = ("now", "present", "today")


def read_date(value: object, may_be_now: bool = False) -> Date | None:
    """`2021`, `"2021-09"` or a day; an empty date for `"now"` where that may be; None for what is no date."""
    if may_be_now and isinstance(value, str) and value.strip().lower() in NOW:
        return Date(text="now")
    found = WRITTEN.fullmatch(str(value).strip()) if isinstance(value, int | str | date) else None
    if not found:
        return None
    year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return Date(year, month, day) if found["month"] != "00" and found["day"] != "00" else None
