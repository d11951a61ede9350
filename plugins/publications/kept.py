"""Works between builds: to read a thousand entries takes a second, and to read this a fiftieth of one.

In: `Work`s and a key that covers all they were made of. Out: the same records, or nothing where the file is missing,
broken or of another key. Only records of these plugins come out of it, whatever it holds.
"""

import pickle
from collections.abc import Callable, Collection
from copyreg import dispatch_table
from functools import partial
from io import BytesIO
from pathlib import Path

from markupsafe import Markup

from plugins import cached
from plugins.bibtex.records import Entry
from plugins.core.dates import Date
from plugins.core.names import Name
from plugins.publications.links import Link
from plugins.publications.records import Author, Publication, Version

RECORDS = {(one.__module__, one.__qualname__): one for one in (Publication, Version, Author, Link, Entry, Name, Date)}
# Markup asks what it is given whether it is markup: a quarter of the time, for what is a string here.
RECORDS[Markup.__module__, Markup.__qualname__] = partial(str.__new__, Markup)
KEPT = 3  # files: of the site at home, in public, and one more
Found = tuple[tuple[Publication, ...], frozenset[str]]


class _Writer(pickle.Pickler):
    """Writes markup as the call that `RECORDS` answers."""

    dispatch_table = dispatch_table | {Markup: lambda markup: (Markup, (str(markup),))}


class _Reader(pickle.Unpickler):
    """Knows no classes but those of our records, and so calls nothing else."""

    def find_class(self, module: str, name: str) -> Callable:
        if (module, name) not in RECORDS:
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        return RECORDS[module, name]


def recall(cache: Path, key: str) -> Found | None:
    """The works kept under `key`, and the files of content/ that they need."""
    try:
        if (said := cached.read(_file(cache, key), key)) is None:
            return None
        works, files = _Reader(BytesIO(said)).load()
    except (ValueError, TypeError, pickle.UnpicklingError):
        return None
    return (works, files) if works and all(isinstance(work, Publication) for work in works) else None


def remember(cache: Path, key: str, works: tuple[Publication, ...], files: Collection[str]) -> None:
    """Keep them for the next build; a folder that cannot be written keeps nothing."""
    data = BytesIO()
    _Writer(data, protocol=5).dump((works, frozenset(files)))
    cached.write(_file(cache, key), data.getvalue(), key, KEPT)


def _file(cache: Path, key: str) -> Path:
    return cache / f"{key[:40]}.pickle"
