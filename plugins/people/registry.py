"""All persons whom the site knows, and which of them a name means. In: `Person` records, names. Out: a person, or none.

A wrong link is worse than a missing one: a name that more than one person may bear means none of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from plugins.core.dates import Date
from plugins.core.names import Name
from plugins.people.forms import Form, form
from plugins.people.identity import agreement, is_slip_of
from plugins.people.likeness import Grade
from plugins.people.orcid import bare
from plugins.people.person import Affiliation, Person, Role, first_day
from plugins.people.spelling import folds


@dataclass(frozen=True)
class Registry:
    people: tuple[Person, ...] = ()

    @property
    def owner(self) -> Person | None:
        return next((person for person in self.people if person.is_owner), None)

    @cached_property
    def by_id(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    def find(self, name: Name, orcid: str = "") -> Person | None:
        """Who is meant, where that is certain; an ORCID decides over every spelling."""
        return self._found(name, orcid)[0]

    def authors(self, names: Sequence[Name], orcids: Sequence[str] = ()) -> tuple[Person | None, ...]:
        """`find` for each name of one work, where nobody is author twice: of two, the better match stays, or none."""
        ids = [*orcids, *[""] * (len(names) - len(orcids))]
        found = [self._found(name, orcid) for name, orcid in zip(names, ids, strict=True)]
        best = {one: max(rank for person, rank in found if person is one) for one, _ in found if one}
        only = {one for one, rank in best.items() if found.count((one, rank)) == 1}
        return tuple(one if one in only and rank == best[one] else None for one, rank in found)

    def alike(self, name: Name, orcid: str = "") -> tuple[Person, ...]:
        """Whom a name may mean that `find` gives to nobody, the likeliest first."""
        if self.find(name, orcid):
            return ()
        wanted = form(name)
        graded = [(agreement(person, wanted), person) for person in self._candidates(wanted, bare(orcid))]
        near = sorted((pair for pair in graded if pair[0]), key=lambda pair: -pair[0])
        slips = [person for rank, person in graded if not rank and is_slip_of(person, wanted)]
        return (*(person for _, person in near), *slips)

    def like(self, name: Name) -> Person | None:
        """The likeliest of `alike`."""
        return next(iter(self.alike(name)), None)

    def role_at(self, person: Person, date: Date, kinds: Iterable[str] = ()) -> Role | None:
        """What a person was at a date, of several the last begun; `kinds` asks for these only."""
        wanted = frozenset(kinds)
        held = [role for role in person.roles if role.holds(date) and (not wanted or role.kind in wanted)]
        return max(held, key=lambda role: first_day(role.start), default=None)

    def affiliation_at(self, person: Person, date: Date) -> Affiliation | None:
        """Where a person was at a date, of several places the last begun."""
        held = [place for place in person.affiliations if place.holds(date)]
        return max(held, key=lambda place: first_day(place.start), default=None)

    @cached_property
    def _by_word(self) -> dict[str, tuple[Person, ...]]:
        """Persons by each full word of their names."""
        found: dict[str, dict[str, Person]] = {}
        for person in self.people:
            for key in {key for one in person.forms for key in _keys(one)}:
                found.setdefault(key, {})[person.id] = person
        return {key: tuple(persons.values()) for key, persons in found.items()}

    def _candidates(self, name: Form, orcid: str) -> list[Person]:
        """Persons who share a word with the name, and have not another ORCID, in the order of the file."""
        sharing = {one.id for key in _keys(name) for one in self._by_word.get(key, ())}
        return [one for one in self.people if one.id in sharing and not (orcid and one.orcid)] if sharing else []

    @cached_property
    def _found(self) -> Callable[[Name, str], tuple[Person | None, int]]:
        """As `_sought`, once for each name: works have many in common."""
        return cache(self._sought)

    def _sought(self, name: Name, orcid: str) -> tuple[Person | None, int]:
        """Who is meant, and how well the name fits."""
        orcid = bare(orcid)
        if known := next((one for one in self.people if orcid and one.orcid == orcid), None):
            return known, Grade.SAME + 1
        wanted = form(name)
        graded = [(person, agreement(person, wanted)) for person in self._candidates(wanted, orcid)]
        compatible = [pair for pair in graded if pair[1]]
        best = max((rank for _, rank in compatible), default=Grade.NONE)
        meant = [pair for pair in compatible if best < Grade.EXACT or pair[1] == best]
        person, rank = meant[0] if len(meant) == 1 else (None, Grade.NONE)
        enough = Grade.NEAR if person and person.is_owner else Grade.CLOSE
        return (person, rank) if rank >= enough else (None, Grade.NONE)


def _keys(name: Form) -> set[str]:
    full = {name.family, name.turned, "".join(name.given), *name.words}
    return {key for word in full if len(word) > 1 for key in folds(word)} or {name.family}
