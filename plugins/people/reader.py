"""content/people.toml → a `Registry`, and what is wrong in the file. A value with a problem is left out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from plugins.core.problems import Problem, did_you_mean
from plugins.core.toml_tables import Table, picture_in, read_toml, to_bool, to_line, to_text, to_url
from plugins.core.translated import translated_values
from plugins.people.comparable import ComparableName, parse_name
from plugins.people.group import MEMBERS
from plugins.people.orcid import check_digit, parse_orcid
from plugins.people.person import ROLES, Affiliation, Person, Profile, Role
from plugins.people.registry import Registry
from plugins.people.spelling import plain_spellings, split_words

PERSON = (
    *("name", "owner", "variants", "names", "homepage", "orcid", "email", "roles", "affiliations"),
    *("photo", "topics", "links", "text", "page"),
)
ROLE = ("role", "degree", "from", "until", "topic", "title", "thesis", "url")
AFFILIATION = ("name", "department", "position", "url", "from", "until")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.I | re.A)
EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+")


def read_people(
    text: str, owner: str = "", content: Path | None = None, have_pages: bool = False
) -> tuple[Registry, list[Problem]]:
    """The people that a file describes, and its problems by line.

    `owner` is AUTHOR of the settings: the person of that name is the owner if the file marks no one as owner. Photos
    are files in the folder `content`, if it is given. `have_pages`: every member of the group has a page, unless the
    file says otherwise.
    """
    file = read_toml(text)
    file.check_keys(("person",))
    people = _with_ids(_read_person(table, content, have_pages) for table in file.tables("person"))
    file.problems.extend(_conflicts(people))
    return _with_owner(people, owner), sorted(file.problems, key=lambda problem: problem.line)


def _read_person(table: Table, content: Path | None, have_pages: bool) -> Person:
    """The record without its id; `name` is empty if the file has none."""
    name = table.get("name", to_line, missing='this person has no name: write name = "…"')
    table = replace(table, label=name)
    spoken = translated_values(table, ("text",))
    table.check_keys((*PERSON, *spoken))
    roles = tuple(_read_role(each) for each in table.tables("roles", "role"))
    is_member = have_pages and any(role.kind in MEMBERS for role in roles)
    return Person(
        id="",
        name=str(parse_name(name)),
        variants=table.texts("variants"),
        names=_read_names(table.inner("names", dict, 'names = { zh = "…" }')),
        homepage=table.get("homepage", to_url),
        orcid=table.get("orcid", _to_orcid),
        email=table.get("email", _to_email),
        roles=roles,
        affiliations=tuple(_read_affiliation(each) for each in table.tables("affiliations", "name")),
        photo=table.get("photo", to_text if content is None else picture_in(content)),
        topics=table.texts("topics"),
        links=_read_links(table.inner("links", list, 'links = ["https://…", "https://…"]')),
        text=table.get("text", to_text),
        is_owner=table.get("owner", to_bool, False),
        has_page=table.get("page", to_bool, is_member and not table.values.get("owner")),
        line=table.line,
        translated=spoken,
    )


def _read_names(table: Table) -> dict[str, str]:
    for language in table.values:
        if not LANGUAGE.fullmatch(language):
            table.add_problem(f"'{language}' is not a language: write its code, such as zh, ja, ko or ru", language)
    return {language: name for language in table.values if (name := table.get(language, to_line))}


def _read_links(table: Table) -> tuple[Profile, ...]:
    return tuple(Profile(url) for number in table.values if (url := table.get(number, to_url)))


def _read_role(table: Table) -> Role:
    table.check_keys(ROLE)
    span = table.span()
    return Role(
        span.start,
        span.end,
        kind=table.get("role", _to_role, missing='this role has no kind: write role = "student", or another'),
        degree=table.get("degree", to_line),
        topic=table.get("topic", to_line),
        title=table.get("title", to_line),
        thesis=table.get("thesis", to_line),
        url=table.get("url", to_url),
    )


def _read_affiliation(table: Table) -> Affiliation:
    table.check_keys(AFFILIATION)
    span = table.span()
    return Affiliation(
        span.start,
        span.end,
        name=table.get("name", to_line, missing='this affiliation has no name: write name = "…"'),
        department=table.get("department", to_line),
        position=table.get("position", to_line),
        url=table.get("url", to_url),
    )


def _to_email(value: object) -> str:
    text = to_line(value)
    if not EMAIL.fullmatch(text):
        raise ValueError(f"'{text}' is not an email address")
    return text


def _to_orcid(value: object) -> str:
    text = to_line(value)
    orcid = parse_orcid(text)
    if not orcid:
        raise ValueError(f"'{text}' is not an ORCID iD: it has sixteen digits, such as 0000-0002-1825-0097")
    if check_digit(orcid) != orcid[-1]:
        raise ValueError(f"'{orcid}' is not an ORCID iD: after these digits, the last would be {check_digit(orcid)}")
    return orcid


def _to_role(value: object) -> str:
    written = to_line(value)
    role = written.casefold()
    if role not in ROLES:
        raise ValueError(f"unknown role '{written}'{did_you_mean(role, ROLES)}; known: {', '.join(ROLES)}")
    return role


def _with_ids(people: Iterable[Person]) -> tuple[Person, ...]:
    """Those who have a name, each with a unique id, such as `ada-example` and `ada-example-2`."""
    found: dict[str, Person] = {}
    for person in (each for each in people if each.name):
        words = "-".join(min(plain_spellings(word)) for word in split_words(str(parse_name(person.name))))
        base = unicodedata.normalize("NFC", words) or "person"
        unique = next(each for each in chain([base], (f"{base}-{number}" for number in count(2))) if each not in found)
        found[unique] = replace(person, id=unique)
    return tuple(found.values())


def _conflicts(people: Iterable[Person]) -> Iterator[Problem]:
    """Report people with the same spelling or ORCID iD, and a second owner."""
    by_spelling: dict[ComparableName, Person] = {}
    by_orcid: dict[str, Person] = {}
    owner: Person | None = None
    for person in people:
        first = by_orcid.setdefault(person.orcid, person) if person.orcid else person
        if first is not person:
            message = f"{_shown(first)} also has the ORCID iD {person.orcid}: whose is it?"
            yield Problem.at(person.line, message, person.name)
        for spelling, text in person.spellings.items():
            first = by_spelling.setdefault(spelling, person)
            if first is not person and not (person.orcid and first.orcid):
                advice = "remove it from one of them, or give each an 'orcid'"
                yield Problem.at(person.line, f"{_shown(first)} is also called '{text}': {advice}", person.name)
                break
        if person.is_owner and owner:
            yield Problem.at(person.line, f"{_shown(owner)} is already the owner: a site has one", person.name)
        owner = owner or (person if person.is_owner else None)


def _shown(person: Person) -> str:
    return f"{person.name} (line {person.line})"


def _with_owner(people: tuple[Person, ...], owner: str) -> Registry:
    """The owner is the person marked as such, else the one whose name is `owner`, else a person added for that name."""
    registry = Registry(people)
    if registry.owner or not owner.strip():
        return registry
    if known := registry.find(parse_name(owner)):
        return Registry(tuple(replace(person, is_owner=person is known) for person in people))
    return Registry(_with_ids((*people, Person("", " ".join(owner.split()), is_owner=True))))
