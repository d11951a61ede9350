"""What a block shows of the records: the options of `/// talks` and others → records in groups."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from plugins.core.dates import Date
from plugins.core.problems import did_you_mean
from plugins.publications.lists import in_years
from plugins.records.record import Record, Records, newest_first


@dataclass(frozen=True)
class Selection:
    """Records to come or going on, and those that are past."""

    current: tuple[Record, ...]
    past: tuple[Record, ...]


def select_talks(
    records: Records,
    today: Date,
    upcoming: bool | None = None,
    past: bool | None = None,
    limit: int | None = None,
    year: str = "",
) -> Selection:
    """Talks to come, the next one first, and past ones, the last one first; `limit` is the number of each."""
    talks = [talk for talk in records.of("talks") if in_years(talk.date.year, year)]
    current, former = _by_time(talks, today, upcoming, past)
    return Selection(tuple(current[::-1][:limit]), tuple(former[:limit]))


def select_courses(
    records: Records, today: Date, current: bool | None = None, past: bool | None = None, limit: int | None = None
) -> Selection:
    going_on, former = _by_time(records.of("courses"), today, current, past)
    return Selection(tuple(going_on[:limit]), tuple(former[:limit]))


def select_projects(
    records: Records,
    today: Date,
    current: bool | None = None,
    past: bool | None = None,
    topic: Iterable[str] = (),
    limit: int | None = None,
) -> Selection:
    """Projects in the order of the files. Raises ValueError for a topic that none has."""
    projects = records.of("projects")
    known = {name.casefold(): name for project in projects for name in project.topics}
    for word in topic:
        if word.casefold() not in known:
            raise ValueError(f"no project has the topic '{word}'{did_you_mean(word, known.values())}", word)
    wanted = {word.casefold() for word in topic}
    chosen = [each for each in projects if not wanted or wanted & {name.casefold() for name in each.topics}]
    going_on, former = _by_time(chosen, today, current, past, order=list)
    return Selection(tuple(going_on[:limit]), tuple(former[:limit]))


def select_openings(records: Records, today: Date, limit: int | None = None) -> Selection:
    openings = [each for each in records.of("openings") if each.is_published(today)]
    return Selection(tuple(openings[:limit]), ())


SELECT: dict[str, Callable[..., Selection]] = {
    "talks": select_talks,
    "courses": select_courses,
    "projects": select_projects,
    "openings": select_openings,
}


def _by_time(
    records: Iterable[Record],
    today: Date,
    current: bool | None,
    past: bool | None,
    order: Callable[[Iterable[Record]], list[Record]] = newest_first,
) -> tuple[list[Record], list[Record]]:
    """The records to come or going on, and the past ones; without those that a block does not ask for."""
    wants_current = current if current is not None else not past
    wants_past = past if past is not None else not current
    ordered = order(records)
    return (
        [each for each in ordered if wants_current and not each.is_past(today)],
        [each for each in ordered if wants_past and each.is_past(today)],
    )
