"""Records of citations in a text and of its list of references."""

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from plugins.citations import author_year
from plugins.core.locales import Locale
from plugins.dialect.markdown.citations import Cite
from plugins.publications.records import Publication


@dataclass(frozen=True)
class Citation:
    """A citation in a text, by its cites. One in a sentence has one cite, and is shown as `typed` if that is none."""

    cites: tuple[Cite, ...]
    is_in_sentence: bool = False
    typed: str = ""


@dataclass(frozen=True)
class CitingText:
    """A text by its `name` and language, the citations in it, and the publications that they name, the first first."""

    name: str
    locale: Locale
    citations: tuple[Citation, ...]
    publications: tuple[Publication, ...]

    @cached_property
    def places(self) -> dict[str, int]:
        """The indexes of the publications by the keys of their versions."""
        return {key: place for place, publication in enumerate(self.publications) for key in publication.keys}

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """What tells publications of the same authors and year apart, for each of them."""
        found = author_year.letters_of(self.publications, self.locale)
        return tuple(found[publication.key] for publication in self.publications)


@dataclass(frozen=True)
class Reference:
    """An entry of a list of references.

    `name` is the whole of it in plain text. `html` is what the style of the site makes of it, and empty in our own,
    which shows `first_author` and `year`. `number` is that of a numbered list; `citations` are the ids of those in the
    text.
    """

    publication: Publication
    name: str
    citations: tuple[str, ...] = ()
    number: str = ""
    html: Markup = Markup("")
    first_author: Markup = Markup("")
    year: str = ""

    @property
    def point(self) -> str:
        """What follows the title."""
        return "" if self.publication.latest.title.endswith((".", "?", "!")) else "."

    @property
    def id(self) -> str:
        return f"ref-{self.publication.slug}"
