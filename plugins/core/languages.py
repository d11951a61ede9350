"""Languages by their BCP 47 tags: whether a tag is one, what its author probably meant, and which way its text runs.

Sources: RFC 5646 for the form of a tag; ISO 639 for the names in languages.txt.
"""

import difflib
import re
from functools import cache
from pathlib import Path

TAG = re.compile(
    r"""(?P<language>[a-z]{2,3}) (?:-[a-z]{3}){0,3}
    (?:-(?P<script>[a-z]{4}))? (?:-(?P<region>[a-z]{2}|\d{3}))?
    (?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))* (?:-[a-wyz\d](?:-[a-z\d]{2,8})+)* (?:-x(?:-[a-z\d]{1,8})+)?
    """,
    re.X | re.I,
)
# Codes of countries that people write for the language spoken there, and codes that were replaced.
MISTAKEN = {
    "at": "de",
    "cn": "zh",
    "cz": "cs",
    "dk": "da",
    "gb": "en",
    "gr": "el",
    "in": "id",
    "iw": "he",
    "ji": "yi",
    "jp": "ja",
    "sp": "es",
    "tw": "zh-TW",
    "ua": "uk",
    "us": "en",
}
REGIONS = {"EN": "", "UK": "GB"}  # no codes of a region, and what is
SCRIPTS = {"simplified": "Hans", "traditional": "Hant", "简体中文": "Hans", "繁體中文": "Hant"}
RIGHT_TO_LEFT = frozenset(
    (
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "glk",
        "he",
        "iw",
        "ji",
        "ks",
        "lrc",
        "mzn",
        "nqo",
        "pnb",
        "ps",
        "sd",
        "sdh",
        "skr",
        "syr",
        "ug",
        "ur",
        "uzs",
        "yi",
    )
)
SCRIPTS_RIGHT_TO_LEFT = frozenset(("adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"))


def language_error(written: str) -> str:
    """What is wrong with a language tag, and what to write; empty if it is one."""
    if _is_tag(written):
        return ""
    meant = _meant(written)
    remedy = f"write '{meant}'" if meant else "write a code such as 'de' or 'zh-CN'"
    return f"'{written}' is no language: {remedy}"


def text_direction(tag: str) -> str:
    """`rtl` or `ltr`: which way a text runs in the language (or in the script that the tag names)."""
    match = TAG.fullmatch(tag)
    if match and match["script"]:
        return "rtl" if match["script"].lower() in SCRIPTS_RIGHT_TO_LEFT else "ltr"
    return "rtl" if match and match["language"].lower() in RIGHT_TO_LEFT else "ltr"


def _is_tag(written: str) -> bool:
    match = TAG.fullmatch(written)
    if not match or (match["region"] or "").upper() in REGIONS:
        return False
    code = match["language"].lower()
    return code in _codes() if len(code) == 2 else code not in _codes_by_name()


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    text = Path(__file__).with_suffix(".txt").read_text("utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines() if not line.startswith("#"))


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code, *_ in _rows())


@cache
def _codes_by_name() -> dict[str, str]:
    return {name: code for code, *names in _rows() for name in names}


def _meant(written: str) -> str:
    """The tag that `german`, `zh_CN` or `pt_BR.UTF-8` stands for; empty if that is unknown."""
    words = re.findall(r"[^\W_]+", re.split("[.@]", written)[0].casefold())
    by_name = _codes_by_name()
    code = next((found for word in words if (found := by_name.get(word))), "")
    if not code and words:
        first = words[0]
        long_names = [name for name in by_name if len(name) > 3]
        close = difflib.get_close_matches(first, long_names, n=1, cutoff=0.8)
        known = first if first in _codes() else MISTAKEN.get(first, "")
        code = known or (by_name[close[0]] if close else "")
    script = next((SCRIPTS[word] for word in words if word in SCRIPTS), "")
    regions = [word.upper() for word in words[1:] if re.fullmatch(r"[a-z]{2}|\d{3}", word)]
    scripts = [word.title() for word in words[1:] if re.fullmatch(r"[a-z]{4}", word) and word not in by_name]
    parts = [code, script or next(iter(scripts), ""), *(REGIONS.get(region, region) for region in regions[:1])]
    tag = "-".join(filter(None, parts))
    return tag if _is_tag(tag) else code
