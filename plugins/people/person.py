"""A person as content/people.toml describes one: names, addresses, and what they were when and where."""

import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from plugins.core.dates import Date
from plugins.people.forms import Form, form, parse
from plugins.people.spelling import folds, words

ALWAYS = (9999, 12, 31)


def first_day(date: Date) -> tuple[int, int, int]:
    """The earliest day that a date may mean."""
    return date.year, date.month or 1, date.day or 1


def last_day(date: Date) -> tuple[int, int, int]:
    """The latest day that a date may mean; without a year, none is the last."""
    if not date.year:
        return ALWAYS
    month = date.month or 12
    return date.year, month, date.day or monthrange(date.year, month)[1]


@dataclass(frozen=True)
class Span:
    """From one date to another, both included; a date without a year is an open end."""

    start: Date = Date()
    end: Date = Date()

    def holds(self, date: Date) -> bool:
        """Whether some day that `date` may mean lies within."""
        return bool(date.year) and first_day(self.start) <= last_day(date) and first_day(date) <= last_day(self.end)


@dataclass(frozen=True)
class Role(Span):
    """What somebody is to the owner: `kind` is one of ROLES."""

    kind: str = ""
    degree: str = ""
    topic: str = ""


@dataclass(frozen=True)
class Affiliation(Span):
    name: str = ""
    department: str = ""
    url: str = ""


@dataclass(frozen=True)
class Person:
    """`names` are those in other scripts by language; `line` is where the person stands in the file, or 0."""

    id: str
    name: str
    variants: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    homepage: str = ""
    orcid: str = ""
    email: str = ""
    roles: tuple[Role, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    is_owner: bool = False
    line: int = 0

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Every spelling, ready to be compared, each once."""
        return tuple(self._spelled)

    @cached_property
    def _spelled(self) -> dict[Form, str]:
        texts = (*self.names.values(), *reversed(self.variants), self.name)
        return {form(parse(text)): text for text in texts}

    def spelled(self, known: Form) -> str:
        """One of `forms` as it was written."""
        return self._spelled[known]

    @cached_property
    def is_written_family_first(self) -> bool:
        """Whether a name of three Han or hangul signs tells family from given name in any order: `Wang Junhao`."""
        return any(one.turned and len(one.family) > 2 for one in self.forms)


ROLES = (
    "student",
    "postdoc",
    "mentee",
    "intern",
    "visitor",
    "assistant",
    "staff",
    "advisor",
    "colleague",
    "collaborator",
    "alumnus",
)


def slug(name: str) -> str:
    """A name as it stands in an address and an id: `ada-example`; of other scripts, the letters as they are."""
    plain = "-".join(min(folds(word)) for word in words(str(parse(name))))
    return unicodedata.normalize("NFC", plain)
