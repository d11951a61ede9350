"""The key and the text of an entry that is appended to the author's file."""

import re
from collections.abc import Iterable

from plugins.add_publication.tidy_fields import MONTH_MACROS, tidy_fields
from plugins.bibtex.entry import Entry
from plugins.bibtex.entry_parser import UNFIT_FOR_KEYS
from plugins.bibtex.latex_text import fold_latex
from plugins.bibtex.name_lists import parse_names
from plugins.core.folding import fold_text

FIRST_FIELDS = """
    title author editor journal journaltitle booktitle maintitle series volume number issue eid pages chapter edition
    publisher institution school organization address location howpublished year month date version doi eprint
    eprinttype archiveprefix primaryclass isbn issn url urldate
""".split()  # noqa: SIM905
LAST_FIELDS = ["note", "keywords", "abstract"]
KEY = re.compile(r"[^\s{}(),#%\"'=~\\]+")
# Words that say too little for a key.
SMALL_WORDS = frozenset(
    "a an the on of in for to and or with by from at as is are be do does can how what why when we".split()  # noqa: SIM905
)


def format_entry(entry: Entry, key: str) -> str:
    """The entry as BibTeX under this key: a field on each line, aligned, known fields first and in a fixed order."""
    tidied = tidy_fields(dict(entry.fields))
    width = max(map(len, tidied), default=0)
    lines = [
        f"  {name:<{width}} = {value if name == 'month' and value in MONTH_MACROS else f'{{{value}}}'},"
        for name, value in sorted(tidied.items(), key=lambda item: _position(item[0]))
    ]
    return "\n".join([f"@{entry.type.lower()}{{{key},", *lines, "}\n"])


def _position(name: str) -> int:
    """The position of a field in an entry; unknown fields are between the first and the last, in their order."""
    if name in LAST_FIELDS:
        return len(FIRST_FIELDS) + 1 + LAST_FIELDS.index(name)
    return FIRST_FIELDS.index(name) if name in FIRST_FIELDS else len(FIRST_FIELDS)


def is_valid_key(key: str) -> bool:
    return bool(KEY.fullmatch(key)) and not UNFIT_FOR_KEYS.search(key)


def make_key(entry: Entry, taken: Iterable[str]) -> str:
    """`familyYEARword` by the first author and the first long word of the title, with a letter if it is taken."""
    tidied = tidy_fields(dict(entry.fields))
    year = re.search(r"\d{4}", tidied.get("year", "") or tidied.get("date", ""))
    word = next(_key_words(fold_latex(tidied.get("title", ""))), "")
    return free_key(f"{_family(tidied)}{year[0] if year else ''}{word}" or "publication", taken)


def free_key(key: str, taken: Iterable[str]) -> str:
    """The key, with the first letter or number that distinguishes it from `taken` keys by more than case."""
    used = {other.lower() for other in taken}
    endings = ["", *"abcdefghijklmnopqrstuvwxyz", *map(str, range(2, len(used) + 3))]
    return next(key + ending for ending in endings if (key + ending).lower() not in used)


def _family(tidied: dict[str, str]) -> str:
    names = parse_names(tidied.get("author") or tidied.get("editor") or "").names
    if not names:
        return ""
    if names[0].family:
        return re.sub(r"[^a-z0-9]", "", fold_text(names[0].family))
    return next(_key_words(fold_text(names[0].literal)), "")


def _key_words(folded: str) -> Iterable[str]:
    words = (re.sub(r"[^a-z0-9]", "", word) for word in folded.split())
    return (word for word in words if word and word not in SMALL_WORDS)
