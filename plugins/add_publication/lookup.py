"""The network half of adding a publication: a DOI or an arXiv id → BibTeX text as the agencies have it."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from plugins.add_publication import arxiv
from plugins.add_publication.fetch import LookupFailed, fetch, host_of
from plugins.add_publication.identifiers import Identifier, identify
from plugins.core.problems import did_you_mean

__all__ = ["HOSTS", "LookupFailed", "hosts_of", "lookup"]

HOSTS = {"doi": "https://doi.org/", "arxiv": "https://export.arxiv.org/api/query"}
BIBTEX = "application/x-bibtex"


def lookup(word: str, hosts: Mapping[str, str], agent: str) -> str:
    """The BibTeX of the work that a DOI or an arXiv id names, bare or within an address.

    `agent` says who asks. Raises LookupFailed with one line.
    """
    found = identify(word)
    if not found:
        raise LookupFailed(f"'{word}' is neither a DOI (10.1000/182), an arXiv id (2408.06450) nor a .bib file")
    return (_of_arxiv if found.kind == "arxiv" else _of_doi)(found, {**HOSTS, **hosts}, agent)


def hosts_of(value: object) -> dict[str, str]:
    """The setting LOOKUP_HOSTS over the usual addresses. Raises LookupFailed where it has another form."""
    if not isinstance(value, Mapping) or not all(isinstance(address, str) for address in value.values()):
        raise LookupFailed(f"LOOKUP_HOSTS of pelicanconf.py is not of the form {HOSTS}")
    for name in value:
        if name not in HOSTS:
            raise LookupFailed(f"LOOKUP_HOSTS of pelicanconf.py knows no '{name}'{did_you_mean(str(name), HOSTS)}")
    return {**HOSTS, **value}


def _of_doi(found: Identifier, hosts: Mapping[str, str], agent: str) -> str:
    """What Crossref, DataCite or another agency has, to which doi.org sends on."""
    host, doi = host_of(hosts["doi"]), found.value
    try:
        kind, text = fetch(hosts["doi"].rstrip("/") + "/" + quote(doi, safe="/:;()"), BIBTEX, agent)
    except LookupFailed as error:
        messages = {404: f"{host} knows no DOI {doi}", 406: f"{host} has no BibTeX for {doi}"}
        raise LookupFailed(messages.get(error.status, str(error)), error.status) from None
    if kind in ("text/html", "application/xhtml+xml") or re.match(r"\s*<", text):
        raise LookupFailed(f"{host} answered with a web page instead of BibTeX for {doi}: try again later")
    if not re.search(r"@\s*\w+\s*[{(]", text):
        raise LookupFailed(f"{host} has no BibTeX for {doi}")
    return text


def _of_arxiv(found: Identifier, hosts: Mapping[str, str], agent: str) -> str:
    query = urlencode({"id_list": found.value + found.version, "max_results": 1})
    try:
        _, text = fetch(f"{hosts['arxiv']}?{query}", "application/atom+xml", agent)
    except LookupFailed as error:
        missing = error.status in (400, 404)
        raise LookupFailed(f"arXiv knows no {found.value}" if missing else str(error), error.status) from None
    return arxiv.bibtex(text, found.value)
