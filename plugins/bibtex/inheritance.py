"""What an entry takes from others: `crossref` as biblatex does it, `xdata`; both over several steps.

In: the entries of a file. Out: the same with the fields they inherit, and faults where the other is not there. Fields
that say where one work is to be had or what stands on this site about it are never taken over.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from plugins.bibtex.records import Entry
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
LONGEST = 50  # chain of parents
TITLES = ("title", "subtitle", "titleaddon")


class Inheritance:
    """The entries of a file by their keys, each completed once; `unreadable` are keys of those that are broken."""

    def __init__(self, entries: Iterable[Entry], unreadable: Iterable[str] = ()) -> None:
        self._entries = {entry.key.lower(): entry for entry in entries}
        self._unreadable = {key.lower() for key in unreadable}
        self._done: dict[str, Entry] = {}
        self.faults: list[Problem] = []

    def completed(self) -> list[Entry]:
        return [self._complete(entry, ()) for entry in self._entries.values()]

    def _complete(self, entry: Entry, children: tuple[str, ...]) -> Entry:
        """The entry with what it inherits, if it is not one of its own `children`."""
        key = entry.key.lower()
        if key in self._done:
            return self._done[key]
        for name, wanted, fields_of in _sources(entry):
            parent = self._entries.get(wanted.lower())
            if parent is None:
                self._note_missing(entry, name, wanted)
            elif wanted.lower() in (*children, key) or len(children) > LONGEST:
                chain = " → ".join((*children[-9:], key, wanted))
                self.faults.append(
                    Problem.at(entry.lines[name], f"'{name}' leads round in a circle: {chain}", entry.key)
                )
            elif name != "xref":
                entry = _with(entry, fields_of(entry, self._complete(parent, (*children, key))), name)
        return self._done.setdefault(key, entry)

    def _note_missing(self, entry: Entry, name: str, wanted: str) -> None:
        if wanted.lower() not in self._unreadable:
            meant = did_you_mean(wanted, [other.key for other in self._entries.values()])
            message = f"no entry has the key '{wanted}', which '{name}' names{meant}"
            self.faults.append(Problem.at(entry.lines[name], message, entry.key))


def _sources(entry: Entry) -> Iterator[tuple[str, str, Callable[[Entry, Entry], Mapping[str, str]]]]:
    """Name of the field, key of the other entry, and what is taken from it; the nearer first."""
    for name, fields_of in (("xdata", _all), ("crossref", _inherited), ("xref", _all)):
        for wanted in entry.fields.get(name, "").split(","):
            if wanted.strip():
                yield name, wanted.strip(), fields_of


def _with(entry: Entry, fields: Mapping[str, str], name: str) -> Entry:
    """The entry with those of the fields that it does not have itself."""
    new = {field: value for field, value in fields.items() if value and field not in entry.fields}
    line = entry.lines.get(name, entry.line)
    return replace(entry, fields={**entry.fields, **new}, lines={**entry.lines, **dict.fromkeys(new, line)})


def _all(entry: Entry, parent: Entry) -> Mapping[str, str]:
    return {name: value for name, value in parent.fields.items() if name not in ("xdata", "ids")}


def _inherited(entry: Entry, parent: Entry) -> Mapping[str, str]:
    prefix = _prefix(entry.type, parent.type)
    fields = {name: value for name, value in parent.fields.items() if name not in OWN}
    if not prefix:
        return fields
    titles = {prefix + name: fields.pop(name) for name in TITLES if name in fields}
    if prefix == "book" and entry.type in IN_BOOKS and "author" in fields:
        titles["bookauthor"] = fields["author"]
    return {**titles, **fields}


def _prefix(child: str, parent: str) -> str:
    """What the parent's title is to the child: that of its book, its journal, its work in several volumes."""
    if parent in VOLUMES:
        return "main"
    if child in PARTS:
        return "book"
    return "journal" if child in IN_JOURNALS and parent == "periodical" else ""
