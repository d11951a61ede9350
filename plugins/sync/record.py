"""What sync wrote, in `sync.json` beside the bibliography: a digest for each source, entry and field.

A field whose value has another digest is the author's by now, and one without a digest always was.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.add_publication.bibfile import AddFailed, write_whole
from plugins.add_publication.duplicates import doi_of, eprint_of
from plugins.bibtex.entry import Entry
from plugins.bibtex.latex_text import fold_latex
from plugins.core.digests import digest

FILE = "sync.json"


@dataclass(frozen=True)
class Written:
    """What a source gave to an entry: digests of `fields`, and `ids` of the publication if it gave the whole entry."""

    ids: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """What was written, by the address of the source and the key of the entry."""

    sources: Mapping[str, Mapping[str, Written]] = field(default_factory=dict)

    def of(self, source: str, key: str) -> Written:
        return self.sources.get(source, {}).get(key, Written())

    def fields_of(self, key: str) -> set[str]:
        """The fields of an entry that any source gave."""
        return {name for entries in self.sources.values() for name in entries.get(key, Written()).fields}

    def gave(self, key: str, name: str, value: str) -> bool:
        """Whether any source gave this value to a field."""
        return any(
            entries.get(key, Written()).fields.get(name) == digest_of(value) for entries in self.sources.values()
        )

    def ids_without(self, keys: Iterable[str]) -> set[str]:
        """The ids of entries that were written and are not among `keys` any more: the author removed them."""
        present = set(keys)
        every = (item for entries in self.sources.values() for item in entries.items())
        return {each for key, written in every if key not in present for each in written.ids}

    def with_fields(self, source: str, key: str, fields: Mapping[str, str], ids: tuple[str, ...] = ()) -> "Record":
        """The record after `fields` were written to an entry; `ids` if the whole entry was."""
        before = self.of(source, key)
        digests = {**before.fields, **{name: digest_of(value) for name, value in fields.items()}}
        entries = {**self.sources.get(source, {}), key: Written(ids or before.ids, digests)}
        return Record({**self.sources, source: entries})


def digest_of(value: str) -> str:
    return digest(value).hex()[:12]


def ids_of(entry: Entry) -> tuple[str, ...]:
    """What identifies a publication: its DOI, its arXiv id, or else its title."""
    doi, eprint = doi_of(entry), eprint_of(entry)
    ids = (f"doi:{doi}" if doi else "", f"arxiv:{eprint}" if eprint else "")
    return tuple(filter(None, ids)) or (f"title:{fold_latex(entry.fields.get('title', ''))}",)


def read_record(path: Path) -> Record:
    """The record in a file, which need not exist. Raises AddFailed if it cannot be read."""
    shown = f"{path.parent.name}/{path.name}"
    try:
        data = json.loads(path.read_text("utf-8")) if path.exists() else {}
        return Record({source: {key: _written(each) for key, each in of.items()} for source, of in data.items()})
    except OSError as error:
        raise AddFailed(f"{shown}: cannot be read: {error.strerror or error}") from None
    except (ValueError, TypeError, AttributeError, RecursionError):
        advice = "restore it, or delete it: without it, every field counts as yours"
        raise AddFailed(f"{shown}: this is not what sync wrote: {advice}") from None


def write_record(path: Path, record: Record) -> None:
    """Write a line for each entry. Raises AddFailed."""
    sources = []
    for source, entries in sorted(record.sources.items()):
        lines = [f"  {_json(key)}: {_json([each.ids, each.fields])}" for key, each in sorted(entries.items())]
        sources.append(f" {_json(source)}: {{\n" + ",\n".join(lines) + "\n }")
    try:
        write_whole(path, ("{\n" + ",\n".join(sources) + "\n}\n").encode())
    except OSError as error:
        raise AddFailed(f"{path.parent.name}/{path.name}: cannot be written: {error.strerror or error}") from None


def _written(data: object) -> Written:
    ids, fields = data
    if not all(isinstance(text, str) for text in [*ids, *fields, *fields.values()]):
        raise ValueError
    return Written(tuple(ids), fields)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
