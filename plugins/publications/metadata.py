"""What search engines read of a work's own page: Highwire Press tags and schema.org's JSON-LD.

In: a `Publication`, what is known of its authors, and addresses. Out: pairs for `<meta>`, as Google Scholar's inclusion
guidelines ask for them (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing); a dict for JSON-LD.
"""

from collections.abc import Mapping

from plugins.core.dates import Date
from plugins.core.names import Name
from plugins.people import Person
from plugins.people.orcid import parse_orcid
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
# Of other kinds it is a ScholarlyArticle.
SCHEMA_TYPES = {
    "book": "Book",
    "chapter": "Chapter",
    "thesis": "Thesis",
    "report": "Report",
    "dataset": "Dataset",
    "software": "SoftwareSourceCode",
    "talk": "PresentationDigitalDocument",
    "patent": "CreativeWork",
}
PUBLISHED = ("book", "report", "dataset", "software", "preprint", "thesis")  # whose venue is who published them

People = Mapping[Name, Person]


def citation_tags(work: Publication, people: People, page: str, pdf: str) -> list[tuple[str, str]]:
    """Names and contents of `citation_*` tags, an author's own after the author's name; `page`, `pdf` are absolute."""
    version = work.latest
    first, last = version.pages
    rows = [("citation_title", plain(version.title))]
    for name in version.authors:
        rows += [
            ("citation_editor" if version.is_edited else "citation_author", _as_author(name, len(version.authors) == 1))
        ]
        person = people.get(name)
        if (orcid := _orcid(name, person)) and not version.is_edited:
            rows += [("citation_author_orcid", f"https://orcid.org/{orcid}")]
    rows += [
        ("citation_publication_date", slashed(version.date)),
        (VENUE_TAGS.get(version.kind, ""), version.venue),
        ("citation_volume", version.value("volume")),
        (NUMBER_TAGS.get(version.kind, "citation_issue"), version.value("number", "issue")),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_issn", version.value("issn")),
        ("citation_isbn", version.value("isbn")),
        ("citation_publisher", version.value("publisher")),
        ("citation_doi", version.doi),
        ("citation_arxiv_id", arxiv(work)),
        *(("citation_keywords", topic) for topic in work.topics),
        ("citation_language", version.language),
        ("citation_abstract", plain(work.abstract)),
        ("citation_abstract_html_url", page),
        ("citation_pdf_url", pdf),
    ]
    return [(name, content) for name, content in rows if name and content]


def _as_author(name: Name, is_alone: bool) -> str:
    """Family name first. Of one author alone Zotero would make two, where both names are of several words: a space
    that holds together keeps it from that."""
    written = name.inverted
    if is_alone and not name.literal and " " in name.given:
        return written.replace(name.family, name.family.replace(" ", "\u00a0"), 1)
    return written


def slashed(date: Date) -> str:
    """`2024/08/12` or `2024`: the guidelines know a whole date or a year alone; nothing without a year."""
    return str(date if date.day else date.year).replace("-", "/") if date.year else ""


def arxiv(work: Publication) -> str:
    """The id that a version has at arXiv."""
    return next((version.eprint for version in work.versions if version.eprint_type == "arxiv"), "")


def json_ld(work: Publication, people: People, page: str, pdf: str, site: str) -> dict:
    """The work as schema.org's ScholarlyArticle, or what it is else; without what is not known."""
    version = work.latest
    same = list(dict.fromkeys(doi_address(one.doi) for one in work.versions if one.doi))
    same += [f"https://arxiv.org/abs/{arxiv(work)}"] if arxiv(work) else []
    named = [_author(name, people.get(name), site) for name in version.authors]
    publisher = plain(version.venue) if version.kind in PUBLISHED else version.value("publisher")
    facts = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES.get(version.kind, "ScholarlyArticle"),
        "@id": page,
        "url": page,
        "name": plain(version.title),
        "headline": plain(version.title)[:110],
        "editor" if version.is_edited else "author": named,
        "datePublished": str(version.date) if version.date.year else "",
        "inLanguage": version.language,
        "isPartOf": _whole(version),
        "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
        "isbn": version.value("isbn") if version.kind == "book" else "",
        "abstract": plain(work.abstract),
        "keywords": list(work.topics),
        "pagination": "–".join(filter(None, version.pages)),
        "identifier": _doi(version),
        "sameAs": same,
        "encoding": {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": pdf} if pdf else None,
    }
    return _known(facts)


def _whole(version: Version) -> dict | None:
    """What it appeared in: the issue of a volume of a journal, a book, proceedings."""
    name, volume = plain(version.venue), version.value("volume")
    if version.kind in PUBLISHED or version.kind in ("talk", "patent") or not name:
        return None
    if version.kind != "journal":
        kind = "Book" if version.kind == "chapter" else "PublicationVolume"
        return _known({"@type": kind, "name": name, "isbn": version.value("isbn") if kind == "Book" else ""})
    whole = _known({"@type": "Periodical", "name": name, "issn": version.value("issn")})
    if volume:
        whole = {"@type": "PublicationVolume", "volumeNumber": volume, "isPartOf": whole}
    if issue := version.value("number", "issue"):
        whole = {"@type": "PublicationIssue", "issueNumber": issue, "isPartOf": whole}
    return whole


def _known(facts: dict) -> dict:
    return {key: fact for key, fact in facts.items() if fact}


def _author(name: Name, person: Person | None, site: str) -> dict:
    if name.literal:
        return _known({"@type": "Organization", "name": name.literal, "url": person.homepage if person else ""})
    orcid = _orcid(name, person)
    known = {"@type": "Person", "@id": f"https://orcid.org/{orcid}" if orcid else "", "name": str(name)}
    known |= {"familyName": name.family, "givenName": name.given}
    if person is not None:
        known["url"] = (f"{site}/" if person.is_owner else "") or person.homepage
    return _known(known)


def _orcid(name: Name, person: Person | None) -> str:
    """From people.toml, else from the entry itself."""
    return (person.orcid if person else "") or parse_orcid(name.orcid)


def _doi(version: Version) -> dict | None:
    return {"@type": "PropertyValue", "propertyID": "doi", "value": version.doi} if version.doi else None
