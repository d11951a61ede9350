"""Whether a person of the registry may be the one whom a name means. In: a person, a name. Out: a `Grade`."""

from plugins.people.forms import Form
from plugins.people.likeness import Grade, fits, given_grade, grade
from plugins.people.person import Person
from plugins.people.spelling import is_slip, same


def agreement(person: Person, name: Form) -> Grade:
    """The best agreement with any of a person's spellings that none of the others denies."""
    best = max((_grade_of(person, one, name) for one in person.forms), default=Grade.NONE)
    if best < Grade.EXACT and not any(grade(one, name) >= best and _says_all(one, name) for one in person.forms):
        denying = (one for one in person.forms if best == Grade.POSSIBLE or _begins_like(one, name))
        return Grade.NONE if any(_contradicts(one, name) for one in denying) else best
    return best


def _grade_of(person: Person, known: Form, name: Form) -> Grade:
    if _is_turned(known, name):
        return Grade.CLOSE if person.is_written_family_first else max(grade(known, name), Grade.POSSIBLE)
    return grade(known, name)


def is_slip_of(person: Person, name: Form) -> bool:
    """Whether the name is one of the person's but for one letter of one word."""
    return any(
        len(known.words) == len(name.words)
        and sum(not same(a, b) for a, b in zip(known.words, name.words, strict=True)) == 1
        and all(same(a, b) or is_slip(a, b) for a, b in zip(known.words, name.words, strict=True))
        for known in person.forms
        if len(known.words) > 1
    )


def _is_turned(known: Form, name: Form) -> bool:
    """Whether family and given name, both in full, have changed places."""
    return known.is_full and same("".join(known.given), name.family) and same(known.family, "".join(name.given))


def _contradicts(known: Form, name: Form) -> bool:
    """Whether both are of one family and their given names cannot be one person's."""
    return same(known.family, name.family) and given_grade(known.given, name.given) == Grade.NONE


def _begins_like(known: Form, name: Form) -> bool:
    """Whether the first given names agree, in full or by an initial."""
    return bool(known.given and name.given) and fits(known.given[0], name.given[0])


def _says_all(known: Form, name: Form) -> bool:
    """Whether nothing stands in the `name` that the `known` one does not have."""
    pairs = zip(known.given, name.given, strict=False)
    return len(name.given) <= len(known.given) and all(len(a) > 1 or len(b) == 1 for a, b in pairs)
