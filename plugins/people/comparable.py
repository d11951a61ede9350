"""Names as people write them → `Name` records, and these → words that can be compared."""

import re
from dataclasses import dataclass, field

from plugins.core.names import Name, is_east_asian
from plugins.people.spelling import normalize, split_words

PARTICLES = frozenset(("de", "la", "del", "della", "der", "den", "des", "dos", "das", "van", "von"))
SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
HYPHENATED = re.compile(r"\w\.?(?:[-\u2010\u2011]\w\.?)+")
INITIALS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True)
class ComparableName:
    """A name as normalized words. One in Han characters, kana or hangul is one word, `family`, and `swapped`, the
    same with the given name first.

    `syllables` are initials with hyphens between them, such as `jh` of `J.-H.`: they belong to one given name.
    """

    family: str
    given: tuple[str, ...] = ()
    suffix: str = ""
    words: tuple[str, ...] = ()
    swapped: str = ""
    syllables: str = field(default="", compare=False)

    @property
    def is_full(self) -> bool:
        """Whether no given name is an initial."""
        return bool(self.given) and all(len(word) > 1 for word in self.given)


def parse_name(text: str) -> Name:
    """A name as people write it: `Ada B. Example`, `Example, Ada B.`, `King, Jr., Martin`, `李雷`."""
    text = " ".join(text.split())
    if is_east_asian(normalize(text)):
        return Name(literal=text)
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and normalize(parts[1]) in SUFFIXES and (len(parts) == 2 or not parts[2]):
        parts = [" ".join(parts[:2])]
    if len(parts) > 1:
        return Name(parts[0], parts[-1], parts[1] if len(parts) > 2 else "")
    words = parts[0].split(" ")
    suffix = words.pop() if len(words) > 2 and normalize(words[-1]) in SUFFIXES else ""
    start = _family_start(words)
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def make_comparable(name: Name) -> ComparableName:
    """Particles and suffixes count as such, whichever part of the name they are in."""
    whole = normalize(name.literal or name.family + name.given)
    if is_east_asian(whole):
        return ComparableName(whole, words=(whole,), swapped=normalize(name.given + name.family) or whole)
    if name.literal:
        name = parse_name(name.literal)
    given, family, suffix = name.given.split(), name.family.split(), normalize(name.suffix)
    if not suffix and len(family) > 1 and normalize(family[-1]) in SUFFIXES:
        suffix = normalize(family.pop())
    start = _family_start([*given, "x"])
    family, given = [*given[start:], *family], given[:start]
    given_words = tuple(part for word in given for part in _split_given(word, name.family))
    family_words = split_words(" ".join(family))
    return ComparableName(
        "".join(family_words),
        given_words,
        SUFFIXES.get(suffix, suffix),
        (*given_words, *family_words),
        syllables="".join(split_words(given[0])) if len(given) == 1 and HYPHENATED.fullmatch(given[0]) else "",
    )


def _family_start(words: list[str]) -> int:
    """Where the family name begins in a name that begins with the given name."""
    start = len(words) - 1
    while start > 1 and (words[start - 1][0].islower() or words[start - 1].casefold() in PARTICLES):
        start -= 1
    return max(start, 0)


def _split_given(word: str, family: str) -> tuple[str, ...]:
    """The words of a given name; two capitals beside a family name in lower case are initials: `Example, AB`."""
    if INITIALS.fullmatch(word) and word.isupper() and not family.isupper():
        return tuple(normalize(word))
    return split_words(word)
