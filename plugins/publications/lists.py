"""The publications of a list, their groups, filters and legend: the options of a block → a `Listing`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from plugins.core.locales import Locale
from plugins.core.problems import did_you_mean
from plugins.publications.filters import (
    Combination,
    Filter,
    classes_of,
    combinations_of,
    filters_of,
    shared_classes,
    slug,
    topic_names,
    topic_titles,
)
from plugins.publications.kinds import KINDS
from plugins.publications.numbers import letters_of, number_publications
from plugins.publications.records import Publication

OWN_STYLES = ("full", "compact")
STUDENT_MARK = "s"
LEGEND = {"*": "equal", "†": "corresponding", "‡": "senior", STUDENT_MARK: "student"}  # words of `authors`
MANY_TO_JUMP = 40  # publications: a longer list has a row of years
MANY_FOR_A_PAGE = 200  # publications in full, which make a page heavy
MANY_TO_UNFOLD = 100  # publications, from which abstracts and BibTeX would make the page too heavy


@dataclass(frozen=True)
class Group:
    """Publications under one heading, which is empty where the list is not grouped; `classes` are those of filters."""

    title: str
    publications: tuple[Publication, ...]
    classes: tuple[str, ...] = ()

    @property
    def has_selected(self) -> bool:
        return any(publication.selected for publication in self.publications)


@dataclass(frozen=True)
class LegendEntry:
    """A mark at names or a letter of numbers, its meaning, and the classes of the publications that have it."""

    mark: str
    meaning: str
    classes: tuple[str, ...] = ()
    is_raised: bool = True


@dataclass(frozen=True)
class Listing:
    """A list: its groups, its filters with the combinations that leave something empty, and a legend of its marks.

    `numbers` are those of publications by their keys; `entries` are their texts in a style of citations, empty in our
    own look. `has_abstracts` and `has_bibtex`: the items unfold these.
    """

    groups: tuple[Group, ...]
    style: str = "full"
    filters: tuple[Filter, ...] = ()
    combinations: tuple[Combination, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Markup] = field(default_factory=dict)
    is_all: bool = True
    is_by_year: bool = False
    marks_students: bool = False
    has_abstracts: bool = False
    has_bibtex: bool = False
    has_thumbnails: bool = False

    @property
    def publications(self) -> list[Publication]:
        return [publication for group in self.groups for publication in group.publications]

    @property
    def years(self) -> tuple[Group, ...]:
        """The groups to which a row of links leads; empty for a short list."""
        return self.groups if self.is_by_year and len(self.publications) > MANY_TO_JUMP else ()

    @property
    def is_heavy(self) -> bool:
        return self.style == "full" and len(self.publications) >= MANY_FOR_A_PAGE

    def classes_of(self, publication: Publication) -> tuple[str, ...]:
        return classes_of(publication, self.filters)


@dataclass(frozen=True)
class Options:
    """The options of a block `/// publications`; `year` is a year or a span, such as `2020-`.

    `abstracts` and `bibtex` are None where the kind of the list decides.
    """

    selected: bool = False
    first_author: bool = False
    kind: Sequence[str] = ()
    topic: Sequence[str] = ()
    year: str = ""
    limit: int | None = None
    group: str = ""
    style: str = "full"
    filters: Sequence[str] = ()
    numbered: bool = False
    thumbnails: bool = False
    abstracts: bool | None = None
    bibtex: bool | None = None
    students: bool = False
    keys: Sequence[str] = ()


def list_publications(publications: Iterable[Publication], options: Options, locale: Locale) -> Listing:
    """Return the list that these options ask for, with headings of the locale.

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
    filters = filters_of(shown, options.filters, locale)
    by = options.group or ("none" if options.selected or options.limit else "year")
    groups = tuple(
        replace(group, classes=shared_classes(group.publications, filters)) for group in _groups(shown, by, locale)
    )
    marks = _marks(shown, options, locale)
    unfolds = options.style == "full" and not options.selected and len(shown) < MANY_TO_UNFOLD
    return Listing(
        groups=groups,
        style=options.style,
        filters=filters,
        combinations=combinations_of(
            filters, (group.publications for group in groups), (having for _, having in marks)
        ),
        legend=tuple(replace(mark, classes=shared_classes(having, filters)) for mark, having in marks),
        numbers=number_publications(every) if options.numbered else {},
        is_all=len(shown) == len(every),
        is_by_year=by == "year",
        marks_students=options.students,
        has_abstracts=unfolds if options.abstracts is None else options.abstracts,
        has_bibtex=unfolds if options.bibtex is None else options.bibtex,
        has_thumbnails=options.thumbnails and any(publication.preview for publication in shown),
    )


def legend(publications: Iterable[Publication], locale: Locale) -> tuple[LegendEntry, ...]:
    """Each mark that occurs at an author, and its meaning."""
    return tuple(mark for mark, _ in _marks(list(publications), Options(), locale))


def _marks(
    publications: list[Publication], options: Options, locale: Locale
) -> list[tuple[LegendEntry, list[Publication]]]:
    """The marks that occur, each with the publications that have it."""
    letters = letters_of(publications, locale) if options.numbered else {}
    found = [
        (
            LegendEntry(letter, meaning, is_raised=False),
            [one for one in publications if KINDS[one.kind].letter == letter],
        )
        for letter, meaning in letters.items()
    ]
    marks_of = {one.key: _marks_of(one, options.students) for one in publications}
    for mark, name in LEGEND.items():
        if having := [one for one in publications if mark in marks_of[one.key]]:
            found.append((LegendEntry(mark, locale.word(f"authors.{name}")), having))
    return found


def _marks_of(publication: Publication, marks_students: bool) -> str:
    return "".join(
        author.marks + STUDENT_MARK * (marks_students and author.is_student) for author in publication.authors
    )


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
        and (not options.first_author or "first" in publication.roles)
        and (not kinds or publication.kind in kinds)
        and (not topics or not topics.isdisjoint(map(slug, publication.topics)))
        and (not keys or not keys.isdisjoint(map(str.casefold, publication.keys)))
        and in_years(publication.latest.date.year, options.year)
    ]


def _groups(publications: list[Publication], by: str, locale: Locale) -> list[Group]:
    if by == "none":
        return [Group("", tuple(publications))] if publications else []
    if by == "kind":
        by_name = _by(publications, lambda publication: [publication.kind])
        used = (name for name in KINDS if name in by_name)
        return [Group(locale.capitalized(f"several.{name}"), tuple(by_name[name])) for name in used]
    if by == "topic":
        title_of = topic_titles(publications)
        by_name = _by(publications, topic_names)
        groups = [Group(title_of[name], tuple(group)) for name, group in by_name.items()]
        if rest := tuple(publication for publication in publications if not publication.topics):
            groups.append(Group(locale.word("publications.other_topics"), rest))
        return groups
    undated = locale.word("publications.undated")
    by_year = _by(publications, lambda publication: [publication.year or undated])
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
