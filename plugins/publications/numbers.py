"""Numbers such as `J12`: a letter for the kind, and a number that only grows.

The newest publication of a letter has its highest number, counted over all publications of the site, so that no filter
and no limit of a list changes it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from plugins.core.locales import Locale
from plugins.publications.kinds import KINDS
from plugins.publications.records import Publication


def number_publications(newest_first: Sequence[Publication]) -> dict[str, str]:
    """The key of each publication → its number."""
    count: dict[str, int] = defaultdict(int)
    numbers = {}
    for publication in reversed(newest_first):
        letter = KINDS[publication.kind].letter
        count[letter] += 1
        numbers[publication.key] = f"{letter}{count[letter]}"
    return numbers


def letters_of(publications: Iterable[Publication], locale: Locale) -> dict[str, str]:
    """Each letter in use → what it stands for, such as `books, book chapters`."""
    used = {publication.kind for publication in publications}
    meanings = defaultdict(list)
    for name, kind in KINDS.items():
        if name in used:
            meanings[kind.letter].append(locale.word(f"several.{name}"))
    return {letter: locale.word("lists.words").join(words) for letter, words in meanings.items()}
