"""What may be chosen in a list: kinds and topics, and which of these together leave nothing.

In: the works of a list. Out: `Choice`s.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from plugins.publications.records import KINDS
from plugins.publications.views import Work

FEWEST = 2  # works that a topic needs to be offered as a choice
MOST = 10  # topics that are offered


@dataclass(frozen=True)
class Choice:
    """One button: `name` for an id, what it says, how many works it leaves."""

    name: str
    title: str
    count: int


@lru_cache(maxsize=10_000)  # works have most of their topics in common
def slug(word: str) -> str:
    """A topic as a part of a class; `C++` and `C#` differ, `Human Factors` and `human-factors` do not."""
    words = re.sub(r"[\s-]+", "-", word.casefold())
    return re.sub(r"[^\w-]", lambda sign: f"-{ord(sign[0]):x}", words)


def titles_of(works: list[Work]) -> dict[str, str]:
    """Each topic as it is first written."""
    return {slug(topic): topic for work in reversed(works) for topic in reversed(work.topics)}


def kinds_of(works: list[Work]) -> tuple[Choice, ...]:
    count = Counter(work.kind for work in works)
    return tuple(Choice(kind, title, count[kind]) for kind, title in KINDS.items() if count[kind])


def topics_of(works: list[Work]) -> tuple[Choice, ...]:
    title_of = titles_of(works)
    count = Counter(name for work in works for name in {slug(topic): None for topic in work.topics})
    often = [Choice(name, title_of[name], number) for name, number in count.most_common(MOST) if number >= FEWEST]
    return tuple(sorted(often, key=lambda choice: choice.title.casefold()))


def barren(works: list[Work], kinds: tuple[Choice, ...], topics: tuple[Choice, ...]) -> Iterable[tuple[str, str]]:
    there = {(work.kind, slug(topic)) for work in works for topic in work.topics}
    return ((kind.name, topic.name) for kind in kinds for topic in topics if (kind.name, topic.name) not in there)
