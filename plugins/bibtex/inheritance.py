"""Fields that an entry inherits: by `crossref` as in biblatex, by `xdata` and `xref`; also over several steps.

In: the entries of a file. Out: the same entries with inherited fields, and a problem for each missing parent. A field
that says where one publication is available, or what this site says about it, is never inherited.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from plugins.bibtex.entry import Entry
from plugins.core.problems import Problem, did_you_mean

OWN = frozenset(
    """
    crossref xref xdata ids entryset entrysubtype execute key label shorthand shorthandintro sortkey presort options
    related relatedoptions relatedstring relatedtype keywords pages note abstract annotation annote
    selected preview bibtex_show award abbr_link additional_info
    url urldate urlyear doi eprint eprinttype eprintclass archiveprefix primaryclass arxiv pmid pmcid hal file pdf html
    website project code slides poster video data blog supp dimensions altmetric google_scholar_id inspirehep_id
    bdsk-url-1 bdsk-url-2 bdsk-file-1 bdsk-file-2 adsurl biburl bibsource timestamp
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
VOLUMES = frozenset({"mvbook", "mvcollection", "mvproceedings", "mvreference"})
IN_BOOKS = frozenset({"inbook", "bookinbook", "suppbook"})
PARTS = IN_BOOKS | {"incollection", "suppcollection", "inreference", "inproceedings", "conference"}
IN_JOURNALS = frozenset({"article", "suppperiodical"})
LONGEST_CHAIN = 50  # parents of parents
TITLES = ("title", "subtitle", "titleaddon")


class Inheritance:
    """The entries of a file, each completed once. Parents with `unreadable_keys` are not reported as missing."""

    def __init__(self, entries: Iterable[Entry], unreadable_keys: Iterable[str] = ()) -> None:
        self._entries = {entry.key.lower(): entry for entry in entries}
        self._unreadable_keys = {key.lower() for key in unreadable_keys}
        self._completed: dict[str, Entry] = {}
        self.problems: list[Problem] = []

    def completed(self) -> list[Entry]:
        return [self._complete(entry, ()) for entry in self._entries.values()]

    def _complete(self, entry: Entry, children: tuple[str, ...]) -> Entry:
        """The entry with what it inherits, unless it is one of its own `children`."""
        key = entry.key.lower()
        if key in self._completed:
            return self._completed[key]
        for field, parent_key, inherited_fields in _parents(entry):
            parent = self._entries.get(parent_key.lower())
            if parent is None:
                self._report_missing(entry, field, parent_key)
            elif parent_key.lower() in (*children, key) or len(children) > LONGEST_CHAIN:
                chain = " → ".join((*children[-9:], key, parent_key))
                self._report(entry, field, f"'{field}' leads round in a circle: {chain}")
            elif field != "xref":
                parent = self._complete(parent, (*children, key))
                entry = _with_fields(entry, inherited_fields(entry, parent), field)
        return self._completed.setdefault(key, entry)

    def _report_missing(self, entry: Entry, field: str, parent_key: str) -> None:
        if parent_key.lower() not in self._unreadable_keys:
            meant = did_you_mean(parent_key, [other.key for other in self._entries.values()])
            self._report(entry, field, f"no entry has the key '{parent_key}', which '{field}' names{meant}")

    def _report(self, entry: Entry, field: str, message: str) -> None:
        self.problems.append(Problem.at(entry.line_of(field), message, entry.key))


def _parents(entry: Entry) -> Iterator[tuple[str, str, Callable[[Entry, Entry], Mapping[str, str]]]]:
    """The field that names a parent, the parent's key, and what is inherited from it; `xdata` takes precedence."""
    for field, inherited_fields in (("xdata", _all_fields), ("crossref", _crossref_fields), ("xref", _all_fields)):
        for parent_key in entry.fields.get(field, "").split(","):
            if parent_key.strip():
                yield field, parent_key.strip(), inherited_fields


def _with_fields(entry: Entry, fields: Mapping[str, str], source: str) -> Entry:
    """The entry with those of the fields that it lacks, at the line of the field that names their `source`."""
    new = {field: value for field, value in fields.items() if value and field not in entry.fields}
    offset = entry.offsets.get(source, 0)
    return replace(entry, fields={**entry.fields, **new}, offsets={**entry.offsets, **dict.fromkeys(new, offset)})


def _all_fields(entry: Entry, parent: Entry) -> Mapping[str, str]:
    return {name: value for name, value in parent.fields.items() if name not in ("xdata", "ids")}


def _crossref_fields(entry: Entry, parent: Entry) -> Mapping[str, str]:
    prefix = _title_prefix(entry.type, parent.type)
    fields = {name: value for name, value in parent.fields.items() if name not in OWN}
    if not prefix:
        return fields
    titles = {prefix + name: fields.pop(name) for name in TITLES if name in fields}
    if prefix == "book" and entry.type in IN_BOOKS and "author" in fields:
        titles["bookauthor"] = fields["author"]
    return {**titles, **fields}


def _title_prefix(child_type: str, parent_type: str) -> str:
    """The prefix of the child's field for the parent's title: of a book, a journal or a work in several volumes."""
    if parent_type in VOLUMES:
        return "main"
    if child_type in PARTS:
        return "book"
    return "journal" if child_type in IN_JOURNALS and parent_type == "periodical" else ""
