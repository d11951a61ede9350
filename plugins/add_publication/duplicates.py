"""Whether a work is in a bibliography already: by its DOI, its arXiv id, or its title with year and first author.

In: an `Entry` and those of the file. Out: `Duplicate` records, the surest first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from plugins.add_publication.folding import folded
from plugins.add_publication.identifiers import ARXIV_DOI, bare_doi, bare_eprint, identify
from plugins.bibtex import names
from plugins.bibtex.records import Entry

PREPRINT_TYPES = {"article", "misc", "unpublished", "online", "preprint", "techreport"}  # where they name no venue
PREPRINT_VENUES = re.compile(r"\b(?:arxiv|corr|[a-z]*rxiv|preprints?)\b")
SAME_YEARS = 1  # a paper online in December may be printed in January
VERSION_YEARS = 6  # from a preprint to its journal


@dataclass(frozen=True)
class Duplicate:
    """`entry` of the file is the same work for the reason `why`; `relation` says how where it is another version."""

    entry: Entry
    why: str
    relation: str = ""

    def __str__(self) -> str:
        place = f" (line {self.entry.line})" if self.entry.line else ""
        return f"{self.relation or 'the same work as'} {self.entry.key}{place}: {self.why}"


@dataclass(frozen=True)
class Traits:
    """By what an entry is compared, read once."""

    entry: Entry
    doi: str
    eprint: str
    title: str
    family: str
    year: int
    is_preprint: bool


def find(entry: Entry, entries: Iterable[Entry]) -> list[Duplicate]:
    """Those of the file that are the same work; works of which it is another version stand last."""
    return among(traits(entry), map(traits, entries))


def among(new: Traits, known: Iterable[Traits]) -> list[Duplicate]:
    """`find` for traits that were read before."""
    found = [duplicate for old in known if (duplicate := _compared(new, old))]
    return sorted(found, key=lambda duplicate: bool(duplicate.relation))


def traits(entry: Entry) -> Traits:
    year = re.search(r"\d{4}", entry.fields.get("year") or entry.fields.get("date") or "")
    people = names.read(entry.fields.get("author", "")).names
    return Traits(
        entry,
        doi_of(entry),
        eprint_of(entry),
        folded(entry.fields.get("title", "")),
        folded(people[0].family or people[0].literal) if people else "",
        int(year[0]) if year else 0,
        is_preprint(entry),
    )


def doi_of(entry: Entry) -> str:
    """In small letters, as DOIs are compared; empty for arXiv's own, which name the eprint."""
    address = entry.fields.get("url", "")
    doi = bare_doi(entry.fields.get("doi", "")) or (bare_doi(address) if "doi.org/" in address else "")
    return "" if ARXIV_DOI.fullmatch(doi) else doi.lower()


def eprint_of(entry: Entry) -> str:
    """The arXiv id without its version, wherever the entry has it."""
    for name in ("eprint", "arxiv", "doi", "url"):
        found = identify(entry.fields.get(name, ""))
        if found and found.kind == "arxiv":
            return bare_eprint(found.value)
    told = re.search(r"(?i)\barxiv:\s*(\S+?)(?:v\d+)?\b(?!\.\d)", entry.fields.get("journal", ""))
    return bare_eprint(told[1]) if told else ""


def is_preprint(entry: Entry) -> bool:
    """Whether it is not published elsewhere, as far as the entry says."""
    venue = folded(" ".join(entry.fields.get(name, "") for name in ("journal", "journaltitle", "booktitle")))
    if venue:
        return bool(PREPRINT_VENUES.search(venue))
    return entry.type.lower() in PREPRINT_TYPES


def _compared(new: Traits, old: Traits) -> Duplicate | None:
    relation = _relation(new, old)
    if new.doi and new.doi == old.doi:
        return Duplicate(old.entry, f"DOI {new.doi}", relation)
    if new.eprint and new.eprint == old.eprint:
        return Duplicate(old.entry, f"arXiv {new.eprint}", relation)
    if not new.title or new.title != old.title or (new.family and old.family and new.family != old.family):
        return None
    if not relation and new.doi and old.doi:
        relation = "another version of"
    if not relation and new.eprint and old.eprint:
        return None
    apart = abs(new.year - old.year) if new.year and old.year else 0
    is_near = apart <= (VERSION_YEARS if relation else SAME_YEARS)
    return Duplicate(old.entry, "the same title", relation) if is_near else None


def _relation(new: Traits, old: Traits) -> str:
    if new.is_preprint == old.is_preprint:
        return ""
    return "the preprint of" if new.is_preprint else "the published version of"
