"""The works of an ORCID iD, by ORCID's public API 3.0: a summary of all, then the details of up to 100 at once."""

import re

from plugins.add_publication.fetch import LookupFailed
from plugins.add_publication.plain_text import join_names
from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.entry import Entry
from plugins.sync.asking import MOST_PAGES, Asking, part, parts, text_of

BULK = 100
TYPES = {
    "journal-article": ("article", "journal"),
    "magazine-article": ("article", "journal"),
    "review": ("article", "journal"),
    "conference-paper": ("inproceedings", "booktitle"),
    "conference-abstract": ("inproceedings", "booktitle"),
    "conference-poster": ("inproceedings", "booktitle"),
    "book-chapter": ("incollection", "booktitle"),
    "book": ("book", "publisher"),
    "edited-book": ("book", "publisher"),
    "dissertation": ("phdthesis", "school"),
    "dissertation-thesis": ("phdthesis", "school"),
    "report": ("techreport", "institution"),
    "working-paper": ("techreport", "institution"),
    "data-set": ("dataset", "publisher"),
    "software": ("software", "publisher"),
    "patent": ("patent", "howpublished"),
}
# What an ORCID record lists besides publications
OTHERS = {"peer-review", "review-of", "blog-post", "newsletter-article", "website", "invention", "license"}
AUTHORS = ("", "author", "co-inventor")


def read_orcid(orcid: str, asking: Asking) -> tuple[list[Entry], list[str]]:
    """The works of an iD as entries without keys. Raises LookupFailed."""
    base = f"{asking.base('orcid')}{orcid}/works"
    answer = asking.json(base)
    if not isinstance(part(answer, "group"), list):
        raise LookupFailed("ORCID answered with JSON that is no list of works: try again later")
    codes = [code for group in parts(answer, "group") if (code := _preferred(group))]
    if len(codes) > BULK * MOST_PAGES:
        raise LookupFailed(f"ORCID has more than {BULK * MOST_PAGES} works of {orcid}")
    entries, notes = [], []
    for start in range(0, len(codes), BULK):
        wanted = codes[start : start + BULK]
        answered = parts(asking.json(f"{base}/{','.join(wanted)}"), "bulk")
        works = [work for each in answered if isinstance(work := part(each, "work"), dict)]
        entries += [_entry(work) for work in works if text_of(work, "type") not in OTHERS]
        if missing := len(wanted) - len(works):
            notes.append(f"ORCID gave no details of {missing} work{'s' * (missing > 1)}")
    return entries, notes


def _preferred(group: object) -> str:
    """The put-code of the summary that the person prefers, of those that are one work."""
    summaries = [each for each in parts(group, "work-summary") if text_of(each, "put-code").isdecimal()]
    best = max(summaries, key=lambda each: _number(text_of(each, "display-index")), default=None)
    return text_of(best, "put-code")


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else 0


def _entry(work: dict) -> Entry:
    kind, venue = TYPES.get(text_of(work, "type"), ("misc", "howpublished"))
    title, subtitle = text_of(work, "title", "title", "value"), text_of(work, "title", "subtitle", "value")
    fields = {
        "title": f"{title}: {subtitle}" if title and subtitle else title,
        "author": join_names(_authors(work)) or _cited_authors(work),
        venue: text_of(work, "journal-title", "value"),
        "year": text_of(work, "publication-date", "year", "value"),
        "month": text_of(work, "publication-date", "month", "value"),
        "abstract": text_of(work, "short-description"),
        **_identifiers(work),
    }
    return Entry("", kind, fields, {}, 0)


def _authors(work: dict) -> list[str]:
    return [
        text_of(each, "credit-name", "value")
        for each in parts(work, "contributors", "contributor")
        if text_of(each, "contributor-attributes", "contributor-role") in AUTHORS
    ]


def _cited_authors(work: dict) -> str:
    """The authors of the BibTeX that some records hold."""
    if text_of(work, "citation", "citation-type") != "bibtex":
        return ""
    entries, _ = read_bibtex(str(part(work, "citation", "citation-value") or ""))
    return entries[0].fields.get("author", "") if entries else ""


def _identifiers(work: dict) -> dict[str, str]:
    """Its own identifiers, not those of the journal or the book in which it stands."""
    found = {}
    for each in parts(work, "external-ids", "external-id"):
        name, value = text_of(each, "external-id-type"), text_of(each, "external-id-value")
        if text_of(each, "external-id-relationship") in ("", "self"):
            found.setdefault(name, value)
    fields = {"doi": found.get("doi", ""), "eprint": found.get("arxiv", ""), "isbn": found.get("isbn", "")}
    if not fields["doi"] and not fields["eprint"]:
        fields["url"] = text_of(work, "url", "value")
    return fields
