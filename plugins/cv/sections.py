"""Records of the author's curriculum vitae, and the choice of sections for a block."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from plugins.core import translated
from plugins.core.dates import Date
from plugins.core.locales import Locale
from plugins.core.problems import did_you_mean
from plugins.core.translated import unsaid_in
from plugins.people import Registry

# The sections whose words are those of `cv` in theme/locales
NAMES = ("education", "positions", "awards", "grants", "teaching")
NAMES += ("service", "talks", "students", "languages", "skills")
SPOKEN = ("what", "where", "text")  # and what-de, where-de and text-de, for pages in German
INLINE = ("languages", "skills")
STUDENT_ROLES = ("student", "postdoc", "mentee", "intern")


@dataclass(frozen=True)
class Entry:
    """An entry of the CV. `text` is Markdown, `html` is made from it; `logo` is a path below content/; `is_short` says
    whether the short form has the entry; `translated` holds values for other languages, such as that of `what-de`;
    `untranslated` names what a page in another language shows in `lang`, or if that is empty, in the site's own.

    An entry with `records` stands for all talks, courses or projects of the site.

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
    records: str = ""
    line: int = 0
    translated: Mapping[str, str] = field(default_factory=dict)
    untranslated: tuple[str, ...] = ()
    lang: str = ""

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
    translated: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_inline(self) -> bool:
        """Whether the text of an entry follows on the same line: `Programming: Python, C`."""
        return self.name in INLINE

    @property
    def is_compact(self) -> bool:
        """Whether each entry takes one line, since it has no text and no logo."""
        return self.is_inline or not any(entry.text or entry.logo for entry in self.entries)


Sections = tuple[Section, ...]


def in_language(sections: Sections, lang: str, own: str) -> Sections:
    """The sections as pages in the language show them; a title in the site's `own` language is for its pages alone,
    if the language has a word for the section."""
    return tuple(
        replace(
            translated.in_language(section, lang, {} if lang == own or section.name not in NAMES else {"title": ""}),
            entries=section.entries if lang == own else tuple(_entry_in(entry, lang) for entry in section.entries),
        )
        for section in sections
    )


def _entry_in(entry: Entry, lang: str) -> Entry:
    return translated.in_language(entry, lang, {"untranslated": unsaid_in(entry, SPOKEN, lang)})


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


def with_records(sections: Sections, records: Mapping[str, Iterable[object]], locale: Locale) -> Sections:
    """The sections, with an entry for each of the `records` that an entry stands for, the newest first."""

    def entries_of(entry: Entry) -> Iterator[Entry]:
        if not entry.records:
            yield entry
            return
        for record in sorted(records.get(entry.records, ()), key=lambda one: one.date.order, reverse=True):
            untranslated = _untranslated(record)
            comma = ", " if "where" in untranslated else locale.word("lists.words")
            where = comma.join(filter(None, (record.event, record.place, record.funding, record.term)))
            what = f"{record.code} {record.title}".strip()
            rest = {"since": record.date, "until": record.span.end, "is_short": entry.is_short, "lang": record.lang}
            yield Entry(what, where, record.href, **rest, untranslated=untranslated)

    return tuple(replace(each, entries=tuple(chain.from_iterable(map(entries_of, each.entries)))) for each in sections)


def _untranslated(record: object) -> tuple[str, ...]:
    """The parts of a record's entry that are not in the language of the page."""
    places = [name for name in ("event", "place", "funding", "term") if getattr(record, name)]
    is_where = bool(places) and set(places) <= set(record.untranslated)
    return ("what",) * ("title" in record.untranslated) + ("where",) * is_where


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
        where = locale.word("lists.words").join(filter(None, (kind, role.topic)))
        entries.append(Entry(person.name, where, person.homepage, since=role.start, until=role.end))
    return (*sections, Section("students", "", tuple(entries)))
