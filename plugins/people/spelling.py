"""Whether two words are one name spelled in two ways. In: words of names. Out: yes or no.

Accents may be left out ("Núñez", "Nunez") and umlauts written as two letters ("Jörg", "Joerg"), but two accents that
differ are two names, and so are "Joerg" and "Jorg".
"""

import re
import unicodedata
from functools import lru_cache

BREAK = re.compile(r"[\s._~\u00b7\u30fb\uff0e\-\u2010-\u2015\u2212\uff0d]+")
STROKES = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
DIGRAPHS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
PINYIN = {"ü": "v", "ǖ": "v", "ǘ": "v", "ǚ": "v", "ǜ": "v"}  # Lü is also typed Lv
ACCENTED = re.compile(r"[a-z\u03b1-\u03c9]")  # the letters on which a mark is an accent, not another letter
SILENT = re.compile(r"[\u02b9-\u02bf]")  # apostrophes that count as letters
SHORTEST = 6  # letters of a word in which one wrong letter is a slip, and not another name


@lru_cache(maxsize=65536)
def letters(text: str) -> str:
    """A word in small letters, without its apostrophes, dots and spaces."""
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    kept = (sign for sign in SILENT.sub("", small) if unicodedata.category(sign)[0] in "LMN")
    return "".join(kept)


def words(text: str) -> tuple[str, ...]:
    """The words of a name, parted at spaces, dots and hyphens."""
    return tuple(filter(None, map(letters, BREAK.split(text))))


@lru_cache(maxsize=65536)
def folds(word: str) -> frozenset[str]:
    """What a word becomes on a keyboard without accents."""
    plain = "".join(base for base, _ in _signs(word))
    tables = (DIGRAPHS, PINYIN)
    spelled = ("".join(table.get(sign, sign) for sign in word) for table in tables)
    return frozenset((plain, *("".join(base for base, _ in _signs(one)) for one in spelled)))


def same(one: str, other: str) -> bool:
    """Whether two words, as `letters` gives them, are the same but for accents that one of them leaves out."""
    if one == other:
        return True
    if folds(one).isdisjoint(folds(other)):
        return False
    first, second = _signs(one), _signs(other)
    if [base for base, _ in first] != [base for base, _ in second]:
        return True
    return all(a == b or not a or not b for (_, a), (_, b) in zip(first, second, strict=True))


def is_slip(one: str, other: str) -> bool:
    """Whether one letter of a long word is wrong, missing, too many, or two have changed places."""
    a, b = sorted((min(folds(one)), min(folds(other))), key=len)
    if a == b or len(a) < SHORTEST or len(b) - len(a) > 1:
        return False
    start = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    swapped = a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
    return swapped or a[start + 1 :] == b[start + 1 :]


@lru_cache(maxsize=65536)
def _signs(word: str) -> tuple[tuple[str, str], ...]:
    """Each letter and its accents; marks of other scripts belong to their letters."""
    found: list[tuple[str, str]] = []
    for sign in word:
        base, marks = unicodedata.normalize("NFD", sign)[:1], unicodedata.normalize("NFD", sign)[1:]
        if found and unicodedata.combining(sign):
            before, accents = found.pop()
            found.append((before, accents + sign) if ACCENTED.match(before) else (before + sign, accents))
        elif sign in STROKES:
            found += [(letter, sign) for letter in STROKES[sign]]
        else:
            found.append((base, marks) if ACCENTED.match(base) else (sign, ""))
    return tuple(found)
