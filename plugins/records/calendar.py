"""Dates of talks and courses → a calendar in the format of RFC 5545, with the same bytes in every build."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from plugins.core.dates import Date
from plugins.records.record import Hours, Record

LONGEST = 75  # bytes of a line
ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True)
class Event:
    """What is in a calendar: `uid` is unique, `url` absolute or empty."""

    uid: str
    summary: str
    start: Date
    end: Date
    hours: Hours | None = None
    place: str = ""
    description: str = ""
    url: str = ""


def events_of_talks(talks: Iterable[Record], site: str) -> list[Event]:
    """The talks whose day is known; `site` is the absolute address of the site, or empty."""
    return [
        Event(
            f"talks-{talk.id}@{_host(site)}",
            talk.title,
            talk.date,
            talk.span.end if talk.span.end.day else talk.date,
            talk.hours,
            talk.place,
            talk.event,
            _absolute(talk.href, site),
        )
        for talk in talks
        if talk.date.day
    ]


def events_of_course(course: Record, site: str) -> list[Event]:
    """The sessions of a course whose day is known."""
    return [
        Event(
            f"courses-{course.id}-{number}@{_host(site)}",
            f"{course.code or course.title}: {session.title}",
            session.date,
            session.date,
            place=course.place,
            url=_absolute(course.href, site),
        )
        for number, session in enumerate(course.schedule, start=1)
        if session.date.day
    ]


def calendar_text(name: str, events: Iterable[Event]) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vita//Vita//EN", f"X-WR-CALNAME:{_escape(name)}"]
    for event in events:
        lines += ["BEGIN:VEVENT", *_lines_of(event), "END:VEVENT"]
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _fold(line))


def _lines_of(event: Event) -> Iterator[str]:
    first, last = date(*event.start.order), date(*event.end.order)
    yield f"UID:{_escape(event.uid)}"
    yield f"DTSTAMP:{first:%Y%m%d}T000000Z"  # that of the build would be another one in each
    if event.hours:
        start, end = event.hours.utc(event.start)
        yield f"DTSTART:{start:%Y%m%dT%H%M%SZ}"
        if end:
            yield f"DTEND:{end:%Y%m%dT%H%M%SZ}"
    else:
        yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escape(event.summary)}"
    for name, value in (("LOCATION", event.place), ("DESCRIPTION", event.description)):
        if value:
            yield f"{name}:{_escape(value)}"
    if event.url:
        yield f"URL:{event.url}"


def _escape(text: str) -> str:
    return "".join(ESCAPED.get(character, character) for character in text)


def _fold(line: str) -> Iterator[str]:
    """The line in parts of at most LONGEST bytes, all but the first after a space; no character is split."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part


def _host(site: str) -> str:
    return site.partition("://")[2].partition("/")[0] or "localhost"


def _absolute(href: str, site: str) -> str:
    if not href.startswith("/"):
        return href
    return f"{site}{href}" if site else ""
