"""DOIs and arXiv ids as people write them, in the command line or in a field → as their agencies write them."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

DOI = re.compile(r"10\.\d{4,9}/\S+")
DOI_IN_ADDRESS = re.compile(r"10\.\d{4,9}/[^\s?#&\"<>]+")
RESOLVER = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/(?=10\.)|doi:\s*(?=10\.)", re.I)
ARXIV = r"(\d{4}\.\d{4,5}|[a-z][a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?"
ARXIV_ID = re.compile(rf"(?:arxiv:\s*)?{ARXIV}(?:\s*\[[\w.-]+\])?", re.I)
ARXIV_ADDRESS = re.compile(rf"(?:https?://)?(?:[\w-]+\.)?arxiv\.org/[a-z]+/{ARXIV}(?:\.pdf)?/?(?:[?#].*)?", re.I)
ARXIV_DOI = re.compile(rf"10\.48550/arxiv\.{ARXIV}", re.I)
# Publishers' addresses append these to a DOI.
TAIL = re.compile(r"(?:/(?:full(?:text)?|abstract|e?pdf|html|meta|summary|references)|\.(?:pdf|full|abstract))+$", re.I)


@dataclass(frozen=True)
class Identifier:
    """`kind` is `doi` or `arxiv`; `version` is that of a preprint, such as `v2`."""

    kind: str
    value: str
    version: str = ""


def identify(word: str) -> Identifier | None:
    """The DOI or arXiv id, which may have a prefix or be part of an address; None if the word is neither."""
    word = word.strip().strip("<>\"'")
    for pattern in (ARXIV_ID, ARXIV_ADDRESS):
        if match := pattern.fullmatch(word):
            return _arxiv(match)
    doi = bare_doi(word)
    if match := ARXIV_DOI.fullmatch(doi):
        return _arxiv(match)
    return Identifier("doi", doi) if doi else None


def bare_doi(text: str) -> str:
    """`10.…/…` without the address of a resolver or publisher; empty if there is no DOI."""
    text = text.strip()
    start = RESOLVER.match(text)
    if not start and "://" in text:
        return _in_address(unquote(text))
    if start and "://" in text:
        text = unquote(re.split(r"[?#]", text)[0])
    match = DOI.fullmatch(text[start.end() :] if start and not text.startswith("10.") else text)
    return _trimmed(match[0]) if match else ""


def bare_eprint(text: str) -> str:
    """An arXiv id without prefix and version, in lower case; another text is unchanged."""
    match = ARXIV_ID.fullmatch(text.strip()) or ARXIV_ADDRESS.fullmatch(text.strip())
    return match[1].lower() if match else text.strip()


def _arxiv(match: re.Match) -> Identifier:
    archive, slash, number = match[1].rpartition("/")
    head, dot, subject = archive.partition(".")
    return Identifier("arxiv", head.lower() + dot + subject.upper() + slash + number, (match[2] or "").lower())


def _in_address(address: str) -> str:
    match = DOI_IN_ADDRESS.search(address)
    doi = TAIL.sub("", match[0].rstrip("/")) if match else ""
    return _trimmed(re.sub(r"^(10\.(?:1101|64898)/\d[\d.]*\d)v\d+.*$", r"\1", doi))


def _trimmed(doi: str) -> str:
    """The DOI without the punctuation of the sentence from which it was copied."""
    doi = doi.rstrip(".,;:'\"")
    while doi.endswith((")", "]")) and doi.count("(") + doi.count("[") < doi.count(")") + doi.count("]"):
        doi = doi[:-1].rstrip(".,;")
    return doi
