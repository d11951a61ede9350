"""Check an author's TOML file table by table, and report each problem with its line.

In: the text of the file. Out: a `Table`, whose methods return converted values, or a default and a problem.
"""

import datetime
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any, TypeVar
from urllib.parse import urlsplit

from plugins.core.dates import Date, Span
from plugins.core.problems import Problem, did_you_mean
from plugins.core.toml_lines import Lines, Path, syntax_problems, value_lines

DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.A)
NOW = ("now", "present", "today", "current", "ongoing")
DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Table:
    """The `values` of a table, or of a list by number, at a `path` of the file; `label` begins each message.

    All tables of a file share its `lines` and `problems`. Blank text counts as no value.
    """

    values: dict[Any, Any]
    lines: Lines
    problems: list[Problem]
    path: Path = ()
    label: str = ""

    @property
    def line(self) -> int:
        return self._line_of(self.path)

    def add_problem(self, message: str, *path: str | int) -> None:
        """Report what is wrong with the value at `path` in this table, or with the table itself."""
        self.problems.append(Problem.at(self._line_of(self.path + path), message, self.label))

    def check_keys(self, known: Iterable[str], aliases: Mapping[str, str] | None = None) -> None:
        """Report keys that are not `known`; `aliases` are wrong keys that authors may try, with the right ones."""
        known, aliases = tuple(known), aliases or {}
        for key in self.values:
            if key not in known:
                meant = f" (did you mean '{aliases[key]}'?)" if key in aliases else did_you_mean(key, known)
                self.add_problem(f"unknown key '{key}'{meant}; known: {', '.join(known)}", key)

    def get(self, key: str | int, convert: Callable[[object], Value], default: Value = "", missing: str = "") -> Value:
        """The value of `key`, converted, or the default if it is missing or wrong.

        `convert` raises ValueError with what is wrong. `missing` is the message about a missing value, if that is a
        problem.
        """
        value = self.values.get(key, "")
        if value == "" or (isinstance(value, str) and value.isspace()):
            if missing:
                self.add_problem(missing, key)
            return default
        try:
            return convert(value)
        except ValueError as error:
            self.add_problem(str(error), key)
            return default

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts below `key`, without blank ones."""
        inner = self.inner(key, list, f'{key} = ["…", "…"]')
        return tuple(filter(None, (inner.get(number, to_line) for number in inner.values)))

    def tables(self, key: str, only_key: str = "") -> list["Table"]:
        """The list of tables below `key`; text in place of a table is its value of `only_key`."""
        table = f'{{ {only_key} = "…" }}' if only_key else f"[[{key}]]"
        inner = self.inner(key, list, f"{key} = [{table}]" if only_key else f"{table}, with two brackets")
        for number, value in inner.values.items():
            if only_key and isinstance(value, str):
                inner.values[number] = {only_key: value}
        numbers = [number for number in inner.values if inner._checked(number, dict, table) is not None]
        return [inner.inner(number, dict, table) for number in numbers]

    def inner(self, key: str | int, kind: type[dict] | type[list], example: str) -> "Table":
        """The table or list below `key`, empty if there is none; `example` shows how to write one."""
        value = self._checked(key, kind, example) or {}
        values = dict(enumerate(value)) if isinstance(value, list) else value
        return replace(self, values=values, path=(*self.path, key))

    def _checked(self, key: str | int, kind: type[dict] | type[list], example: str) -> dict | list | None:
        value = self.values.get(key, kind())
        if isinstance(value, kind):
            return value
        shown = f"'{key}'" if isinstance(key, str) else _shown(value)
        self.add_problem(f"{shown} is not a {'list' if kind is list else 'table'}: write {example}", key)
        return None

    def span(self) -> Span:
        """The dates of `from` and `until`, both optional; `until` may be "now"."""
        span = Span(self.get("from", to_date, Date()), self.get("until", _to_end_date, Date()))
        if span.end.last_day < span.start.first_day:
            self.add_problem(f"until {span.end} is before from {span.start}", "until")
        return span

    def _line_of(self, path: Path) -> int:
        return next(self.lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in self.lines)


def read_toml(text: str) -> Table:
    """The whole file as a table; of invalid TOML, an empty table with what is wrong."""
    try:
        return Table(tomllib.loads(text), value_lines(text), [])
    except (ValueError, RecursionError) as error:
        return Table({}, {(): 1}, syntax_problems(text, error))


def to_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f'{_shown(value)} is not text: put it in quotes, "…"')
    return value.strip()


def to_line(value: object) -> str:
    """Text on one line, with single spaces."""
    return " ".join(to_text(value).split())


def to_bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{_shown(value)} is neither true nor false: write one of them, without quotes")
    return value


def to_url(value: object) -> str:
    """An address on the web."""
    text = to_line(value)
    try:
        parts = urlsplit(text)
        is_url = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and " " not in text
    except ValueError:
        is_url = False
    if not is_url:
        hint = f" (did you mean 'https://{text}'?)" if DOMAIN.fullmatch(text) else ": begin it with https://"
        raise ValueError(f"'{text}' is not a web address{hint}")
    return text


def picture_in(content: FilePath) -> Callable[[object], str]:
    """A function that takes the path of a picture in the folder `content`."""

    def to_picture(value: object) -> str:
        path = to_text(value)
        file = (content / path).resolve()
        if not file.is_file() or not file.is_relative_to(content.resolve()):
            raise ValueError(f"no picture '{path}' in {content.name}/")
        return path

    return to_picture


def to_date(value: object) -> Date:
    """A year, month or day: `2021`, `"2021-09"`, `2021-09-15`, in quotes or not."""
    match = DATE.fullmatch(str(value).strip())
    numbers = [int(part) for part in match.groups() if part] if match else [0]
    try:
        datetime.date(*[*numbers, 1, 1][:3])
    except ValueError:
        raise ValueError(f'{_shown(value)} is not a date: write 2021, "2021-09" or "2021-09-15"') from None
    return Date(*numbers)


def _to_end_date(value: object) -> Date:
    return Date() if str(value).strip().casefold() in NOW else to_date(value)


def _shown(value: object) -> str:
    """A value in a message, as in the file."""
    return str(value).lower() if isinstance(value, bool) else repr(value)[:60]
