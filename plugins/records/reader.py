"""Files of content/ → `Records`, and what is wrong in them. A value with a problem is left out.

A record is a table of `talks.toml`, `courses.toml`, `projects.toml` or `openings.toml`, or the front matter of a file
of its own in a folder of that name, whose text is its page. Both have the same keys. `title-de` and a file
`logic.de.md` are for pages in German.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import time
from itertools import chain, count
from pathlib import Path, PurePosixPath
from urllib.parse import quote
from zoneinfo import ZoneInfo

from plugins.core.dates import Date, Span
from plugins.core.folding import fold_text
from plugins.core.languages import language_error
from plugins.core.problems import Problem, did_you_mean
from plugins.core.toml_tables import Table, picture_in, read_toml, to_date, to_line, to_text, to_url
from plugins.core.translated import translated_values
from plugins.dialect.source.front_matter import HeaderError, decode, read_bytes, split
from plugins.people import Registry
from plugins.people.comparable import parse_name
from plugins.records.record import (
    KEYS,
    KINDS,
    LINKS,
    SPOKEN,
    SPOKEN_IN_FILES,
    Hours,
    Participant,
    Record,
    RecordLink,
    Records,
    Session,
)

ENDING = ".md"
TIME = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?(?:\s*[-–]\s*(\d{1,2}):(\d\d))?", re.A)
OF_PAGES = ("description", "summary", "lang", "hide", "draft", "status")  # keys of a file that are those of its page
DRAFT = ("true", "yes", "on", "draft")
ALIASES = {"name": "title", "when": "date", "start": "from", "end": "until", "conference": "event", "venue": "event"}
Located = tuple[str, Problem]  # a file of content/ and what is wrong in it


@dataclass(frozen=True)
class Known:
    """What records may name: files in the folder `content`, people, keys of publications; the author's time zone and
    language; `split_language` gives the language that a file's name says, and the name without it."""

    content: Path
    people: Registry
    keys: Mapping[str, object]
    zone: str
    lang: str
    split_language: Callable[[PurePosixPath], tuple[str, PurePosixPath]]

    def to_target(self, value: object) -> str:
        """An address, or the address of a file in content/."""
        text = to_line(value)
        if "://" in text or text.startswith("www."):
            return to_url(text)
        file = (self.content / text).resolve()
        if not file.is_file() or not file.is_relative_to(self.content.resolve()):
            raise ValueError(f"no file '{text}' in {self.content.name}/, and no address either")
        return f"/{quote(text)}"


def read_records(known: Known) -> tuple[Records, list[Located]]:
    """The records of all kinds, and problems by file."""
    by_kind, problems = {}, []
    for kind in KINDS:
        found: list[Record] = []
        for source, record, wrong in chain(_of_table(kind, known), _of_files(kind, known)):
            problems += [(source, problem) for problem in wrong]
            found += [record] if record else []
        if found:
            by_kind[kind] = _with_ids(found)
    return Records(by_kind), problems


def _of_table(kind: str, known: Known) -> Iterator[tuple[str, Record | None, list[Problem]]]:
    source, singular = f"{kind}.toml", KINDS[kind].singular
    if not (known.content / source).is_file():
        return
    try:
        file = read_toml(decode(read_bytes(known.content / source, known.content)))
    except HeaderError as error:
        yield source, None, [Problem.at(error.line, str(error))]
        return
    file.check_keys((singular,))
    records = [_read(kind, table, known) for table in file.tables(singular)]
    yield source, None, sorted(file.problems, key=lambda problem: problem.line)
    yield from ((source, record, []) for record in records if record.title)


@dataclass(frozen=True)
class _File:
    """The front matter of a file as a `table`, and what the file is: `source` is its path below content/, `original`
    that path without a language in it. `is_translation` says that the path has another language than the site's."""

    source: str
    original: PurePosixPath
    lang: str
    is_translation: bool
    is_draft: bool
    has_text: bool
    table: Table


def _of_files(kind: str, known: Known) -> Iterator[tuple[str, Record | None, list[Problem]]]:
    """The records with files of their own, each with what its translations say, such as `logic.de.md`."""
    files = []
    for path in sorted((known.content / kind).rglob(f"*{ENDING}")):
        source = path.relative_to(known.content).as_posix()
        try:
            files.append(_read_file(path, source, known))
        except HeaderError as error:
            yield source, None, [Problem.at(error.line, str(error))]
    drafts = {file.original for file in files if file.is_draft and not file.is_translation}
    texts = {file.source for file in files if file.has_text and not file.is_draft}
    records: dict[PurePosixPath, Record] = {}
    published = [file for file in files if not file.is_draft]
    for file in sorted(published, key=lambda file: file.is_translation):
        if not file.is_translation:
            record = _read_own_file(kind, file, known)
            first = records.setdefault(file.original, record)
            if first is not record:
                _check_only_file(file.source, first.source, texts, file.table)
        elif record := records.get(file.original):
            records[file.original] = _with_translation(record, file, texts, known)
        elif file.original in drafts:
            file.table.add_problem(f"{file.original} is a draft: write draft: true here too")
        else:
            file.table.add_problem(f"there is no {file.original}, of which this would be the translation")
        yield file.source, None, file.table.problems
    yield from ((record.source, record, []) for record in records.values())


def _read_file(path: Path, source: str, known: Known) -> _File:
    """Raises HeaderError if the file cannot be read."""
    header = split(decode(read_bytes(path, known.content)))
    values = {key: value for key, value in header.values.items() if value is not None}
    named, original = known.split_language(PurePosixPath(source))
    lang = str(values.get("lang") or named or known.lang)
    is_translation = bool(named) and lang.lower() != known.lang.lower()
    is_draft = str(values.get("draft", values.get("status", ""))).lower() in DRAFT
    lines = {(): 1} | {(key,): line for key, line in header.lines.items()}
    table = Table({key: value for key, value in values.items() if key not in OF_PAGES}, lines, [])
    has_text = bool(header.body.strip())
    if not has_text and (problem := language_error(lang)):  # of a text, its page checks the language
        table.add_problem(problem, "lang")
    return _File(source, original, lang, is_translation, is_draft, has_text, table)


def _read_own_file(kind: str, file: _File, known: Known) -> Record:
    """The record of a file in the site's language, or in another one that its front matter names."""
    record = _read(kind, file.table, known, has_text=file.has_text)
    stem = re.sub(r"^\d{4}-\d\d-\d\d-", "", file.original.stem)
    is_own = file.lang.lower() == known.lang.lower()
    others = {} if is_own else {"lang": file.lang, "untranslated": SPOKEN_IN_FILES}
    return replace(record, id=fold_text(stem).replace(" ", "-"), source=file.source, **others)


def _with_translation(record: Record, file: _File, texts: Collection[str], known: Known) -> Record:
    """The record with what a translation says."""
    said = _read_translation(record.kind, file.table, known, file.source)
    said = {f"{name}-{file.lang}": value for name, value in said.items()}
    if earlier := record.translated.get(f"source-{file.lang}"):
        _check_only_file(file.source, str(earlier), texts, file.table)
    else:
        for key in (key for key in said if key in record.translated):
            message = f"{record.source} has '{key}' too: keep one of the two"
            file.table.add_problem(message, key.partition("-")[0])
    return replace(record, translated={**record.translated, **said})


def _check_only_file(source: str, other: str, texts: Collection[str], table: Table) -> None:
    """Report a second file for the same; of two with `texts`, another message says that their pages are one."""
    if not {source, other} <= texts:
        table.add_problem(f"{other} says the same: keep one of the two")


def _read_translation(kind: str, table: Table, known: Known, source: str) -> dict[str, object]:
    """What the file `source` says in another language; all else stands in the file of the record."""
    spoken = [name for name in SPOKEN if name in (*KEYS, *KINDS[kind].keys)]
    table.check_keys((*spoken, "schedule") if kind == "courses" else spoken, ALIASES)
    said = {name: table.get(name, to_text if name == "text" else to_line) for name in spoken if name in table.values}
    sessions = tuple(_read_session(each, known) for each in table.tables("schedule", "title"))
    said |= {"source": source, "schedule": sessions, "text_source": source if said.get("text") else ""}
    return {name: value for name, value in said.items() if value}


def _read(kind: str, table: Table, known: Known, has_text: bool = False) -> Record:
    """The record, without its id; a file with a text may have its title there."""
    missing = "" if has_text else f'this {KINDS[kind].singular} has no title: write title = "…"'
    title = table.get("title", to_line, missing=missing)
    table, keys = replace(table, label=title), (*KEYS, *KINDS[kind].keys)
    spoken = translated_values(table, [name for name in SPOKEN if name in keys])
    table.check_keys((*keys, *spoken), ALIASES)
    return Record(
        kind=kind,
        id="",
        title=title,
        span=_read_span(kind, table),
        hours=_read_hours(table, known.zone),
        url=table.get("url", known.to_target),
        event=table.get("event", to_line),
        place=table.get("place", to_line),
        code=table.get("code", to_line) if kind == "courses" else "",
        term=table.get("term", to_line),
        funding=table.get("funding", to_line),
        picture=table.get("picture", picture_in(known.content)),
        text=table.get("text", to_text),
        links=_read_links(kind, table, known),
        people=tuple(_participant(name, known.people) for name in table.texts("people")),
        publications=tuple(_read_keys(table, known)),
        topics=table.texts("topics"),
        schedule=tuple(_read_session(each, known) for each in table.tables("schedule", "title")),
        line=table.line,
        translated=spoken,
    )


def _read_span(kind: str, table: Table) -> Span:
    if kind != "talks":
        return table.span()
    date = table.get("date", to_date, Date(), missing="a talk needs a date: write date = 2026-10-05")
    until = table.get("until", to_date, date)
    if until.last_day < date.first_day:
        table.add_problem(f"until {until} is before {date}", "until")
    return Span(date, until)


def _read_hours(table: Table, zone: str) -> Hours | None:
    return table.get("time", lambda value: _to_hours(value, table.get("timezone", _to_zone, zone)), None)


def _to_hours(value: object, zone: str) -> Hours:
    match = TIME.fullmatch(str(value).strip())
    try:
        start, end = time(int(match[1]), int(match[2])), match[3] and time(int(match[3]), int(match[4]))
    except (TypeError, ValueError):
        raise ValueError(f'{value!r} is not a time: write "14:15" or "14:15-15:45", in quotes') from None
    return Hours(start, end or None, zone)


def _to_zone(value: object) -> str:
    text = to_line(value)
    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, KeyError):
        raise ValueError(f"'{text}' is no time zone: write one such as Europe/Berlin") from None


def _read_links(kind: str, table: Table, known: Known) -> tuple[RecordLink, ...]:
    """The links with words of their own, then those that the author names."""
    names = (name for name in LINKS if name in KINDS[kind].keys and not (kind == "courses" and name == "code"))
    links = [RecordLink(href, kind=name) for name in names if (href := table.get(name, known.to_target))]
    inner = table.inner("links", dict, 'links = { Handout = "https://…" }')
    named = (RecordLink(href, title=str(name)) for name in inner.values if (href := inner.get(name, known.to_target)))
    return (*links, *named)


def _participant(name: str, people: Registry) -> Participant:
    person = people.find(parse_name(name))
    return Participant(person.name, person.id, person.url_in_group) if person else Participant(name)


def _read_keys(table: Table, known: Known) -> Iterator[str]:
    inner = table.inner("publications", list, 'publications = ["key"]')
    for number in inner.values:
        if not (key := inner.get(number, to_line)):
            continue
        if key in known.keys:
            yield key
        else:
            inner.add_problem(f"no publication has the key '{key}'{did_you_mean(key, known.keys)}", number)


def _read_session(table: Table, known: Known) -> Session:
    table.check_keys(("date", "title", "slides", "video", "links"), {"topic": "title", "what": "title"})
    return Session(
        table.get("date", to_date, Date()),
        table.get("title", to_line, missing='a row of the schedule needs title = "…"'),
        _read_links("courses", table, known),
    )


def _with_ids(records: list[Record]) -> tuple[Record, ...]:
    """The records, each with a unique id: that of its file, or its date and its title."""
    found: dict[str, Record] = {}
    for record in records:
        parts = (str(record.date) if record.kind == "talks" else record.term, record.title)
        base = record.id or fold_text(" ".join(parts)).replace(" ", "-") or KINDS[record.kind].singular
        unique = next(each for each in chain([base], (f"{base}-{number}" for number in count(2))) if each not in found)
        has_days = record.kind == "courses" and any(session.date.day for session in record.schedule)
        found[unique] = replace(record, id=unique, calendar=f"courses/{unique}.ics" if has_days else "")
    return tuple(found.values())
