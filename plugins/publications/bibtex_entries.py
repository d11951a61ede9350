"""An entry for other people's bibliographies, which BibTeX and biblatex both read.

Macros and parents are resolved, names have no marks, fields for this site alone are left out, and fields that BibTeX's
own styles do not know have the names that both know.
"""

import re
from collections.abc import Iterator

from plugins.core.dates import MONTHS
from plugins.publications.records import Version

# Fields that a site or a program adds to its own copy of an entry.
PRIVATE_FIELDS = frozenset(
    """
    abbr abstract additional_info altmetric annotation annote award award_name bibtex_show blog code crossref data
    dataset datestamp dimensions file github google_scholar_id groups html inspirehep_id
    keywords kind mendeley-groups mendeley-tags owner page pdf poster preview priority project
    project_page readstatus related ranking selected slides supp supplement timestamp topic topics video website
    xdata xref youtube
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
PRIVATE_PREFIXES = ("author+an", "editor+an", "bdsk-", "mendeley-", "date-", "jabref", "__")
# Names of biblatex → names that BibTeX's styles know too, which biblatex reads as its own.
SHARED_NAMES = {"journaltitle": "journal", "location": "address"}
SHARED_THESIS_NAMES = {"institution": "school"}
THESIS_TYPES = ("phdthesis", "mastersthesis")
MONTH_MACROS = ("", *(name[:3].lower() for name in MONTHS))  # by the number of the month
DOI_ADDRESS = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.I)


def bibtex_entry(version: Version) -> str:
    """Return the entry of a version, with its fields aligned."""
    fields = dict(_fields(version))
    width = max((len(name) for name in fields), default=0)
    rows = (f"  {name:<{width}} = {value},\n" for name, value in fields.items())
    return f"@{version.entry.type}{{{version.entry.key},\n{''.join(rows)}}}\n"


def _fields(version: Version) -> Iterator[tuple[str, str]]:
    """Names and values as they are written: the first value of each name, a month without braces."""
    entry, taken = version.entry, set()
    shared = SHARED_NAMES | (SHARED_THESIS_NAMES if entry.type in THESIS_TYPES else {})
    for written, value in entry.fields.items():
        if not value or written in PRIVATE_FIELDS or written.startswith(PRIVATE_PREFIXES):
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
            if version.date.month:
                yield "month", MONTH_MACROS[version.date.month]
        case "month" if version.date.month:
            yield name, MONTH_MACROS[version.date.month]
        case "doi":
            yield name, f"{{{DOI_ADDRESS.sub('', value)}}}"
        case "arxiv" if version.eprint_type == "arxiv":
            yield from (("eprint", f"{{{version.eprint}}}"), ("archiveprefix", "{arXiv}"))
        case "eprint" if version.eprint_type == "arxiv":
            yield name, f"{{{version.eprint}}}"
        case _:
            yield name, f"{{{value}}}"


def _names(version: Version) -> str:
    written = (author.name for author in version.authors)
    names = [f"{{{name.literal}}}" if name.literal else name.inverted for name in written]
    return " and ".join([*names, *["others"] * version.has_more_authors])
