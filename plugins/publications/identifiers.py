"""Identifiers of a publication, however they are written: DOI, arXiv id and other eprints."""

import re
from urllib.parse import quote, unquote

from plugins.bibtex.entry import Entry
from plugins.bibtex.verbatim import verbatim

ID = r"(?P<id>(?<!\d)(?<!\d\.)\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
ARXIV = re.compile(ID + r"(?:\.pdf)?$", re.I)
AT_ARXIV = re.compile(r"\barxiv(?:\.org/(?:abs|pdf)/|[.:]\s*)" + ID, re.I)
DOI = re.compile(r"(?P<doi>10(?:\.\d{4,9}(?:\.\d+)*/|/(?=[a-z0-9]+$))\S+)", re.I)  # or a short one, 10/cn2h9c
AT_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/", re.I)
ONLY_DOI = re.compile(r"\s*(?:doi:\s*|10\.\d{4,9}/)", re.I)
# Where an id of arXiv may stand, besides its own fields.
ELSEWHERE = ("doi", "url", "journal", "journaltitle", "howpublished", "note", "pages", "eid", "number")
IN_NUMBER = ("volume", "number", "pages", "eid")
SAFE = "/:;@!$&'()*+,=~"  # what an address may have beside letters, digits and - . _


def doi_of(entry: Entry) -> str:
    """The bare DOI in small letters, as DOIs are compared; empty for arXiv's own DOIs, which are arXiv ids.

    Raises ValueError for a `doi` that is none.
    """
    address, written = verbatim(entry.fields.get("url", "")), unquote(_without_tags(entry.fields.get("doi", "")))
    is_doi = AT_DOI.search(address) or ONLY_DOI.match(address)
    match = DOI.search(written or unquote(_without_tags(address))) if written or is_doi else None
    if written and not match:
        raise ValueError(f"'{written}' is not a DOI: a DOI begins with 10.")
    doi = match["doi"].rstrip(".,;}").lower() if match else ""
    return "" if doi.startswith("10.48550/arxiv.") else doi


def _without_tags(written: str) -> str:
    """The identifier in a value that programs put into HTML, as in `doi:<a href="https://doi.org/10.5/x">10.5/x</a>`.

    The angle brackets of old DOIs, `10.1002/(SICI)1097<1:AID-X>3.0.CO;2`, belong to these.
    """
    return re.sub(r"</?a(?:\s[^>]*)?>", " ", verbatim(written)).strip()


def eprint_of(entry: Entry) -> tuple[str, str]:
    """Id and repository, such as `2408.06450` and `arxiv`; two empty strings if there is no eprint."""
    fields = entry.fields
    name = verbatim(fields.get("eprinttype") or fields.get("archiveprefix") or "").lower()
    if own := verbatim(fields.get("arxiv", "")):
        return arxiv_id(own) or own, "arxiv"
    if written := verbatim(fields.get("eprint", "")):
        identifier = arxiv_id(written) if name in ("", "arxiv") else ""
        return (identifier, "arxiv") if identifier else (written, name if "://" not in written else "")
    others = " ".join(fields.get(field, "") for field in ELSEWHERE)
    if match := AT_ARXIV.search(others):
        return match["id"], "arxiv"
    venues = {fields.get(field, "").lower() for field in ("journal", "journaltitle", "institution", "publisher")}
    if venues & {"arxiv", "corr"}:
        numbers = (fields.get(field, "").removeprefix("abs/") for field in IN_NUMBER)
        if identifier := next(filter(None, map(arxiv_id, numbers)), ""):
            return identifier, "arxiv"
    return "", ""


def arxiv_id(written: str) -> str:
    """The id without its version, from its own or an address; empty for anything else."""
    match = ARXIV.search(written.strip().rstrip("/"))
    return match["id"] if match else ""


def doi_address(number: str) -> str:
    return f"https://doi.org/{quote(number, safe=SAFE)}" if number else ""
