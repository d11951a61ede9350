"""Publications as ContextObjects in Spans (COinS), with which Zotero and others find each item of a list.

The title of a `<span class="Z3988">` is an OpenURL (ANSI/NISO Z39.88) with the keys that Zotero's parser reads.
"""

from urllib.parse import urlencode

from plugins.core.names import Name
from plugins.publications.kinds import KINDS
from plugins.publications.records import Publication
from plugins.publications.typeset import plain


def coins_title(publication: Publication, page: str = "") -> str:
    """Return the title of the span; `page` is the absolute address of the publication's page, or empty."""
    version = publication.latest
    kind = KINDS[version.kind]
    keys = kind.open_url
    is_book = keys.format == "book"
    role = "rft.inventor" if keys.format == "patent" else "rft.au"
    first, last = version.pages
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{keys.format}"),
        ("rft_id", f"info:doi/{version.any_doi}" if version.any_doi else ""),
        ("rft_id", page),
        ("rft.genre", keys.genre),
        ("rft.type", kind.zotero_type if keys.format == "dc" else ""),
        (f"rft.{keys.title}", plain(version.title)),
        (f"rft.{keys.venue}" if keys.venue else "", plain(version.venue)),
        ("rft.assignee" if keys.format == "patent" else "", version.value("holder")),
        ("rft.degree", version.degree),
        *((role, _inverted(author.name)) for author in version.authors),
        ("rft.date", str(version.date)),
        ("rft.volume", version.value("volume")),
        (f"rft.{keys.number}" if keys.number else "", version.value("number", "issue")),
        ("rft.spage", first),
        ("rft.epage", last),
        ("rft.series", version.value("series") if is_book else ""),
        ("rft.pub" if is_book and keys.venue != "pub" else "", version.value("publisher")),
        ("rft.place" if is_book else "", version.value("address", "location")),
        ("rft.issn", version.value("issn")),
        ("rft.isbn", version.value("isbn")),
        ("rft.language", version.language),
    ]
    return urlencode([(name, text) for name, text in pairs if name and text])


def _inverted(name: Name) -> str:
    """Family name, comma, given name; without Jr., which Zotero would take for the given name.

    A group ends with a comma, and so keeps its place; `rft.aucorp` would come before everybody else.
    """
    return f"{name.literal}," if name.literal else ", ".join(filter(None, (name.family, name.given)))
