"""LaTeX's accents and letters → Unicode; every other command stays as it was typed."""

import re
import unicodedata

MARKS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
LETTERS = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
    "j": "ȷ",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
    "textquotesingle": "'",
    "textquoteright": "’",
    "textquoteleft": "‘",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textendash": "–",
    "textemdash": "—",
}
BASE = r"(?:\\([ij])(?![a-zA-Z])\s*(?:\{\})?|([^\W\d_][\u0300-\u036f]*))"
SIGN = r"\\(?:([`'^~=.\"])\s*|([urHvdckb])(?:\s+|(?=\{)))"
ACCENT = re.compile(rf"\{{{SIGN}(?:\{{{BASE}\}}|{BASE})\}}|{SIGN}(?:\{{{BASE}\}}|{BASE})")
NAMES = "|".join(sorted(LETTERS, key=len, reverse=True))
LETTER = re.compile(rf"\{{\\({NAMES})\s*\}}|\\({NAMES})(?:\{{\}}|(?![a-zA-Z])\s*)")
MATH = re.compile(r"(?<!\\)\$(?=\S)(?:[^$\\]|\\.)*?(?<=\S)\$(?!\d)", re.S)


def unicode_accents(text: str) -> str:
    """`G{\\"o}del` → `Gödel`; formulas between dollar signs are left alone."""
    if "\\" not in text:
        return text
    return outside_math(text, _letters)


def outside_math(text: str, change) -> str:
    """`change` of what is no formula, with the formulas as they were."""
    parts, end = [], 0
    for match in MATH.finditer(text):
        parts += [change(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, change(text[end:])])


def _letters(text: str) -> str:
    for _ in range(3):
        changed = ACCENT.sub(_accented, text)
        if changed == text:
            break
        text = changed
    return unicodedata.normalize("NFC", LETTER.sub(lambda match: LETTERS[match[1] or match[2]], text))


def _accented(match: re.Match) -> str:
    sign, letter = (part for part in match.groups() if part)
    whole = unicodedata.normalize("NFC", letter + MARKS[sign])
    return whole if len(whole) == 1 else match[0]
