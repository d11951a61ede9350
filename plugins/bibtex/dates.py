"""When a work appeared: biblatex's `date`, or BibTeX's `year`, `month` and `day`.

In: the fields of an entry. Out: a `Date`; a ValueError says what would be right.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from plugins.bibtex.latex import text
from plugins.core.dates import Date
from plugins.core.problems import did_you_mean

NAMES = "january february march april may june july august september october november december".split()  # noqa: SIM905
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12, "spr": 3, "sum": 6, "fal": 9, "win": 12}
# In German and Dutch, French, Spanish, Italian and Portuguese; what begins as in English needs no other name.
FOREIGN = """
    januar januari janvier enero gennaio janeiro, februar februari février febrero febbraio fevereiro,
    märz maart mars marzo março, avril abril aprile, mai mei mayo maggio maio, juni juin junio giugno junho,
    juli juillet julio luglio julho, augustus août agosto, septembre septiembre settembre setembro,
    oktober octobre octubre ottobre outubro, novembre noviembre novembro, dezember décembre diciembre dicembre dezembro
"""
MONTHS = {name: number for number, names in enumerate(FOREIGN.split(","), 1) for name in names.split()}
# 2024-08-12T10:00Z; of ranges and sets the first, of uncertain and approximate ones the date itself.
ISO = re.compile(r"(-?\d{4,})(?:[-/.](\d\d?))?(?:[-/.](\d\d?))?(?:T[\d:.Z+-]*)?[~?%]?")
RANGE = re.compile(r"(?<=\d)[~?%]?\s*(?:/|\.\.|--?|–|—)\s*(?:\d{4}.*|\.\.|open)?$")
WITHOUT_TEX = re.compile(r"\\(?:textendash|textemdash|,|;| )|[{}\"]")
FORMS = "as in 'date = {2024-08-12}', 'date = {2024-08}' or 'year = {2024}'"
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def read(fields: Mapping[str, str]) -> Date:
    """The date of a work: of `date`, or else of `year`, `month` and `day`; without any of them an empty one."""
    written = _plain(fields.get("date", ""))
    date = _date(written) if written else _in_words(_plain(fields.get("year", "")), "year")
    month, day = date.month, date.day
    if date.year and not month:
        month, day = _month(_plain(fields.get("month", "")))
        day = _day(_plain(fields.get("day", ""))) or day if month else 0
    return _checked(Date(date.year, month, day, date.text), written)


def year(fields: Mapping[str, str]) -> Date:
    """The year alone, where the rest is no date; an empty one where there is none."""
    found = re.search(r"(?<!\d)\d{4}(?!\d)", fields.get("date") or fields.get("year", ""))
    return Date(int(found[0])) if found else Date()


def _plain(value: str) -> str:
    if "\\" in value:
        value = text(value)
    return " ".join(WITHOUT_TEX.sub(" ", re.sub(r"(?<=\D)~|~(?=\d)", " ", value)).split())


def _date(written: str) -> Date:
    """What stands in `date`: as biblatex has it, or words."""
    first = RANGE.sub("", written) if not ISO.fullmatch(written) else written
    match = ISO.fullmatch(first.strip("[]() "))
    if not match and "/" in written:
        match = ISO.fullmatch(written.strip("/ .").split("/")[0])
    if match:
        year, month, day = (int(part or 0) for part in match.groups())
        month = (3, 6, 9, 12)[(month - 21) % 4] if 21 <= month <= 24 else month
        return Date(year, month, day)
    if re.fullmatch(r"[\d/.\s-]+", written):
        raise ValueError(f"'date' is no date: '{written}'; {FORMS}")
    return _in_words(written, "date")


@lru_cache(maxsize=1000)  # a bibliography has most of its years and months in common
def _in_words(written: str, field: str) -> Date:
    """`12 August 2024`, `2024 (to appear)`, `in press`."""
    date = _year(written, field)
    words = [word for word in re.findall(r"[^\W\d_]+", written) if _named(word)]
    days = re.findall(r"(?<!\d)\d\d?(?!\d)", written)
    return Date(date.year, _named(words[0]), int(days[0]) if days else 0) if words and date.year else date


def _year(written: str, field: str) -> Date:
    """A year, alone or in words (`to appear`, `2024 (in press)`)."""
    match = re.search(r"(?<!\d)\d{4}(?!\d)", written)
    words = re.sub(r"\d+|[^\w\s]", " ", written).split()
    if not match and re.search(r"\d", written):
        raise ValueError(f"'{field}' is no year: '{written}'; {FORMS}")
    year = int(match[0]) if match else 0
    spoken = [word for word in words if len(word) > 1 and not _named(word) and word.lower() not in ("ca", "circa")]
    rest = written.replace(match[0], "", 1).strip(" ()[],;:-–?~.") if match else written
    return Date(year, text=rest if spoken or not year else "")


@lru_cache(maxsize=1000)
def _month(written: str) -> tuple[int, int]:
    """The month and perhaps a day, of `aug`, `August~12`, `12 Aug.`, `08`, `July/August`, `7--8`."""
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    words = re.findall(r"[^\W\d_]+", written)
    named = [_named(word) for word in words if _named(word)]
    if named:
        return named[0], numbers[0] if numbers and numbers[0] <= 31 else 0
    if numbers and not words:
        return numbers[0], 0
    meant = did_you_mean(words[0].title(), [name.title() for name in NAMES]) if words else ""
    if meant:
        raise ValueError(f"'month' is no month: '{written}'{meant}; as in 'month = aug' or 'month = {{8}}'")
    return 0, 0  # what BibTeX prints as it is: `Michaelmas`, `Firstquarter`


def _named(word: str) -> int:
    """The number of a month or season by its name or the first three letters of it, or 0."""
    word = word.lower()
    for number, name in enumerate(NAMES, 1):
        if len(word) >= 3 and (name.startswith(word) or (word == "sept" and number == 9)):
            return number
    return MONTHS.get(word) or SEASONS.get(word, 0)


def _day(written: str) -> int:
    match = re.match(r"\d+", written)
    if written and not match:
        raise ValueError(f"'day' is no day: '{written}'; as in 'day = {{12}}'")
    return int(match[0]) if match else 0


def _checked(date: Date, written: str) -> Date:
    named = "date" if written else "month"
    if not 0 <= date.month <= 12:
        raise ValueError(f"'{named}' has no month {date.month}: from 1 to 12; {FORMS}")
    if date.month and not 0 <= date.day <= DAYS[date.month - 1]:
        raise ValueError(f"'{named if written else 'day'}' has no day {date.day} in {NAMES[date.month - 1].title()}")
    if date.year > 2200 or date.year < 0:
        raise ValueError(f"'{named if written else 'year'}' is no year: {date.year}; {FORMS}")
    return date
