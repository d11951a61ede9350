"""Values of content/people.toml, one by one. In: what tomllib read. Out: the value; `ValueError` says what is wrong."""

import calendar
import re
from datetime import date
from urllib.parse import urlsplit

from plugins.core.dates import Date
from plugins.core.problems import did_you_mean
from plugins.people.orcid import bare, check_digit
from plugins.people.person import ROLES

DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.A)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.I | re.A)
NOW = ("", "now", "present", "today", "current", "ongoing")


def words_of(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f'{_shown(value)} is no text: put it in quotes, "…"')
    if not value.strip():
        raise ValueError("this is empty: fill it in, or take the line out")
    return " ".join(value.split())


def truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{_shown(value)} is neither true nor false, which stand without quotes")
    return value


def address(value: object) -> str:
    text = words_of(value)
    try:
        parts = urlsplit(text)
        is_address = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address or " " in text:
        guess = re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", text)
        hint = f" (did you mean 'https://{text}'?)" if guess else ": it begins with https:// or http://"
        raise ValueError(f"'{text}' is no address{hint}")
    return text


def mail(value: object) -> str:
    text = words_of(value)
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+", text):
        raise ValueError(f"'{text}' is no mail address")
    return text


def orcid(value: object) -> str:
    text = words_of(value)
    found = bare(text)
    if not found:
        raise ValueError(f"'{text}' is no ORCID iD: it has sixteen digits, as 0000-0002-1825-0097")
    if check_digit(found) != found[-1]:
        raise ValueError(f"'{found}' is no ORCID iD: after the others its last sign would be {check_digit(found)}")
    return found


def day(value: object) -> Date:
    """A year, month or day: `2021`, `"2021-09"`, `2021-09-15`, in quotes or not."""
    if isinstance(value, date):
        return Date(value.year, value.month, value.day)
    if isinstance(value, str) and value.strip().casefold() in NOW:
        raise ValueError(f"'{value}' is no date: leave 'until' out while it lasts")
    text = "" if isinstance(value, bool) else str(value).strip()
    match = DATE.fullmatch(text)
    year, month, number = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    wrong_month = match and match[2] and not 1 <= month <= 12
    wrong_day = (
        match and match[3] and not wrong_month and year and not 1 <= number <= calendar.monthrange(year, month)[1]
    )
    if not year or wrong_month or wrong_day:
        raise ValueError(f'{_shown(value)} is no date: write 2021, "2021-09" or "2021-09-15"')
    return Date(year, month, number)


def role(value: object) -> str:
    written = words_of(value)
    text = written.casefold()
    if text not in ROLES:
        raise ValueError(f"no role is called '{written}'{did_you_mean(text, ROLES)}: there are {', '.join(ROLES)}")
    return text


def language(key: str) -> str:
    if not LANGUAGE.fullmatch(key):
        raise ValueError(f"'{key}' is no language: write its code, as zh, ja, ko or ru")
    return key


def _shown(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)[:60]
