"""Read every source, compare it with the bibliography, show the changes and ask; then write the bibliography and the
record of what sync wrote."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.add_publication.bibfile import AddFailed, BibFile, read_bibfile, replace_file
from plugins.add_publication.fetch import LookupFailed
from plugins.bibtex.entry import Entry
from plugins.sync.asking import Asking
from plugins.sync.bibtex_lists import read_bib, read_dblp, read_zotero
from plugins.sync.compare import PROPOSED, Change, compare
from plugins.sync.incoming import prepare
from plugins.sync.openalex import read_openalex
from plugins.sync.orcid import read_orcid
from plugins.sync.record import FILE, Record, ids_of, read_record, write_record
from plugins.sync.sources import Source
from plugins.sync.writing import with_changes

READERS: Mapping[str, Callable[[str, Asking], tuple[list[Entry], list[str]]]] = {
    "orcid": read_orcid,
    "openalex": read_openalex,
    "dblp": read_dblp,
    "zotero": read_zotero,
    "bib": read_bib,
}
MOST_MENTIONED = 10  # of what is gone or left out
MOST_NOTES = 10


@dataclass(frozen=True)
class SyncOptions:
    """`ask` puts a question to the author, and is None if nobody can answer; `show` shows a line. `owner` is the
    author's name; with `is_trial` nothing is written."""

    is_agreed: bool = False
    is_trial: bool = False
    ask: Callable[[str], bool] | None = None
    show: Callable[[str], None] = print
    owner: str = ""
    asking: Asking = field(default_factory=Asking)


def sync(sources: Iterable[Source], path: Path, options: SyncOptions) -> list[Change]:
    """Compare the bibliography at `path` with the lists of all sources, and write what the author agrees to.

    Returns the changes that were written. Raises AddFailed with a line for each source that failed; then, as after any
    error, nothing is written.
    """
    file = read_bibfile(path, f"{path.parent.name}/{path.name}")
    record = read_record(path.with_name(FILE))
    lists = _read_lists(sources, options)
    changes = compare(file.entries, lists, record)
    proposed = [change for change in changes if change.is_proposed]
    _show(changes, file, options)
    if not proposed or options.is_trial or not _is_agreed(len(proposed), options):
        if proposed:
            options.show(f"{file.shown} is unchanged")
        return []
    replace_file(file, with_changes(file, proposed))
    write_record(path.with_name(FILE), _recorded(record, proposed))
    options.show(f"written to {file.shown}: {_count(proposed)}")
    return proposed


def _read_lists(sources: Iterable[Source], options: SyncOptions) -> list[tuple[str, list[Entry]]]:
    lists, failures = [], []
    for source in sources:
        try:
            entries, notes = READERS[source.kind](source.name, options.asking)
        except LookupFailed as error:
            failures.append(f"{source.address}: {_reason(error, source)}")
            continue
        prepared = [prepare(entry, options.owner) for entry in entries]
        found = [entry for entry, _ in prepared if entry]
        options.show(f"{source.address}: {len(found)} publication{'s' * (len(found) != 1)}")
        notes = [f"  {note}" for note in [*notes, *(note for _, note in prepared if note)]]
        for line in _shortened(notes, MOST_NOTES, "  and {} more such notes"):
            options.show(line)
        lists.append((source.address, found))
    if failures:
        raise AddFailed("\n".join(failures))
    return lists


def _reason(error: LookupFailed, source: Source) -> str:
    if error.status in (404, 410):
        return "there is no such list: check its address in SYNC"
    return f"{error}: is the list public?" if error.status in (401, 403) else str(error)


def _show(changes: list[Change], file: BibFile, options: SyncOptions) -> None:
    for kind in dict.fromkeys((*PROPOSED, *(change.kind for change in changes))):
        lines = [str(change) for change in changes if change.kind == kind]
        for line in _shortened(lines, MOST_MENTIONED, "  and {} more") if kind in ("gone", "left out") else lines:
            options.show(line)
    proposed = [change for change in changes if change.is_proposed]
    options.show(f"{file.shown}: {_count(proposed) or 'nothing to change'}")


def _shortened(lines: list[str], most: int, rest: str) -> list[str]:
    return lines if len(lines) <= most else [*lines[:most], rest.format(len(lines) - most)]


def _count(changes: list[Change]) -> str:
    """`150 new, 1 retitled`."""
    counts = {kind: sum(change.kind == kind for change in changes) for kind in PROPOSED}
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)


def _is_agreed(count: int, options: SyncOptions) -> bool:
    if options.is_agreed:
        return True
    if options.ask is None:
        raise AddFailed("nothing was written, as nobody can be asked here: --yes writes without asking")
    return options.ask("write this change? [y/N] " if count == 1 else f"write these {count} changes? [y/N] ")


def _recorded(record: Record, changes: Iterable[Change]) -> Record:
    for change in changes:
        entry = change.entry
        fields, ids = (entry.fields, ids_of(entry)) if entry else (change.fields, ())
        record = record.with_fields(change.source, change.key, fields, ids)
    return record
