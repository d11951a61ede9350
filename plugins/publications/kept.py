"""Works as JSON between builds: reading a thousand entries takes two seconds, and reading this a tenth of one.

In: `Work`s and a key that covers all they were made of. Out: the same records, or nothing where the file is missing,
broken or of another key. Only records of these plugins come out of it, whatever it holds.
"""

import json
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from markupsafe import Markup

from plugins.bibtex.records import Date, Entry, Name
from plugins.publications.records import Link, Publication, Version
from plugins.publications.views import Author, Way, Work

RECORDS = {one.__name__: one for one in (Work, Author, Way, Publication, Version, Link, Entry, Name, Date)}
KEPT = 3  # files: of the site at home, in public, and one more
Found = tuple[tuple[Work, ...], frozenset[str]]


def recall(cache: Path, key: str) -> Found | None:
    """The works kept under `key`, and the files of content/ that they need."""
    try:
        said = json.loads((cache / f"{key[:40]}.json").read_text("utf-8"))
        works, files = _made(said["works"]), frozenset(said["files"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    is_whole = said["key"] == key and works and all(isinstance(work, Work) for work in works)
    return (works, files) if is_whole else None


def remember(cache: Path, key: str, works: tuple[Work, ...], files: frozenset[str]) -> None:
    """Keep them for the next build; a folder that cannot be written keeps nothing."""
    with suppress(OSError, TypeError):
        cache.mkdir(parents=True, exist_ok=True)
        said = json.dumps({"key": key, "works": _plain(works), "files": sorted(files)})
        with NamedTemporaryFile("w", encoding="utf-8", dir=cache, suffix=".part", delete=False) as partial:
            partial.write(said)
        Path(partial.name).replace(cache / f"{key[:40]}.json")
        for old in sorted(cache.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT]:
            old.unlink()


def _plain(value: object) -> object:
    """Texts, numbers and None as they are, else a list that begins with what it is."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, tuple):
        return ["", *map(_plain, value)]
    if isinstance(value, Markup):
        return ["Markup", str(value)]
    if type(value) is dict:
        return ["dict", value]
    if is_dataclass(value):
        return [type(value).__name__, *(_plain(getattr(value, field.name)) for field in fields(value))]
    raise TypeError(f"{type(value)} cannot be kept")


def _made(value: object) -> object:
    if not isinstance(value, list):
        return value
    name, *parts = value
    if name == "":
        return tuple(map(_made, parts))
    if name == "Markup":
        return Markup(parts[0])
    return parts[0] if name == "dict" else RECORDS[name](*map(_made, parts))
