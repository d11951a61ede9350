"""A work for reference managers: RIS, in the tags that EndNote documents and Zotero reads for each type.

In: a `Publication`, and addresses of its page and PDF. Out: the text of a `.ris` file, one record of the newest version
(https://en.wikipedia.org/wiki/RIS_(file_format)).
"""

from plugins.publications.identifiers import of_arxiv
from plugins.publications.records import Publication, Version
from plugins.publications.typeset import plain

TYPES = {
    "journal": "JOUR",
    "conference": "CONF",
    "workshop": "CONF",
    "preprint": "UNPB",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "report": "RPRT",
    "dataset": "DATA",
    "software": "COMP",
    "patent": "PAT",
    "talk": "SLIDE",
}
# Where it was published: the tags that say so; of other kinds that is the publisher.
VENUES = {
    "journal": ("T2",),
    "conference": ("T2", "C3"),
    "workshop": ("T2", "C3"),
    "chapter": ("T2",),
    "talk": ("T2",),
    "other": ("T2",),
}
NUMBERED = ("report", "patent")  # whose number is what serial numbers are to others


def ris(work: Publication, page: str = "", pdf: str = "") -> str:
    """The record; the addresses are left out where the site has none."""
    version = work.latest
    first, last = version.pages
    number, serial = version.value("number", "issue"), version.value("isbn", "issn")
    is_numbered, place = version.kind in NUMBERED, version.value("address", "location")
    rows = [
        ("TY", TYPES.get(version.kind, "GEN")),
        *(("AU", name.inverted) for name in version.authors if not version.is_edited),
        *(("ED" if version.is_edited else "A2", name.inverted) for name in version.editors),
        ("TI", plain(version.title)),
        *((tag, plain(version.venue)) for tag in VENUES.get(version.kind, ())),
        ("T3", version.value("series") if version.venue != version.value("series") else ""),
        ("PY", str(version.date.year or "")),
        ("DA", str(version.date).replace("-", "/") if version.date.month else ""),
        ("VL", version.value("volume")),
        ("IS", "" if is_numbered else number),
        ("ET", version.value("edition", "version")),
        ("SP", first),
        ("EP", last),
        ("SN", number if is_numbered else serial),
        ("PB", _publisher(version)),
        ("C1" if TYPES.get(version.kind) == "CONF" else "CY", place),
        ("M3", version.degree or version.value("type")),
        ("DO", version.doi or of_arxiv(version)),
        ("LA", version.language),
        *(("KW", topic) for topic in work.topics),
        ("AB", plain(work.abstract)),
        ("UR", page),
        ("L1", pdf),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in rows if text or tag == "ER")


def _publisher(version: Version) -> str:
    """Of a patent its holder; of theses, reports and preprints where they are to be had."""
    if version.kind == "patent":
        return version.value("holder")
    if version.kind == "preprint" and version.eprint_type == "arxiv":
        return "arXiv"
    return version.value("publisher") or ("" if version.kind in VENUES else version.venue)
