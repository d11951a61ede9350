"""Who worked with the owner → table 4 of NSF's Collaborators and Other Affiliations template.

In: entries, persons, a number of months. Out: rows, and notes on what they lack. `A:` is a co-author on a book,
article, report, abstract or paper; `C:` a collaborator on a project, such as funded or graduate research.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plugins.bibtex.entry import Entry
from plugins.bibtex.entry_dates import parse_date
from plugins.bibtex.name_lists import parse_annotations, parse_names
from plugins.core.dates import Date
from plugins.core.folding import fold_text
from plugins.core.names import Name, is_east_asian
from plugins.people.person import Person, Role
from plugins.people.registry import Registry

HEADER = ("4", "Name:", "Organizational Affiliation", "Optional  (email, Department)", "Last Active")
PROJECT_ROLES = {"student", "postdoc", "mentee", "intern", "visitor", "assistant", "advisor", "collaborator"}
FORMULA_SIGNS = tuple("=+-@\t\r＝＋－＠")


@dataclass
class Coauthor:
    """One person, or one name of somebody who is not known, while works are gathered."""

    names: list[Name] = field(default_factory=list)
    person: Person | None = None
    last: Date = Date()
    type: str = "A:"


def table(
    entries: Iterable[Entry], registry: Registry, months: int, today: datetime.date
) -> tuple[list[tuple[str, ...]], list[str]]:
    """The rows, sorted by name, and what an author should know about them."""
    since, notes = _months_before(today, months), []
    found: dict[str, Coauthor] = {}
    for entry in entries:
        date = _date(entry, notes)
        if date and date.text and not date.year:
            date = Date(*_today(today))  # a work in press is worked on until now
        if date and (not date.year or _last_day(date) >= since):
            notes += _gather(entry, date, registry, found)
    for person in registry.people:
        role = _project(person, since, today)
        if role and person.id not in found:
            last = min(_last_day(role.end) if role.end.year else (today.year, today.month, today.day), _today(today))
            spelled = list(parse_names(person.name).names)
            found[person.id] = Coauthor(spelled or [Name(literal=person.name)], person, Date(*last), "C:")
    rows = [_row(coauthor, registry, today) for coauthor in found.values()]
    if not rows:
        notes.append(f"nobody wrote with the owner in the last {months} months, as far as the file says")
    if homeless := sum(not row[2] for row in rows):
        notes.append(f"{homeless} people have no affiliation of today: content/people.toml can give them one")
    return sorted(rows, key=lambda row: (fold_text(row[1]), row)), [*notes, *_alike(found.values())]


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """The table with its header; no value is a formula to a spreadsheet."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *([harmless(value) for value in row] for row in rows)])
    return text.getvalue()


def harmless(value: str) -> str:
    value = value.strip(" \n")
    return f"'{value}" if value.startswith(FORMULA_SIGNS) else value


def _gather(entry: Entry, date: Date, registry: Registry, found: dict[str, Coauthor]) -> list[str]:
    """Take the authors of a work that the owner has written with them; what cannot be taken is told."""
    authors = parse_names(entry.fields.get("author", ""), parse_annotations(entry.fields))
    orcids = authors.annotations.get("orcid", {})
    people = registry.authors(authors.names, ["".join(orcids.get(n, ())[:1]) for n in range(1, len(authors.names) + 1)])
    if not any(person and person.is_owner for person in people):
        editors = registry.authors(parse_names(entry.fields.get("editor", "")).names)
        if any(person and person.is_owner for person in editors):
            return [f"{entry.key} (line {entry.line}) names the owner as editor: co-editors belong into table 5"]
        return [f"{entry.key} (line {entry.line}) does not name the owner among its authors: left out"]
    more = f"{entry.key} (line {entry.line}) ends with 'and others', who are not in the table"
    notes = [more] * authors.has_more
    for name, person in zip(authors.names, people, strict=True):
        if name.literal:
            notes.append(f"{entry.key} (line {entry.line}) is by '{name.literal}', whose members are not in the table")
        elif not (person and person.is_owner):
            coauthor = found.setdefault(person.id if person else f"={fold_text(name.inverted)}", Coauthor())
            coauthor.names.append(name)
            coauthor.person = person
            coauthor.last = max(coauthor.last, date, key=lambda one: one.order)
    return notes


def _date(entry: Entry, notes: list[str]) -> Date | None:
    try:
        return parse_date(entry.fields)
    except ValueError as error:
        notes.append(f"{entry.key} (line {entry.line}): {error}: left out")
        return None


def _row(coauthor: Coauthor, registry: Registry, today: datetime.date) -> tuple[str, ...]:
    person, place, known = coauthor.person, None, coauthor.names
    if person:
        spelled = parse_names(person.name).names
        known = [*spelled, *(name for name in known if not is_east_asian(name.family or name.literal))] or known
        place = registry.affiliation_at(person, Date(*_today(today)))
    about = (person.email, place.department if place else "") if person else ()
    name = max(known, key=lambda one: len(one.given)).inverted
    return (coauthor.type, name, place.name if place else "", ", ".join(filter(None, about)), _shown(coauthor, today))


def _shown(coauthor: Coauthor, today: datetime.date) -> str:
    """`08/12/2024`, or what is known of that; a work to come was worked on until today."""
    date = coauthor.last
    if date.year and (date.year, date.month or 1, date.day or 1) > _today(today):
        date = Date(*_today(today))
    parts = [f"{date.month:02}"] * bool(date.month) + [f"{date.day:02}"] * bool(date.month and date.day)
    return "/".join([*parts, f"{date.year}"]) if date.year else ""


def _project(person: Person, since: tuple[int, int, int], today: datetime.date) -> Role | None:
    """What the person did with the owner within the months, the last of several."""
    if person.is_owner:
        return None
    roles = [role for role in person.roles if role.kind in PROJECT_ROLES and role.start.order <= _today(today)]
    roles = [role for role in roles if not role.end.year or _last_day(role.end) >= since]
    return max(roles, key=lambda role: role.end.order if role.end.year else (9999, 0, 0), default=None)


def _alike(coauthors: Iterable[Coauthor]) -> list[str]:
    """Pairs of unknown names that may be one person's: `Lee, A.` and `Lee, Ann`."""
    names = sorted({one.names[-1].inverted: one.names[-1] for one in coauthors if not one.person}.items())
    pairs = [(a, b) for number, (_, a) in enumerate(names) for _, b in names[number + 1 :] if _may_be_one(a, b)]
    advice = "may be one person: if so, give both names to one in content/people.toml"
    return [f"'{a.inverted}' and '{b.inverted}' {advice}" for a, b in pairs]


def _may_be_one(a: Name, b: Name) -> bool:
    first, second = fold_text(a.given).split(), fold_text(b.given).split()
    same = all(x.startswith(y) or y.startswith(x) for x, y in zip(first, second, strict=False))
    return fold_text(a.family) == fold_text(b.family) and same


def _last_day(date: Date) -> tuple[int, int, int]:
    return date.year, date.month or 12, date.day or 31


def _today(today: datetime.date) -> tuple[int, int, int]:
    return today.year, today.month, today.day


def _months_before(today: datetime.date, months: int) -> tuple[int, int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return year, month + 1, today.day
