"""What machines read of a record with a page of its own: schema.org's Event, Course and ResearchProject."""

from collections.abc import Callable, Mapping

from plugins.publications.records import Publication
from plugins.records.record import Hours, Record


def json_ld(record: Record, publications: Mapping[str, Publication], site: str, author: str) -> dict:
    """The record without empty fields; `site` is the absolute address of the site, or empty."""
    makers: dict[str, Callable] = {"talks": _event, "courses": _course, "projects": _project}
    shared = {
        "@context": "https://schema.org",
        "name": record.title,
        "url": _absolute(record.href, site),
        "description": record.text if record.text == str(record.html.striptags()) else "",
    }
    named = [publications[key] for key in record.publications if key in publications]
    papers = [
        {"@type": "ScholarlyArticle", "name": each.latest.title, "url": _absolute(f"/{each.url}", site)}
        for each in named
    ]
    facts = makers[record.kind](record, author) if record.kind in makers else {"@type": "WebPage"}
    return {key: value for key, value in (shared | facts | {"subjectOf": [*map(_known, papers)]}).items() if value}


def _event(record: Record, author: str) -> dict:
    is_at_an_hour = record.hours and record.date.day
    return {
        "@type": "Event",
        "startDate": _moment(record, record.hours, 0) if is_at_an_hour else str(record.date),
        "endDate": _moment(record, record.hours, 1) if is_at_an_hour and record.hours.end else str(record.until),
        "location": {"@type": "Place", "name": record.place} if record.place else None,
        "superEvent": {"@type": "Event", "name": record.event} if record.event else None,
        "performer": {"@type": "Person", "name": author} if author else None,
    }


def _moment(record: Record, hours: Hours, which: int) -> str:
    return f"{hours.utc(record.date)[which]:%Y-%m-%dT%H:%M:%SZ}"


def _course(record: Record, author: str) -> dict:
    instance = {
        "@type": "CourseInstance",
        "courseMode": "onsite" if record.place else "",
        "startDate": str(record.date),
        "endDate": str(record.until),
        "instructor": {"@type": "Person", "name": author} if author else None,
    }
    return {
        "@type": "Course",
        "courseCode": record.code,
        "provider": {"@type": "Organization", "name": record.place} if record.place else None,
        "hasCourseInstance": _known(instance),
    }


def _project(record: Record, author: str) -> dict:
    return {
        "@type": "ResearchProject",
        "foundingDate": str(record.date),
        "dissolutionDate": str(record.until),
        "funding": {"@type": "Grant", "name": record.funding} if record.funding else None,
        "member": [{"@type": "Person", "name": each.name} for each in record.people],
        "keywords": [*record.topics],
    }


def _absolute(href: str, site: str) -> str:
    if not href.startswith("/"):
        return href
    return f"{site}{href}" if site else ""


def _known(facts: dict) -> dict:
    return {key: value for key, value in facts.items() if value}
