"""Find publications that a bibliography has already: by DOI, by arXiv id, or by title with year and first author."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from plugins.add_publication.doi_arxiv import ARXIV_DOI, bare_doi, bare_eprint, identify
from plugins.bibtex.entry import Entry
from plugins.bibtex.latex_text import fold_latex
from plugins.bibtex.name_lists import parse_names
from plugins.core.folding import fold_text

PREPRINT_TYPES = {"article", "misc", "unpublished", "online", "preprint", "techreport"}  # if they name no venue
PREPRINT_VENUES = re.compile(r"\b(?:arxiv|corr|[a-z]*rxiv|preprints?)\b")
SAME_TITLE = "the same title"  # the weakest reason
SAME_YEARS = 1  # what is online in December may be printed in January
VERSION_YEARS = 6  # from a preprint to its journal


@dataclass(frozen=True)
class Duplicate:
    """`entry` of the file is the same publication, for the `reason`; `relation` says how if it is another version."""

    entry: Entry
    reason: str
    relation: str = ""

    def __str__(self) -> str:
        place = f" (line {self.entry.line})" if self.entry.line else ""
        return f"{self.relation or 'the same publication as'} {self.entry.key}{place}: {self.reason}"


@dataclass(frozen=True)
class Traits:
    """What is compared of an entry; title and family name are folded."""

    entry: Entry
    doi: str
    eprint: str
    title: str
    family: str
    year: int
    is_preprint: bool


def find_duplicates(new: Traits, known: Iterable[Traits]) -> list[Duplicate]:
    """Those of the `known` that are the same publication; other versions of it come last."""
    found = [duplicate for old in known if (duplicate := _compare(new, old))]
    return sorted(found, key=lambda duplicate: bool(duplicate.relation))


def traits_of(entry: Entry) -> Traits:
    year = re.search(r"\d{4}", entry.fields.get("year") or entry.fields.get("date") or "")
    names = parse_names(entry.fields.get("author", "")).names
    return Traits(
        entry,
        doi_of(entry),
        eprint_of(entry),
        fold_latex(entry.fields.get("title", "")),
        fold_text(names[0].family or names[0].literal) if names else "",
        int(year[0]) if year else 0,
        is_preprint(entry),
    )


def doi_of(entry: Entry) -> str:
    """The DOI in lower case, as DOIs are compared; empty for one that arXiv makes from the eprint."""
    address = entry.fields.get("url", "")
    doi = bare_doi(entry.fields.get("doi", "")) or (bare_doi(address) if "doi.org/" in address else "")
    return "" if ARXIV_DOI.fullmatch(doi) else doi.lower()


def eprint_of(entry: Entry) -> str:
    """The arXiv id without its version, in whichever field the entry has it."""
    for name in ("eprint", "arxiv", "doi", "url"):
        found = identify(entry.fields.get(name, ""))
        if found and found.kind == "arxiv":
            return bare_eprint(found.value)
    in_journal = re.search(r"(?i)\barxiv:\s*(\S+?)(?:v\d+)?\b(?!\.\d)", entry.fields.get("journal", ""))
    return bare_eprint(in_journal[1]) if in_journal else ""


def is_preprint(entry: Entry) -> bool:
    """Whether the entry names no venue but a preprint server."""
    venue = fold_latex(" ".join(entry.fields.get(name, "") for name in ("journal", "journaltitle", "booktitle")))
    return bool(PREPRINT_VENUES.search(venue)) if venue else entry.type.lower() in PREPRINT_TYPES


def with_relations(entry: Entry, duplicates: list[Duplicate]) -> Entry:
    """The entry joined to its other versions: by the preprint's arXiv id, or else by the other version's key."""
    fields = dict(entry.fields)
    for duplicate in (each for each in duplicates if each.relation):
        eprint = eprint_of(duplicate.entry)
        if eprint and not eprint_of(entry) and duplicate.relation == "the published version of":
            fields |= {"eprint": eprint, "archiveprefix": "arXiv"}
            category = duplicate.entry.fields.get("primaryclass")
            fields |= {"primaryclass": category} if category else {}
        elif not _share_identifier(entry, duplicate.entry):
            fields.setdefault("related", duplicate.entry.key)
    return replace(entry, fields=fields)


def _compare(new: Traits, old: Traits) -> Duplicate | None:
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
    years = abs(new.year - old.year) if new.year and old.year else 0
    is_near = years <= (VERSION_YEARS if relation else SAME_YEARS)
    return Duplicate(old.entry, SAME_TITLE, relation) if is_near else None


def _relation(new: Traits, old: Traits) -> str:
    if new.is_preprint == old.is_preprint:
        return ""
    return "the preprint of" if new.is_preprint else "the published version of"


def _share_identifier(new: Entry, old: Entry) -> bool:
    return any(identifier(new) and identifier(new) == identifier(old) for identifier in (doi_of, eprint_of))
