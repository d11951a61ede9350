"""A publication for reference managers: RIS, in the tags that EndNote documents and Zotero reads for each type."""

from plugins.publications.kinds import KINDS
from plugins.publications.records import Publication, Version
from plugins.publications.typeset import plain


def ris_record(publication: Publication, page: str = "", pdf: str = "") -> str:
    """Return the text of a `.ris` file: one record of the newest version, with the addresses of its page and PDF."""
    version = publication.latest
    kind = KINDS[version.kind]
    first, last = version.pages
    number, serial = version.value("number", "issue"), version.value("isbn", "issn")
    place = version.value("address", "location")
    is_numbered = kind.detail == "number"  # its number is what serial numbers are to others
    editor_tag = "ED" if version.is_edited or version.kind == "book" else "A2"
    rows = [
        ("TY", kind.ris_type),
        *(("AU", author.name.inverted) for author in version.authors if not version.is_edited),
        *((editor_tag, editor.name.inverted) for editor in version.editors),
        *(("A4", translator.name.inverted) for translator in version.translators),
        ("TI", plain(version.title)),
        *((tag, plain(version.venue)) for tag in kind.ris_venue_tags),
        ("T3", version.value("series") if version.venue != version.value("series") else ""),
        ("PY", str(version.date.year or "")),
        ("DA", str(version.date).replace("-", "/") if version.date.month else ""),
        ("VL", version.value("volume")),
        ("IS", "" if is_numbered else number),
        ("ET", version.value("edition", "version")),
        ("SP", first),
        ("EP", last),
        ("SN", number if is_numbered else serial),
        ("PB", publisher_of(version)),
        ("C1" if kind.ris_type == "CONF" else "CY", place),
        ("M3", version.degree or version.value("type")),
        ("DO", version.any_doi),
        ("LA", version.language),
        *(("KW", topic) for topic in dict.fromkeys((*publication.topics, *publication.keywords))),
        ("AB", plain(publication.abstract_text)),
        *(("UR", address) for address in dict.fromkeys((address_of(version), page))),
        ("L1", pdf),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in rows if text or tag == "ER")


def address_of(version: Version) -> str:
    """The address that the entry gives in `url` or `html`."""
    return next((link.target for link in version.links if link.kind == "html" and not link.is_local), "")


def publisher_of(version: Version) -> str:
    """The holder of a patent, the venue of a thesis, report or preprint, else the publisher."""
    if version.kind == "patent":
        return version.value("holder")
    if version.is_arxiv_preprint:
        return "arXiv"
    return version.value("publisher") or (version.venue if KINDS[version.kind].is_published_by_venue else "")
