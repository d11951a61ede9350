"""The filters above a list: rows of choices by kind, topic and the owner's role.

A choice is a class: choosing it hides everything that may be hidden and lacks the class. Where several choices together
leave nothing of a year, its heading is hidden too: `combinations_of` finds these.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from plugins.core.locales import Locale
from plugins.publications.kinds import KINDS
from plugins.publications.records import Publication

MIN_PUBLICATIONS = 2  # of a topic that is offered as a choice
MAX_TOPICS = 10  # offered as choices
ROLES = ("first", "last")
CLASS_PREFIXES = {"kind": "is", "topic": "on", "role": "as"}
DEFAULT_FILTERS = ("kind", "topic")  # of `filters: yes`


@dataclass(frozen=True)
class Choice:
    """One button of a `filter`: its `name`, its `title`, and the `count` of publications that it leaves."""

    filter: str
    name: str
    title: str
    count: int

    @property
    def id(self) -> str:
        return f"{self.filter}-{self.name}"

    @property
    def css_class(self) -> str:
        """The class of the publications that it leaves."""
        return f"{CLASS_PREFIXES[self.filter]}-{self.name}"


@dataclass(frozen=True)
class Filter:
    """A row of buttons; the first of them is for `everything`."""

    name: str
    title: str
    everything: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Combination:
    """Choices of several filters that together leave nothing of a part in which each of them leaves something.

    `empties_groups`: of some groups; `empty_marks`: of these marks of the legend, by their places from 1; `is_empty`:
    of the whole list.
    """

    choices: tuple[Choice, ...]
    empties_groups: bool
    empty_marks: tuple[int, ...]
    is_empty: bool


def slug(word: str) -> str:
    """A topic as a part of a class; `C++` and `C#` differ, `Human Factors` and `human-factors` do not."""
    words = re.sub(r"[\s-]+", "-", word.casefold().replace("\u00ad", ""))
    return re.sub(r"[^\w-]", lambda character: f"-{ord(character[0]):x}", words)


def topic_titles(publications: Sequence[Publication]) -> dict[str, str]:
    """Slug → topic as it is first written."""
    return {slug(topic): topic for publication in reversed(publications) for topic in reversed(publication.topics)}


def filters_of(publications: Sequence[Publication], names: Iterable[str], locale: Locale) -> tuple[Filter, ...]:
    """The filters of these names that leave a visitor something to choose."""
    made = (FILTERS[name](publications, locale) for name in names)
    return tuple(found for found in made if len(found.choices) > (found.name == "kind"))


def _kind_filter(publications: Sequence[Publication], locale: Locale) -> Filter:
    count = Counter(publication.kind for publication in publications)
    used = (name for name in KINDS if count[name])
    choices = (Choice("kind", name, locale.capitalized(f"several.{name}"), count[name]) for name in used)
    return Filter("kind", locale.word("filters.kind"), locale.word("filters.all_kinds"), tuple(choices))


def _topic_filter(publications: Sequence[Publication], locale: Locale) -> Filter:
    title_of = topic_titles(publications)
    count = Counter(name for publication in publications for name in topic_names(publication))
    common = [(name, number) for name, number in count.most_common(MAX_TOPICS) if number >= MIN_PUBLICATIONS]
    choices = (Choice("topic", name, title_of[name], number) for name, number in common)
    in_order = sorted(choices, key=lambda choice: choice.title.casefold())
    return Filter("topic", locale.word("filters.topic"), locale.word("filters.all_topics"), tuple(in_order))


def _role_filter(publications: Sequence[Publication], locale: Locale) -> Filter:
    count = Counter(role for publication in publications for role in publication.roles)
    choices = (Choice("role", name, locale.word(f"filters.{name}"), count[name]) for name in ROLES if count[name])
    return Filter("role", locale.word("filters.role"), locale.word("filters.any_role"), tuple(choices))


FILTERS: dict[str, Callable[[Sequence[Publication], Locale], Filter]] = {
    "kind": _kind_filter,
    "topic": _topic_filter,
    "role": _role_filter,
}


def topic_names(publication: Publication) -> Collection[str]:
    """The slugs of its topics, each once."""
    return dict.fromkeys(map(slug, publication.topics))


def classes_of(publication: Publication, filters: Iterable[Filter]) -> tuple[str, ...]:
    """The classes of all choices that leave this publication."""
    own = {"kind": (publication.kind,), "topic": topic_names(publication), "role": publication.roles}
    return tuple(choice.css_class for each in filters for choice in each.choices if choice.name in own[each.name])


def shared_classes(publications: Iterable[Publication], filters: Sequence[Filter]) -> tuple[str, ...]:
    """The classes that any of these publications has."""
    return tuple(dict.fromkeys(name for publication in publications for name in classes_of(publication, filters)))


def combinations_of(
    filters: Sequence[Filter], groups: Iterable[Sequence[Publication]], marked: Iterable[Sequence[Publication]]
) -> tuple[Combination, ...]:
    """The combinations of choices that empty some of the `groups`, or some marks, each given by its publications."""
    met_in_groups = [_met(group, filters) for group in groups]
    met_at_marks = [_met(having, filters) for having in marked]
    met = frozenset().union(*met_in_groups)
    found = []
    for choices in _products(filters):
        wanted = frozenset(choice.css_class for choice in choices)
        empties_groups = any(_is_emptied(group, wanted) for group in met_in_groups)
        marks = tuple(place for place, mark in enumerate(met_at_marks, 1) if _is_emptied(mark, wanted))
        if empties_groups or marks or wanted not in met:
            found.append(Combination(choices, empties_groups, marks, wanted not in met))
    return tuple(found)


def _products(filters: Sequence[Filter]) -> Iterator[tuple[Choice, ...]]:
    """A choice of each of two filters, or more."""
    for size in range(2, len(filters) + 1):
        for chosen in combinations(filters, size):
            yield from product(*(each.choices for each in chosen))


def _met(publications: Iterable[Publication], filters: Sequence[Filter]) -> set[frozenset[str]]:
    """All sets of classes, one for each filter or fewer, that a publication has together."""
    met = set()
    for publication in publications:
        own = [[(), *((name,) for name in classes_of(publication, [each]))] for each in filters]
        met.update(frozenset(sum(picked, ())) for picked in product(*own))
    return met


def _is_emptied(met: Collection[frozenset[str]], wanted: frozenset[str]) -> bool:
    """Whether nothing has all `wanted` classes, though some have all but one: else fewer choices do the same."""
    return wanted not in met and all(wanted - {name} in met for name in wanted)
