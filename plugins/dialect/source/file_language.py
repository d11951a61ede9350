"""The language that the name of a file says: `about.de.md`, or `de/about.md` in a folder of pages.

In: the path of a file, relative to its folder of texts. Out: a BCP 47 tag or nothing, and the path without it.
"""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from plugins.core.languages import language_error

SHORT_TAG = re.compile(r"[a-z]{2}(?:-[A-Za-z]{4})?(?:-[A-Z]{2}|-\d{3})?")  # of three letters are many other words


def split_language(name: PurePosixPath, has_words: Callable[[str], bool]) -> tuple[str, PurePosixPath]:
    """`("de", "about.md")`. A folder names a language only if the theme `has_words` of it: `cs` may be a subject."""
    folder, stem = name.parts[0], PurePosixPath(name.stem)
    ending = stem.suffix.removeprefix(".")
    if stem.stem and _is_tag(ending):
        return ending, name.with_name(stem.stem + name.suffix)
    if len(name.parts) > 1 and _is_tag(folder) and has_words(folder):
        return folder, PurePosixPath(*name.parts[1:])
    return "", name


def _is_tag(word: str) -> bool:
    return SHORT_TAG.fullmatch(word) is not None and not language_error(word)
