"""The works of an author of OpenAlex. Pages have numbers, since pages by cursor need a key (October 2026)."""

import re
from urllib.parse import urlencode

from plugins.add_publication.fetch import LookupFailed
from plugins.add_publication.plain_text import join_names
from plugins.bibtex.entry import Entry
from plugins.sync.asking import MOST_PAGES, Asking, part, parts, text_of

PER_PAGE = 100
TYPES = {
    "book-chapter": ("incollection", "booktitle"),
    "book": ("book", "publisher"),
    "dissertation": ("phdthesis", "school"),
    "report": ("techreport", "institution"),
    "dataset": ("dataset", "publisher"),
    "software": ("software", "publisher"),
    "preprint": ("misc", "howpublished"),
}
OTHERS = {"paratext", "peer-review", "grant", "supplementary-materials"}
ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf)/([^?#]+?)(?:v\d+)?(?:\.pdf)?$|10\.48550/arxiv\.([^?#]+)", re.I)


def read_openalex(author: str, asking: Asking) -> tuple[list[Entry], list[str]]:
    """The works of an author as entries without keys. Raises LookupFailed."""
    entries, count = [], 0
    for page in range(1, MOST_PAGES + 1):
        query = {"filter": f"authorships.author.id:{author}", "per_page": PER_PAGE, "page": page}
        answer = asking.json(f"{asking.base('openalex')}works?{urlencode(query, safe=':')}")
        results, total = part(answer, "results"), part(answer, "meta", "count")
        if not isinstance(results, list) or not isinstance(total, int):
            raise LookupFailed("OpenAlex answered with JSON that is no list of works: try again later")
        entries += [_entry(work) for work in results if text_of(work, "type") not in OTHERS]
        count += len(results)
        if count >= total or not results:
            break
    if count < total:
        raise LookupFailed(f"OpenAlex sent {count} of the {total} works of {author}: try again later")
    return entries, []


def _entry(work: object) -> Entry:
    place = part(work, "primary_location")
    kind, venue = _type_and_venue(work, place)
    doi, eprint = text_of(work, "doi"), _eprint(work)
    fields = {
        "title": text_of(work, "title") or text_of(work, "display_name"),
        "author": join_names(
            text_of(each, "raw_author_name") or text_of(each, "author", "display_name")
            for each in parts(work, "authorships")
        ),
        venue: "" if venue == "howpublished" and eprint else text_of(place, "source", "display_name"),
        "volume": text_of(work, "biblio", "volume"),
        "number": text_of(work, "biblio", "issue"),
        "pages": _pages(text_of(work, "biblio", "first_page"), text_of(work, "biblio", "last_page")),
        "year": text_of(work, "publication_year"),
        "doi": doi,
        "eprint": eprint,
        "url": "" if doi or eprint else text_of(place, "landing_page_url"),
        "note": "Retracted" if part(work, "is_retracted") is True else "",
    }
    return Entry("", kind, fields, {}, 0)


def _type_and_venue(work: object, place: object) -> tuple[str, str]:
    """The type of the entry, and the field that names where it was published."""
    kind, where = text_of(work, "type"), text_of(place, "source", "type")
    if kind in TYPES:
        return TYPES[kind]
    if where == "conference" or text_of(place, "raw_type") == "proceedings-article":
        return "inproceedings", "booktitle"
    return ("misc", "howpublished") if where == "repository" else ("article", "journal")


def _eprint(work: object) -> str:
    places = [part(work, "primary_location"), *parts(work, "locations")]
    addresses = [text_of(work, "doi"), *(text_of(place, "landing_page_url") for place in places)]
    found = next(filter(None, map(ARXIV.search, addresses)), None)
    return (found[1] or found[2]) if found else ""


def _pages(first: str, last: str) -> str:
    return f"{first}--{last}" if first and last and first != last else first or last
