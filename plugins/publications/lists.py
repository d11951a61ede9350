"""The publications of a list, their groups, and its choices: the options of a block → a `Listing`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from plugins.core.problems import did_you_mean
from plugins.publications.choices import Choice, empty_pairs, kind_choices, slug, topic_choices, topic_titles
from plugins.publications.kinds import KINDS
from plugins.publications.records import Publication

STUDENT_MARK = "s"
LEGEND = {
    "*": "equal contribution",
    "†": "corresponding author",
    "‡": "equal senior contribution",
    STUDENT_MARK: "student or mentee",
}


@dataclass(frozen=True)
class Group:
    """Publications under one heading, which is empty where the list is not grouped."""

    title: str
    publications: tuple[Publication, ...]

    @property
    def has_selected(self) -> bool:
        return any(publication.selected for publication in self.publications)


@dataclass(frozen=True)
class Listing:
    """A list: its groups, the choices of kind and topic, pairs of these that leave nothing, marks that occur."""

    groups: tuple[Group, ...]
    style: str = "full"
    kinds: tuple[Choice, ...] = ()
    topics: tuple[Choice, ...] = ()
    empty_pairs: tuple[tuple[str, str], ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    is_all: bool = True
    marks_students: bool = False

    @property
    def publications(self) -> list[Publication]:
        return [publication for group in self.groups for publication in group.publications]


@dataclass(frozen=True)
class Options:
    """The options of a block `/// publications`; `year` is a year or a span, such as `2020-`."""

    selected: bool = False
    kind: Sequence[str] = ()
    topic: Sequence[str] = ()
    year: str = ""
    limit: int | None = None
    group: str = ""
    style: str = "full"
    filters: bool = False
    students: bool = False
    keys: Sequence[str] = ()


def list_publications(publications: Iterable[Publication], options: Options) -> Listing:
    """Return the list that these options ask for.

    Raises ValueError, with a message and the word, for a kind, topic or key that no publication has.
    """
    every = list(publications)
    _check(options.kind, list(KINDS), "kind")
    _check(options.topic, [topic for publication in every for topic in publication.topics], "topic")
    _check(options.keys, [key for publication in every for key in publication.keys], "key")
    chosen = _chosen(every, options)
    if options.selected:
        chosen.sort(key=lambda publication: publication.selected)
    shown = chosen[: options.limit]
    kinds, topics = (kind_choices(shown), topic_choices(shown)) if options.filters else ((), ())
    return Listing(
        groups=tuple(_groups(shown, options.group or ("none" if options.selected or options.limit else "year"))),
        style=options.style,
        kinds=kinds if len(kinds) > 1 else (),
        topics=topics,
        empty_pairs=empty_pairs(shown, kinds, topics),
        legend=legend(shown, options.students),
        is_all=len(shown) == len(every),
        marks_students=options.students,
    )


def legend(publications: Iterable[Publication], marks_students: bool = False) -> tuple[tuple[str, str], ...]:
    """Each mark that occurs at an author, and its meaning."""
    authors = [author for publication in publications for author in publication.authors]
    marks = "".join(author.marks + STUDENT_MARK * (marks_students and author.is_student) for author in authors)
    return tuple((mark, meaning) for mark, meaning in LEGEND.items() if mark in marks)


def in_years(year: int, span: str) -> bool:
    """Whether `year` lies in `2024`, `2020-2024` or `2020-`; in an empty span lies every year."""
    first, dash, last = span.partition("-")
    return not span or int(first) <= year <= int(last or (9999 if dash else first))


def _check(words: Iterable[str], known: list[str], name: str) -> None:
    fold = slug if name == "topic" else str.casefold
    folded = set(map(fold, known))
    for word in words:
        if fold(word) not in folded:
            raise ValueError(f"no publication has the {name} '{word}'{did_you_mean(word, dict.fromkeys(known))}", word)


def _chosen(publications: list[Publication], options: Options) -> list[Publication]:
    """The publications that match all given options."""
    kinds = {kind.casefold() for kind in options.kind}
    topics = set(map(slug, options.topic))
    keys = {key.casefold() for key in options.keys}
    return [
        publication
        for publication in publications
        if (not options.selected or publication.selected)
        and (not kinds or publication.kind in kinds)
        and (not topics or not topics.isdisjoint(map(slug, publication.topics)))
        and (not keys or not keys.isdisjoint(map(str.casefold, publication.keys)))
        and in_years(publication.latest.date.year, options.year)
    ]


def _groups(publications: list[Publication], by: str) -> list[Group]:
    if by == "none":
        return [Group("", tuple(publications))] if publications else []
    if by == "kind":
        by_name = _by(publications, lambda publication: [publication.kind])
        return [Group(kind.heading, tuple(by_name[name])) for name, kind in KINDS.items() if name in by_name]
    if by == "topic":
        title_of = topic_titles(publications)
        by_name = _by(publications, lambda publication: dict.fromkeys(map(slug, publication.topics)))
        groups = [Group(title_of[name], tuple(group)) for name, group in by_name.items()]
        if rest := tuple(publication for publication in publications if not publication.topics):
            groups.append(Group("Other topics", rest))
        return groups
    by_year = _by(publications, lambda publication: [publication.year])
    return [Group(year, tuple(group)) for year, group in by_year.items()]


def _by(
    publications: list[Publication], names_of: Callable[[Publication], Iterable[str]]
) -> dict[str, list[Publication]]:
    """Publications by each of their names, in the order in which names come up."""
    groups = defaultdict(list)
    for publication in publications:
        for name in names_of(publication):
            groups[name].append(publication)
    return groups
