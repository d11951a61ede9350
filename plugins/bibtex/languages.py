"""The language of a publication as a BCP 47 code: by Babel's and biblatex's names, or by the script of its title."""

import re
from collections.abc import Mapping

FIELDS = ("langid", "language", "hyphenation", "lang")
# Code → the names that Babel and polyglossia give to it, including dialects with the same spelling.
NAMES = {
    "ar": "arabic",
    "bg": "bulgarian",
    "ca": "catalan",
    "cs": "czech",
    "cy": "welsh",
    "da": "danish",
    "de": "german ngerman austrian naustrian swissgerman nswissgerman deutsch",
    "el": "greek",
    "en": "english american british usenglish ukenglish australian canadian newzealand",
    "es": "spanish mexican castellano español",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian farsi",
    "fi": "finnish",
    "fr": "french francais acadian canadien français",
    "ga": "irish",
    "gl": "galician",
    "he": "hebrew",
    "hi": "hindi",
    "hr": "croatian",
    "hu": "hungarian magyar",
    "id": "indonesian indonesia bahasa",
    "is": "icelandic",
    "it": "italian italiano",
    "ja": "japanese",
    "ko": "korean",
    "la": "latin",
    "lt": "lithuanian",
    "lv": "latvian",
    "nb": "norwegian norsk bokmal",
    "nl": "dutch",
    "nn": "nynorsk",
    "pl": "polish",
    "pt": "portuguese portuges",
    "pt-br": "brazilian brazil",
    "ro": "romanian",
    "ru": "russian",
    "sk": "slovak",
    "sl": "slovenian slovene",
    "sr": "serbian",
    "sv": "swedish",
    "th": "thai",
    "tr": "turkish",
    "uk": "ukrainian",
    "vi": "vietnamese",
    "zh": "chinese",
}
CODES = {name: code for code, names in NAMES.items() for name in names.split()}
CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
KANA, HANGUL, HAN = re.compile("[\u3041-\u30ff]"), re.compile("[\uac00-\ud7af]"), re.compile("[\u3400-\u9fff]")


def language_of(fields: Mapping[str, str], title: str) -> str:
    """A code such as `de`, `pt-br` or `zh`, by what the entry says, or else by kana, hangul or Han in its title (text,
    not LaTeX); empty if neither is known."""
    written = next((fields[name] for name in FIELDS if fields.get(name)), "")
    name = re.split(r"\s*(?:,|;| and )\s*", written.strip("{} ").lower().replace("_", "-"))[0]
    if code := CODES.get(name) or (name if CODE.fullmatch(name) else ""):
        return code
    return next((code for code, script in (("ja", KANA), ("ko", HANGUL), ("zh", HAN)) if script.search(title)), "")
