"""Our own style: `(see Lovelace and Babbage 2024a, p. 3)`, and a list in the order of the authors."""

import re
import string
from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup, escape

from plugins.citations import marked
from plugins.core.folding import fold_text
from plugins.core.locales import Locale
from plugins.core.names import Name, is_east_asian
from plugins.publications.records import Publication, Version
from plugins.publications.typeset import plain

WORDS_OF_TITLE = 4  # which name a work without authors
DASH = re.compile(r"(?<=\w)\s?-{1,3}\s?(?=\w)")


def short_authors(version: Version, locale: Locale) -> str:
    """The authors as a sentence names them: `Lovelace`, `Lovelace and Babbage`, `Lovelace et al.`."""
    names = [marked.plain(_short(author.name)) for author in version.authors]
    if not names:
        words = marked.plain(plain(version.title)).split()
        return f"“{' '.join(words[:WORDS_OF_TITLE])}{' …' if len(words) > WORDS_OF_TITLE else ''}”"
    if len(names) > 2 or version.has_more_authors:
        return f"{names[0]} {locale.word('authors.et_al')}"
    return locale.word("lists.and").join(names)


def year_of(version: Version, locale: Locale, letter: str = "") -> str:
    """`2024`, `2024a`, `in press`, `n.d.`."""
    year = str(version.date.year or "")
    if year:
        return year + letter
    words = version.date.text or version.status or locale.word("citations.no_date")
    return f"{words}-{letter}" if letter else words


def letters_of(publications: Sequence[Publication], locale: Locale) -> dict[str, str]:
    """The letters that tell works of the same authors and year apart, by key, in the order of their titles."""
    alike = defaultdict(list)
    for publication in publications:
        alike[short_authors(publication.latest, locale), year_of(publication.latest, locale)].append(publication)
    found = dict.fromkeys((publication.key for publication in publications), "")
    for group in alike.values():
        if len(group) > 1:
            group.sort(key=lambda publication: (fold_text(plain(publication.latest.title)), publication.key))
            for number, publication in enumerate(group):
                found[publication.key] = _letter(number)
    return found


def listed(publications: Sequence[Publication], letters: dict[str, str]) -> list[Publication]:
    """The publications in the order of the list."""

    def order(publication: Publication) -> tuple:
        version = publication.latest
        authors = " ".join(author.name.inverted for author in version.authors) or plain(version.title)
        year = version.date.year or 9999
        return fold_text(authors), year, letters[publication.key], publication.key

    return sorted(publications, key=order)


def locator_text(typed: str) -> str:
    """`p. 3` as it is printed: in one line, with a dash between numbers."""
    return DASH.sub("–", typed).replace(" ", "\u00a0", 1)


def first_author(version: Version) -> Markup:
    """The name by which the list is sorted, family name first."""
    if not version.authors:
        return Markup("")
    author = version.authors[0]
    name = author.name
    is_inverted = bool(name.given) and not name.literal and not is_east_asian(name.family)
    return escape(name.inverted) if is_inverted else author.html


def _short(name: Name) -> str:
    return str(name) if name.literal or is_east_asian(name.family) else name.family or name.given


def _letter(number: int) -> str:
    """`a` to `z`, then `aa`."""
    letters = string.ascii_lowercase
    return letters[number] if number < len(letters) else _letter(number // len(letters) - 1) + letters[number % 26]
