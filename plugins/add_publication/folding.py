"""Texts made comparable: without case, accents, LaTeX and punctuation."""

import re
import unicodedata

from plugins.add_publication.accents import unicode_accents

TRANSLITERATED = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ȷ": "j"}
)
COMMAND = re.compile(r"\\[a-zA-Z]+\*?|\\.")
MARK = re.compile(r"(?i)</?(?:\w+:)?[a-z][\w-]*(?:\s[^<>]*)?>|&#?\w+;|[{}$^_~]")
OTHER = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Words in small letters with a space between them; formulas are left with their letters."""
    text = unicode_accents(text).replace("\\&", " and ").replace("&amp;", " and ")
    text = MARK.sub("", COMMAND.sub("", text).replace("~", " ").replace("&", " and "))
    text = unicodedata.normalize("NFKD", text).casefold().translate(TRANSLITERATED)
    return OTHER.sub(" ", "".join(sign for sign in text if not unicodedata.combining(sign))).strip()


def ascii_word(text: str) -> str:
    """What of a folded text a key may have."""
    return re.sub(r"[^a-z0-9]", "", folded(text))
