"""Read a `.bib` file: its entries with inherited fields, and all problems in it.

An entry that cannot be read does not hide the others.
"""

from collections.abc import Iterable

from plugins.bibtex.bib_splitter import split_bibtex
from plugins.bibtex.entry import Entry
from plugins.bibtex.entry_parser import ParsedEntry, parse_entry
from plugins.bibtex.entry_types import NO_PUBLICATIONS
from plugins.bibtex.inheritance import Inheritance
from plugins.core.problems import Problem


def read_bibtex(text: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of publications in the text of a file, and its problems by line."""
    raw = split_bibtex(text)
    entries, problems = join_entries(parse_entry(each.text, raw.macros).at_line(each.line) for each in raw.entries)
    return entries, sorted([*raw.problems, *problems], key=lambda problem: problem.line)


def join_entries(parsed: Iterable[ParsedEntry]) -> tuple[list[Entry], list[Problem]]:
    """The entries of one file that are publications, with the fields that they inherit, and all problems.

    Of two entries with one key the first counts; case does not distinguish keys.
    """
    entries: dict[str, Entry] = {}
    problems, unreadable_keys = [], []
    for each in parsed:
        problems += each.problems
        if each.entry is None:
            unreadable_keys.append(each.key)
            continue
        first = entries.setdefault(each.key.lower(), each.entry)
        if first is not each.entry:
            same = "this key" if first.key == each.key else f"the key '{first.key}', and case does not count"
            message = f"the entry at line {first.line} has {same}: give each entry its own"
            problems.append(Problem.at(each.entry.line, message, each.key))
    inheritance = Inheritance(entries.values(), unreadable_keys)
    completed = [entry for entry in inheritance.completed() if entry.type not in NO_PUBLICATIONS]
    return completed, [*problems, *inheritance.problems]
