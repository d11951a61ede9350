"""What is to be added: the word of the command line → raw entries of an agency or of a file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.add_publication.bibfile import AddFailed
from plugins.add_publication.lookup import HOSTS, LookupFailed, lookup
from plugins.bibtex import reader
from plugins.bibtex.decoding import decode
from plugins.bibtex.records import Entry
from plugins.core.problems import Problem


@dataclass(frozen=True)
class Options:
    """`tell` shows the author a line, `ask` puts a question, and is None where nobody is there to answer."""

    key: str = ""
    force: bool = False
    is_agreed: bool = False
    ask: Callable[[str], bool] | None = None
    hosts: Mapping[str, str] = field(default_factory=lambda: HOSTS)
    agent: str = "Vita/1.0"
    tell: Callable[[str], None] = print


def entries_of(word: str, options: Options) -> tuple[list[Entry], list[Problem]]:
    """The entries, and what is wrong in a file. Raises AddFailed where there are none to be had."""
    return _of_file(word, options) if is_file(word) else (_of_agency(word, options), [])


def is_file(word: str) -> bool:
    return word.lower().endswith(".bib") and "://" not in word


def agent_of(settings: Mapping[str, object]) -> str:
    """Who asks, as agencies wish to know it: with the author's site and address where settings have them."""
    social = [str(link.get("url", "")) for link in settings.get("SOCIAL") or [] if isinstance(link, Mapping)]
    about = [str(settings.get("SITEURL") or ""), *(url for url in social if url.startswith("mailto:"))][:2]
    text = "; ".join(re.sub(r"[^\x21-\x7e]|[()\\;]", "", part) for part in about if part)
    return f"Vita/1.0 ({text})" if text else "Vita/1.0"


def _of_agency(word: str, options: Options) -> list[Entry]:
    try:
        entries, faults = reader.read(lookup(word, options.hosts, options.agent))
    except LookupFailed as error:
        raise AddFailed(str(error)) from None
    if not entries:
        raise AddFailed(f"the BibTeX for {word} cannot be read{f': {faults[0].message}' if faults else ''}")
    return entries[:1]


def _of_file(word: str, options: Options) -> tuple[list[Entry], list[Problem]]:
    path = Path(word).expanduser()
    if not path.is_file():
        raise AddFailed(f"there is no file {word}")
    try:
        text, unfit = decode(path.read_bytes())
    except OSError as error:
        raise AddFailed(f"{word}: cannot be read: {error.strerror or error}") from None
    if unfit:
        raise AddFailed(f"{word}:{unfit[0].line}: {unfit[0].message}")
    entries, faults = reader.read(text)
    if options.key and len(entries) > 1:
        raise AddFailed(f"--key gives one entry its key, but {word} has {len(entries)}")
    return entries, [Problem(word, fault.line, str(fault)) for fault in faults]
