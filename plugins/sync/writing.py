"""Write changes into the text of a `.bib` file; every byte that no change names stays."""

from collections.abc import Iterable, Mapping

from plugins.add_publication.bibfile import AddFailed, BibFile, with_entries
from plugins.add_publication.new_entry import format_entry
from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.bib_splitter import split_bibtex
from plugins.bibtex.decoding import decode
from plugins.bibtex.entry_parser import find_fields, parse_entry
from plugins.sync.compare import Change

PARENTS = ("crossref", "xdata", "xref")  # fields of other entries, which may have changed


def with_changes(file: BibFile, changes: Iterable[Change]) -> bytes:
    """The bytes of the file after the proposed changes. Raises AddFailed if they would say something else."""
    proposed = [change for change in changes if change.is_proposed]
    edits = {change.key: {} for change in proposed if change.fields}
    for change in proposed:
        if change.fields:
            edits[change.key] |= change.fields
    new = [format_entry(change.entry, change.key) for change in proposed if change.entry]
    data = _edited(file.data.decode("utf-8"), edits).encode()
    data = with_entries(data, new) if new else data
    _check(file, data, edits, [change for change in proposed if change.entry])
    return data


def _edited(text: str, edits: Mapping[str, Mapping[str, str]]) -> str:
    """The text with these fields of these entries, from the end to the start, so that places stay right."""
    if not edits:
        return text
    is_macintosh = "\r" in text and "\n" not in text
    text = text.replace("\r", "\n") if is_macintosh else text
    raw = split_bibtex(text)
    starts = _starts_of_lines(text)
    first: dict[str, tuple[int, str]] = {}
    for each in raw.entries:
        key = parse_entry(each.text, raw.macros).key
        if key in edits and key not in first:
            first[key] = text.index(each.text, starts[each.line - 1]), each.text
    for key, (place, written) in sorted(first.items(), key=lambda item: item[1], reverse=True):
        entry = written
        for name, value in edits[key].items():
            entry = _with_field(entry, name, value, raw.macros)
        text = text[:place] + entry + text[place + len(written) :]
    return text.replace("\n", "\r") if is_macintosh else text


def _starts_of_lines(text: str) -> list[int]:
    return [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]


def _with_field(entry: str, name: str, value: str, macros: Mapping[str, str]) -> str:
    """The text of an entry with a field: its value in place of the old one, or the field after the last one."""
    places = find_fields(entry, macros)
    if name in places:
        start, end = places[name].value_start, places[name].end
        start += len(entry[start:end]) - len(entry[start:end].lstrip())
        return f"{entry[:start]}{{{value}}}{entry[end:]}"
    last = max(places.values(), key=lambda place: place.end)
    line = entry[entry.rfind("\n", 0, last.start) + 1 : last.start]
    head = entry[last.start : last.value_start].removesuffix("=")
    gap = " " if entry[last.value_start].isspace() else ""
    if line.strip():  # several fields in one line
        return f"{entry[: last.end]}, {name}{' ' * head.endswith(' ')}={gap}{{{value}}}{entry[last.end :]}"
    ending = "\r\n" if "\r\n" in entry else "\n"
    aligned = f"{name.ljust(len(head) - 1)} " if head.endswith(" ") else name
    return f"{entry[: last.end]},{ending}{line}{aligned}={gap}{{{value}}}{entry[last.end :]}"


def _check(file: BibFile, data: bytes, edits: Mapping[str, Mapping[str, str]], new: list[Change]) -> None:
    """Read the file as it would be. Raises AddFailed unless each entry is what it was, with its edits."""
    found = {entry.key: entry for entry in read_bibtex(decode(data)[0])[0]}
    expected = {entry.key: {**entry.fields, **edits.get(entry.key, {})} for entry in file.entries}
    expected |= {change.key: change.entry.fields for change in new}
    for key, fields in expected.items():
        is_heir = any(name in fields for name in PARENTS)
        if key not in found or not is_heir and dict(found[key].fields) != dict(fields):
            raise AddFailed(f"{file.shown}: {key} cannot be written without a change to something else")
    if len(found) != len(expected):
        raise AddFailed(f"{file.shown}: an entry is not closed: fix that first, 'invoke build' names its line")
