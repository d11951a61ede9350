"""The people of a group, now and formerly, by role: the options of a block → groups of `Member`s.

Who is one now depends on the day of the build where the author is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from plugins.core.dates import Date, Span
from plugins.core.folding import fold_text
from plugins.core.locales import Locale
from plugins.core.problems import Problem, did_you_mean
from plugins.core.translated import in_language, map_html, unsaid_in, with_html
from plugins.people.person import ROLES, Affiliation, Person, Role
from plugins.people.registry import Registry

# The kinds of role that make somebody a member, in the order in which lists have them
MEMBERS = ("head", "postdoc", "student", "assistant", "staff", "mentee", "intern", "visitor", "alumnus")
# Those that lists have only where a block asks for them
OTHERS = ("advisor", "colleague", "collaborator")
DEGREES = ("phd", "dr", "md", "master", "ma", "msc", "meng", "diploma", "bachelor", "ba", "bsc", "beng")


@dataclass(frozen=True)
class Member:
    """A person in a `role`, called `title`; of somebody who has left, `place` is the affiliation today."""

    person: Person
    role: Role
    title: str
    is_current: bool = True
    place: Affiliation | None = None


@dataclass(frozen=True)
class Thesis:
    """A thesis that the owner supervised; its `kind` is such as `PhD thesis`."""

    person: Person
    role: Role
    kind: str


@dataclass(frozen=True)
class Group:
    """Members under one heading, which is empty where the list is not grouped."""

    title: str
    members: tuple[Member, ...]
    are_current: bool = True


@dataclass(frozen=True)
class Options:
    """The options of a block `/// people`; `current` and `alumni` are None where the block does not say."""

    role: Sequence[str] = ()
    topic: Sequence[str] = ()
    current: bool | None = None
    alumni: bool | None = None
    group: str = "role"
    sort: str = ""
    style: str = ""
    photos: str = "circle"


def list_people(registry: Registry, today: Date, options: Options, locale: Locale) -> tuple[Group, ...]:
    """The groups of people that the options ask for, with headings of the locale.

    Raises ValueError, with a message and the word, for a role that is unknown or a topic that nobody has.
    """
    kinds = _kinds(options.role)
    _check_topics(registry, options.topic)
    members = [
        member
        for person in registry.people
        if _has_topic(person, options.topic) and (member := membership(registry, person, today, locale, kinds))
    ]
    wants_current = options.current if options.current is not None else not options.alumni
    wants_alumni = options.alumni if options.alumni is not None else not options.current
    chosen = [member for member in members if (wants_current if member.is_current else wants_alumni)]
    chosen.sort(key=lambda member: _order(member, options))
    if options.group == "none":
        return (Group("", tuple(chosen), any(member.is_current for member in chosen)),) if chosen else ()
    grouped = groupby(chosen, key=lambda member: (_heading(member, locale), member.is_current))
    return tuple(Group(title, tuple(group), is_current) for (title, is_current), group in grouped)


def list_theses(registry: Registry, options: Options, locale: Locale) -> tuple[Thesis, ...]:
    """The theses in people's roles, the newest first."""
    kinds = _kinds(options.role)
    _check_topics(registry, options.topic)
    theses = [
        Thesis(person, role, locale.word("people.degree_thesis", degree=role.degree) if role.degree else "")
        for person in registry.people
        for role in person.roles
        if role.thesis and role.kind in kinds and _has_topic(person, options.topic)
    ]
    return tuple(sorted(theses, key=lambda thesis: (_newest_first(thesis.role.end), fold_text(thesis.person.family))))


def membership(
    registry: Registry, person: Person, today: Date, locale: Locale, kinds: Sequence[str] = MEMBERS
) -> Member | None:
    """What a person is in the group, or was last; None for somebody who has none of these roles, or none yet."""
    begun = [role for role in person.roles if role.kind in kinds and role.start.first_day <= today.order]
    going_on = [role for role in begun if role.includes(today) and role.kind != "alumnus"]
    if going_on:
        role = min(going_on, key=lambda role: (_rank(role), _newest_first(role.start)))
        return Member(person, role, _title(role, locale))
    if not begun:
        return None
    former = [role for role in begun if role.kind != "alumnus"] or begun
    last = max(former, key=lambda role: (role.end.last_day, role.start.first_day))
    place = registry.affiliation_at(person, today)
    return Member(person, last, _title(last, locale), is_current=False, place=place)


def _title(role: Role, locale: Locale) -> str:
    """What somebody is: `PhD student`, or what the role calls it."""
    if role.degree and role.kind in ("student", "alumnus"):
        return role.title or locale.word("people.degree_student", degree=role.degree)
    return role.title or locale.word(f"people.{role.kind}")


def _heading(member: Member, locale: Locale) -> str:
    role = member.role
    if not member.is_current:
        return locale.word("groups.alumni" if role.kind in MEMBERS else "groups.formerly")
    if role.kind == "student" and role.degree:
        return locale.word("groups.degree_student", degree=role.degree)
    return locale.word(f"groups.{role.kind}")


def spans_of(registry: Registry) -> Iterator[Span]:
    """The times on whose first and last days lists of people change."""
    for person in registry.people:
        yield from person.roles
        yield from person.affiliations


def photos_of(registry: Registry, is_listed: bool) -> set[str]:
    """The photos to publish: all, if a list of people `is_listed` on a page, else those of people with a page."""
    return {person.photo for person in registry.people if person.photo and (is_listed or person.has_page)}


def convert_texts(registry: Registry, convert: Callable[..., object]) -> tuple[Registry, list[Problem]]:
    """The people with the HTML of each text, and problems in the texts; `convert` reads Markdown."""
    problems = []

    def html_of(person: Person) -> Person:
        person, wrong = with_html(person, lambda text, lang: convert(text, lang=lang), person.name)
        problems.extend(problem for _, problem in wrong)
        return person

    return _changed(registry, html_of), problems


def resolve_texts(registry: Registry, resolve: Callable[[str], Markup]) -> Registry:
    """The people with resolved links in the HTML of their texts."""
    return _changed(registry, lambda person: map_html(person, resolve))


def people_in_language(registry: Registry, lang: str) -> Registry:
    """The people with their texts for pages in the language."""
    return _changed(registry, lambda person: _in_language(person, lang))


def _in_language(person: Person, lang: str) -> Person:
    return in_language(person, lang, {"untranslated": unsaid_in(person, ("text",), lang)})


def _changed(registry: Registry, change: Callable[[Person], Person]) -> Registry:
    """The registry with changed people, if any of them has a text."""
    if not any(person.text or person.translated for person in registry.people):
        return registry
    return Registry(tuple(map(change, registry.people)))


def _kinds(words: Sequence[str]) -> tuple[str, ...]:
    """The roles that a block asks for, in its order."""
    for word in words:
        if word.casefold() not in ROLES:
            raise ValueError(f"no role '{word}'{did_you_mean(word.casefold(), ROLES)}; known: {', '.join(ROLES)}", word)
    return tuple(word.casefold() for word in words) or MEMBERS


def _check_topics(registry: Registry, words: Sequence[str]) -> None:
    known = {topic.casefold(): topic for person in registry.people for topic in person.topics}
    for word in words:
        if word.casefold() not in known:
            hint = did_you_mean(word, known.values())
            raise ValueError(f"nobody in content/people.toml has the topic '{word}'{hint}", word)


def _has_topic(person: Person, words: Sequence[str]) -> bool:
    topics = {topic.casefold() for topic in person.topics}
    return not words or any(word.casefold() in topics for word in words)


def _order(member: Member, options: Options) -> tuple:
    role, name = member.role, fold_text(f"{member.person.family} {member.person.name}")
    by_name = options.sort == "name" or (not options.sort and member.is_current)
    dates = role.start.first_day if member.is_current else _newest_first(role.end)
    within = (name,) if by_name else (dates, name)
    rank = _rank(role) if options.group == "role" and member.is_current else (0,)
    return (not member.is_current, rank, within)


def _rank(role: Role) -> tuple:
    """Where a role stands among others: by its kind, then by its degree."""
    degree = fold_text(role.degree).replace(".", "").replace(" ", "")
    place = next((n for n, known in enumerate(DEGREES) if degree.startswith(known)), len(DEGREES))
    return (*MEMBERS, *OTHERS).index(role.kind), place, degree


def _newest_first(date: Date) -> tuple[int, ...]:
    return tuple(-part for part in date.last_day)
