"""How much a name in a list of authors agrees with one of the registry. In: two `Form`s. Out: a `Grade`."""

from enum import IntEnum

from plugins.people.forms import Form
from plugins.people.spelling import same


class Grade(IntEnum):
    """`SAME`: letter by letter; `EXACT`: but for accents and hyphens; `CLOSE`: but for middle initials;
    `NEAR`: as far as initials tell; `POSSIBLE`: one of both has a name more, or in full.
    """

    NONE = 0
    POSSIBLE = 1
    NEAR = 2
    CLOSE = 3
    EXACT = 4
    SAME = 5


def grade(known: Form, name: Form) -> Grade:
    """How far the `name` of a list agrees with a `known` one."""
    if known == name or not name.words:
        return Grade.SAME if name.words else Grade.NONE
    if known.turned or name.turned:
        return Grade.EXACT if known.family in (name.family, name.turned) else Grade.NONE
    if known.suffix and name.suffix and known.suffix != name.suffix:
        return Grade.NONE
    if len(known.given) == 1 and not all(sign in known.given[0] for sign in name.syllables):
        return Grade.NONE
    agreed = _agreed(known, name)
    return agreed if known.suffix == name.suffix else min(agreed, Grade.POSSIBLE)


def _agreed(known: Form, name: Form) -> Grade:
    if _all_same(known.words, name.words):
        return Grade.EXACT
    return given_grade(known.given, name.given) if same(known.family, name.family) else Grade.NONE


def given_grade(known: tuple[str, ...], name: tuple[str, ...]) -> Grade:
    """How far given names agree, with or without hyphens."""
    apart = _aligned(known, name)
    in_full = known and name and len(known[0]) > 1 and len(name[0]) > 1
    return max(apart, _aligned(_joined(known), _joined(name))) if in_full else apart


def _aligned(known: tuple[str, ...], name: tuple[str, ...]) -> Grade:
    """Word by word: in full, or by an initial."""
    if _all_same(known, name):
        return Grade.EXACT
    pairs = list(zip(known, name, strict=False))
    if not pairs or not all(fits(a, b) for a, b in pairs):
        return Grade.NONE
    more, less = name[len(pairs) :], known[len(pairs) :]
    in_full = any(len(a) > 1 and len(b) > 1 for a, b in pairs)
    if any(len(word) > 1 for word in more) or (in_full and any(len(word) > 1 for word in less)):
        return Grade.POSSIBLE
    if in_full:
        return Grade.CLOSE
    return Grade.POSSIBLE if any(len(a) == 1 and len(b) > 1 for a, b in pairs) else Grade.NEAR


def _joined(given: tuple[str, ...]) -> tuple[str, ...]:
    """The full names before the first initial as one: `Jun-Hao` is `Junhao`."""
    count = next((at for at, word in enumerate(given) if len(word) == 1), len(given))
    return ("".join(given[:count]), *given[count:]) if count else given


def _all_same(known: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return len(known) == len(name) and all(map(same, known, name))


def fits(known: str, name: str) -> bool:
    """Whether two words are the same, or one is the initial of the other."""
    if len(known) > 1 and len(name) > 1:
        return same(known, name)
    return same(known[0], name[0])
