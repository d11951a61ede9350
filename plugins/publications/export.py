"""Works for other programs, in BibTeX and RIS.

In: a `Version` or `Publication`. Out: text of a `.bib` or `.ris` file (https://en.wikipedia.org/wiki/RIS_(file_format)).
"""

import re

from plugins.bibtex.latex import text
from plugins.bibtex.reader import MONTHS
from plugins.publications.records import Publication, Version
from plugins.publications.typeset import plain

# What a site or a program keeps in its own copy of an entry.
OWN = frozenset(
    """
    abbr abstract additional_info altmetric annotation annote award award_name bibtex_show blog code crossref data
    dataset datestamp dimensions file github google_scholar_id groups html inspirehep_id
    keywords kind mendeley-groups mendeley-tags owner page pdf poster preview priority project
    project_page readstatus related ranking selected slides supp supplement timestamp topic topics video website
    xdata xref youtube
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
PRIVATE = ("author+an", "editor+an", "bdsk-", "mendeley-", "date-", "jabref", "__")
RIS_TYPES = {
    "journal": "JOUR",
    "conference": "CPAPER",
    "workshop": "CPAPER",
    "preprint": "UNPB",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "report": "RPRT",
    "dataset": "DATA",
    "software": "COMP",
    "patent": "PAT",
    "talk": "SLIDE",
}


def bib(version: Version) -> str:
    """The entry by itself: macros and parents resolved, names without marks, nothing that only this site needs."""
    entry = version.entry
    kept = {name: value for name, value in entry.fields.items() if value and not name.startswith(PRIVATE)}
    kept = {name: value for name, value in kept.items() if name not in OWN}
    if "author" in kept and any(name.marks for name in version.authors):
        names = [f"{{{name.literal}}}" if name.literal else name.inverted for name in version.authors]
        kept["author"] = " and ".join([*names, *["others"] * version.has_more_authors])
    width = max((len(name) for name in kept), default=0)
    rows = (f"  {name:<{width}} = {_braced(name, value)},\n" for name, value in kept.items())
    return f"@{entry.type}{{{entry.key},\n{''.join(rows)}}}\n"


def _braced(name: str, value: str) -> str:
    """A month by its macro, as BibTeX's styles want it; anything else in braces."""
    is_month = name == "month" and value in MONTHS.values()
    return next(macro for macro, month in MONTHS.items() if month == value) if is_month else f"{{{value}}}"


def ris(work: Publication, url: str = "") -> str:
    """The newest version as one record of RIS."""
    version, fields = work.latest, work.latest.entry.fields
    first, last = pages(version)
    rows = [
        ("TY", RIS_TYPES.get(version.kind, "GEN")),
        *(("AU", name.inverted) for name in version.authors if not version.is_edited),
        *(("ED", name.inverted) for name in version.editors),
        ("TI", plain(version.title)),
        ("T2", version.venue),
        ("PY", str(version.date.year or "")),
        ("DA", str(version.date).replace("-", "/") if version.date.month else ""),
        ("VL", value(version, "volume")),
        ("IS", value(version, "number", "issue")),
        ("SP", first),
        ("EP", last),
        ("SN", fields.get("issn", "") or fields.get("isbn", "")),
        ("PB", value(version, "publisher")),
        ("DO", version.doi),
        *(("KW", topic) for topic in work.topics),
        ("AB", plain(work.abstract)),
        ("UR", url),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_line(text)}\r\n" for tag, text in rows if text or tag == "ER")


def pages(version: Version) -> tuple[str, str]:
    """First and last page; the last is empty where there is one page or a number of an article."""
    written = re.sub("-{2,}", "–", value(version, "pages", "eid", "articleno"))
    if "–" not in written:
        written = re.sub(r"(?<=\d)\s*-\s*(?=\w*\d)", "–", written, count=1)
    first, _, last = written.partition("–")
    return first.strip(), last.strip("– ")


def value(version: Version, *names: str) -> str:
    """The first of these fields that the entry has, as text."""
    return next((text(version.entry.fields[name]) for name in names if version.entry.fields.get(name)), "")


def _line(text: str) -> str:
    return " ".join(text.split())
