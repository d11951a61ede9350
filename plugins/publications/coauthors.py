"""The owner's co-authors and collaborators → table 4 of NSF's Collaborators and Other Affiliations template.

`A:` is a co-author on a book, article, report, abstract or paper; `C:` a collaborator on a project, such as funded or
graduate research.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from plugins.bibtex.entry import Entry
from plugins.bibtex.entry_dates import parse_date
from plugins.bibtex.name_lists import parse_annotations, parse_names
from plugins.core.dates import Date
from plugins.core.folding import fold_text
from plugins.core.names import Name, is_east_asian
from plugins.people.person import Person, Role
from plugins.people.registry import Registry

Day = tuple[int, int, int]  # year, month, day

HEADER = ("4", "Name:", "Organizational Affiliation", "Optional  (email, Department)", "Last Active")
PROJECT_ROLES = {"student", "postdoc", "mentee", "intern", "visitor", "assistant", "advisor", "collaborator"}
FORMULA_CHARACTERS = tuple("=+-@\t\r＝＋－＠")


@dataclass
class Coauthor:
    """A row in the making: a person of people.toml, or a name that matches nobody there.

    `last` is the date of the last publication or role; `type` is the first column.
    """

    names: list[Name] = field(default_factory=list)
    person: Person | None = None
    last: Date = Date()
    type: str = "A:"


def coauthor_table(
    entries: Iterable[Entry], registry: Registry, months: int, today: datetime.date
) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the rows of the last `months`, as HEADER names their columns, sorted by name, and notes to the author.

    A note says what the table lacks, such as a publication without a readable date.
    """
    now, since, notes = Date(today.year, today.month, today.day), _months_before(today, months), []
    coauthors: dict[str, Coauthor] = {}
    for entry in entries:
        try:
            date = parse_date(entry.fields)
        except ValueError as error:
            notes.append(f"{_place(entry)}: {error}: left out")
            continue
        if date.text and not date.year:
            date = now  # a publication in press was worked on until now
        if not date.year or date.last_day >= since:
            notes += _gather(entry, date, registry, coauthors)
    for person in registry.people:
        role = _project_role(person, since, now)
        if role and person.id not in coauthors:
            last = min(role.end.last_day, now.order) if role.end.year else now.order
            known = list(parse_names(person.name).names) or [Name(literal=person.name)]
            coauthors[person.id] = Coauthor(known, person, Date(*last), "C:")
    rows = [_row(coauthor, registry, now) for coauthor in coauthors.values()]
    if not rows:
        notes.append(f"nobody wrote with the owner in the last {months} months, as far as the file says")
    if count := sum(not row[2] for row in rows):
        notes.append(f"{count} people have no current affiliation: content/people.toml can give them one")
    return sorted(rows, key=lambda row: (fold_text(row[1]), row)), [*notes, *_similar_names(coauthors.values())]


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """The table with its header, in CSV; no value is a formula to a spreadsheet."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *([harmless(value) for value in row] for row in rows)])
    return text.getvalue()


def harmless(value: str) -> str:
    """The value, behind an apostrophe if a spreadsheet would take it for a formula."""
    value = value.strip(" \n")
    return f"'{value}" if value.startswith(FORMULA_CHARACTERS) else value


def _place(entry: Entry) -> str:
    return f"{entry.key} (line {entry.line})"


def _gather(entry: Entry, date: Date, registry: Registry, coauthors: dict[str, Coauthor]) -> list[str]:
    """Add those who wrote a publication with the owner to `coauthors`; return notes on those who cannot be added."""
    authors = parse_names(entry.fields.get("author", ""), parse_annotations(entry.fields))
    orcids = authors.annotations.get("orcid", {})
    people = registry.authors(authors.names, ["".join(orcids.get(n, ())[:1]) for n in range(1, len(authors.names) + 1)])
    if not any(person and person.is_owner for person in people):
        editors = registry.authors(parse_names(entry.fields.get("editor", "")).names)
        if any(person and person.is_owner for person in editors):
            return [f"{_place(entry)} names the owner as editor: co-editors belong in table 5"]
        return [f"{_place(entry)} does not name the owner among its authors: left out"]
    notes = [f"{_place(entry)} ends with 'and others', who are not in the table"] if authors.has_more else []
    for name, person in zip(authors.names, people, strict=True):
        if name.literal:
            notes.append(f"{_place(entry)} is by '{name.literal}', whose members are not in the table")
        elif not (person and person.is_owner):
            coauthor = coauthors.setdefault(person.id if person else f"={fold_text(name.inverted)}", Coauthor())
            coauthor.names.append(name)
            coauthor.person = person
            coauthor.last = max(coauthor.last, date, key=lambda date: date.order)
    return notes


def _row(coauthor: Coauthor, registry: Registry, now: Date) -> tuple[str, ...]:
    person, place, known = coauthor.person, None, coauthor.names
    if person:
        spelled = parse_names(person.name).names
        known = [*spelled, *(name for name in known if not is_east_asian(name.family or name.literal))] or known
        place = registry.affiliation_at(person, now)
    contact = (person.email, place.department if place else "") if person else ()
    name = max(known, key=lambda spelling: len(spelling.given)).inverted
    last = _american(coauthor.last, now)
    return (coauthor.type, name, place.name if place else "", ", ".join(filter(None, contact)), last)


def _american(date: Date, now: Date) -> str:
    """`08/12/2024`, or the known parts of it; today for a future date."""
    if date.year and date.first_day > now.order:
        date = now
    if not date.month:
        return str(date.year or "")
    return "/".join([f"{date.month:02}", *([f"{date.day:02}"] if date.day else []), str(date.year)])


def _project_role(person: Person, since: Day, now: Date) -> Role | None:
    """The person's role in a project with the owner since that day; of several, the one that ended last."""
    if person.is_owner:
        return None
    roles = [role for role in person.roles if role.kind in PROJECT_ROLES and role.start.order <= now.order]
    roles = [role for role in roles if role.end.last_day >= since]
    return max(roles, key=lambda role: role.end.order if role.end.year else (9999, 0, 0), default=None)


def _similar_names(coauthors: Iterable[Coauthor]) -> list[str]:
    """A note on each two unknown names that may be one person's: `Lee, A.` and `Lee, Ann`."""
    unknown = {coauthor.names[-1].inverted: coauthor.names[-1] for coauthor in coauthors if not coauthor.person}
    advice = "may be one person: if so, give both names to one in content/people.toml"
    pairs = combinations(sorted(unknown), 2)
    return [f"'{a}' and '{b}' {advice}" for a, b in pairs if _may_be_one(unknown[a], unknown[b])]


def _may_be_one(a: Name, b: Name) -> bool:
    first, second = fold_text(a.given).split(), fold_text(b.given).split()
    agree = all(x.startswith(y) or y.startswith(x) for x, y in zip(first, second, strict=False))
    return fold_text(a.family) == fold_text(b.family) and agree


def _months_before(today: datetime.date, months: int) -> Day:
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return year, month + 1, today.day
