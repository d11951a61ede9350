"""Records of a bibliography: publications, their versions and authors.

Fields and properties of a `Version` are text: Unicode, with formulas as typed between dollar signs. Those called
`…_html`, and those of a `Publication` for templates, are markup. Unknown values are empty. Addresses are relative to
the site's root.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from plugins.bibtex.entry import Entry
from plugins.bibtex.latex_text import latex_to_text
from plugins.core.dates import Date
from plugins.core.locales import english
from plugins.core.names import Name
from plugins.publications import fields
from plugins.publications.kinds import KINDS
from plugins.publications.links import Link

FOLDER = "publications"  # of the site, in which each publication has a folder
REFERENCE_LINKS = ("doi", "arxiv", "html", "website", "pdf")  # of a publication without a page, the best first
MAX_AUTHORS = 8  # shown in an item of a list; the others are folded


@dataclass(frozen=True)
class FieldProblem:
    """A problem with the value of a `field` of the entry `key`, or with the whole entry (no `field`).

    It has no line, which every edit further up in the file changes: `library.py` finds it. A problem that `is_warning`
    does not stop the build.
    """

    key: str
    field: str
    message: str
    is_warning: bool = False


@dataclass(frozen=True)
class Author:
    """An author of a version: the name as the publication has it, and facts about the person whom it means.

    `person` is the person's id, `url` where the name leads, `orcid` a bare ORCID iD; `marks` are `*`, `†` and others,
    as printed.
    """

    name: Name
    html: Markup = Markup("")
    url: str = ""
    orcid: str = ""
    is_owner: bool = False
    is_student: bool = False
    marks: str = ""
    person: str = ""


@dataclass(frozen=True)
class Version:
    """One form in which a publication appeared: what one entry says.

    `authors` are the editors where an entry has no authors. `language` is a BCP 47 tag. `pages` are the first and the
    last; the last is empty for a single page or the number of an article. `selected` is a rank from 1, or 0.
    `detail` is the text before the pages or in their place: `12 (3)`, `PhD thesis`, or the number of a report.
    `before_venue_html` and `after_venue_html` hold edition, series and the like, `place_html` the place of a book.
    `state_html` holds the words of a date and the `status`, such as `in press`.
    """

    entry: Entry
    kind: str
    title: str
    authors: tuple[Author, ...]
    date: Date
    has_more_authors: bool = False
    editors: tuple[Author, ...] = ()
    translators: tuple[Author, ...] = ()
    venue: str = ""
    pages: tuple[str, str] = ("", "")
    doi: str = ""
    eprint: str = ""
    eprint_type: str = ""
    language: str = ""
    status: str = ""
    detail: str = ""
    abstract: str = ""
    selected: int = 0
    links: tuple[Link, ...] = ()
    title_html: Markup = Markup("")
    venue_html: Markup = Markup("")
    before_venue_html: tuple[Markup, ...] = ()
    after_venue_html: tuple[Markup, ...] = ()
    place_html: Markup = Markup("")
    state_html: tuple[Markup, ...] = ()
    award_html: Markup = Markup("")
    abstract_html: tuple[Markup, ...] = ()
    annotation_html: Markup = Markup("")
    note_html: Markup = Markup("")

    @property
    def key(self) -> str:
        return self.entry.key

    @property
    def is_edited(self) -> bool:
        """Whether its authors are its editors."""
        return not self.entry.fields.get("author")

    @property
    def role(self) -> str:
        """What the authors are where they are editors: `editor` or `editors`, whose words stand after them."""
        if not self.is_edited or not self.authors:
            return ""
        return "editors" if len(self.authors) > 1 or self.has_more_authors else "editor"

    @property
    def further_editors(self) -> tuple[Author, ...]:
        """The editors of a book that has authors; those of a chapter's book stand with the book."""
        is_own = self.kind not in ("journal", "conference", "workshop", "chapter")
        return self.editors if is_own and not self.is_edited else ()

    @property
    def editors_of_book(self) -> tuple[Author, ...]:
        """The editors of the book in which a chapter stands."""
        return self.editors if self.kind == "chapter" and not self.is_edited else ()

    @property
    def collaboration(self) -> Author | None:
        """The group that stands last in a shortened list of authors: `et al. (ATLAS Collaboration)`."""
        last = self.authors[-1] if len(self.authors) > 1 and self.has_more_authors else None
        return last if last and last.name.literal else None

    @property
    def is_arxiv_preprint(self) -> bool:
        return self.kind == "preprint" and self.eprint_type == "arxiv"

    @property
    def any_doi(self) -> str:
        """Its DOI, else the one that arXiv gives to each preprint (https://info.arxiv.org/help/doi.html)."""
        arxiv_doi = f"10.48550/arXiv.{self.eprint}" if self.eprint_type == "arxiv" and self.eprint else ""
        return self.doi or arxiv_doi

    @property
    def degree(self) -> str:
        """The degree of a thesis for other programs, which read English: `PhD thesis`; empty for other kinds."""
        return fields.degree_of(self.entry, english()) if self.kind == "thesis" else ""

    @property
    def has_pages(self) -> bool:
        """Whether the line below the title has the pages."""
        return any(self.pages) and KINDS[self.kind].detail in ("", "volume")

    @property
    def is_labeling_pages(self) -> bool:
        """Whether a word says that these are pages: none does after a volume."""
        return KINDS[self.kind].detail != "volume"

    @property
    def year(self) -> str:
        """The year, or the words of a date without one; empty where the venue's name has it, as in `ICML 2024`."""
        year = str(self.date.year or self.date.text or "")
        return year if KINDS[self.kind].is_year_repeated or year not in self.venue else ""

    @property
    def is_venue_continued(self) -> bool:
        """Whether what follows the venue's name belongs to it: `Nature 12`, `ICML 2024`, but `ICML, pp. 1–2`."""
        if self.after_venue_html or self.editors_of_book:
            return False
        starts_with_detail = bool(self.detail or self.has_pages)
        if KINDS[self.kind].detail != "volume" and starts_with_detail:
            return False
        return KINDS[self.kind].is_year_part_of_venue and (starts_with_detail or self.year != self.date.text)

    def value(self, *names: str) -> str:
        """The first of these fields that the entry has, as text."""
        return next((latex_to_text(self.entry.fields[name]) for name in names if self.entry.fields.get(name)), "")


@dataclass(frozen=True)
class Citations:
    """How often a publication is cited, all its versions together, as a `source` said on a day such as `2026-11-29`."""

    count: int
    source: str
    date: str


@dataclass(frozen=True)
class Publication:
    """A publication as templates show it: all its `versions`, the newest first, which gives most of its facts.

    `key` is that of the first version, so that the address stays when a preprint is printed; `slug` is the name of its
    folder. `topics` are those of this site, `keywords` those of the entry. `pdf` and `preview` are files below content/
    that are published; `venue_short` is al-folio's `abbr`. `citations` is None unless the site shows them. A
    publication of others, which texts only cite, has no page.
    """

    key: str
    slug: str
    versions: tuple[Version, ...]
    links: tuple[Link, ...] = ()
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    venue_short: str = ""
    pdf: str = ""
    preview: str = ""
    citations: Citations | None = None
    has_page: bool = True

    @property
    def latest(self) -> Version:
        return self.versions[0]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all versions."""
        return tuple(version.key for version in self.versions)

    @property
    def url(self) -> str:
        return f"{FOLDER}/{quote(self.slug)}/"

    @property
    def reference_url(self) -> str:
        """Where its title leads in a list of references: its page, or else its DOI or another address, or nowhere."""
        if self.has_page:
            return f"/{self.url}"
        targets = {link.kind: link.target for link in self.links if not link.is_local}
        return next((targets[kind] for kind in REFERENCE_LINKS if kind in targets), "")

    @property
    def pdf_url(self) -> str:
        """Where the copy of `pdf` is published; empty without one."""
        return f"{self.url}{quote(Path(self.pdf).name)}" if self.pdf else ""

    def url_of(self, link: Link) -> str:
        """Where a link leads: an address, or a path that begins with a slash, the site's root."""
        if not link.is_local:
            return link.target
        return f"/{self.pdf_url if link.file == self.pdf else quote(link.file)}"

    @property
    def kind(self) -> str:
        return self.latest.kind

    @property
    def selected(self) -> int:
        """The rank among selected publications, from 1; 0: it is not selected."""
        return next((version.selected for version in self.versions if version.selected), 0)

    @property
    def year(self) -> str:
        """The heading under which lists show it; empty if it is undated."""
        date = self.latest.date
        return str(date.year or (date.text or self.latest.status).capitalize())

    @property
    def title(self) -> Markup:
        return self.latest.title_html

    @property
    def authors(self) -> tuple[Author, ...]:
        return self.latest.authors

    @property
    def named_authors(self) -> tuple[Author, ...]:
        """The authors but a collaboration, which stands after `et al.`."""
        return self.authors[:-1] if self.latest.collaboration else self.authors

    @property
    def shown_authors(self) -> tuple[Author, ...]:
        """Those that an item of a list shows at once: all, unless more than two would be folded away."""
        named = self.named_authors
        return named if len(named) <= MAX_AUTHORS + 2 else named[:MAX_AUTHORS]

    @property
    def folded_authors(self) -> tuple[Author, ...]:
        return self.named_authors[len(self.shown_authors) :]

    @property
    def folded_owner(self) -> Author | None:
        return next((author for author in self.folded_authors if author.is_owner), None)

    @property
    def label(self) -> str:
        """The venue's short name, unless its name has it."""
        return "" if self.venue_short in self.latest.venue else self.venue_short

    @property
    def award(self) -> Markup:
        return next(self._each("award_html"), Markup(""))

    @property
    def roles(self) -> tuple[str, ...]:
        """What the site's owner is: `first` author, alone or with others by equal contribution, and `last` author."""
        authors = () if self.latest.is_edited else self.authors
        has_last = len(authors) > 1 and not self.latest.has_more_authors
        is_in = {"first": any(author.is_owner for author in _first(authors)), "last": has_last and authors[-1].is_owner}
        return tuple(role for role, is_owner in is_in.items() if is_owner)

    @property
    def identifier(self) -> str:
        """Its DOI or arXiv id, for paper; empty where the venue has it."""
        eprint = next((one.eprint for one in self.versions if one.eprint_type == "arxiv"), "")
        if doi := self.latest.doi:
            return f"doi:{doi}"
        return f"arXiv:{eprint}" if eprint and not self.latest.is_arxiv_preprint else ""

    @property
    def abstract_text(self) -> str:
        return next(self._each("abstract"), "")

    @property
    def abstract(self) -> tuple[Markup, ...]:
        """Its paragraphs."""
        return next(self._each("abstract_html"), ())

    @property
    def annotation(self) -> Markup:
        return next(self._each("annotation_html"), Markup(""))

    @property
    def note(self) -> Markup:
        return self.latest.note_html

    @property
    def history(self) -> tuple[Version, ...]:
        """All versions, the newest first; empty if there is only one."""
        return self.versions if len(self.versions) > 1 else ()

    def _each(self, name: str) -> Iterator:
        """The values of a field of the versions that have one."""
        return (value for version in self.versions if (value := getattr(version, name)))


def _first(authors: tuple[Author, ...]) -> tuple[Author, ...]:
    """The first author, and those who share that place by equal contribution."""
    sharing = tuple(takewhile(lambda author: "*" in author.marks, authors))
    return sharing or authors[:1]
