"""The choices above a list: kinds and topics, and the pairs of these that no publication has."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plugins.publications.kinds import KINDS
from plugins.publications.records import Publication

MIN_PUBLICATIONS = 2  # of a topic that is offered as a choice
MAX_TOPICS = 10  # offered as choices


@dataclass(frozen=True)
class Choice:
    """One button: its `name` in ids, its `title`, and the `count` of publications that it leaves."""

    name: str
    title: str
    count: int


def slug(word: str) -> str:
    """A topic as a part of a class; `C++` and `C#` differ, `Human Factors` and `human-factors` do not."""
    words = re.sub(r"[\s-]+", "-", word.casefold())
    return re.sub(r"[^\w-]", lambda character: f"-{ord(character[0]):x}", words)


def topic_titles(publications: Sequence[Publication]) -> dict[str, str]:
    """Slug → topic as it is first written."""
    return {slug(topic): topic for publication in reversed(publications) for topic in reversed(publication.topics)}


def kind_choices(publications: Iterable[Publication]) -> tuple[Choice, ...]:
    count = Counter(publication.kind for publication in publications)
    return tuple(Choice(name, kind.heading, count[name]) for name, kind in KINDS.items() if count[name])


def topic_choices(publications: Sequence[Publication]) -> tuple[Choice, ...]:
    title_of = topic_titles(publications)
    count = Counter(name for publication in publications for name in dict.fromkeys(map(slug, publication.topics)))
    common = [(name, number) for name, number in count.most_common(MAX_TOPICS) if number >= MIN_PUBLICATIONS]
    choices = (Choice(name, title_of[name], number) for name, number in common)
    return tuple(sorted(choices, key=lambda choice: choice.title.casefold()))


def empty_pairs(
    publications: Iterable[Publication], kinds: Iterable[Choice], topics: Sequence[Choice]
) -> tuple[tuple[str, str], ...]:
    """The names of a kind and a topic that no publication has together."""
    there = {(publication.kind, slug(topic)) for publication in publications for topic in publication.topics}
    pairs = ((kind.name, topic.name) for kind in kinds for topic in topics)
    return tuple(pair for pair in pairs if pair not in there)
