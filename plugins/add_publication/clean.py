"""An entry as an agency or a program wrote it → the text that is appended to the file.

In: an `Entry` and the keys that are taken. Out: BibTeX, a field on each line, in a fixed order and aligned.
"""

import re
from collections.abc import Iterable

from plugins.add_publication.folding import ascii_word, folded
from plugins.add_publication.tidy import MONTHS, fields
from plugins.bibtex import names
from plugins.bibtex.records import Entry

FIELDS = """
title author editor journal journaltitle booktitle maintitle series volume number issue eid pages chapter edition
publisher institution school organization address location howpublished year month date version doi eprint eprinttype
archiveprefix primaryclass isbn issn url urldate
"""
ORDER = tuple(FIELDS.split())
LAST = ("note", "keywords", "abstract")
KEY = re.compile(r"[^\s{}(),#%\"'=~\\]+")
ARTICLES = "a an the on of in for to and or with by from at as is are be do does can how what why when we"
SMALL = frozenset(ARTICLES.split())


def clean(entry: Entry, key: str) -> str:
    """The entry under that key; fields that nothing here knows stand as they came, after the known ones."""
    tidied = fields(dict(entry.fields))
    width = max(map(len, tidied), default=0)
    lines = [f"  {name:<{width}} = {_written(name, tidied[name])}," for name in _ordered(tidied)]
    return "\n".join([f"@{entry.type.lower()}{{{key},", *lines, "}\n"])


def new_key(entry: Entry, taken: Iterable[str]) -> str:
    """`familyYEARword`, with a letter where that is taken."""
    tidied = fields(dict(entry.fields))
    year = re.search(r"\d{4}", tidied.get("year", "") or tidied.get("date", ""))
    words = [ascii_word(word) for word in folded(tidied.get("title", "")).split()]
    word = next((word for word in words if word and word not in SMALL), "")
    return free(f"{_family(tidied)}{year[0] if year else ''}{word}" or "work", taken)


def free(key: str, taken: Iterable[str]) -> str:
    """The key, or with the first letter or number that makes it one of its own; keys differ in more than case."""
    used = {other.lower() for other in taken}
    endings = ["", *"abcdefghijklmnopqrstuvwxyz", *map(str, range(2, len(used) + 3))]
    return next(key + ending for ending in endings if (key + ending).lower() not in used)


def _family(tidied: dict[str, str]) -> str:
    people = names.read(tidied.get("author") or tidied.get("editor") or "").names
    if not people:
        return ""
    words = folded(people[0].family or people[0].literal).split()
    return ascii_word("".join(words) if people[0].family else next((word for word in words if word not in SMALL), ""))


def _ordered(tidied: dict[str, str]) -> list[str]:
    known = [name for name in ORDER if name in tidied]
    last = [name for name in LAST if name in tidied]
    return [*known, *(name for name in tidied if name not in (*ORDER, *LAST)), *last]


def _written(name: str, value: str) -> str:
    return value if name == "month" and value in MONTHS else f"{{{value}}}"
