"""The line of each value in a TOML text, which tomllib does not report, and syntax errors in plain words.

In: the text of a file. Out: lines, from 1, by path, such as `("person", 0, "roles", 1, "from")`; a `Problem`.
"""

import re
import tomllib
from collections import deque
from collections.abc import Iterator

from plugins.core.problems import Problem

TOKEN = re.compile(
    r'(?P<string>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<skip>#[^\n]*|[ \t\r]+)|(?P<punctuation>[\[\]{}=,\n])|(?P<bare>[^\s\[\]{}=,#\"']+)",
    re.S,
)
PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
PLAIN_MESSAGES = {
    "illegal character '\\n'": "this line ends before its quotation mark is closed",
    "cannot overwrite a value": "this key appears a second time",
}
LONG_STRING = re.compile(r'"""(?:\\.|[^\\])*?"""', re.S)
# A value in curly quotes, and one that only other languages have.
CURLY = re.compile(r"(?:[=\[,{]|^)\s*[“”„‟«‘’‚]")
CURLY_PAIR = re.compile(r"[“”„‟«‘‚’](?P<text>[^“”„‟«»]*?)[“”»’](?=\s*(?:[\],}=#]|$))")
WORD = re.compile(r"=\s*(?P<word>True|TRUE|False|FALSE|[Yy]es|YES|[Nn]o|NO|None|[Nn]ull|nil)\s*(?:[,}#].*)?$")
RIGHT_WORDS = {"true": "true", "yes": "true", "false": "false", "no": "false"}
MONTH = re.compile(r"=\s*\d{4}-\d\d\s*(?:[,}#].*)?$")
Path = tuple[str | int, ...]
Lines = dict[Path, int]
Tokens = deque[tuple[str, int]]


def value_lines(text: str) -> Lines:
    """The line of each value of a valid TOML text by its path; of a table, the line of its header or brace."""
    tokens, lines, counts, table = _tokens(text), {(): 1}, {}, ()
    while tokens:
        if tokens[0][0] == "\n":
            tokens.popleft()
        elif tokens[0][0] == "[":
            table = _read_header(tokens, lines, counts)
        else:
            _read_pair(tokens, table, lines)
    return lines


def _tokens(text: str) -> Tokens:
    tokens: Tokens = deque()
    line = 1
    for match in TOKEN.finditer(text):
        if match.lastgroup != "skip":
            tokens.append((match[0], line))
        line += match[0].count("\n")
    return tokens


def _read_header(tokens: Tokens, lines: Lines, counts: Lines) -> Path:
    """Read `[a.b]` or `[[a.b]]` and return the path of its table. `counts` numbers the tables of lists."""
    line, header = tokens[0][1], _take_until("\n", tokens)
    path: Path = ()
    for part in _key_parts(header.strip("[]")):
        path = (*path, counts[path], part) if path in counts else (*path, part)
        lines.setdefault(path, line)
    if header.startswith("[["):
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    lines.setdefault(path, line)
    return path


def _read_pair(tokens: Tokens, path: Path, lines: Lines) -> None:
    line = tokens[0][1]
    for part in _key_parts(_take_until("=", tokens)):
        path = (*path, part)
        lines.setdefault(path, line)
    tokens.popleft()
    _read_value(tokens, path, lines)


def _read_value(tokens: Tokens, path: Path, lines: Lines) -> None:
    opening, _ = tokens.popleft()
    if opening not in ("[", "{"):
        while tokens and tokens[0][0] not in ("\n", ",", "]", "}"):  # a date and its time are two tokens
            tokens.popleft()
        return
    number = 0
    while tokens[0][0] not in ("]", "}"):
        if tokens[0][0] in (",", "\n"):
            tokens.popleft()
        elif opening == "{":
            _read_pair(tokens, path, lines)
        else:
            lines[(*path, number)] = tokens[0][1]
            _read_value(tokens, (*path, number), lines)
            number += 1
    tokens.popleft()


def _take_until(end: str, tokens: Tokens) -> str:
    taken = ""
    while tokens and tokens[0][0] != end:
        taken += tokens.popleft()[0]
    return taken


def _key_parts(key: str) -> list[str]:
    """`a."b.c"` → `a` and `b.c`."""
    parts, value = [], tomllib.loads(f"{key} = 0")
    while value:
        [(part, value)] = value.items()
        parts.append(part)
    return parts


def syntax_problems(text: str, error: Exception) -> list[Problem]:
    """The errors in a text for which tomllib raised `error`: typing errors by line, or else what tomllib says."""
    slips = [Problem.at(number, f"bad TOML: {advice}") for number, advice in _slips(text)]
    problem = _syntax_problem(text, error)
    return slips if any(slip.line <= problem.line for slip in slips) else [problem, *slips]


def _slips(text: str) -> Iterator[tuple[int, str]]:
    """The lines that would be right in another language or a word processor, each with what to write instead."""
    outside = LONG_STRING.sub(lambda match: "\n" * match[0].count("\n"), text)
    for number, row in enumerate(outside.split("\n"), 1):
        if CURLY.search(row):
            yield number, f"write straight quotes: {CURLY_PAIR.sub(_straight, row).strip()}"
        elif match := WORD.search(row):
            right = RIGHT_WORDS.get(match["word"].lower())
            yield number, f"write {right}, in small letters" if right else "leave this line out: it has no value"


def _straight(match: re.Match) -> str:
    return f'"{match["text"]}"' if '"' not in match["text"] else f"'{match['text']}'"


def _syntax_problem(text: str, error: Exception) -> Problem:
    message = str(error) if isinstance(error, ValueError) else "too many brackets within brackets"
    match = PLACE.search(message)
    lines = text.rstrip().split("\n")
    line = int(match[1]) if match and match[1] else len(lines) if match else 1
    message = PLACE.sub("", message)
    message = message[:1].lower() + message[1:]
    message = f"bad TOML: {PLAIN_MESSAGES.get(message, message)}"
    if MONTH.search(lines[min(line, len(lines)) - 1]):
        message += '; put a month in quotes, as in "2021-09"'
    return Problem.at(line, message)
