"""Count the citations of every publication that has a DOI or an arXiv id, at OpenAlex, and store the counts."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from plugins.add_publication.bibfile import AddFailed, write_whole
from plugins.add_publication.doi_arxiv import bare_doi
from plugins.add_publication.duplicates import doi_of, eprint_of
from plugins.add_publication.fetch import LookupFailed
from plugins.bibtex.entry import Entry
from plugins.sync.asking import Asking, part, text_of

AT_ONCE = 50  # DOIs in one request
SOURCE = "OpenAlex"


def count_citations(entries: Iterable[Entry], asking: Asking) -> dict[str, int]:
    """The counts by key, of those entries that OpenAlex knows. Raises LookupFailed."""
    keys = {doi: entry.key for entry in entries if (doi := _doi(entry))}
    dois, counts = list(keys), {}
    for start in range(0, len(dois), AT_ONCE):
        wanted = "|".join(dois[start : start + AT_ONCE])
        query = {"filter": f"doi:{wanted}", "per_page": AT_ONCE, "select": "doi,cited_by_count"}
        results = part(asking.json(f"{asking.base('openalex')}works?{urlencode(query)}"), "results")
        if not isinstance(results, list):
            raise LookupFailed("OpenAlex answered with JSON that is no list of works: try again later")
        for work in results:
            key, count = keys.get(bare_doi(text_of(work, "doi")).lower()), part(work, "cited_by_count")
            if key and isinstance(count, int) and count >= 0:
                counts[key] = max(count, counts.get(key, 0))
    return counts


def write_citations(path: Path, counts: Mapping[str, int], today: date) -> None:
    """Write `citations.toml`, with where the counts are from and of which day. Raises AddFailed."""
    lines = [
        "# Written by `invoke sync --citations`",
        f'source = "{SOURCE}"',
        f"date = {today.isoformat()}",
        f"total = {sum(counts.values())}",
        "",
        "[counts]",
        *(f"{json.dumps(key, ensure_ascii=False)} = {count}" for key, count in sorted(counts.items())),
    ]
    try:
        write_whole(path, ("\n".join(lines) + "\n").encode())
    except OSError as error:
        raise AddFailed(f"{path.parent.name}/{path.name}: cannot be written: {error.strerror or error}") from None


def _doi(entry: Entry) -> str:
    """The DOI, or the one that arXiv gives to each preprint; none with a character that separates several."""
    eprint = eprint_of(entry)
    doi = doi_of(entry) or (f"10.48550/arxiv.{eprint}" if eprint else "")
    return "" if set(doi) & set("|,") else doi
