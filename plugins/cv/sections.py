"""Records of the author's curriculum vitae, and the choice of sections for a block."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from plugins.core.dates import Date
from plugins.core.locales import Locale
from plugins.core.problems import did_you_mean
from plugins.people import Registry

INLINE = ("languages", "skills")
STUDENT_ROLES = ("student", "postdoc", "mentee", "intern")


@dataclass(frozen=True)
class Entry:
    """An entry of the CV. `text` is Markdown, `html` is made from it; `logo` is a path below content/; `is_short` says
    whether the short form has the entry.

    `when` is a date; or the entry lasts from `since` until `until`, which is empty while it goes on.
    """

    what: str
    where: str = ""
    url: str = ""
    when: Date = Date()
    since: Date = Date()
    until: Date = Date()
    text: str = ""
    html: str = ""
    logo: str = ""
    is_short: bool = True
    line: int = 0

    @property
    def start(self) -> Date:
        """The first date to show: none for a date alone, and for a span that ends when it began."""
        return Date() if self.since == self.until else self.since

    @property
    def end(self) -> Date:
        """The last date to show: none while the entry goes on."""
        return self.when if self.when.year else self.until

    @property
    def is_dated(self) -> bool:
        return bool(self.start.year or self.end.year)

    @property
    def is_span(self) -> bool:
        """Whether there is a dash between two dates, or at the open end of one."""
        return self.is_dated and not self.when.year and self.since != self.until


@dataclass(frozen=True)
class Section:
    """Entries below one heading: `title`, or what the language has for `name`."""

    name: str
    title: str
    entries: tuple[Entry, ...] = ()

    @property
    def is_inline(self) -> bool:
        """Whether the text of an entry follows on the same line: `Programming: Python, C`."""
        return self.name in INLINE

    @property
    def is_compact(self) -> bool:
        """Whether each entry takes one line, since it has no text and no logo."""
        return self.is_inline or not any(entry.text or entry.logo for entry in self.entries)


Sections = tuple[Section, ...]


def choose_sections(
    sections: Sections, names: Iterable[str] = (), limit: int | None = None, form: str = "long"
) -> Sections:
    """The sections in the order of `names`, or all; at most `limit` entries of each, and no empty section.

    Raises ValueError with the message and the first name that no section has.
    """
    known = {section.name: section for section in sections}
    for name in names:
        if name not in known:
            hint = f"it has {', '.join(known)}" if known else f"begin one there with [[{name}]]"
            raise ValueError(f"no section '{name}' in content/cv.toml{did_you_mean(name, known)}; {hint}", name)
    chosen = []
    for section in [known[name] for name in names] or sections:
        entries = tuple(entry for entry in section.entries if entry.is_short or form == "long")[:limit]
        chosen += [replace(section, entries=entries)] if entries else []
    return tuple(chosen)


def with_students(sections: Sections, registry: Registry, locale: Locale) -> Sections:
    """The sections, with one for the students of content/people.toml unless there is one; the latest start is first."""
    roles = [(role, person) for person in registry.people for role in person.roles if role.kind in STUDENT_ROLES]
    if not roles or any(section.name == "students" for section in sections):
        return sections
    roles.sort(key=lambda pair: (pair[0].start.order, pair[1].name), reverse=True)
    entries = []
    for role, person in roles:
        is_degree = role.degree and role.kind == "student"
        kind = locale.word("cv.degree_student", degree=role.degree) if is_degree else locale.word(f"cv.{role.kind}")
        where = ", ".join(filter(None, (kind, role.topic)))
        entries.append(Entry(person.name, where, person.homepage, since=role.start, until=role.end))
    return (*sections, Section("students", "", tuple(entries)))
