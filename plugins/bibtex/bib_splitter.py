"""Split a `.bib` file into raw entries and macros, even where braces do not match.

Only the start and end of each entry are found here, `parse_entry` reads what is in between. Text between entries is
a comment.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from plugins.bibtex.entry_parser import parse_macros
from plugins.bibtex.entry_types import KNOWN
from plugins.bibtex.standard_macros import STANDARD_MACROS
from plugins.core.problems import Problem

# An entry starts on a line of its own, or right after another entry.
START = re.compile(
    r"(?:^[ \t\ufeff\f]*|(?<=[})])[ \t,;]*)(?P<at>@)[ \t]*(?P<type>[A-Za-z][\w-]*)\s*(?P<opening>[{(])", re.M
)
INNER_START = r"^[ \t]*(?P<start>@)(?=[ \t]*[A-Za-z][\w-]*\s*[{(])"
MARKS = {"{": re.compile(rf"[{{}}]|{INNER_START}", re.M), "(": re.compile(rf'[{{}}")]|{INNER_START}', re.M)}
# A known type with a key at the very start of a line always starts an entry: an entry that is not closed must not
# swallow those after it.
CERTAIN_START = re.compile(rf"^@(?:{'|'.join(sorted(KNOWN))})\{{[^\s,{{}}()=]+\s*,", re.I | re.M)
MOST_INNER_STARTS = 20  # if more lines look like the start of another entry, the entry was not closed
# A field behind the end of an entry: an earlier brace closed the entry too soon.
LEFT_OVER = re.compile(r"\s*,?[ \t]*\n?[ \t]*[A-Za-z][\w:+-]*\s*=\s*[\"{\w]")


@dataclass(frozen=True)
class RawEntry:
    """The text of an entry from its `@` to its closing brace, and the `line` of the file on which it starts.

    If fields follow the closing brace, the text includes the start of the first one. If the brace is missing, the text
    reaches to the next entry.
    """

    text: str
    line: int


@dataclass(frozen=True)
class RawBibliography:
    """A file's raw entries; its macros and the standard ones, by name in lower case; problems in its `@string`s."""

    entries: tuple[RawEntry, ...]
    macros: Mapping[str, str]
    problems: tuple[Problem, ...]


def split_bibtex(text: str) -> RawBibliography:
    """Split the text of a `.bib` file. A macro holds for the whole file, and its last definition counts."""
    entries, macros, problems = [], dict(STANDARD_MACROS), []
    for kind, raw in _raw_entries(text):
        if kind == "string":
            defined, found = parse_macros(raw.text, macros)
            macros |= defined
            problems += [replace(problem, line=problem.line + raw.line - 1) for problem in found]
        elif kind not in ("comment", "preamble"):
            entries.append(raw)
    return RawBibliography(tuple(entries), macros, tuple(problems))


def _raw_entries(text: str) -> Iterator[tuple[str, RawEntry]]:
    """The type of each entry in lower case, and the raw entry."""
    line, counted, end = 1, 0, 0
    while start := START.search(text, end):
        kind, at = start["type"].lower(), start.start("at")
        end = _find_end(text, start.end(), start["opening"], kind == "comment")
        line += text.count("\n", counted, at)
        counted = at
        yield kind, RawEntry(text[at:end], line)


def _find_end(text: str, place: int, opening: str, is_comment: bool) -> int:
    """The index after an entry; `place` is the index after its opening brace or parenthesis."""
    closing = {"{": "}", "(": ")"}[opening]
    depth, is_quoted, inner_starts = 0, False, []
    for mark in MARKS[opening].finditer(text, place):
        if depth == 0 and not is_quoted and mark[0] == closing:
            left_over = None if is_comment else LEFT_OVER.match(text, mark.end())
            return left_over.end() if left_over else mark.end()
        if mark["start"] and not is_comment:
            inner_starts.append(mark.start("start"))
            if CERTAIN_START.match(text, inner_starts[-1]) or len(inner_starts) > MOST_INNER_STARTS:
                break
        elif mark[0] == '"' and depth == 0:
            is_quoted = not is_quoted
        elif mark[0] in "{}":
            depth = max(depth + (1 if mark[0] == "{" else -1), 0)
    if is_comment:
        return place  # BibTeX ignores the word `@comment` and reads on behind it
    return inner_starts[0] if inner_starts else len(text)
