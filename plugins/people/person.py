"""The records of content/people.toml: people, their roles and affiliations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from plugins.core.dates import Span
from plugins.people.comparable import ComparableName, make_comparable, parse_name

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
    """`names` are those in other scripts by language; `line` is the person's line in the file, or 0."""

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
    def spellings(self) -> dict[ComparableName, str]:
        """Each spelling of the name as the file has it, by its comparable form."""
        texts = (*self.names.values(), *reversed(self.variants), self.name)
        return {make_comparable(parse_name(text)): text for text in texts}

    @cached_property
    def is_written_family_first(self) -> bool:
        """Whether a name has three Han characters or hangul: then `Wang Junhao` can only mean Junhao Wang."""
        return any(each.swapped and len(each.family) > 2 for each in self.spellings)
