"""What a bibliography says, as records: works, their versions and links. No HTML, no Pelican.

Texts are Unicode; formulas in them stay as they were typed, between dollar signs. Empty strings stand for what
is not known.
"""

from dataclasses import dataclass, field

from plugins.bibtex.entry import Entry
from plugins.bibtex.latex_text import latex_to_text as text
from plugins.core.dates import Date
from plugins.core.names import Name

THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "bachelorsthesis": "Bachelor’s thesis"}
THESES |= {"mathesis": "Master’s thesis", "bathesis": "Bachelor’s thesis", "theses": "PhD thesis"}
THESES |= {"masterthesis": "Master’s thesis", "bachelorthesis": "Bachelor’s thesis", "phd": "PhD thesis"}
THESES |= {"dissertation": "PhD thesis", "diplomathesis": "Diploma thesis", "habilitation": "Habilitation"}


@dataclass(frozen=True)
class Link:
    """A way to the work elsewhere or to a file of this site: `kind` as the field is called (`pdf`, `code`, `doi`).

    `target` is an address with its scheme, or a path below content/ without one.
    """

    kind: str
    target: str

    @property
    def is_here(self) -> bool:
        return "://" not in self.target


@dataclass(frozen=True)
class Version:
    """One form in which a work was published, by one entry of the file; `language` as BCP 47 has it; first and last of
    its `pages`, of which the last is empty where there is one page or a number of an article."""

    entry: Entry
    kind: str
    title: str
    authors: tuple[Name, ...]
    date: Date
    has_more_authors: bool = False
    editors: tuple[Name, ...] = ()
    venue: str = ""
    pages: tuple[str, str] = ("", "")
    doi: str = ""
    eprint: str = ""
    eprint_type: str = ""
    note: str = ""
    language: str = ""

    @property
    def is_edited(self) -> bool:
        """Whether it has editors in the place of authors."""
        return not self.entry.fields.get("author")

    @property
    def degree(self) -> str:
        """Of a thesis, as it is said: `PhD thesis`."""
        said = self.value("type")
        return (THESES.get(said.lower(), said) or THESES.get(self.entry.type, "")) if self.kind == "thesis" else ""

    def value(self, *names: str) -> str:
        """The first of these fields that the entry has, as text."""
        for name in names:
            if written := self.entry.fields.get(name):
                return text(written)
        return ""


@dataclass(frozen=True)
class Publication:
    """A work with its history: `versions` from the newest, whose facts stand for the whole.

    `topics` are as written; `venue_short` is al-folio's `abbr`; `preview` is a path as its author wrote it; `selected`
    is its rank from 1, or 0; `related` are the keys of all versions.
    """

    key: str
    versions: tuple[Version, ...]
    links: tuple[Link, ...] = ()
    venue_short: str = ""
    award: str = ""
    abstract: str = ""
    annotation: str = ""
    preview: str = ""
    topics: tuple[str, ...] = ()
    selected: int = 0
    status: str = ""
    related: tuple[str, ...] = field(default=())

    @property
    def latest(self) -> Version:
        return self.versions[0]


KINDS = {
    "journal": "Journal articles",
    "conference": "Conference papers",
    "workshop": "Workshop papers",
    "preprint": "Preprints",
    "book": "Books",
    "chapter": "Book chapters",
    "thesis": "Theses",
    "report": "Reports",
    "dataset": "Datasets",
    "software": "Software",
    "patent": "Patents",
    "talk": "Talks",
    "other": "Other works",
}
