"""Works as ContextObjects in Spans, by which Zotero and others see every item of a list.

In: a `Publication`. Out: the title of its `<span class="Z3988">`, an OpenURL (ANSI/NISO Z39.88) with the keys that
Zotero's parser reads for the type of the work.
"""

from urllib.parse import urlencode

from plugins.bibtex.records import Name
from plugins.publications.export import pages, value
from plugins.publications.records import Publication, Version
from plugins.publications.typeset import plain

# Kind → format, genre, the key of the title, the key of where it was published.
FORMS = {
    "journal": ("journal", "article", "atitle", "jtitle"),
    "conference": ("book", "proceeding", "atitle", "btitle"),
    "workshop": ("book", "proceeding", "atitle", "btitle"),
    "chapter": ("book", "bookitem", "atitle", "btitle"),
    "book": ("book", "book", "btitle", "pub"),
    "report": ("book", "report", "btitle", "pub"),
    "thesis": ("dissertation", "", "title", "inst"),
    "patent": ("patent", "", "title", "assignee"),
}
# Of other kinds Zotero takes its own word for the type.
TYPES = {"preprint": "preprint", "dataset": "dataset", "software": "computerProgram", "talk": "presentation"}


def coins(work: Publication) -> str:
    version = work.latest
    form, genre, title, place = FORMS.get(version.kind, ("dc", "", "title", "source"))
    first, last = pages(version)
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rft_id", f"info:doi/{version.doi}" if version.doi else ""),
        ("rft.genre", genre),
        ("rft.type", TYPES.get(version.kind, "document") if form == "dc" else ""),
        (f"rft.{title}", plain(version.title)),
        (f"rft.{place}", version.venue),
        *((_role(name, version), _inverted(name)) for name in version.authors),
        ("rft.date", str(version.date)),
        ("rft.volume", value(version, "volume")),
        ("rft.issue", value(version, "number", "issue")),
        ("rft.spage", first),
        ("rft.epage", last),
        ("rft.issn", value(version, "issn")),
        ("rft.isbn", value(version, "isbn")),
    ]
    return urlencode([(name, text) for name, text in pairs if text])


def _role(name: Name, version: Version) -> str:
    return "rft.inventor" if version.kind == "patent" else "rft.aucorp" if name.literal else "rft.au"


def _inverted(name: Name) -> str:
    """Family name first, where a comma tells it from the given one; without Jr., which Zotero would take for that."""
    return name.literal or ", ".join(filter(None, (name.family, name.given)))
