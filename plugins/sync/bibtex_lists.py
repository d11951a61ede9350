"""Lists that services answer as BibTeX: a person of DBLP, a collection of Zotero, a `.bib` file at an address."""

import re
from dataclasses import replace
from urllib.parse import urlencode

from plugins.add_publication.fetch import LookupFailed
from plugins.bibtex.entry import Entry
from plugins.sync.asking import MOST_PAGES, Asking

PER_PAGE = 100
HOMONYM = re.compile(r"\s+\d{4}(?=\s+and\s|\s*$)")  # DBLP's number of one of several people of one name


def read_dblp(person: str, asking: Asking) -> tuple[list[Entry], list[str]]:
    """The publications of a person. Raises LookupFailed."""
    entries, notes, _ = asking.bibtex(f"{asking.base('dblp')}pid/{person}.bib?param=1")
    return [replace(entry, key="", fields=_without_homonyms(entry)) for entry in entries], notes


def read_zotero(collection: str, asking: Asking) -> tuple[list[Entry], list[str]]:
    """The items of a collection, page by page. Raises LookupFailed."""
    entries, notes = [], []
    for page in range(MOST_PAGES):
        query = urlencode({"format": "bibtex", "limit": PER_PAGE, "start": page * PER_PAGE, "v": 3})
        found, problems, answer = asking.bibtex(f"{asking.base('zotero')}{collection}/items/top?{query}")
        entries += [replace(entry, key="") for entry in found]
        notes += problems
        total = answer.headers.get("Total-Results", "")
        if not total.isdecimal():
            raise LookupFailed("Zotero did not say how many items the collection has: try again later")
        if (page + 1) * PER_PAGE >= int(total):
            return entries, notes
    raise LookupFailed(f"Zotero has more than {MOST_PAGES * PER_PAGE} items in this collection")


def read_bib(address: str, asking: Asking) -> tuple[list[Entry], list[str]]:
    """The entries of a file, which keep their keys. Raises LookupFailed."""
    entries, notes, _ = asking.bibtex(address)
    return entries, notes


def _without_homonyms(entry: Entry) -> dict[str, str]:
    names = {name: HOMONYM.sub("", entry.fields[name]) for name in ("author", "editor") if name in entry.fields}
    return {**entry.fields, **names}
