"""Add publications to the bibliography: look them up or read a file, compare, show, ask, append."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from plugins.add_publication import incoming
from plugins.add_publication.bibfile import AddFailed, BibFile, append_entries, read_bibfile
from plugins.add_publication.duplicates import (
    Duplicate,
    Traits,
    doi_of,
    eprint_of,
    find_duplicates,
    is_preprint,
    traits_of,
    with_relations,
)
from plugins.add_publication.incoming import AddOptions, agent_of
from plugins.add_publication.new_entry import format_entry, free_key, is_valid_key, make_key
from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.entry import Entry

__all__ = ["AddFailed", "AddOptions", "add", "agent_of"]

PARENTS = ("crossref", "xdata")  # their fields are inherited by now, and without its entry a parent's key is an error


def add(word: str, path: Path, options: AddOptions) -> list[str]:
    """Append the publication of a DOI or an arXiv id, or all of a `.bib` file, to the bibliography at `path`.

    Returns the new keys, none if the author declines. Raises AddFailed with one line; entries of a file that can be
    read are added even if others cannot.
    """
    file = read_bibfile(path, f"{path.parent.name}/{path.name}")
    is_file = incoming.is_bibfile(word)
    found, problems = (
        incoming.entries_of_file(word, options) if is_file else (incoming.entries_of_agency(word, options), [])
    )
    for problem in problems:
        options.show(str(problem))
    texts = dict(_new_entries(found, file, options, keeps_keys=is_file))
    options.show("\n" + "\n".join(texts.values()) if texts else f"nothing to add to {file.shown}")
    added = list(texts) if texts and _is_agreed(len(texts), options) else []
    if added:
        append_entries(file, list(texts.values()))
        options.show(f"added to {file.shown}: {', '.join(added)}")
    elif texts:
        options.show(f"{file.shown} is unchanged")
    if errors := [problem for problem in problems if not problem.is_warning]:
        count = f"{len(errors)} error" + "s" * (len(errors) > 1)
        raise AddFailed(f"fix {count} in {word}, then add it again: entries that are already added are left out")
    return added


def _new_entries(found: list[Entry], file: BibFile, options: AddOptions, keeps_keys: bool) -> Iterator[tuple[str, str]]:
    """Keys and texts of the entries to add. Duplicates among them and in the file are shown."""
    known = [traits_of(entry) for entry in file.entries]
    parents = {entry.key for entry in (*found, *file.entries)}
    for entry in found:
        duplicates = find_duplicates(traits_of(entry), known)
        same = next((duplicate for duplicate in duplicates if not duplicate.relation), None)
        if same and not options.force:
            if not keeps_keys:
                raise AddFailed(f"{file.shown} has it: {same}; --force adds it all the same")
            options.show(f"left out {entry.key}: {same}")
            continue
        key = _key(entry, [other.entry.key for other in known], options, keeps_keys)
        if keeps_keys and key != entry.key:
            reason = "as --key says" if options.key else "as its key is taken or not valid"
            options.show(f"{entry.key} becomes {key}, {reason}")
        for duplicate in duplicates:
            options.show(f"{key} is {duplicate}")
        missing_parents = [name for name in PARENTS if entry.fields.get(name) not in parents]
        whole = _without_fields(with_relations(entry, duplicates), missing_parents)
        known += _read_back(whole, key, options)
        yield key, format_entry(whole, key)
        _show_published_version(entry, duplicates, options)


def _read_back(entry: Entry, key: str, options: AddOptions) -> Iterable[Traits]:
    """Read the entry as it will be in the file, and show what the build would report about it."""
    entries, problems = read_bibtex(format_entry(_without_fields(entry, PARENTS), key))
    if len(entries) != 1:
        reason = f": {problems[0].message}" if problems else ""
        raise AddFailed(f"{key} cannot be written as BibTeX{reason}")
    for problem in problems:
        options.show(f"check this: {problem}")
    return [traits_of(replace(entries[0], line=0))]


def _without_fields(entry: Entry, names: Container[str]) -> Entry:
    return replace(entry, fields={name: value for name, value in entry.fields.items() if name not in names})


def _key(entry: Entry, taken: list[str], options: AddOptions, keeps_keys: bool) -> str:
    if not options.key:
        is_kept = keeps_keys and is_valid_key(entry.key)
        return free_key(entry.key, taken) if is_kept else make_key(entry, taken)
    if not is_valid_key(options.key):
        raise AddFailed(f"'{options.key}' is not a key: use letters, digits and - _ . : / +")
    if options.key.lower() in map(str.lower, taken):
        raise AddFailed(f"the key {options.key} is taken: choose another with --key")
    return options.key


def _show_published_version(entry: Entry, duplicates: list[Duplicate], options: AddOptions) -> None:
    doi = doi_of(entry)
    is_known = any(doi_of(duplicate.entry) == doi for duplicate in duplicates)
    if doi and not is_known and eprint_of(entry) and is_preprint(entry):
        options.show(f"arXiv names its published version: 'invoke add-publication {doi}' adds that")


def _is_agreed(count: int, options: AddOptions) -> bool:
    if options.is_agreed:
        return True
    if options.ask is None:
        raise AddFailed("nothing was written, as nobody can be asked here: --yes adds without asking")
    return options.ask("add it? [y/N] " if count == 1 else f"add these {count}? [y/N] ")
