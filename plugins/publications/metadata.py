"""What search engines read of a publication's page: Highwire Press tags and schema.org's JSON-LD.

The tags follow Google Scholar (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing).
"""

import re
from urllib.parse import quote

from plugins.core.dates import Date
from plugins.core.locales import english
from plugins.core.names import Name
from plugins.publications.identifiers import doi_address
from plugins.publications.imprint import edition_of
from plugins.publications.kinds import KINDS
from plugins.publications.records import Author, Publication, Version
from plugins.publications.typeset import plain

CREATIVE_COMMONS = re.compile(
    r"""cc[\s-]* (?: (?P<zero>0|zero) (?:[\s-]*1\.0)?
    | (?P<terms> by(?:[\s-]+(?:nc|nd|sa))*) (?:[\s-]+(?P<version>\d\.\d))? )""",
    re.I | re.X,
)
SPDX = re.compile(r"MIT|ISC|Zlib|Unlicense|0BSD|[A-Za-z]+(?:-[A-Za-z\d.]+)*-\d+(?:\.\d+)?(?:-[A-Za-z]+)*")


def citation_tags(publication: Publication, page: str, pdf: str) -> list[tuple[str, str]]:
    """Return names and contents of `citation_*` tags, an author's ORCID iD after the author's name.

    `page` and `pdf` are absolute addresses, or empty.
    """
    version = publication.latest
    kind = KINDS[version.kind]
    first, last = version.pages
    rows = [
        ("citation_title", plain(version.title)),
        *_author_tags(version),
        ("citation_publication_date", _slashed(version.date)),
        (kind.citation_venue_tag, version.venue),
        ("citation_volume", version.value("volume")),
        (kind.citation_number_tag, version.value("number", "issue")),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_issn", version.value("issn")),
        ("citation_isbn", version.value("isbn")),
        ("citation_publisher", version.value("publisher")),
        ("citation_doi", version.doi),
        ("citation_arxiv_id", _arxiv_id(publication)),
        *(("citation_keywords", topic) for topic in publication.topics),
        ("citation_language", version.language),
        ("citation_abstract", plain(publication.abstract_text)),
        ("citation_abstract_html_url", page),
        ("citation_pdf_url", pdf),
    ]
    return [(name, content) for name, content in rows if name and content]


def _author_tags(version: Version) -> list[tuple[str, str]]:
    if version.is_edited:
        return [("citation_editor", _inverted(author.name, version)) for author in version.authors]
    rows = []
    for author in version.authors:
        rows.append(("citation_author", _inverted(author.name, version)))
        if author.orcid:
            rows.append(("citation_author_orcid", f"https://orcid.org/{author.orcid}"))
    return rows


def _inverted(name: Name, version: Version) -> str:
    """Family name first.

    If both names of a single author have several words, Zotero reads two authors; a no-break space prevents that.
    """
    if len(version.authors) == 1 and not name.literal and " " in name.given:
        return name.inverted.replace(name.family, name.family.replace(" ", "\u00a0"), 1)
    return name.inverted


def _slashed(date: Date) -> str:
    """`2024/08/12` or `2024`: the guidelines know a whole date or a year alone; nothing without a year."""
    return str(date if date.day else date.year).replace("-", "/") if date.year else ""


def _arxiv_id(publication: Publication) -> str:
    """The id that a version has at arXiv."""
    return next((version.eprint for version in publication.versions if version.eprint_type == "arxiv"), "")


def json_ld(publication: Publication, page: str, pdf: str, site: str) -> dict:
    """Return the publication as schema.org's ScholarlyArticle, or what its kind is; `site` is the owner's address.

    All addresses are absolute, or empty.
    """
    version = publication.latest
    kind = KINDS[version.kind]
    same = list(dict.fromkeys(doi_address(each.doi) for each in publication.versions if each.doi))
    same += [f"https://arxiv.org/abs/{_arxiv_id(publication)}"] if _arxiv_id(publication) else []
    named, editors, translators = (
        [_author(author, site) for author in people]
        for people in (version.authors, version.further_editors, version.translators)
    )
    first, last = version.pages
    facts = {
        "@context": "https://schema.org",
        "@type": kind.schema_type,
        "@id": page,
        "url": page,
        "name": plain(version.title),
        "headline": plain(version.title)[:110],
        "editor" if version.is_edited else "author": named,
        **({"editor": editors} if editors else {}),
        "translator": translators,
        "datePublished": str(version.date) if version.date.year else "",
        "inLanguage": version.language,
        "isPartOf": _parent(version, site),
        "publisher": _publisher(version),
        "isbn": version.value("isbn") if kind.schema_type == "Book" else "",
        **_facts_of_kind(version),
        "abstract": plain(publication.abstract_text),
        "keywords": list(publication.topics),
        "pageStart": first if kind.schema_type == "Chapter" else "",
        "pageEnd": last if kind.schema_type == "Chapter" else "",
        "pagination": "–".join(filter(None, version.pages)),
        "identifier": _doi(version) or _patent(version),
        "sameAs": same,
        "encoding": {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": pdf} if pdf else None,
        "image": f"{site}/{quote(publication.preview)}" if site and publication.preview else "",
        "license": _license(version.value("license", "licence")),
    }
    return _known(facts)


def _facts_of_kind(version: Version) -> dict:
    """What schema.org knows of theses, books, software, data and reports alone."""
    match version.kind:
        case "thesis":
            school = plain(version.venue)
            return {
                "inSupportOf": version.degree.removesuffix(" thesis"),
                "sourceOrganization": {"@type": "CollegeOrUniversity", "name": school} if school else None,
            }
        case "book":
            return {"bookEdition": edition_of(version.entry, english()), "position": version.value("number", "volume")}
        case "software":
            code = next((link.target for link in version.links if link.kind == "code" and not link.is_local), "")
            return {"version": version.value("version"), "codeRepository": code}
        case "dataset":
            return {"version": version.value("version"), "description": plain(version.abstract)}
        case "report":
            return {"reportNumber": version.value("number")}
    return {}


def _publisher(version: Version) -> dict | None:
    """The organization that published it; the school of a thesis is where it was written."""
    if version.kind == "thesis":
        return None
    is_venue = KINDS[version.kind].is_published_by_venue
    name = plain(version.venue) if is_venue else version.value("publisher")
    return {"@type": "Organization", "name": name} if name else None


def _license(written: str) -> str | dict:
    """The address of a license: of Creative Commons, or by its identifier in the SPDX list."""
    if "://" in written or not written:
        return written
    if commons := CREATIVE_COMMONS.fullmatch(written):
        if commons["zero"]:
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        terms = "-".join(re.split(r"[\s-]+", commons["terms"].lower()))
        return f"https://creativecommons.org/licenses/{terms}/{commons['version'] or '4.0'}/"
    if SPDX.fullmatch(written):
        return f"https://spdx.org/licenses/{written}"
    return {"@type": "CreativeWork", "name": written}


def _parent(version: Version, site: str) -> dict | None:
    """What it appeared in: the issue of a volume of a journal, a book, proceedings; of a book its series."""
    if version.kind == "book" and (series := version.value("series")):
        return {"@type": "BookSeries", "name": plain(series)}
    name, parent_type = plain(version.venue), KINDS[version.kind].schema_parent_type
    if not parent_type or not name:
        return None
    isbn = version.value("isbn") if parent_type == "Book" else ""
    issn = version.value("issn") if parent_type == "Periodical" else ""
    parent = _known({"@type": parent_type, "name": name, "issn": issn, "isbn": isbn})
    if version.kind == "chapter":
        editors = [_author(editor, site) for editor in version.editors_of_book]
        of_book = {
            "bookEdition": edition_of(version.entry, english()),
            "editor": editors,
            "publisher": _publisher(version),
        }
        return parent | _known(of_book)
    if parent_type != "Periodical":
        return parent
    if volume := version.value("volume"):
        parent = {"@type": "PublicationVolume", "volumeNumber": volume, "isPartOf": parent}
    if issue := version.value("number", "issue"):
        parent = {"@type": "PublicationIssue", "issueNumber": issue, "isPartOf": parent}
    return parent


def _author(author: Author, site: str) -> dict:
    name = author.name
    if name.literal:
        return _known({"@type": "Organization", "name": name.literal, "url": author.url})
    return _known(
        {
            "@type": "Person",
            "@id": f"https://orcid.org/{author.orcid}" if author.orcid else "",
            "name": str(name),
            "familyName": name.family,
            "givenName": name.given,
            "url": (f"{site}/" if author.is_owner else "") or _absolute(author.url, site),
        }
    )


def _doi(version: Version) -> dict | None:
    return {"@type": "PropertyValue", "propertyID": "doi", "value": version.doi} if version.doi else None


def _patent(version: Version) -> dict | None:
    number = version.value("number") if version.kind == "patent" else ""
    return {"@type": "PropertyValue", "propertyID": "patent", "value": number} if number else None


def _absolute(url: str, site: str) -> str:
    """An address; of a page on this site, empty where the site has no address."""
    return url if not url.startswith("/") else f"{site}{url}" if site else ""


def _known(facts: dict) -> dict:
    return {name: fact for name, fact in facts.items() if fact}
