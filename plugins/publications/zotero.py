"""What Zotero cannot tell from the tags of Google Scholar, in its own words: the type of a work, and fields of types.

In: a `Publication`. Out: pairs for `<meta>`; Zotero's translator of embedded metadata reads `z:` as its own vocabulary
(http://www.zotero.org/namespaces/export#) and takes its word before any other.
"""

from plugins.publications.records import Publication, Version
from plugins.publications.typeset import plain

TYPES = {
    "journal": "journalArticle",
    "conference": "conferencePaper",
    "workshop": "conferencePaper",
    "preprint": "preprint",
    "book": "book",
    "chapter": "bookSection",
    "thesis": "thesis",
    "report": "report",
    "dataset": "dataset",
    "software": "computerProgram",
    "patent": "patent",
    "talk": "presentation",
}


def zotero_tags(work: Publication) -> list[tuple[str, str]]:
    """Names and contents."""
    version = work.latest
    rows = [("z:itemType", TYPES.get(version.kind, "document")), *_fields(version)]
    return [(name, content) for name, content in rows if content]


def _fields(version: Version) -> list[tuple[str, str]]:
    venue, place = plain(version.venue), version.value("address", "location")
    match version.kind:
        case "conference" | "workshop":
            return [("z:publicationTitle", venue), ("z:place", place)]
        case "preprint":
            is_arxiv = version.eprint_type == "arxiv"
            name = "arXiv" if is_arxiv else venue
            return [("z:repository", name), ("z:archiveID", f"arXiv:{version.eprint}" if is_arxiv else version.eprint)]
        case "thesis":
            return [("z:thesisType", version.degree), ("z:place", place)]
        case "patent":
            return [("z:patentNumber", version.value("number")), ("z:assignee", version.value("holder"))]
        case "talk":
            return [("z:meetingName", venue), ("z:place", place)]
        case "dataset":
            return [("z:repository", venue)]
        case "software":
            return [("z:versionNumber", version.value("version"))]
        case "book" | "chapter" | "report":
            return [("z:place", place)]
    return []
