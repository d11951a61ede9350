"""In which language a name in another script is, by the key that `names` in people.toml has for it."""

import unicodedata
from collections.abc import Sequence

# The first word of Unicode's name of a letter, and the languages that write it: the first unless the site has another
LANGUAGES = {
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "HANGUL": ("ko",),
    "CJK": ("zh", "ja", "ko"),
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg"),
    "ARABIC": ("ar", "fa", "ur", "ps", "ckb", "ug"),
    "HEBREW": ("he", "yi"),
    "GREEK": ("el",),
    "ARMENIAN": ("hy",),
    "GEORGIAN": ("ka",),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "BENGALI": ("bn",),
    "TAMIL": ("ta",),
    "TELUGU": ("te",),
    "THAI": ("th",),
    "ETHIOPIC": ("am",),
    "KHMER": ("km",),
}


def language_of_script(name: str, languages: Sequence[str]) -> str:
    """The language of a name; empty for Latin letters. `languages` are those of the site."""
    scripts = {unicodedata.name(character, "").split(" ")[0] for character in name if character.isalpha()}
    written = next((known for script, known in LANGUAGES.items() if script in scripts), ())
    return next((tag for tag in languages if tag.partition("-")[0] in written), next(iter(written), ""))
