"""The pages of a long list of publications: the newest first, then a page for each decade, or for each of its years.

Below MANY publications one page shows all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from plugins.core.locales import Locale
from plugins.publications.records import FOLDER, Publication

LIST = f"{FOLDER}/index.html"
MANY = 200  # publications, from which a list has several pages
MAX_ON_PAGE = 40  # publications of the first page, which ends with a year, and of a page for a decade
UNDATED = "undated"  # in the address


@dataclass(frozen=True)
class Period:
    """A page of the list: `title` is a year, a decade such as `2010s`, `Undated`, or empty on the first page."""

    title: str
    url: str
    publications: tuple[Publication, ...]

    @property
    def save_as(self) -> str:
        return f"{self.url}index.html"


def periods_of(newest_first: Sequence[Publication], locale: Locale, prefix: str = "") -> tuple[Period, ...]:
    """The pages of the list, the first with the newest publications, or with all of them.

    `prefix` is the folder of the language.
    """
    if len(newest_first) < MANY:
        return (Period("", f"{prefix}{FOLDER}/", tuple(newest_first)),)
    taken = {publication.slug.casefold() for publication in newest_first}
    first = Period("", f"{prefix}{FOLDER}/", _newest(newest_first))
    return first, *(
        Period(_title(name, locale), prefix + _url(name, taken), found) for name, found in _divided(newest_first)
    )


def _newest(newest_first: Sequence[Publication]) -> tuple[Publication, ...]:
    """Whole years, one at least."""
    newest: list[Publication] = []
    for _, group in groupby(newest_first, lambda publication: publication.year):
        year = list(group)
        if newest and len(newest) + len(year) > MAX_ON_PAGE:
            break
        newest += year
    return tuple(newest)


def _divided(newest_first: Iterable[Publication]) -> list[tuple[str, tuple[Publication, ...]]]:
    """Names and publications of decades, or of years where a decade has too many; those without a year come last."""
    parts, undated = [], []
    for decade, group in groupby(newest_first, lambda publication: publication.latest.date.year // 10 * 10):
        found = tuple(group)
        if not decade:
            undated += found
        elif len(found) <= MAX_ON_PAGE:
            parts.append((f"{decade}s", found))
        else:
            parts += [(year, tuple(same)) for year, same in groupby(found, lambda publication: publication.year)]
    return [*parts, *([(UNDATED, tuple(undated))] if undated else [])]


def _title(name: str, locale: Locale) -> str:
    if name == UNDATED:
        return locale.word("publications.undated")
    return locale.word("publications.decade", year=name.removesuffix("s")) if name.endswith("0s") else name


def _url(name: str, taken: set[str]) -> str:
    """The address of a page, unless a publication has it."""
    name = name.lower()
    while name in taken:
        name = f"in-{name}"
    return f"{FOLDER}/{name}/"
