"""Names made ready to be compared. In: a text, as people write a name, or a `Name`. Out: `Name`, `Form`."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from plugins.core.names import Name, is_east_asian
from plugins.people.spelling import letters, words

PARTICLES = frozenset(("de", "la", "del", "della", "der", "den", "des", "dos", "das", "van", "von"))
SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
HYPHENED = re.compile(r"\w\.?(?:[-\u2010\u2011]\w\.?)+")
INITIALS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True)
class Form:
    """A name in words that can be compared; in Han, kana and hangul one word, `family`, and its other order.

    `syllables` are initials with hyphens between them, `jh` of `J.-H.`: of one name, not of two.
    """

    family: str
    given: tuple[str, ...] = ()
    suffix: str = ""
    words: tuple[str, ...] = ()
    turned: str = ""
    syllables: str = field(default="", compare=False)

    @property
    def is_full(self) -> bool:
        return bool(self.given) and all(len(word) > 1 for word in self.given)


def parse(text: str) -> Name:
    """A name as people write it: `Ada B. Example`, `Example, Ada B.`, `King, Jr., Martin`, `李雷`."""
    text = " ".join(text.split())
    if is_east_asian(letters(text)):
        return Name(literal=text)
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and letters(parts[1]) in SUFFIXES and (len(parts) == 2 or not parts[2]):
        parts = [" ".join(parts[:2])]
    if len(parts) > 1:
        return Name(parts[0], parts[-1], parts[1] if len(parts) > 2 else "")
    spoken = parts[0].split(" ")
    suffix = spoken.pop() if len(spoken) > 2 and letters(spoken[-1]) in SUFFIXES else ""
    start = _family(spoken)
    return Name(" ".join(spoken[start:]), " ".join(spoken[:start]), suffix)


@lru_cache(maxsize=65536)
def form(name: Name) -> Form:
    """A name of a list or of the registry, made ready; particles belong to the family wherever they were put."""
    whole = letters(name.literal or name.family + name.given)
    if is_east_asian(whole):
        return Form(whole, words=(whole,), turned=letters(name.given + name.family) or whole)
    if name.literal:
        name = parse(name.literal)
    given, family, suffix = name.given.split(), name.family.split(), letters(name.suffix)
    if not suffix and len(family) > 1 and letters(family[-1]) in SUFFIXES:
        suffix = letters(family.pop())
    start = _family([*given, "x"])
    family, given = [*given[start:], *family], given[:start]
    parts = tuple(word for one in given for word in _initials(one, name.family))
    spoken = tuple(word for one in family for word in words(one))
    return Form("".join(spoken), parts, SUFFIXES.get(suffix, suffix), (*parts, *spoken), syllables=_syllables(given))


def _family(spoken: list[str]) -> int:
    """Where the family's name begins in a name that is said given name first."""
    start = len(spoken) - 1
    while start > 1 and (spoken[start - 1][0].islower() or spoken[start - 1].casefold() in PARTICLES):
        start -= 1
    return max(start, 0)


def _initials(word: str, family: str) -> tuple[str, ...]:
    """A given name's words; capitals beside a family in small letters are initials: `Example, AB`."""
    if INITIALS.fullmatch(word) and word.isupper() and not family.isupper():
        return tuple(letters(word))
    return words(word)


def _syllables(given: list[str]) -> str:
    return "".join(words(given[0])) if len(given) == 1 and HYPHENED.fullmatch(given[0]) else ""
