"""Talks, courses, projects and openings: files of content/ → `Records`, lists, pages and calendars.

`plugins/flow.py` calls these functions. The text of a record with a file of its own is a page of Pelican's, which
`attach` gives its record.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from plugins.core.dates import Span
from plugins.core.locales import Locale
from plugins.core.problems import Problem
from plugins.core.translated import map_html, with_html
from plugins.dialect.contents import resolve_links
from plugins.publications.lists import Options, list_publications
from plugins.records.calendar import calendar_text, events_of_course, events_of_talks
from plugins.records.metadata import json_ld
from plugins.records.reader import Known, read_records
from plugins.records.record import KINDS, Record, Records

__all__ = ["KINDS", "Known", "Record", "Records", "read_records"]

CALENDAR = "talks.ics"


def attach(records: Records, texts: Iterable, context: Mapping, site: str) -> Records:
    """Give each page of a record its record as `record`, its publications as `listing`, and `json_ld`.

    Returns the records with the addresses and the titles of their pages, and with links that work.
    """
    if not records.by_kind:
        return records
    pages = {page.get_relative_source_path(): page for page in texts}
    resolve = partial(resolve_links, context=context)

    def with_pages(record: Record) -> Record:
        record, of_pages = map_html(record, resolve), {}
        for key, name in record.translated.items():
            if key.startswith("source-") and name in pages:
                end = key.removeprefix("source")
                of_pages |= {f"title{end}": pages[name].title, f"page_url{end}": pages[name].url}
        record = replace(record, translated={**of_pages, **record.translated})
        if page := pages.get(record.source):
            return replace(record, page_url=page.url, title=record.title or page.title)
        return record

    found = Records({kind: tuple(map(with_pages, records.of(kind))) for kind in records.by_kind})
    own, options = context["DEFAULT_LANG"], Options(group="none", abstracts=False, bibtex=False)
    for lang in {page.lang for page in pages.values()}:
        shown, library = found.in_language(lang, own), context["library_in"](lang)
        for record in (record for record in shown if record.source in pages and pages[record.source].lang == lang):
            page = pages[record.source]
            named = [library.by_key[key] for key in record.publications]
            page.record = record
            page.listing = list_publications(named, options, library.locale)
            page.json_ld = json_ld(record, library.by_key, site, context["AUTHOR"])
    return found


def convert_texts(records: Records, convert: Callable[..., object]) -> tuple[Records, list[tuple[str, Problem]]]:
    """The records with the HTML of each text, and problems by file; `convert` reads Markdown of the file at `path`."""
    problems = []

    def source_of(record: Record, lang: str) -> str:
        return str(record.translated.get(f"text_source-{lang}") or record.source or f"{record.kind}.toml")

    def html_of(record: Record) -> Record:
        read = lambda text, lang: convert(text, path=source_of(record, lang), lang=lang)  # noqa: E731 (used once, below)
        found, wrong = with_html(record, read, record.title)
        problems.extend((source_of(record, lang), problem) for lang, problem in wrong)
        return found

    return Records({kind: tuple(map(html_of, records.of(kind))) for kind in records.by_kind}), problems


def files_of(records: Records) -> set[str]:
    """The files of content/ that records show and link to."""
    links = (link for record in records for link in (*record.links, *_links_of_sessions(record)))
    hrefs = [*(link.href for link in links), *(record.url for record in records)]
    pictures = {record.picture for record in records if record.picture}
    return pictures | {unquote(href[1:]) for href in hrefs if href.startswith("/")}


def spans_of(records: Records) -> Iterator[Span]:
    """The times on whose first and last days lists of records change."""
    return (record.span for record in records)


def generated_files(records: Records) -> dict[str, str]:
    """The calendars, each with its source."""
    files = {record.calendar: "content/courses.toml" for record in records if record.calendar}
    return files | ({CALENDAR: "content/talks.toml"} if _dated_talks(records) else {})


def write_calendars(records: Records, folder: Path, site: str, locale: Locale, name: str) -> None:
    """Write the calendars into the site in `folder`; `name` is the site's."""
    calendars = {}
    if talks := _dated_talks(records):
        title = locale.word("site.title_of", title=locale.word("records.talks"), name=name)
        calendars[CALENDAR] = calendar_text(title, events_of_talks(talks, site))
    for course in records.of("courses"):
        if course.calendar:
            calendars[course.calendar] = calendar_text(course.title, events_of_course(course, site))
    for path, text in calendars.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")


def _dated_talks(records: Records) -> list[Record]:
    return [talk for talk in records.of("talks") if talk.date.day]


def _links_of_sessions(record: Record) -> Iterator:
    """The links in the schedule, and in what translations have in its place."""
    others = (sessions for key, sessions in record.translated.items() if key.startswith("schedule-"))
    return (link for session in chain(record.schedule, *others) for link in session.links)
