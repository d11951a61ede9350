"""Look up a publication: a DOI or an arXiv id → BibTeX as the agencies have it."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from plugins.add_publication.arxiv_feed import feed_to_bibtex
from plugins.add_publication.doi_arxiv import Identifier, identify
from plugins.add_publication.fetch import PATIENCE, LookupFailed, Patience, fetch, host_of
from plugins.core.problems import did_you_mean

__all__ = ["HOSTS", "LookupFailed", "hosts_of", "lookup"]

HOSTS = {
    "doi": "https://doi.org/",
    "arxiv": "https://export.arxiv.org/api/query",
    "orcid": "https://pub.orcid.org/v3.0/",
    "openalex": "https://api.openalex.org/",
    "dblp": "https://dblp.org/",
    "zotero": "https://api.zotero.org/",
}
BIBTEX = "application/x-bibtex"


def lookup(word: str, hosts: Mapping[str, str], agent: str, patience: Patience = PATIENCE) -> str:
    """The BibTeX of the publication with a DOI or an arXiv id, bare or within an address.

    `agent` is the `User-Agent` of the request. Raises LookupFailed with one line.
    """
    found = identify(word)
    if not found:
        raise LookupFailed(f"'{word}' is neither a DOI (10.1000/182), an arXiv id (2408.06450) nor a .bib file")
    look_up = _look_up_arxiv if found.kind == "arxiv" else _look_up_doi
    return look_up(found, {**HOSTS, **hosts}, agent, patience)


def hosts_of(value: object) -> dict[str, str]:
    """The setting LOOKUP_HOSTS, with the usual addresses as defaults. Raises LookupFailed if it has another form."""
    if not isinstance(value, Mapping) or not all(isinstance(address, str) for address in value.values()):
        raise LookupFailed(f"LOOKUP_HOSTS of pelicanconf.py is not of the form {{'doi': '{HOSTS['doi']}'}}")
    for name in value:
        if name not in HOSTS:
            raise LookupFailed(f"LOOKUP_HOSTS of pelicanconf.py has no '{name}'{did_you_mean(str(name), HOSTS)}")
    return {**HOSTS, **value}


def _look_up_doi(found: Identifier, hosts: Mapping[str, str], agent: str, patience: Patience) -> str:
    """Ask doi.org, which redirects to Crossref, DataCite or another agency."""
    host, doi = host_of(hosts["doi"]), found.value
    try:
        address = hosts["doi"].rstrip("/") + "/" + quote(doi, safe="/:;()")
        media_type, text, _ = fetch(address, BIBTEX, agent, patience)
    except LookupFailed as error:
        messages = {404: f"{host} has no DOI {doi}", 406: f"{host} has no BibTeX for {doi}"}
        raise LookupFailed(messages.get(error.status, str(error)), error.status) from None
    if media_type in ("text/html", "application/xhtml+xml") or re.match(r"\s*<", text):
        raise LookupFailed(f"{host} answered with a web page instead of BibTeX for {doi}: try again later")
    if not re.search(r"@\s*\w+\s*[{(]", text):
        raise LookupFailed(f"{host} has no BibTeX for {doi}")
    return text


def _look_up_arxiv(found: Identifier, hosts: Mapping[str, str], agent: str, patience: Patience) -> str:
    query = urlencode({"id_list": found.value + found.version, "max_results": 1})
    try:
        _, text, _ = fetch(f"{hosts['arxiv']}?{query}", "application/atom+xml", agent, patience)
    except LookupFailed as error:
        is_missing = error.status in (400, 404)
        raise LookupFailed(f"arXiv has no {found.value}" if is_missing else str(error), error.status) from None
    return feed_to_bibtex(text, found.value)
