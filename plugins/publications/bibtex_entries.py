"""An entry for other people's bibliographies, which BibTeX and biblatex both read.

Macros and parents are resolved, names have no marks, fields for this site alone are left out, and fields that BibTeX's
own styles do not know have the names that both know.
"""

import re
from collections.abc import Iterator

from plugins.bibtex.journals import JOURNAL_MACROS
from plugins.bibtex.standard_macros import MONTHS
from plugins.bibtex.translated_fields import is_translated
from plugins.publications.links import read_address
from plugins.publications.records import Version

# Fields that a site or a program adds to its own copy of an entry.
PRIVATE_FIELDS = frozenset(
    """
    abbr additional_info altmetric annotation annote award award_name bibtex_show blog code crossref data
    dataset datestamp dimensions file github google_scholar_id groups html inspirehep_id
    kind mendeley-groups mendeley-tags owner page pdf poster preview priority project
    project_page readstatus related ranking selected slides supp supplement timestamp topic topics video website
    xdata xref youtube
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
LONG_FIELDS = frozenset({"abstract", "keywords"})  # in files, but not on a page, which shows them elsewhere
PRIVATE_PREFIXES = ("author+an", "editor+an", "bdsk-", "mendeley-", "date-", "jabref", "__")
# Names of biblatex → names that BibTeX's styles know too, which biblatex reads as its own.
SHARED_NAMES = {"journaltitle": "journal", "location": "address"}
SHARED_THESIS_NAMES = {"institution": "school"}
THESIS_TYPES = ("phdthesis", "mastersthesis")
MONTH_MACROS = ("", *(name[:3].lower() for name in MONTHS))  # by the number of the month
# Fields that may hold AASTeX's macro for a journal, which compiles nowhere else.
WITH_JOURNAL_MACROS = ("journal", "shortjournal", "booktitle", "maintitle", "series")
NAMES_OF_JOURNAL_MACROS = "|".join(sorted(JOURNAL_MACROS, key=len, reverse=True))
JOURNAL_MACRO = re.compile(rf"(\{{)?\\(?P<name>{NAMES_OF_JOURNAL_MACROS})(?![A-Za-z])(?:\{{\}})?(?(1)\}})")
DOI_ADDRESS = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.I)


def bibtex_entry(version: Version, is_for_page: bool = False) -> str:
    """Return the entry of a version, with its fields aligned; without LONG_FIELDS if it `is_for_page`."""
    fields = {name: value for name, value in _fields(version) if not (is_for_page and name in LONG_FIELDS)}
    width = max((len(name) for name in fields), default=0)
    rows = (f"  {name:<{width}} = {value},\n" for name, value in fields.items())
    return f"@{version.entry.type}{{{version.entry.key},\n{''.join(rows)}}}\n"


def _fields(version: Version) -> Iterator[tuple[str, str]]:
    """Names and values as they are written: the first value of each name, a month without braces."""
    entry, taken = version.entry, set()
    shared = SHARED_NAMES | (SHARED_THESIS_NAMES if entry.type in THESIS_TYPES else {})
    for written, value in entry.fields.items():
        if not value or written in PRIVATE_FIELDS or written.startswith(PRIVATE_PREFIXES) or is_translated(written):
            continue
        for name, shown in _shared(shared.get(written, written), value, version):
            if name not in taken:
                taken.add(name)
                yield name, shown


def _shared(name: str, value: str, version: Version) -> Iterator[tuple[str, str]]:
    match name:
        case "author" if any(author.marks for author in version.authors):
            yield name, f"{{{_names(version)}}}"
        case "date":
            yield "year", f"{{{version.date.year or value}}}"
            yield from _month_and_day(version)
        case "month" if version.date.month:
            yield from _month_and_day(version)
        case _ if name in WITH_JOURNAL_MACROS and "\\" in value:
            yield name, f"{{{JOURNAL_MACRO.sub(_journal, value)}}}"
        case "url":
            address, _ = read_address(value, name)
            yield name, f"{{{address if '://' in address else value}}}"
        case "doi":
            yield name, f"{{{DOI_ADDRESS.sub('', value)}}}"
        case "arxiv" if version.eprint_type == "arxiv":
            yield from (("eprint", f"{{{version.eprint}}}"), ("archiveprefix", "{arXiv}"))
        case "eprint" if version.eprint_type == "arxiv":
            yield name, f"{{{version.eprint}}}"
        case _:
            yield name, f"{{{value}}}"


def _month_and_day(version: Version) -> Iterator[tuple[str, str]]:
    if version.date.month:
        yield "month", MONTH_MACROS[version.date.month]
    if version.date.day:
        yield "day", f"{{{version.date.day}}}"


def _journal(macro: re.Match) -> str:
    return JOURNAL_MACROS[macro["name"]].replace("&", "\\&")


def _names(version: Version) -> str:
    written = (author.name for author in version.authors)
    names = [f"{{{name.literal}}}" if name.literal else name.inverted for name in written]
    return " and ".join([*names, *["others"] * version.has_more_authors])
