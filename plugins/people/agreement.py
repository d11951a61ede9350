"""How well a name in a list of authors agrees with a person's spellings."""

from collections.abc import Collection
from enum import IntEnum

from plugins.people.comparable import ComparableName
from plugins.people.person import Person
from plugins.people.spelling import is_same_word, is_typo


class Grade(IntEnum):
    """`SAME`: letter by letter; `EXACT`: apart from accents and hyphens; `CLOSE`: apart from middle initials;
    `NEAR`: as far as initials tell; `POSSIBLE`: one of the two has another given name, or has it in full.
    """

    NONE = 0
    POSSIBLE = 1
    NEAR = 2
    CLOSE = 3
    EXACT = 4
    SAME = 5


def grade_person(person: Person, name: ComparableName) -> Grade:
    """The best grade of any spelling of a person, unless another spelling of theirs contradicts it."""
    best = max((_grade_spelling(person, known, name) for known in person.spellings), default=Grade.NONE)
    if best >= Grade.EXACT or any(grade(each, name) >= best and _covers(each, name) for each in person.spellings):
        return best
    relevant = (each for each in person.spellings if best == Grade.POSSIBLE or _begins_like(each, name))
    return Grade.NONE if any(_contradicts(each, name) for each in relevant) else best


def is_typo_of(person: Person, name: ComparableName) -> bool:
    """Whether the name is a spelling of the person's apart from a typo in one word."""
    return any(_differs_by_typo(known.words, name.words) for known in person.spellings if len(known.words) > 1)


def grade(known: ComparableName, name: ComparableName) -> Grade:
    """How well a name agrees with a known one."""
    if known == name or not name.words:
        return Grade.SAME if name.words else Grade.NONE
    if known.swapped or name.swapped:
        return Grade.EXACT if known.family in (name.family, name.swapped) else Grade.NONE
    if known.suffix and name.suffix and known.suffix != name.suffix:
        return Grade.NONE
    if len(known.given) == 1 and not all(initial in known.given[0] for initial in name.syllables):
        return Grade.NONE
    if _are_same(known.words, name.words):
        result = Grade.EXACT
    else:
        result = _grade_given(known.given, name.given) if is_same_word(known.family, name.family) else Grade.NONE
    return result if known.suffix == name.suffix else min(result, Grade.POSSIBLE)


def _grade_spelling(person: Person, known: ComparableName, name: ComparableName) -> Grade:
    if _is_swapped(known, name):
        return Grade.CLOSE if person.is_written_family_first else max(grade(known, name), Grade.POSSIBLE)
    return grade(known, name)


def _grade_given(known: tuple[str, ...], name: tuple[str, ...]) -> Grade:
    """How well given names agree, with or without hyphens."""
    apart = _grade_words(known, name)
    are_full = known and name and len(known[0]) > 1 and len(name[0]) > 1
    return max(apart, _grade_words(_join_full(known), _join_full(name))) if are_full else apart


def _grade_words(known: tuple[str, ...], name: tuple[str, ...]) -> Grade:
    """Word by word, in full or by initials."""
    if _are_same(known, name):
        return Grade.EXACT
    pairs = list(zip(known, name, strict=False))
    if not pairs or not all(_fits(a, b) for a, b in pairs):
        return Grade.NONE
    added, left_out = name[len(pairs) :], known[len(pairs) :]
    has_full = any(len(a) > 1 and len(b) > 1 for a, b in pairs)
    if any(len(word) > 1 for word in added) or (has_full and any(len(word) > 1 for word in left_out)):
        return Grade.POSSIBLE
    if has_full:
        return Grade.CLOSE
    return Grade.POSSIBLE if any(len(a) == 1 and len(b) > 1 for a, b in pairs) else Grade.NEAR


def _join_full(given: tuple[str, ...]) -> tuple[str, ...]:
    """The full names before the first initial as one word: `jun`, `hao` → `junhao`."""
    count = next((at for at, word in enumerate(given) if len(word) == 1), len(given))
    return ("".join(given[:count]), *given[count:]) if count else given


def _is_swapped(known: ComparableName, name: ComparableName) -> bool:
    """Whether family name and given name, both in full, have changed places."""
    return (
        known.is_full
        and is_same_word("".join(known.given), name.family)
        and is_same_word(known.family, "".join(name.given))
    )


def _contradicts(known: ComparableName, name: ComparableName) -> bool:
    """Whether the family names agree, and the given names do not."""
    return is_same_word(known.family, name.family) and _grade_given(known.given, name.given) == Grade.NONE


def _begins_like(known: ComparableName, name: ComparableName) -> bool:
    """Whether the first given names agree, in full or by an initial."""
    return bool(known.given and name.given) and _fits(known.given[0], name.given[0])


def _covers(known: ComparableName, name: ComparableName) -> bool:
    """Whether the name has no given name that the known one lacks, or has only as an initial."""
    pairs = zip(known.given, name.given, strict=False)
    return len(name.given) <= len(known.given) and all(len(a) > 1 or len(b) == 1 for a, b in pairs)


def _are_same(known: Collection[str], name: Collection[str]) -> bool:
    return len(known) == len(name) and all(map(is_same_word, known, name))


def _fits(known: str, name: str) -> bool:
    """Whether two words are the same, or one is the initial of the other."""
    return is_same_word(known, name) if len(known) > 1 and len(name) > 1 else is_same_word(known[0], name[0])


def _differs_by_typo(known: Collection[str], name: Collection[str]) -> bool:
    if len(known) != len(name):
        return False
    different = [(a, b) for a, b in zip(known, name, strict=True) if not is_same_word(a, b)]
    return len(different) == 1 and is_typo(*different[0])
