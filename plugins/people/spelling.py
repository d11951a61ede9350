"""Whether two words are two spellings of one name.

Accents may be left out ("Núñez", "Nunez") and umlauts written as two letters ("Jörg", "Joerg"), but two different
accents make two names, and so do "Joerg" and "Jorg".
"""

import re
import unicodedata
from functools import lru_cache

from plugins.core.folding import PLAIN_LETTERS

BREAK = re.compile(r"[\s._~\u00b7\u30fb\uff0e\-\u2010-\u2015\u2212\uff0d]+")
DIGRAPHS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
PINYIN = {"ü": "v", "ǖ": "v", "ǘ": "v", "ǚ": "v", "ǜ": "v"}  # Lü is also typed Lv
ACCENTED = re.compile(r"[a-z\u03b1-\u03c9]")  # on other letters, a mark makes another letter
APOSTROPHES = re.compile(r"[\u02b9-\u02bf]")  # those that Unicode counts as letters
SHORTEST_TYPO = 6  # in shorter words, one wrong letter makes another name


def normalize(text: str) -> str:
    """Text in lower case, reduced to letters and digits: `O'Brien-Núñez` → `obriennúñez`."""
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(each for each in APOSTROPHES.sub("", lower) if unicodedata.category(each)[0] in "LMN")


def split_words(text: str) -> tuple[str, ...]:
    """The normalized words of a name, split at spaces, dots and hyphens."""
    return tuple(filter(None, map(normalize, BREAK.split(text))))


@lru_cache(maxsize=65536)  # each author of each publication is compared with many people
def plain_spellings(word: str) -> frozenset[str]:
    """What people type for a normalized word on a keyboard without accents: `jörg` → `jorg`, `joerg`."""
    spelled = (word, *("".join(table.get(letter, letter) for letter in word) for table in (DIGRAPHS, PINYIN)))
    return frozenset("".join(letter for letter, _ in _letters(each)) for each in spelled)


def is_same_word(one: str, other: str) -> bool:
    """Whether two normalized words differ at most by accents that one of them leaves out."""
    if one == other:
        return True
    if plain_spellings(one).isdisjoint(plain_spellings(other)):
        return False
    first, second = _letters(one), _letters(other)
    if [letter for letter, _ in first] != [letter for letter, _ in second]:
        return True
    return all(a == b or not a or not b for (_, a), (_, b) in zip(first, second, strict=True))


def is_typo(one: str, other: str) -> bool:
    """Whether one letter of a long word is wrong, missing or too many, or two letters have changed places."""
    a, b = sorted((min(plain_spellings(one)), min(plain_spellings(other))), key=len)
    if a == b or len(a) < SHORTEST_TYPO or len(b) - len(a) > 1:
        return False
    start = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    swapped = a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
    return swapped or a[start + 1 :] == b[start + 1 :]


def _letters(word: str) -> tuple[tuple[str, str], ...]:
    """Each letter and its accents; the marks of other scripts stay with their letters."""
    letters: list[tuple[str, str]] = []
    for character in word:
        decomposed = unicodedata.normalize("NFD", character)
        letter, accents = decomposed[:1], decomposed[1:]
        if letters and unicodedata.combining(character):
            letter, accents = letters.pop()
            letters.append((letter, accents + character) if ACCENTED.match(letter) else (letter + character, accents))
        elif character in PLAIN_LETTERS:
            letters += [(letter, character) for letter in PLAIN_LETTERS[character]]
        else:
            letters.append((letter, accents) if ACCENTED.match(letter) else (character, ""))
    return tuple(letters)
