"""A table of content/people.toml → its record. In: `Table`, values with their lines. Out: `Person`; faults gather."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from plugins.core.dates import Date
from plugins.core.problems import Problem, did_you_mean
from plugins.core.toml_lines import Path
from plugins.people import values
from plugins.people.forms import parse
from plugins.people.person import Affiliation, Person, Role, Span, first_day, last_day

PERSON = ("name", "owner", "variants", "names", "homepage", "orcid", "email", "roles", "affiliations")
ROLE = ("role", "degree", "from", "until", "topic")
AFFILIATION = ("name", "department", "url", "from", "until")


@dataclass(frozen=True)
class Table:
    """The values of a table at `path`; `key` names the person in faults."""

    values: dict[str, Any]
    lines: dict[Path, int]
    faults: list[Problem]
    path: Path = ()
    key: str = ""

    def fault(self, message: str, *path: str | int) -> None:
        places = (self.path + path[:count] for count in range(len(path), -1, -1))
        line = next((self.lines[place] for place in places if place in self.lines), 1)
        self.faults.append(Problem.at(line, message, self.key))

    def unknown(self, known: Iterable[str]) -> None:
        known = tuple(known)
        for key in self.values:
            if key not in known:
                self.fault(f"no key is called '{key}'{did_you_mean(key, known)}: there are {', '.join(known)}", key)

    def get(self, key: str, convert: Callable[[object], Any], default: Any = "") -> Any:
        return self._convert(self.values[key], convert, default, key) if key in self.values else default

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.fault(f'\'{key}\' is a list: write {key} = ["…", "…"]', key)
            return ()
        found = (self._convert(one, values.words_of, "", key, number) for number, one in enumerate(value))
        return tuple(filter(None, found))

    def tables(self, key: str, alone: str = "") -> list["Table"]:
        """The tables of a list; a text in place of one is its value of the key `alone`."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            shape = f'{key} = [{{ {alone} = "…" }}]' if alone else f"[[{key}]], with two brackets"
            self.fault(f"'{key}' is a list: write {shape}", key)
            return []
        found = []
        for number, one in enumerate(value):
            if isinstance(one, dict) or (alone and isinstance(one, str)):
                inner = one if isinstance(one, dict) else {alone: one}
                found.append(Table(inner, self.lines, self.faults, (*self.path, key, number), self.key))
            else:
                shape = f'{{ {alone} = "…" }}' if alone else f"[[{key}]]"
                self.fault(f"{one!r} is none of '{key}': write {shape}", key, number)
        return found

    def _convert(self, value: object, convert: Callable[[object], Any], default: Any, *path: str | int) -> Any:
        try:
            return convert(value)
        except ValueError as error:
            self.fault(str(error), *path)
            return default


def person(table: Table) -> Person:
    """A person's record; `name` is empty where none is given."""
    name = table.get("name", values.words_of)
    table = Table(table.values, table.lines, table.faults, table.path, name)
    if "name" not in table.values:
        table.fault('this person has no name: write name = "…"')
    table.unknown(PERSON)
    return Person(
        id="",
        name=str(parse(name)),
        variants=table.texts("variants"),
        names=_names(table),
        homepage=table.get("homepage", values.address),
        orcid=table.get("orcid", values.orcid),
        email=table.get("email", values.mail),
        roles=tuple(_role(one) for one in table.tables("roles", "role")),
        affiliations=tuple(_affiliation(one) for one in table.tables("affiliations", "name")),
        is_owner=table.get("owner", values.truth, False),
        line=table.lines.get(table.path, 1),
    )


def _names(table: Table) -> dict[str, str]:
    given = table.values.get("names", {})
    if not isinstance(given, dict):
        table.fault("'names' are by language: write names = { zh = \"…\" }", "names")
        return {}
    inner = Table(given, table.lines, table.faults, (*table.path, "names"), table.key)
    for key in given:
        inner._convert(key, values.language, "", key)
    return {key: name for key in given if (name := inner.get(key, values.words_of))}


def _role(table: Table) -> Role:
    table.unknown(ROLE)
    if "role" not in table.values:
        table.fault('this role has no kind: write role = "student", or another')
    kind, degree = table.get("role", values.role), table.get("degree", values.words_of)
    span = _span(table)
    return Role(span.start, span.end, kind, degree, table.get("topic", values.words_of))


def _affiliation(table: Table) -> Affiliation:
    table.unknown(AFFILIATION)
    if "name" not in table.values:
        table.fault('this affiliation has no name: write name = "…"')
    name, department = table.get("name", values.words_of), table.get("department", values.words_of)
    span = _span(table)
    return Affiliation(span.start, span.end, name, department, table.get("url", values.address))


def _span(table: Table) -> Span:
    start, end = table.get("from", values.day, Date()), table.get("until", values.day, Date())
    if start.year and end.year and last_day(end) < first_day(start):
        table.fault(f"until {end} is before from {start}", "until")
        return Span(start)
    return Span(start, end)
