"""Records of talks, courses, projects and openings, which all have one form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from markupsafe import Markup

from plugins.core import translated
from plugins.core.dates import Date, Span
from plugins.core.services import ELSEWHERE, service_of
from plugins.core.translated import unsaid_in
from plugins.publications.links import Link


@dataclass(frozen=True)
class Kind:
    """What a record of a kind is called in a file, `[[talk]]`, and the keys that it has besides those of all kinds."""

    singular: str
    keys: tuple[str, ...]


SPOKEN = ("title", "event", "place", "term", "funding", "text")  # and title-de, …, for pages in German
KEYS = ("title", "url", "place", "people", "publications", "text", "links")
SPOKEN_IN_FILES = (*SPOKEN, "schedule")
LINKS = ("slides", "video", "poster", "code", "website")  # keys of links with a word and an icon of their own
# By the name of their file and folder in content/
KINDS = {
    "talks": Kind("talk", ("event", "date", "until", "time", "timezone", "slides", "video", "poster", "code")),
    "courses": Kind("course", ("code", "term", "from", "until", "slides", "video", "website", "schedule")),
    "projects": Kind("project", ("picture", "funding", "from", "until", "topics", "code", "website", "video")),
    "openings": Kind("opening", ("from", "until")),
}


@dataclass(frozen=True)
class RecordLink:
    """A link with words, or with the word of its `kind`, one of LINKS. `href` is an address, or a path from the site's
    root, which begins with a slash."""

    href: str
    kind: str = ""
    title: str = ""

    @property
    def icon(self) -> str:
        if self.kind:
            return Link(self.kind, self.href).icon
        service = service_of(self.href)
        return (service.icon if service else "") or ELSEWHERE


@dataclass(frozen=True)
class Participant:
    """Somebody whom a record names; `id` and `url` are those of a person of people.toml, or empty."""

    name: str
    id: str = ""
    url: str = ""


@dataclass(frozen=True)
class Session:
    """A row of a course's schedule."""

    date: Date
    title: str
    links: tuple[RecordLink, ...] = ()


@dataclass(frozen=True)
class Hours:
    """When an event begins and ends, where it takes place."""

    start: time
    end: time | None
    zone: str

    def utc(self, date: Date) -> tuple[datetime, datetime | None]:
        """Begin and end on a day, in UTC."""
        zone, utc = ZoneInfo(self.zone), ZoneInfo("UTC")
        start = datetime(*date.order, self.start.hour, self.start.minute, tzinfo=zone)
        if self.end is None:
            return start.astimezone(utc), None
        end = datetime(*date.order, self.end.hour, self.end.minute, tzinfo=zone)
        return start.astimezone(utc), (end + timedelta(days=end < start)).astimezone(utc)


@dataclass(frozen=True)
class Record:
    """One talk, course, project or opening; `kind` is a key of KINDS, `id` unique among these.

    `text` is Markdown, `html` is made from it. `source` is the file in content/ of a record that has one of its own,
    `text_source` that of a translated text, and `page_url` the address of its page; `publications` are keys. `calendar`
    is the file with the dates of a course, empty without dates. `translated` holds values for other languages, such as
    that of `title-de`; `untranslated` names the values that are in `lang`, which is not the language of the page.
    """

    kind: str
    id: str
    title: str
    span: Span = Span()
    hours: Hours | None = None
    url: str = ""
    page_url: str = ""
    event: str = ""
    place: str = ""
    code: str = ""
    term: str = ""
    funding: str = ""
    picture: str = ""
    text: str = ""
    html: Markup = Markup("")
    links: tuple[RecordLink, ...] = ()
    people: tuple[Participant, ...] = ()
    publications: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    schedule: tuple[Session, ...] = ()
    calendar: str = ""
    source: str = ""
    text_source: str = ""
    line: int = 0
    translated: Mapping[str, object] = field(default_factory=dict)
    lang: str = ""
    untranslated: tuple[str, ...] = ()

    @property
    def href(self) -> str:
        """Where the title leads: to its page, else to an address; empty if it leads nowhere."""
        return f"/{self.page_url}" if self.page_url else self.url

    @property
    def date(self) -> Date:
        return self.span.start

    @property
    def until(self) -> Date:
        """The last day, if it is another than the first."""
        return Date() if self.span.end == self.span.start else self.span.end

    def is_past(self, today: Date) -> bool:
        return self.span.end.last_day < today.order

    def is_published(self, today: Date) -> bool:
        """An opening disappears after its last day, and appears on its first."""
        return self.kind != "openings" or self.span.includes(today)


@dataclass(frozen=True)
class Records:
    """All records of a site by their kind, in the order of the files."""

    by_kind: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Record]:
        return (record for records in self.by_kind.values() for record in records)

    def of(self, kind: str) -> tuple[Record, ...]:
        return self.by_kind.get(kind, ())

    def in_language(self, lang: str, own: str) -> "Records":
        """The records as pages in a language show them; `own` is the language of the site."""
        said = {kind: tuple(_in_language(record, lang, own) for record in of) for kind, of in self.by_kind.items()}
        return Records(said)

    def naming_any(self, keys: Iterable[str]) -> tuple[Record, ...]:
        """The records that name a publication by one of its keys."""
        naming = (record for key in keys for record in self._by_key.get(key, ()))
        return tuple({(record.kind, record.id): record for record in naming}.values())

    @cached_property
    def _by_key(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self:
            for key in record.publications:
                found.setdefault(key, []).append(record)
        return found

    def with_person(self, person: str) -> tuple[Record, ...]:
        """The records that name the person with that id."""
        return tuple(record for record in self if any(each.id == person for each in record.people))


def _in_language(record: Record, lang: str, own: str) -> Record:
    written = record.lang or own
    rest = () if lang.lower() == written.lower() else unsaid_in(record, SPOKEN_IN_FILES, lang)
    return translated.in_language(record, lang, {"lang": written, "untranslated": rest})


def newest_first(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda record: (record.date.order, record.title), reverse=True)
