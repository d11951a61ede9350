"""Fold texts for comparison: titles of publications, names, search words."""

import re
import unicodedata

# Letters that Unicode does not decompose, as people type them without a key for them; `casefold` replaces `ß`.
PLAIN_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ȷ": "j", "ŧ": "t"}
PLAIN_LETTERS |= {"æ": "ae", "œ": "oe", "þ": "th"}
NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


def fold_text(text: str) -> str:
    """The words of a text (Unicode, neither LaTeX nor HTML) in lower case, separated by single spaces.

    Accents, ligatures and punctuation are removed, `&` becomes `and`, other scripts are unchanged:
    `Œuvre & Gödel’s Part–2` → `oeuvre and godel s part 2`.
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return NOT_ALPHANUMERIC.sub(" ", letters.translate(str.maketrans(PLAIN_LETTERS))).strip()
