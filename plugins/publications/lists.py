"""Which works a list shows, in which groups, and what may be chosen in it.

In: all `Work`s, and options as a block gives them. Out: a `Listing` for a template. ValueError says which word of an
option no work has.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from plugins.core.problems import did_you_mean
from plugins.publications.choices import Choice, barren, kinds_of, slug, titles_of, topics_of
from plugins.publications.records import KINDS
from plugins.publications.views import Work

STUDENT = "s"
LEGEND = {
    "*": "equal contribution",
    "†": "corresponding author",
    "‡": "equal senior contribution",
    STUDENT: "student or mentee",
}


@dataclass(frozen=True)
class Group:
    """Works under one heading, which is empty where the list is not grouped."""

    title: str
    works: tuple[Work, ...]

    @property
    def has_selected(self) -> bool:
        return any(work.publication.selected for work in self.works)


@dataclass(frozen=True)
class Listing:
    """A list: its groups, the choices of kind and topic, pairs of these that leave nothing, the signs that occur."""

    groups: tuple[Group, ...]
    style: str = "full"
    kinds: tuple[Choice, ...] = ()
    topics: tuple[Choice, ...] = ()
    barren: tuple[tuple[str, str], ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    is_all: bool = True
    marks_students: bool = False

    @property
    def works(self) -> list[Work]:
        return [work for group in self.groups for work in group.works]


@dataclass(frozen=True)
class Options:
    """What a block `/// publications` may say."""

    selected: bool = False
    kind: Sequence[str] = ()
    topic: Sequence[str] = ()
    year: str = ""
    limit: int | None = None
    group: str = ""
    style: str = "full"
    filters: bool = False
    students: bool = False
    keys: Sequence[str] = field(default=())


def listing(works: Iterable[Work], options: Options, in_years: Callable[[int, str], bool]) -> Listing:
    """The list that these options ask for. Raises ValueError for a topic or key that no work has."""
    every = list(works)
    _check(options.kind, list(KINDS), "kind")
    _check(options.topic, [topic for work in every for topic in work.topics], "topic")
    _check(options.keys, [key for work in every for key in work.publication.related], "key")
    chosen = [work for work in every if _is_asked(work, options, in_years)]
    if options.selected:
        chosen.sort(key=lambda work: work.publication.selected)
    shown = chosen[: options.limit]
    kinds, topics = (kinds_of(shown), topics_of(shown)) if options.filters else ((), ())
    return Listing(
        groups=tuple(_groups(shown, options.group or ("none" if options.selected or options.limit else "year"))),
        style=options.style,
        kinds=kinds if len(kinds) > 1 else (),
        topics=topics,
        barren=tuple(barren(shown, kinds, topics)),
        legend=legend(shown, options.students),
        is_all=len(shown) == len(every),
        marks_students=options.students,
    )


def legend(works: Iterable[Work], marks_students: bool = False) -> tuple[tuple[str, str], ...]:
    """What the signs at names mean, of those that occur."""
    authors = [author for work in works for author in work.authors]
    signs = "".join(author.signs + STUDENT * (marks_students and author.is_student) for author in authors)
    return tuple((sign, said) for sign, said in LEGEND.items() if sign in signs)


def _check(words: Iterable[str], known: list[str], name: str) -> None:
    fold = slug if name == "topic" else str.casefold
    folded = set(map(fold, known))
    for word in words:
        if fold(word) not in folded:
            raise ValueError(f"no publication has the {name} '{word}'{did_you_mean(word, dict.fromkeys(known))}", word)


def _is_asked(work: Work, options: Options, in_years: Callable[[int, str], bool]) -> bool:
    topics, wanted = set(map(slug, work.topics)), set(map(slug, options.topic))
    keys = {key.casefold() for key in options.keys}
    return (
        (not options.selected or work.publication.selected > 0)
        and (not options.kind or work.kind in {kind.casefold() for kind in options.kind})
        and (not wanted or bool(topics & wanted))
        and (not keys or not keys.isdisjoint(key.casefold() for key in work.publication.related))
        and (not options.year or in_years(work.publication.latest.date.year, options.year))
    )


def _groups(works: list[Work], by: str) -> Iterable[Group]:
    if by == "none":
        return [Group("", tuple(works))] if works else []
    if by == "kind":
        found = _by(works, lambda work: [work.kind])
        return [Group(title, tuple(found[kind])) for kind, title in KINDS.items() if kind in found]
    if by == "topic":
        title_of = titles_of(works)
        found = _by(works, lambda work: dict.fromkeys(map(slug, work.topics)))
        rest = tuple(work for work in works if not work.topics)
        return [
            *(Group(title_of[name], tuple(one)) for name, one in found.items()),
            *[Group("Other topics", rest)][: len(rest)],
        ]
    return [Group(year, tuple(one)) for year, one in _by(works, lambda work: [work.year]).items()]


def _by(works: list[Work], names: Callable[[Work], Iterable[str]]) -> dict[str, list[Work]]:
    """Works by each of their names, in the order in which names come up."""
    found = defaultdict(list)
    for work in works:
        for name in names(work):
            found[name].append(work)
    return found
