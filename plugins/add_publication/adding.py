"""Add publications to the bibliography: look up or read, clean, compare, show, ask, append.

In: a DOI, an arXiv id or a `.bib` file. Out: lines for the author and a longer file, or one `AddFailed`.
"""

from collections.abc import Container, Iterator
from dataclasses import replace
from pathlib import Path

from plugins.add_publication import bibfile, clean, duplicates
from plugins.add_publication.bibfile import AddFailed, BibFile
from plugins.add_publication.duplicates import Duplicate
from plugins.add_publication.incoming import Options, agent_of, entries_of, is_file
from plugins.bibtex import reader
from plugins.bibtex.reader import UNFIT
from plugins.bibtex.records import Entry

__all__ = ["AddFailed", "Options", "add", "agent_of"]

PARENTS = ("crossref", "xdata")  # their fields are in the entry by now; a name without its entry is a error


def add(word: str, path: Path, options: Options) -> list[str]:
    """Append what `word` names to the file at `path`, and return the new keys; none where the author says no."""
    file = bibfile.read(path, f"{path.parent.name}/{path.name}")
    found, errors = entries_of(word, options)
    for error in errors:
        options.tell(str(error))
    texts = dict(_new(found, file, options, is_file(word)))
    options.tell("\n" + "\n".join(texts.values()) if texts else f"nothing to add to {file.shown}")
    added = list(texts) if texts and _is_wanted(len(texts), options) else []
    if added:
        bibfile.append(file, list(texts.values()))
        options.tell(f"added to {file.shown}: {', '.join(added)}")
    elif texts:
        options.tell(f"{file.shown} stays as it was")
    if errors:
        raise AddFailed(f"{len(errors)} to mend in {word}: then add it again, what is here by now is left out")
    return added


def _new(found: list[Entry], file: BibFile, options: Options, keeps_keys: bool) -> Iterator[tuple[str, str]]:
    """Keys and texts of those that are to be added; what is known of the others is told."""
    held = [duplicates.traits(entry) for entry in file.entries]
    parents = {entry.key for entry in (*found, *file.entries)}
    for entry in found:
        same = duplicates.among(duplicates.traits(entry), held)
        refused = next((duplicate for duplicate in same if not duplicate.relation), None)
        if refused and not options.force:
            if not keeps_keys:
                raise AddFailed(f"{file.shown} has it: {refused}; --force adds it all the same")
            options.tell(f"left out {entry.key}: {refused}")
            continue
        key = _key(entry, [other.entry.key for other in held], options, keeps_keys)
        if keeps_keys and key != entry.key:
            options.tell(
                f"{entry.key} becomes {key}, as that is {'what --key says' if options.key else 'free and fit'}"
            )
        for duplicate in same:
            options.tell(f"{key} is {duplicate}")
        whole = _without(_related(entry, same), [name for name in PARENTS if entry.fields.get(name) not in parents])
        held += map(duplicates.traits, _read_back(whole, key, options))
        yield key, clean.clean(whole, key)
        _hint(entry, same, options)


def _read_back(entry: Entry, key: str, options: Options) -> list[Entry]:
    """The entry as the file will have it; what the build would say of it is told."""
    entries, faults = reader.read(clean.clean(_without(entry, PARENTS), key))
    if len(entries) != 1:
        raise AddFailed(f"{key} cannot be written as BibTeX{f': {faults[0].message}' if faults else ''}")
    for fault in faults:
        options.tell(f"look at this: {fault}")
    return [replace(entry, line=0) for entry in entries]


def _without(entry: Entry, names: Container[str]) -> Entry:
    return replace(entry, fields={name: value for name, value in entry.fields.items() if name not in names})


def _key(entry: Entry, taken: list[str], options: Options, keeps_keys: bool) -> str:
    if options.key:
        if not clean.KEY.fullmatch(options.key) or UNFIT.search(options.key):
            raise AddFailed(f"'{options.key}' is no key: letters, digits and - _ . : / + may stand in it")
        if options.key.lower() in map(str.lower, taken):
            raise AddFailed(f"the key {options.key} is taken: choose another with --key")
        return options.key
    is_fit = keeps_keys and clean.KEY.fullmatch(entry.key) and not UNFIT.search(entry.key)
    return clean.free(entry.key, taken) if is_fit else clean.new_key(entry, taken)


def _related(entry: Entry, same: list[Duplicate]) -> Entry:
    """With the preprint's arXiv id in its published version, or else the other version's key, so that they are one."""
    fields = dict(entry.fields)
    for duplicate in (one for one in same if one.relation):
        eprint = duplicates.eprint_of(duplicate.entry)
        if eprint and not duplicates.eprint_of(entry) and duplicate.relation == "the published version of":
            fields |= {"eprint": eprint, "archiveprefix": "arXiv"}
            category = duplicate.entry.fields.get("primaryclass")
            fields |= {"primaryclass": category} if category else {}
        elif not _shares_identifier(entry, duplicate.entry):
            fields.setdefault("related", duplicate.entry.key)
    return replace(entry, fields=fields)


def _shares_identifier(new: Entry, old: Entry) -> bool:
    pairs = [(read(new), read(old)) for read in (duplicates.doi_of, duplicates.eprint_of)]
    return any(first and first == second for first, second in pairs)


def _hint(entry: Entry, same: list[Duplicate], options: Options) -> None:
    doi = duplicates.doi_of(entry)
    is_here = any(duplicates.doi_of(duplicate.entry) == doi for duplicate in same)
    if doi and not is_here and duplicates.eprint_of(entry) and duplicates.is_preprint(entry):
        options.tell(f"arXiv names its published version: 'invoke add-publication {doi}' adds that")


def _is_wanted(count: int, options: Options) -> bool:
    if options.is_agreed:
        return True
    if options.ask is None:
        raise AddFailed("nothing was written, as nobody can be asked here: --yes adds without asking")
    return options.ask("add it? [y/N] " if count == 1 else f"add these {count}? [y/N] ")
