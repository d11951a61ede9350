"""Read the entries that are to be added, from an agency or from a file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.add_publication.bibfile import AddFailed, read_bibfile
from plugins.add_publication.lookup import HOSTS, LookupFailed, lookup
from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.entry import Entry
from plugins.core.problems import Problem


@dataclass(frozen=True)
class AddOptions:
    """`ask` puts a question to the author, and is None if nobody can answer; `show` shows a line."""

    key: str = ""
    force: bool = False
    is_agreed: bool = False
    ask: Callable[[str], bool] | None = None
    hosts: Mapping[str, str] = field(default_factory=lambda: HOSTS)
    agent: str = "Vita/1.0"
    show: Callable[[str], None] = print


def is_bibfile(word: str) -> bool:
    return word.lower().endswith(".bib") and "://" not in word


def entries_of_agency(word: str, options: AddOptions) -> list[Entry]:
    """The entry of a DOI or an arXiv id. Raises AddFailed if the agency has none."""
    try:
        entries, problems = read_bibtex(lookup(word, options.hosts, options.agent))
    except LookupFailed as error:
        raise AddFailed(str(error)) from None
    if not entries:
        reason = f": {problems[0].message}" if problems else ""
        raise AddFailed(f"the BibTeX for {word} cannot be read{reason}")
    return entries[:1]


def entries_of_file(word: str, options: AddOptions) -> tuple[list[Entry], list[Problem]]:
    """All entries of a `.bib` file, and what is wrong in it. Raises AddFailed if it cannot be read."""
    path = Path(word).expanduser()
    if not path.is_file():
        raise AddFailed(f"there is no file {word}")
    file = read_bibfile(path, word)
    if options.key and len(file.entries) > 1:
        raise AddFailed(f"--key gives one entry its key, but {word} has {len(file.entries)}")
    return list(file.entries), [replace(problem, path=word) for problem in file.problems]


def agent_of(settings: Mapping[str, object]) -> str:
    """The `User-Agent` for agencies, which ask for an address: the author's site and mail address of the settings."""
    social = [str(link.get("url", "")) for link in settings.get("SOCIAL") or [] if isinstance(link, Mapping)]
    about = [str(settings.get("SITEURL") or ""), *(url for url in social if url.startswith("mailto:"))][:2]
    text = "; ".join(re.sub(r"[^\x21-\x7e]|[()\\;]", "", part) for part in about if part)
    return f"Vita/1.0 ({text})" if text else "Vita/1.0"
