"""Works as ContextObjects in Spans, by which Zotero and others see every item of a list.

In: a `Publication`. Out: the title of its `<span class="Z3988">`, an OpenURL (ANSI/NISO Z39.88) with the keys that
Zotero's parser reads for the type of the work.
"""

from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from plugins.core.names import Name
from plugins.publications.identifiers import of_arxiv
from plugins.publications.records import Publication, Version
from plugins.publications.typeset import plain

# Kind → format, genre, the keys of its title, of where it was published, and of its number.
FORMS = {
    "journal": ("journal", "article", "atitle", "jtitle", "issue"),
    "conference": ("book", "proceeding", "atitle", "btitle", "issue"),
    "workshop": ("book", "proceeding", "atitle", "btitle", "issue"),
    "chapter": ("book", "bookitem", "atitle", "btitle", "issue"),
    "book": ("book", "book", "btitle", "pub", "issue"),
    "report": ("book", "report", "btitle", "pub", "issue"),
    "thesis": ("dissertation", "", "title", "inst", ""),
    "patent": ("patent", "", "title", "", "number"),
    "preprint": ("dc", "", "title", "publisher", ""),
    "dataset": ("dc", "", "title", "publisher", ""),
    "software": ("dc", "", "title", "publisher", ""),
}
# Of these Zotero takes its own word for the type.
TYPES = {"preprint": "preprint", "dataset": "dataset", "software": "computerProgram", "talk": "presentation"}


_quoted = lru_cache(maxsize=20_000)(quote_plus)  # works have most of their names in common


def coins(work: Publication, page: str = "") -> str:
    """The title of the span; `page` is the absolute address of the work's page, where the site has one."""
    version = work.latest
    form, genre, title, place, number = FORMS.get(version.kind, ("dc", "", "title", "source", ""))
    first, last = version.pages
    doi = version.doi or of_arxiv(version)
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rft_id", f"info:doi/{doi}" if doi else ""),
        ("rft_id", page),
        ("rft.genre", genre),
        ("rft.type", TYPES.get(version.kind, "document") if form == "dc" else ""),
        (f"rft.{title}", plain(version.title)),
        (f"rft.{place}" if place else "", plain(version.venue)),
        ("rft.assignee" if form == "patent" else "", version.value("holder")),
        ("rft.degree", version.degree),
        *((_role(version), _inverted(name)) for name in version.authors),
        ("rft.date", str(version.date)),
        ("rft.volume", version.value("volume")),
        (f"rft.{number}" if number else "", version.value("number", "issue")),
        ("rft.spage", first),
        ("rft.epage", last),
        ("rft.series", version.value("series") if form == "book" else ""),
        ("rft.pub" if form == "book" and place != "pub" else "", version.value("publisher")),
        ("rft.place" if form == "book" else "", version.value("address", "location")),
        ("rft.issn", version.value("issn")),
        ("rft.isbn", version.value("isbn")),
        ("rft.language", version.language),
    ]
    return urlencode([(name, text) for name, text in pairs if name and text], quote_via=_quoted)


def _role(version: Version) -> str:
    return "rft.inventor" if version.kind == "patent" else "rft.au"


def _inverted(name: Name) -> str:
    """Family name first, where a comma tells it from the given one; without Jr., which Zotero would take for that.

    A group is a name that ends with its comma, and keeps its place; `rft.aucorp` would come before everybody else.
    """
    return f"{name.literal}," if name.literal else ", ".join(filter(None, (name.family, name.given)))
