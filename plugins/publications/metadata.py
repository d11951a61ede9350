"""What search engines read of a work's own page: Highwire Press tags and schema.org's JSON-LD.

In: a `Publication`, what is known of its authors, and addresses. Out: pairs for `<meta>`, as Google Scholar's inclusion
guidelines ask for them (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing); a dict for JSON-LD.
"""

from collections.abc import Mapping

from plugins.bibtex.records import Date, Name
from plugins.people import Person
from plugins.people.orcid import bare
from plugins.publications.export import pages, value
from plugins.publications.identifiers import doi_address
from plugins.publications.records import Publication, Version
from plugins.publications.typeset import plain

VENUE_TAGS = {
    "journal": "citation_journal_title",
    "conference": "citation_conference_title",
    "workshop": "citation_conference_title",
    "chapter": "citation_inbook_title",
    "thesis": "citation_dissertation_institution",
    "report": "citation_technical_report_institution",
}
NUMBER_TAGS = {"report": "citation_technical_report_number", "patent": "citation_patent_number"}
SCHEMA_TYPES = {
    "book": "Book",
    "chapter": "Chapter",
    "thesis": "Thesis",
    "report": "Report",
    "dataset": "Dataset",
    "software": "SoftwareSourceCode",
    "talk": "PresentationDigitalDocument",
}
PARENTS = {"journal": "Periodical", "chapter": "Book"}

People = Mapping[Name, Person]


def citation_tags(work: Publication, people: People, page: str, pdf: str) -> list[tuple[str, str]]:
    """Names and contents of `citation_*` tags, an author's own after the author's name; `page`, `pdf` are absolute."""
    version = work.latest
    first, last = pages(version)
    rows = [("citation_title", plain(version.title))]
    for name in version.authors:
        rows += [("citation_editor" if version.is_edited else "citation_author", _as_author(name))]
        person = people.get(name)
        if (orcid := _orcid(name, person)) and not version.is_edited:
            rows += [("citation_author_orcid", f"https://orcid.org/{orcid}")]
    rows += [
        ("citation_publication_date", slashed(version.date)),
        (VENUE_TAGS.get(version.kind, ""), version.venue),
        ("citation_book_title" if version.kind == "chapter" else "", version.venue),
        ("citation_volume", value(version, "volume")),
        (NUMBER_TAGS.get(version.kind, "citation_issue"), value(version, "number", "issue")),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_issn", value(version, "issn")),
        ("citation_isbn", value(version, "isbn")),
        ("citation_publisher", value(version, "publisher")),
        ("citation_doi", version.doi),
        ("citation_arxiv_id", arxiv(work)),
        *(("citation_keywords", topic) for topic in work.topics),
        ("citation_abstract_html_url", page),
        ("citation_pdf_url", pdf),
    ]
    return [(name, content) for name, content in rows if name and content]


def _as_author(name: Name) -> str:
    """Family name first; where both parts are of several words, given name first, as Zotero reads two authors else."""
    is_long = " " in name.family.strip() and " " in name.given.strip()
    return str(name) if name.literal or is_long else name.inverted


def slashed(date: Date) -> str:
    """`2024/08/12` or `2024`: the guidelines know a whole date or a year alone; nothing without a year."""
    return str(date if date.day else date.year).replace("-", "/") if date.year else ""


def arxiv(work: Publication) -> str:
    """The id that a version has at arXiv."""
    return next((version.eprint for version in work.versions if version.eprint_type == "arxiv"), "")


def json_ld(work: Publication, people: People, page: str, pdf: str, site: str) -> dict:
    """The work as schema.org's ScholarlyArticle, or what it is else; without what is not known."""
    version = work.latest
    parent = PARENTS.get(version.kind, "PublicationVolume")
    same = list(dict.fromkeys(doi_address(one.doi) for one in work.versions if one.doi))
    same += [f"https://arxiv.org/abs/{arxiv(work)}"] if arxiv(work) else []
    named = [_author(name, people.get(name), site) for name in version.authors]
    facts = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES.get(version.kind, "ScholarlyArticle"),
        "@id": page,
        "url": page,
        "name": plain(version.title),
        "headline": plain(version.title)[:110],
        "editor" if version.is_edited else "author": named,
        "datePublished": str(version.date) if version.date.year else "",
        "isPartOf": {"@type": parent, "name": version.venue} if version.venue and version.kind != "thesis" else None,
        "abstract": plain(work.abstract),
        "keywords": list(work.topics),
        "pagination": value(version, "pages").replace("--", "–"),
        "identifier": _doi(version),
        "sameAs": same,
        "encoding": {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": pdf} if pdf else None,
    }
    return {key: fact for key, fact in facts.items() if fact}


def _author(name: Name, person: Person | None, site: str) -> dict:
    if name.literal and person is None:
        return {"@type": "Organization", "name": name.literal}
    orcid = _orcid(name, person)
    known = {"@type": "Person", "@id": f"https://orcid.org/{orcid}" if orcid else "", "name": str(name)}
    known |= {"familyName": name.family, "givenName": name.given}
    if person is not None:
        known["url"] = (f"{site}/" if person.is_owner else "") or person.homepage
    return {key: fact for key, fact in known.items() if fact}


def _orcid(name: Name, person: Person | None) -> str:
    """From people.toml, else from the entry itself."""
    return (person.orcid if person else "") or bare(name.orcid)


def _doi(version: Version) -> dict | None:
    return {"@type": "PropertyValue", "propertyID": "doi", "value": version.doi} if version.doi else None
