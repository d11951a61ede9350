"""An entry as a service has it → one that can stand in the author's file, or why it cannot."""

import re
from collections.abc import Mapping
from dataclasses import replace

from plugins.add_publication.new_entry import format_entry
from plugins.add_publication.plain_text import balanced
from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.entry import Entry
from plugins.bibtex.entry_dates import parse_date
from plugins.bibtex.latex_text import latex_to_text

LEFT_OUT = {"file", "biburl", "bibsource", "timestamp", "crossref", "xdata", "xref", "bdsk-url-1", "date-added"}
# Fields that may name a file, which only the owner of the list has
FILES = {"pdf", "preview", "slides", "poster", "video", "code", "data", "supp", "supplement", "appendix", "website"}
WITHDRAWN_TITLE = re.compile(r"^\W*(retracted|withdrawn)(?:\s+(?:article|paper|chapter))?\s*[:\]]\s*", re.I)
WITHDRAWN_NOTE = re.compile(r"\W*(?:this\s+\w+\s+(?:is|was|has been)\s+)?(?:retracted|withdrawn)\b", re.I)
LONGEST_VALUE = 60_000  # characters; the authors of an experiment are many
LONGEST_TITLE = 100  # characters of a title in a message


def prepare(entry: Entry, owner: str) -> tuple[Entry | None, str]:
    """The entry with its fields tidied, or None; and a note if the author should look at it.

    An entry without authors gets `owner`, whose list it is, and others: a build asks for an author.
    """
    fields = {name: balanced(value) for name, value in entry.fields.items() if _is_wanted(name, value)}
    title = fields.get("title", "")
    if not title:
        return None, "a publication without a title was left out"
    note = ""
    if not fields.get("author") and not fields.get("editor"):
        if not owner:
            return None, f"'{shown(title)}' was left out, as it has no authors"
        fields["author"] = f"{owner} and others"
        note = f"'{shown(title)}' has no authors there: check the authors of its entry"
    if match := WITHDRAWN_TITLE.match(title):
        fields |= {"title": balanced(title[match.end() :]), "note": match[1].capitalize()}
    entries, problems = read_bibtex(format_entry(replace(entry, fields=_with_right_date(fields)), "x"))
    if len(entries) != 1 or any(not problem.is_warning for problem in problems) or "title" not in entries[0].fields:
        return None, f"'{shown(title)}' was left out, as it cannot be written as BibTeX"
    return replace(entries[0], key=entry.key, line=0), note


def is_withdrawn(fields: Mapping[str, str]) -> bool:
    return bool(WITHDRAWN_NOTE.match(fields.get("note", "")))


def shown(value: str) -> str:
    """The value of a field as text for a message, shortened."""
    text = latex_to_text(value)
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1]}…"


def _is_wanted(name: str, value: str) -> bool:
    is_file = name in FILES and "://" not in value
    return bool(value) and name not in LEFT_OUT and not is_file and len(value) <= LONGEST_VALUE


def _with_right_date(fields: dict[str, str]) -> dict[str, str]:
    """The fields without a month, a date or a year that is none, which would stop a build."""
    for names in ((), ("month", "day"), ("date",), ("year",)):
        fields = {name: value for name, value in fields.items() if name not in names}
        try:
            parse_date(fields)
        except ValueError:
            continue
        break
    return fields
