"""All people whom the site knows, and which of them a name means.

A wrong link is worse than a missing one: a name that several people may have means none of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from plugins.core.dates import Date
from plugins.core.names import Name
from plugins.people.agreement import Grade, grade_person, is_typo_of
from plugins.people.comparable import ComparableName, make_comparable
from plugins.people.orcid import parse_orcid
from plugins.people.person import Affiliation, Person, Role
from plugins.people.spelling import plain_spellings


@dataclass(frozen=True)
class Registry:
    people: tuple[Person, ...] = ()

    @property
    def owner(self) -> Person | None:
        return next((person for person in self.people if person.is_owner), None)

    def find(self, name: Name, orcid: str = "") -> Person | None:
        """The person whom a name means, if that is certain; an ORCID iD outweighs every spelling."""
        return self._find_with_grade(name, orcid)[0]

    def authors(self, names: Sequence[Name], orcids: Sequence[str] = ()) -> tuple[Person | None, ...]:
        """`find` for each author of one publication. Of two names for one person, the better match counts, or none."""
        ids = [*orcids, *[""] * (len(names) - len(orcids))]
        matches = [self._find_with_grade(name, orcid) for name, orcid in zip(names, ids, strict=True)]
        best: dict[Person, int] = {}
        for person, rank in matches:
            if person:
                best[person] = max(rank, best.get(person, 0))
        return tuple(
            person if person and rank == best[person] and matches.count((person, rank)) == 1 else None
            for person, rank in matches
        )

    def alike(self, name: Name, orcid: str = "") -> tuple[Person, ...]:
        """The people whom a name may mean, the likeliest first, if `find` is not certain of one."""
        if self.find(name, orcid):
            return ()
        wanted = make_comparable(name)
        graded = [(grade_person(person, wanted), person) for person in self._candidates(wanted, parse_orcid(orcid))]
        near = sorted((pair for pair in graded if pair[0]), key=lambda pair: -pair[0])
        typos = [person for rank, person in graded if not rank and is_typo_of(person, wanted)]
        return (*(person for _, person in near), *typos)

    def role_at(self, person: Person, date: Date, kinds: Iterable[str] = ()) -> Role | None:
        """The person's role at a date, the latest of several; `kinds` restricts it to these."""
        wanted = frozenset(kinds)
        roles = [role for role in person.roles if role.includes(date) and (not wanted or role.kind in wanted)]
        return max(roles, key=lambda role: role.start.first_day, default=None)

    def affiliation_at(self, person: Person, date: Date) -> Affiliation | None:
        """The person's affiliation at a date, the latest of several."""
        affiliations = [each for each in person.affiliations if each.includes(date)]
        return max(affiliations, key=lambda each: each.start.first_day, default=None)

    @cached_property
    def _by_word(self) -> dict[str, set[int]]:
        """The places in `people` of those who have a full word in their names."""
        places: dict[str, set[int]] = {}
        for place, person in enumerate(self.people):
            for spelling in person.spellings:
                for key in _index_keys(spelling):
                    places.setdefault(key, set()).add(place)
        return places

    def _candidates(self, name: ComparableName, orcid: str) -> list[Person]:
        """People who share a word with the name, and do not have another ORCID iD, in the order of the file."""
        places = set().union(*(self._by_word.get(key, ()) for key in _index_keys(name)))
        people = [self.people[place] for place in sorted(places)]
        return [person for person in people if not (orcid and person.orcid)]

    def _find_with_grade(self, name: Name, orcid: str) -> tuple[Person | None, int]:
        """The person whom a name means, and how well it fits."""
        orcid = parse_orcid(orcid)
        if known := next((person for person in self.people if orcid and person.orcid == orcid), None):
            return known, Grade.SAME + 1
        wanted = make_comparable(name)
        graded = [(person, grade_person(person, wanted)) for person in self._candidates(wanted, orcid)]
        compatible = [pair for pair in graded if pair[1]]
        best = max((rank for _, rank in compatible), default=Grade.NONE)
        meant = [pair for pair in compatible if best < Grade.EXACT or pair[1] == best]
        person, rank = meant[0] if len(meant) == 1 else (None, Grade.NONE)
        enough = Grade.NEAR if person and person.is_owner else Grade.CLOSE
        return (person, rank) if rank >= enough else (None, Grade.NONE)


def _index_keys(name: ComparableName) -> set[str]:
    full = {name.family, name.swapped, "".join(name.given), *name.words}
    return {key for word in full if len(word) > 1 for key in plain_spellings(word)} or {name.family}
