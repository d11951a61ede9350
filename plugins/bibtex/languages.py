"""The language of a work: what Babel and biblatex call it, a code, or what its script tells → a code of BCP 47.

In: the fields of an entry, and its title as text. Out: `de`, `pt-br`, `zh`; empty where it is not known.
"""

import re
from collections.abc import Mapping

FIELDS = ("langid", "language", "hyphenation", "lang")
# Code → what Babel and polyglossia call it, dialects that are written alike among them.
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


def language(fields: Mapping[str, str], title: str) -> str:
    """What the entry says; else, of a title in kana, hangul or Han, the language that is written so."""
    written = next((fields[name] for name in FIELDS if fields.get(name)), "")
    said = re.split(r"\s*(?:,|;| and )\s*", written.strip("{} ").lower().replace("_", "-"))[0]
    if found := CODES.get(said, said if CODE.fullmatch(said) and len(said.split("-")[0]) <= 3 else ""):
        return found
    return next((code for code, script in (("ja", KANA), ("ko", HANGUL), ("zh", HAN)) if script.search(title)), "")
