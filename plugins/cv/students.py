"""The students of a CV from content/people.toml, so that nobody is written down twice."""

from plugins.core.dates import Date
from plugins.cv.faults import TITLES
from plugins.cv.records import Entry, Section
from plugins.people import Person, Registry

NAME = "students"
KINDS = ("student", "postdoc", "mentee", "intern")


def students(registry: Registry) -> Section | None:
    """Those whose roles say so, the last to begin first; None where there are none."""
    held = [(role, person) for person in registry.people for role in person.roles if role.kind in KINDS]
    held.sort(key=lambda pair: (pair[0].start.order, pair[1].name), reverse=True)
    entries = tuple(_entry(person, role.kind, role.degree, role.topic, role.start, role.end) for role, person in held)
    return Section(NAME, TITLES[NAME], entries) if entries else None


def _entry(person: Person, kind: str, degree: str, topic: str, since: Date, until: Date) -> Entry:
    what = f"{degree} student" if degree and kind == "student" else kind.capitalize()
    return Entry(person.name, ", ".join(filter(None, (what, topic))), person.homepage, since=since, until=until)
