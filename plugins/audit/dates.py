"""Days as people write them in a text: the last day that is meant."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS = {"spring": 5, "summer": 8, "fall": 12, "autumn": 12, "winter": 12}  # the month in which it is surely over
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
YEAR = r"(?:19|20)\d\d"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
# With a month at least: a year alone may be part of a name.
FULL_DATE = (
    rf"(?:\b{YEAR}-\d\d-\d\d\b|\b{YEAR}[/.]\d\d?(?:[/.]\d\d?)?\b|{YEAR}\s*年\s*\d\d?\s*月(?:\s*\d\d?\s*日)?"
    rf"|\b{DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+{YEAR}\b|\b{MONTH}\s+{DAY}(?:st|nd|rd|th)?,?\s+{YEAR}\b"
    rf"|\b{MONTH},?\s+{YEAR}\b|\b(?:[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)(?:\s+of)?\s+{YEAR}\b"
    rf"|\b{YEAR}\s+(?:[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)\b)"
)
DATE = rf"(?:{FULL_DATE}|\b{YEAR}\b)"


def last_days(text: str) -> Iterator[tuple[str, date]]:
    """Each date in the text, as written, with the last day that it means."""
    for match in re.finditer(DATE, text):
        if day := _last_day(match[0]):
            yield match[0], day


def _last_day(written: str) -> date | None:
    words = written.casefold()
    year = re.search(YEAR, words)
    numbers = [int(number) for number in re.findall(r"\d+", words.replace(year[0], " ", 1))]
    months = [MONTHS.index(name[:3]) + 1 for name in re.findall(r"[a-z]{3,}", words) if name[:3] in MONTHS]
    season = next((month for name, month in SEASONS.items() if name in words), None)
    month = season or (months[0] if months else numbers.pop(0) if numbers else 12)
    try:
        last = monthrange(int(year[0]), month)[1]
        return date(int(year[0]), month, numbers[0] if numbers else last)
    except (ValueError, IndexError):
        return None
