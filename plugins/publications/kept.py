"""Works between builds: to read a thousand entries takes a second, and to read this a fiftieth of one.

In: `Work`s and a key that covers all they were made of. Out: the same records, or nothing where the file is missing,
broken or of another key. Only records of these plugins come out of it, whatever it holds.
"""

import pickle
from collections.abc import Collection
from contextlib import suppress
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from markupsafe import Markup

from plugins.bibtex.records import Date, Entry, Name
from plugins.publications.records import Link, Publication, Version
from plugins.publications.views import Author, Way, Work

RECORDS = {
    (one.__module__, one.__qualname__): one
    for one in (Work, Author, Way, Publication, Version, Link, Entry, Name, Date, Markup)
}
KEPT = 3  # files: of the site at home, in public, and one more
DIGEST = 64  # bytes before the records: of the key and of them
Found = tuple[tuple[Work, ...], frozenset[str]]


class _Reader(pickle.Unpickler):
    """Knows no classes but those of our records, and so calls nothing else."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) not in RECORDS:
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        return RECORDS[module, name]


def recall(cache: Path, key: str) -> Found | None:
    """The works kept under `key`, and the files of content/ that they need."""
    try:
        said = _file(cache, key).read_bytes()
        if said[:DIGEST] != _digest(key, said[DIGEST:]):
            return None
        works, files = _Reader(BytesIO(said[DIGEST:])).load()
    except (OSError, ValueError, TypeError, pickle.UnpicklingError):
        return None
    return (works, files) if works and all(isinstance(work, Work) for work in works) else None


def remember(cache: Path, key: str, works: tuple[Work, ...], files: Collection[str]) -> None:
    """Keep them for the next build; a folder that cannot be written keeps nothing."""
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        said = pickle.dumps((works, frozenset(files)), protocol=5)
        with NamedTemporaryFile("wb", dir=cache, suffix=".part", delete=False) as partial:
            partial.write(_digest(key, said) + said)
        Path(partial.name).replace(_file(cache, key))
        for old in sorted(cache.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT]:
            old.unlink()


def _file(cache: Path, key: str) -> Path:
    return cache / f"{key[:40]}.pickle"


def _digest(key: str, said: bytes) -> bytes:
    return blake2b(key.encode() + b"\0" + said).digest()
