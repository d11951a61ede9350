"""What fields of an entry mean, in BibTeX's, biblatex's and al-folio's spelling: kind, venue, identifiers, links.

In: an `Entry`, its values as written. Out: words and records; ValueError with what would be right.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote, urlsplit

from plugins.bibtex.records import Entry
from plugins.publications.records import KINDS, Link

KIND_OF_TYPE = {
    **dict.fromkeys(("article", "suppperiodical", "review"), "journal"),
    **dict.fromkeys(("inproceedings", "conference"), "conference"),
    **dict.fromkeys(("book", "mvbook", "booklet", "collection", "mvcollection", "reference", "proceedings"), "book"),
    **dict.fromkeys(("inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inreference"), "chapter"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis", "bachelorsthesis"), "thesis"),
    **dict.fromkeys(("techreport", "report", "manual", "standard"), "report"),
    **dict.fromkeys(("unpublished", "preprint"), "preprint"),
    **dict.fromkeys(("talk", "presentation", "lecture", "poster"), "talk"),
    **dict.fromkeys(("dataset", "software", "patent"), ""),
}
VENUES = {
    "journal": ("journaltitle", "journal", "shortjournal"),
    "conference": ("booktitle", "eventtitle", "series"),
    "workshop": ("booktitle", "eventtitle", "series"),
    "chapter": ("booktitle", "maintitle"),
    "thesis": ("school", "institution", "organization"),
    "report": ("institution", "organization", "publisher"),
    "book": ("publisher",),
}
ANY_VENUE = ("journaltitle", "journal", "booktitle", "howpublished", "eventtitle", "organization", "institution")
REPOSITORY = re.compile(r"\b(?:arxiv|corr|biorxiv|medrxiv|chemrxiv|ssrn|psyarxiv|techrxiv|preprint)\b", re.I)
WORKSHOP = re.compile(r"\bworkshops?\b|@", re.I)
TALK = re.compile(r"\b(?:talk|lecture|keynote|seminar|tutorial|presentation)\b", re.I)
ID = r"(?P<id>(?<!\d)(?<!\d\.)\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
ARXIV = re.compile(ID + r"(?:\.pdf)?$", re.I)
AT_ARXIV = re.compile(r"\barxiv(?:\.org/(?:abs|pdf)/|[.:]\s*)" + ID, re.I)
DOI = re.compile(r"(?P<doi>10\.\d{4,9}/\S+)")
# The fields of links, in the order of design section 5, with their other names.
LINKS = {
    "arxiv": (),
    "pdf": ("pdf",),
    "doi": (),
    "code": ("code", "github", "software"),
    "data": ("data", "dataset"),
    "website": ("website", "project", "project_page", "homepage", "page"),
    "video": ("video", "talk", "youtube"),
    "slides": ("slides",),
    "poster": ("poster",),
    "supplement": ("supp", "supplement", "appendix"),
    "blog": ("blog",),
    "html": ("html", "url"),
}
SAFE = "/:;@!$&'()*+,=~"  # what an address may have beside letters, digits and - . _
PRESS = {
    "inpreparation": "in preparation",
    "submitted": "submitted",
    "forthcoming": "forthcoming",
    "inpress": "in press",
    "prepublished": "published online",
}


def kind(entry: Entry) -> str:
    """One of KINDS, by the entry's type and what its venue is called."""
    if own := entry.fields.get("kind"):
        if own.lower() in KINDS:
            return own.lower()
        raise ValueError(f"'kind' is one of {', '.join(KINDS)}")
    found = KIND_OF_TYPE.get(entry.type, "other") or entry.type
    name = _first(entry.fields, VENUES.get(found, ANY_VENUE))
    if found in ("journal", "other") and (REPOSITORY.search(name) or (not name and eprint(entry)[0])):
        return "preprint"
    if found == "conference" and WORKSHOP.search(name):
        return "workshop"
    said = " ".join(entry.fields.get(each, "") for each in ("note", "type", "howpublished"))
    if found in ("other", "preprint") and TALK.search(said):
        return "talk"
    return found


def venue(entry: Entry, found: str) -> str:
    """Where it was published, as written."""
    return _first(entry.fields, (*VENUES.get(found, ()), *ANY_VENUE, "publisher"))


def doi(entry: Entry) -> str:
    """The bare DOI in small letters, as DOIs are compared; of arXiv's own DOIs nothing, since they are ids of arXiv."""
    written = unquote(entry.fields.get("doi", "").replace("\\_", "_"))
    match = DOI.search(written)
    if written and not match:
        raise ValueError(f"'{written}' is no DOI, which begins with 10.")
    found = match["doi"].rstrip(".,;}").lower() if match else ""
    return "" if found.startswith("10.48550/arxiv.") else found


def eprint(entry: Entry) -> tuple[str, str]:
    """Id and repository, such as `2408.06450` and `arxiv`; two empty strings where there is none."""
    fields = entry.fields
    name = (fields.get("eprinttype") or fields.get("archiveprefix") or "").lower()
    if own := fields.get("arxiv"):
        return arxiv_id(own) or own, "arxiv"
    if written := fields.get("eprint", "").replace("\\_", "_"):
        found = arxiv_id(written) if name in ("", "arxiv") else ""
        return (found, "arxiv") if found else (written, name if "://" not in written else "")
    said = " ".join(fields.get(each, "") for each in ("doi", "url", "journal", "howpublished", "note"))
    if match := AT_ARXIV.search(said):
        return match["id"], "arxiv"
    at_arxiv = fields.get("journal", "").lower() in ("arxiv", "corr")
    found = arxiv_id(fields.get("volume", "").removeprefix("abs/")) if at_arxiv else ""
    return found, "arxiv" if found else ""


def arxiv_id(written: str) -> str:
    """The id without its version, from any way to write it; empty where it is none."""
    match = ARXIV.search(written.strip().rstrip("/"))
    return match["id"] if match else ""


def links(entry: Entry, number: str, complain: Callable[[str, str], None]) -> list[Link]:
    """Its links in their order, each address once; `number` is its DOI. `complain` gets a field and what is wrong."""
    eprint_id, repository = eprint(entry)
    given = {"arxiv": f"https://arxiv.org/abs/{eprint_id}" if repository == "arxiv" else ""}
    given["doi"] = doi_address(number)
    seen, found = set(), []
    for name, others in LINKS.items():
        for field, value in ((name, given.get(name, "")), *((other, entry.fields.get(other, "")) for other in others)):
            target = re.sub(r"\\([_%&#])", r"\1", value.strip())
            if target and not _is_known(target, seen):
                seen.add(_folded(target))
                try:
                    found.append(Link(name, _checked(target, field)))
                except ValueError as error:
                    complain(field, str(error))
    return found


def doi_address(number: str) -> str:
    return f"https://doi.org/{quote(number, safe=SAFE)}" if number else ""


def _is_known(target: str, seen: set[str]) -> bool:
    """Whether this address is there already, a DOI's or arXiv's in another spelling too."""
    number = arxiv_id(target) if "arxiv.org" in target else ""
    return _folded(target) in seen or (number and f"arxiv.org/abs/{number}" in seen and "/pdf/" not in target)


def _folded(target: str) -> str:
    return re.sub(r"^https?://(?:www\.|dx\.)?", "", target).rstrip("/").lower()


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _checked(target: str, name: str) -> str:
    if re.match(r"https?://[^\s/]+(?:/|\Z|\?|#)", target, re.I) and _host(target):
        return quote(target, safe=f"{SAFE}%?#[]")
    if ":" in target or target.startswith(("//", "/..", "..", "www.")) or "\\" in target or " " in target:
        raise ValueError(f"'{name}' is no address: write one that begins with https://, or the path of a file")
    return target.lstrip("/")


def status(entry: Entry) -> str:
    """What `pubstate` says, in words."""
    written = entry.fields.get("pubstate", "")
    return PRESS.get(written.lower(), written)


def words(value: str) -> tuple[str, ...]:
    """A list as bibliographies write it, with commas or semicolons, each word once."""
    parts = re.split(r"[;,]", value)
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def rank(value: str) -> int:
    """Of `selected`: its number, 1 for yes, 0 for no. Raises ValueError for anything else."""
    text = value.strip().lower()
    if text in ("", "false", "no"):
        return 0
    if text in ("true", "yes"):
        return 1
    if text.isascii() and text.isdigit():
        return int(text)
    raise ValueError("'selected' is true, false, or a number that says in which order")


def _first(fields: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")
