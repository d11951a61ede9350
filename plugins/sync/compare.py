"""Compare the entries of the author's file with the lists of services, and say what could change.

In: entries, lists by source, and the record of what sync wrote. Out: changes, none of which touches what an author
wrote.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from plugins.add_publication.duplicates import (
    SAME_TITLE,
    Duplicate,
    Traits,
    doi_of,
    eprint_of,
    find_duplicates,
    is_preprint,
    traits_of,
    with_relations,
)
from plugins.add_publication.new_entry import free_key, is_valid_key, make_key
from plugins.bibtex.entry import Entry
from plugins.bibtex.latex_text import fold_latex, latex_to_text
from plugins.sync.incoming import is_withdrawn, shown
from plugins.sync.record import Record, digest_of, ids_of

# What happens to an entry, and the mark before it
PROPOSED = {"new": "+", "published": "~", "retitled": "~", "corrected": "~", "completed": "~", "withdrawn": "!"}
MENTIONED = {"yours": "?", "gone": "-", "left out": "?"}
MARKS = PROPOSED | MENTIONED
ARXIV_FIELDS = ("eprint", "eprinttype", "archiveprefix", "primaryclass")
# Fields that a service may add to an entry, each with others that say the same
ADDABLE = {
    "doi": (),
    "volume": (),
    "number": ("issue",),
    "pages": ("eid", "articleno", "article-number"),
    **dict.fromkeys(ARXIV_FIELDS, ("eprint", "arxiv")),
}
THESIS = re.compile("thesis|dissertation|^phd$|habilitation")
VERSIONS = ("the published version of", "the preprint of")
VENUES = ("journal", "journaltitle", "booktitle", "school", "institution", "howpublished", "publisher")


@dataclass(frozen=True)
class Change:
    """What a `source` proposes for the entry `key`: `fields` to write, or the whole `entry` if it is new.

    `detail` says it to the author.
    """

    kind: str
    key: str
    source: str
    detail: str
    fields: Mapping[str, str] = field(default_factory=dict)
    entry: Entry | None = None

    @property
    def is_proposed(self) -> bool:
        return bool(self.fields or self.entry)

    def __str__(self) -> str:
        return f"{MARKS[self.kind]} {self.kind:<9}  {self.key}: {self.detail}"


def compare(entries: Iterable[Entry], lists: Iterable[tuple[str, list[Entry]]], record: Record) -> list[Change]:
    """The changes that each list suggests, in its order; what an earlier list has said is not repeated."""
    known = [traits_of(entry) for entry in entries]
    removed = record.ids_without(each.entry.key for each in known)
    changes = []
    for source, incoming in lists:
        seen: set[str] = set()
        for entry in incoming:
            new = traits_of(entry)
            duplicates = _duplicates(new, known)
            seen |= {each.entry.key for each in duplicates}
            same = _same(new, duplicates)
            if same and not same.entry.line:  # new itself, by an earlier list or twice in this one
                _complete(same.entry, entry, changes, known)
                continue
            if same:
                change = _change_of(same.entry, entry, source, record)
            elif _is_covered(new, duplicates):
                change = None
            elif not removed.isdisjoint(ids_of(entry)):
                change = Change("left out", "-", source, f"you removed {_summary(entry)}")
            else:
                change = _new(entry, duplicates, known, source)
            if change and (change.is_proposed or not _is_mentioned(change, changes)):
                changes.append(change)
                _remember(change, known)
        changes += [_gone(each.entry, source) for each in known if _is_gone(each.entry, seen, source, record)]
    return changes


def _duplicates(new: Traits, known: Iterable[Traits]) -> list[Duplicate]:
    """Entries that are the same publication; a thesis is none of the papers that have its title."""
    found = find_duplicates(new, known)
    return [
        each
        for each in found
        if each.reason != SAME_TITLE or bool(THESIS.search(each.entry.type)) == bool(THESIS.search(new.entry.type))
    ]


def _same(new: Traits, duplicates: list[Duplicate]) -> Duplicate | None:
    """The entry of the same version; an entry without an eprint that has the DOI is never another version."""
    return next(
        (
            each
            for each in duplicates
            if not each.relation or new.doi and new.doi == doi_of(each.entry) and not eprint_of(each.entry)
        ),
        None,
    )


def _is_covered(new: Traits, duplicates: list[Duplicate]) -> bool:
    """Whether an entry of the published version names this preprint."""
    return new.is_preprint and any(new.eprint and new.eprint == eprint_of(each.entry) for each in duplicates)


def _new(entry: Entry, duplicates: list[Duplicate], known: list[Traits], source: str) -> Change:
    versions = [each for each in duplicates if each.relation in VERSIONS]
    taken = [each.entry.key for each in known]
    key = free_key(entry.key, taken) if is_valid_key(entry.key) else make_key(entry, taken)
    whole = replace(with_relations(entry, versions), key=key, line=0)
    is_published = any(each.relation == VERSIONS[0] for each in versions)
    relation = f" ({versions[0].relation} {versions[0].entry.key})" if versions else ""
    return Change("published" if is_published else "new", key, source, f"{_summary(entry)}{relation}", entry=whole)


def _change_of(old: Entry, new: Entry, source: str, record: Record) -> Change | None:
    """The change that the source proposes for an entry: new values of fields that it supplied, and missing fields."""
    written, added_before = record.of(source, old.key).fields, record.fields_of(old.key)
    updates = {
        name: value
        for name, value in new.fields.items()
        if name in old.fields and value != old.fields[name] and written.get(name) == digest_of(old.fields[name])
    }
    additions = _additions(old, new, added_before)
    was_withdrawn = is_withdrawn(new.fields) and not is_withdrawn(old.fields)
    if was_withdrawn and "note" not in old.fields and "note" not in added_before:
        additions["note"] = new.fields["note"]
    fields = updates | additions
    if was_withdrawn:
        detail = f"{_summary(old)}: {shown(new.fields['note'])}" + ("" if "note" in fields else "; your note stays")
        return Change("withdrawn", old.key, source, detail, fields)
    if fields:
        kind = "retitled" if "title" in updates else "corrected" if updates else "completed"
        return Change(kind, old.key, source, "; ".join(_difference(old, name, fields[name]) for name in fields), fields)
    title, other = old.fields.get("title", ""), new.fields["title"]
    is_known = written.get("title") == digest_of(other) or record.gave(old.key, "title", title)
    if fold_latex(title) != fold_latex(other) and not is_known:
        return Change("yours", old.key, source, f"the title there is '{shown(other)}'; yours stays")
    return None


def _additions(old: Entry, new: Entry, added_before: set[str]) -> dict[str, str]:
    """Fields that the entry lacks, unless it may be about something else, or the author removed them."""
    if old.type != new.type and not (doi_of(new) and doi_of(new) == doi_of(old)):
        return {}
    present = {*old.fields, *added_before}
    wanted = ("doi", *ARXIV_FIELDS) if is_preprint(new) else ADDABLE
    additions = {
        name: new.fields[name] for name in wanted if name in new.fields and present.isdisjoint({name, *ADDABLE[name]})
    }
    if doi_of(old):
        additions.pop("doi", "")
    if eprint_of(old) or "eprint" not in additions:
        additions = {name: value for name, value in additions.items() if name not in ARXIV_FIELDS}
    return additions


def _is_mentioned(change: Change, changes: list[Change]) -> bool:
    return any((each.kind, each.key, each.detail) == (change.kind, change.key, change.detail) for each in changes)


def _complete(pending: Entry, new: Entry, changes: list[Change], known: list[Traits]) -> None:
    """Add to a new entry what this list knows besides."""
    if additions := _additions(pending, new, set()):
        whole = replace(pending, fields={**pending.fields, **additions})
        index = next(index for index, each in enumerate(changes) if each.entry is pending)
        changes[index] = replace(changes[index], entry=whole)
        _put(whole, known)


def _put(entry: Entry, known: list[Traits]) -> None:
    index = next(index for index, each in enumerate(known) if each.entry.key == entry.key)
    known[index] = traits_of(entry)


def _remember(change: Change, known: list[Traits]) -> None:
    """Have later entries compared with what the file would hold after the change."""
    if change.entry:
        known.append(traits_of(change.entry))
    elif change.fields:
        entry = next(each.entry for each in known if each.entry.key == change.key)
        _put(replace(entry, fields={**entry.fields, **change.fields}), known)


def _is_gone(entry: Entry, seen: set[str], source: str, record: Record) -> bool:
    return bool(entry.line and record.of(source, entry.key).ids) and entry.key not in seen


def _gone(entry: Entry, source: str) -> Change:
    return Change("gone", entry.key, source, f"{_summary(entry)} is no longer in the list; yours stays")


def _summary(entry: Entry) -> str:
    """`Title · Venue · 2026`."""
    venue = next((entry.fields[name] for name in VENUES if entry.fields.get(name)), "")
    date = entry.fields.get("year") or entry.fields.get("date") or ""
    return " · ".join(filter(None, map(shown, (entry.fields.get("title", ""), venue, date))))


def _difference(old: Entry, name: str, value: str) -> str:
    before = old.fields.get(name)
    return f"{name}: {shown(before)} → {shown(value)}" if before else f"{name} = {latex_to_text(value)}"
