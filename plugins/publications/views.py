"""A work as templates show it: typeset texts, authors with their links and marks, ways to the work.

In: `Publication` records and the registry of people. Out: `Work`s. Addresses begin at the site's root.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from unicodedata import bidirectional
from urllib.parse import quote

from markupsafe import Markup, escape

from plugins.core.names import Name
from plugins.publications.addresses import FOLDER
from plugins.publications.records import KINDS, Link, Publication, Version

SIGNS = {"equal": "*", "corresponding": "†"}
WITH_YEAR = ("journal", "conference", "workshop")  # whose year or volume belongs to the name
SHOWN = 8  # authors of a list's entry, before the others are folded
# A link's word, and its icon; of code and videos the icon of where they lie.
ICONS = {
    "arxiv": ("arXiv", "academicons-arxiv"),
    "pdf": ("PDF", "fontawesome-solid-file-pdf"),
    "doi": ("DOI", "academicons-doi"),
    "code": ("Code", "fontawesome-solid-code"),
    "data": ("Data", "fontawesome-solid-database"),
    "website": ("Project Page", "fontawesome-solid-link"),
    "video": ("Video", "fontawesome-solid-video"),
    "slides": ("Slides", "fontawesome-solid-person-chalkboard"),
    "poster": ("Poster", "fontawesome-solid-chalkboard"),
    "supplement": ("Supplement", "fontawesome-solid-paperclip"),
    "blog": ("Blog post", "fontawesome-solid-blog"),
    "html": ("Online", "fontawesome-solid-globe"),
}
HOSTS = {"github.com": "fontawesome-brands-github", "gitlab.com": "fontawesome-brands-gitlab"}
HOSTS |= dict.fromkeys(("youtube.com", "www.youtube.com", "youtu.be"), "fontawesome-brands-youtube")


@dataclass(frozen=True)
class Author:
    """A name typeset; `url` of the own page of a `person`, by id; `signs` of what was marked."""

    name: Markup
    person: str = ""
    url: str = ""
    is_owner: bool = False
    is_student: bool = False
    signs: str = ""


@dataclass(frozen=True)
class Way:
    """A link as it is shown."""

    title: str
    icon: str
    url: str


@dataclass(frozen=True)
class Work:
    """What pages and lists show of a `publication`; `where` is venue, volume, pages and year; `year` a heading."""

    publication: Publication
    slug: str
    title: Markup
    authors: tuple[Author, ...]
    where: Markup
    ways: tuple[Way, ...]
    abstract: tuple[Markup, ...] = ()
    annotation: Markup = Markup("")
    note: Markup = Markup("")
    pdf: str = ""
    preview: str = ""

    @cached_property
    def url(self) -> str:
        return f"{FOLDER}/{quote(self.slug)}/"

    @property
    def label(self) -> str:
        """The venue's short name, where the venue does not say it itself."""
        short = self.publication.venue_short
        return "" if short in self.publication.latest.venue else short

    @property
    def kind(self) -> str:
        return self.publication.latest.kind

    @property
    def year(self) -> str:
        date = self.publication.latest.date
        return str(date.year or date.text.capitalize() or "Undated")

    @property
    def topics(self) -> tuple[str, ...]:
        return self.publication.topics

    @property
    def folded(self) -> tuple[tuple[Author, ...], tuple[Author, ...]]:
        """Authors that a list shows, and those that it folds away."""
        if len(self.authors) <= SHOWN + 2:
            return self.authors, ()
        return self.authors[:SHOWN], self.authors[SHOWN:]

    @property
    def folded_owner(self) -> Author | None:
        return next((author for author in self.folded[1] if author.is_owner), None)

    @property
    def history(self) -> tuple[tuple[str, Version], ...]:
        """What was published when, the newest first; nothing where there is one version."""
        versions = self.publication.versions
        return tuple((_kind_of_one(one), one) for one in versions) if len(versions) > 1 else ()


Html = Callable[[str], Markup]


def author(name: Name, person: object, is_student: bool, html: Html) -> Author:
    """The name as the paper has it, with the page of the person who is meant."""
    signs = "".join(SIGNS.get(mark, mark) for mark in name.marks)
    written = str(name)
    said = html(written)
    if not written.isascii() and any(bidirectional(character) in ("R", "AL") for character in written):
        said = Markup("<bdi>{}</bdi>").format(said)  # two such names beside each other would change places
    if person is None:
        return Author(said, signs=signs)
    return Author(said, person.id, person.homepage, person.is_owner, is_student, signs)


def where(version: Version, award: str, status: str, html: Html) -> Markup:
    """`Journal of Owls 12 (3), 45–67, 2024`, `CoLM 2024 (Oral)`; the venue in italics."""
    name, year = version.venue, str(version.date.year or version.date.text or "")
    if year in name and version.kind not in ("preprint", "report", "thesis", "patent"):
        year = ""
    first, last = version.pages
    span = Markup(f'<span class="pages">{escape(first)}–{escape(last)}</span>')  # which no line breaks
    if version.kind == "journal":
        volume, number = version.value("volume"), version.value("number", "issue")
        issue = f"{volume} ({number})" if volume and number else volume or number
        rest = [issue, span if last else first, year]
    elif version.kind == "thesis":
        rest = [version.degree, year]
    elif version.kind in ("report", "patent"):
        rest = [version.value("number"), year]
    else:
        place = Markup("pp.\u00a0") + span if last else f"p.\u00a0{first}" if first else ""
        rest = [place, year]
    if version.kind == "preprint" and version.eprint_type == "arxiv":
        name = f"arXiv:{version.eprint}"
    said = Markup(f"<cite>{html(name)}</cite>") if name else Markup("")
    tail = Markup(", ").join(escape(part) for part in rest if part)
    is_close = version.kind in WITH_YEAR and (version.kind == "journal" or not rest[0])
    is_close = is_close and tail != escape(version.date.text)  # `to appear`
    line = Markup(" " if is_close else ", ").join(part for part in (said, tail) if part)
    words = version.date.text if version.date.year else ""  # `2024 (in press)`
    extra = dict.fromkeys(part for part in (words, status if status != version.date.text else "", award) if part)
    return line + (Markup(" ({})").format(html(", ".join(extra))) if extra else Markup(""))


def way(link: Link, place: Callable[[str], str]) -> Way:
    """A link with its word and icon; `place` says where a file of content/ is published."""
    title, icon = ICONS[link.kind]
    if link.is_here:
        return Way(title, icon, f"/{quote(place(link.target))}")
    host = link.target.partition("://")[2].partition("/")[0]
    return Way(title, HOSTS.get(host, icon), link.target)


def _kind_of_one(version: Version) -> str:
    return KINDS[version.kind].removesuffix("s") if version.kind != "thesis" else "Thesis"
