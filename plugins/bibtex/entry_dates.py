"""When a publication appeared: biblatex's `date`, or BibTeX's `year`, `month` and `day`."""

import re
from collections.abc import Mapping

from plugins.bibtex.latex_text import latex_to_text
from plugins.bibtex.standard_macros import MONTHS
from plugins.core.dates import Date
from plugins.core.problems import did_you_mean

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12, "spr": 3, "sum": 6, "fal": 9, "win": 12}
# In German and Dutch, French, Spanish, Italian and Portuguese, except names that begin as in English.
FOREIGN_MONTHS = """
    januar januari janvier enero gennaio janeiro, februar februari février febrero febbraio fevereiro,
    märz maart mars marzo março, avril abril aprile, mai mei mayo maggio maio, juni juin junio giugno junho,
    juli juillet julio luglio julho, augustus août agosto, septembre septiembre settembre setembro,
    oktober octobre octubre ottobre outubro, novembre noviembre novembro, dezember décembre diciembre dicembre dezembro
"""
MONTH_NUMBERS = {name: number for number, names in enumerate(FOREIGN_MONTHS.split(","), 1) for name in names.split()}
DAYS_IN_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# biblatex's ISO 8601-2, as in `2024-08-12T10:00Z` or `2024-08~`. Months 21 to 24 are seasons.
ISO = re.compile(r"(-?\d{4,})(?:[-/.](\d\d?))?(?:[-/.](\d\d?))?(?:T[\d:.Z+-]*)?[~?%]?")
END_OF_RANGE = re.compile(r"(?<=\d)[~?%]?\s*(?:/|\.\.|--?|–|—)\s*(?:\d{4}.*|\.\.|open)?$")
LATEX_BETWEEN_WORDS = re.compile(r"\\(?:textendash|textemdash|,|;| )|[{}\"]")
# What people write where they know no date.
NO_DATE = re.compile(
    r"[-–—?\s]*|n\.?\s?d\.?|no date|undated|unknown|none|s\.?\s?d\.?|s\.?\s?a\.?|o\.?\s?[jd]\.?|tb[ad]", re.I
)
EXAMPLES = "as in 'date = {2024-08-12}', 'date = {2024-08}' or 'year = {2024}'"


def parse_date(fields: Mapping[str, str]) -> Date:
    """The date in `date`, or else in `year`, `month` and `day`; an empty one if there is neither.

    A range has its first date. Raises ValueError with what would be right.
    """
    written = _plain(fields.get("date", ""))
    date = _parse_date_field(written) if written else _parse_words(_plain(fields.get("year", "")), "year")
    month, day = date.month, date.day
    if date.year and not month:
        month, day = _parse_month(_plain(fields.get("month", "")))
        day = _parse_day(_plain(fields.get("day", ""))) or day if month else 0
    return _checked(Date(date.year, month, day, date.text), is_in_date_field=bool(written))


def parse_year(fields: Mapping[str, str]) -> Date:
    """The year alone, for fields that `parse_date` cannot read; an empty date if there is none."""
    match = re.search(r"(?<!\d)\d{4}(?!\d)", fields.get("date") or fields.get("year", ""))
    return Date(int(match[0])) if match else Date()


def _plain(value: str) -> str:
    if "\\" in value:
        value = latex_to_text(value)
    plain = " ".join(LATEX_BETWEEN_WORDS.sub(" ", re.sub(r"(?<=\D)~|~(?=\d)", " ", value)).split())
    return "" if NO_DATE.fullmatch(plain.strip("[]().")) else plain


def _parse_date_field(written: str) -> Date:
    first = END_OF_RANGE.sub("", written) if not ISO.fullmatch(written) else written
    match = ISO.fullmatch(first.strip("[]() "))
    if not match and "/" in written:
        match = ISO.fullmatch(written.strip("/ .").split("/")[0])
    if match:
        year, month, day = (int(part or 0) for part in match.groups())
        month = (3, 6, 9, 12)[month - 21] if 21 <= month <= 24 else month
        return Date(year, month, day)
    if re.fullmatch(r"[\d/.\s-]+", written):
        raise ValueError(f"'date' is not a date: '{written}'; write it {EXAMPLES}")
    return _parse_words(written, "date")


def _parse_words(written: str, field: str) -> Date:
    """Parse `12 August 2024`, `2024 (to appear)`, `in press`."""
    date = _find_year(written, field)
    months = [number for word in re.findall(r"[^\W\d_]+", written) if (number := _month_number(word))]
    days = re.findall(r"(?<!\d)\d\d?(?!\d)", written)
    return Date(date.year, months[0], int(days[0]) if days else 0) if months and date.year else date


def _find_year(written: str, field: str) -> Date:
    """The year, with the words around it if they say more than a month."""
    match = re.search(r"(?<!\d)\d{4}(?!\d)", written)
    if not match and re.search(r"\d", written):
        raise ValueError(f"'{field}' is not a year: '{written}'; write it {EXAMPLES}")
    year = int(match[0]) if match else 0
    words = re.sub(r"\d+|[^\w\s]", " ", written).lower().split()
    says_more = any(len(word) > 1 and not _month_number(word) and word not in ("ca", "circa") for word in words)
    rest = written.replace(match[0], "", 1).strip(" ()[],;:-–?~.") if match else written
    return Date(year, text=rest if says_more or not year else "")


def _parse_month(written: str) -> tuple[int, int]:
    """The month and, if given, the day in `aug`, `August~12`, `12 Aug.`, `08`, `July/August`, `7--8`."""
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    words = re.findall(r"[^\W\d_]+", written)
    months = [number for word in words if (number := _month_number(word))]
    if months:
        return months[0], numbers[0] if numbers and numbers[0] <= 31 else 0
    if numbers and not words:
        return numbers[0], 0
    meant = did_you_mean(words[0].title(), MONTHS) if words else ""
    if meant:
        raise ValueError(f"'month' is not a month: '{written}'{meant}; write it as in 'month = aug' or 'month = {{8}}'")
    return 0, 0  # what BibTeX prints unchanged, such as `Michaelmas`


def _month_number(word: str) -> int:
    """The number of a month or season by its name, or its first three letters; 0 for another word."""
    word = word.lower()
    for number, month in enumerate(MONTHS, 1):
        if len(word) >= 3 and (month.lower().startswith(word) or (word == "sept" and number == 9)):
            return number
    return MONTH_NUMBERS.get(word) or SEASONS.get(word, 0)


def _parse_day(written: str) -> int:
    match = re.match(r"\d+", written)
    if written and not match:
        raise ValueError(f"'day' is not a day: '{written}'; write it as in 'day = {{12}}'")
    return int(match[0]) if match else 0


def _checked(date: Date, is_in_date_field: bool) -> Date:
    year_field, month_field, day_field = ("date",) * 3 if is_in_date_field else ("year", "month", "day")
    if not 0 <= date.month <= 12:
        raise ValueError(f"'{month_field}' has no month {date.month}: it is from 1 to 12; write it {EXAMPLES}")
    if date.month and not 0 <= date.day <= DAYS_IN_MONTHS[date.month - 1]:
        raise ValueError(f"'{day_field}' has no day {date.day} in {MONTHS[date.month - 1]}")
    if date.year > 2200 or date.year < 0:
        raise ValueError(f"'{year_field}' is not a year: {date.year}; write it {EXAMPLES}")
    return date
