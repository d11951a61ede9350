"""content/people.toml → the registry of people. In: the file's text, AUTHOR of the settings. Out: `Registry`, faults.

A person with a fault is kept without what is wrong; every fault is listed, in the order of lines.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import replace

from plugins.core.problems import Problem
from plugins.core.toml_lines import places, syntax_fault
from plugins.people.forms import Form, parse
from plugins.people.person import Person, slug
from plugins.people.registry import Registry
from plugins.people.table import Table, person

__all__ = ["Person", "Registry", "read"]
APART = "take it from one of them, or tell them apart by the 'orcid' of each"


def read(text: str, owner: str = "") -> tuple[Registry, list[Problem]]:
    """The registry that a text describes; `owner` is the owner's name where no person is marked as such."""
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return _with_owner((), owner), [syntax_fault(text, error)]
    table = Table(values, places(text), [])
    persons = _distinct(tuple(person(one) for one in table.tables("person")))
    table.unknown(("person",))
    table.faults.extend(_doubles(persons))
    faults = sorted(table.faults, key=lambda fault: fault.line)
    return _with_owner(_one_owner(persons), owner), faults


def _distinct(persons: tuple[Person, ...]) -> tuple[Person, ...]:
    """Each with an id of its own: the second of one name gets a number."""
    found: dict[str, Person] = {}
    for one in (one for one in persons if one.name):
        name = base = slug(one.name) or "person"
        number = 1
        while name in found:
            number += 1
            name = f"{base}-{number}"
        found[name] = replace(one, id=name)
    return tuple(found.values())


def _doubles(persons: tuple[Person, ...]) -> Iterator[Problem]:
    """Persons who cannot be told apart, and a second owner."""
    spelled: dict[Form, Person] = {}
    orcids: dict[str, Person] = {}
    owner: Person | None = None
    for one in persons:
        first = orcids.setdefault(one.orcid, one) if one.orcid else one
        if first is not one:
            yield Problem.at(one.line, f"{_place(first)} has the ORCID iD {one.orcid} too: whose is it?", one.name)
        taken = {form: spelled.setdefault(form, one) for form in one.forms}
        shared = next((form for form, other in taken.items() if other is not one), None)
        if shared and not (one.orcid and taken[shared].orcid):
            message = f"{_place(taken[shared])} is '{one.spelled(shared)}' too: {APART}"
            yield Problem.at(one.line, message, one.name)
        if one.is_owner and owner:
            yield Problem.at(one.line, f"{_place(owner)} is the owner already: a site has one", one.name)
        owner = owner or (one if one.is_owner else None)


def _place(person: Person) -> str:
    return f"{person.name} of line {person.line}"


def _one_owner(persons: tuple[Person, ...]) -> tuple[Person, ...]:
    first = next((one for one in persons if one.is_owner), None)
    return tuple(replace(one, is_owner=one is first) for one in persons)


def _with_owner(persons: tuple[Person, ...], owner: str) -> Registry:
    """The one marked as owner, else the one who bears that name, else a person of whom nothing else is known."""
    registry = Registry(persons)
    if registry.owner or not owner.strip():
        return registry
    known = registry.find(parse(owner))
    if known:
        return Registry(tuple(replace(one, is_owner=one is known) for one in persons))
    added = Person("", " ".join(owner.split()), is_owner=True)
    return Registry(_distinct((*persons, added)))
