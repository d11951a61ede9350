"""On which line each value of a TOML text stands, which tomllib does not tell, and what is wrong where it reads none.

In: an author's file. Out: lines from 1 by path, `("person", 0, "roles", 1, "from")`, a table's line that of its header
or its brace; a `Problem`.
"""

import re
import tomllib
from collections import deque

from plugins.core.problems import Problem

TOKEN = re.compile(
    r'(?P<string>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<skip>#[^\n]*|[ \t\r]+)|(?P<sign>[\[\]{}=,\n])|(?P<bare>[^\s\[\]{}=,#\"']+)",
    re.S,
)
PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
SAID = {
    "illegal character '\\n'": "this line ends before its quotation mark is closed",
    "cannot overwrite a value": "this key stands here a second time",
}
MONTH = re.compile(r"=\s*\d{4}-\d\d\s*(?:[,}#].*)?$")
Path = tuple[str | int, ...]
Tokens = deque[tuple[str, int]]


def places(text: str) -> dict[Path, int]:
    """Lines by path."""
    tokens, found, counts, table = _tokens(text), {}, {}, ()
    while tokens:
        if tokens[0][0] == "\n":
            tokens.popleft()
        elif tokens[0][0] == "[":
            table = _header(tokens, found, counts)
        else:
            _pair(tokens, table, found)
    return found


def _tokens(text: str) -> Tokens:
    tokens: Tokens = deque()
    line = 1
    for match in TOKEN.finditer(text):
        if match.lastgroup != "skip":
            tokens.append((match[0], line))
        line += match[0].count("\n")
    return tokens


def _header(tokens: Tokens, found: dict[Path, int], counts: dict[Path, int]) -> Path:
    """`[a.b]` or `[[a.b]]`: the path of the table that it opens."""
    line, opened = tokens[0][1], 0
    while tokens[0][0] == "[":
        opened += bool(tokens.popleft())
    path: Path = ()
    for key in _keys(tokens, "]"):
        path = (*path, key) if path not in counts else (*path, counts[path], key)
    for _ in range(opened):
        tokens.popleft()
    if opened == 2:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    elif path in counts:
        path = (*path, counts[path])
    found.setdefault(path, line)
    return path


def _keys(tokens: Tokens, end: str) -> list[str]:
    """The parts of a key up to the sign that ends it."""
    keys: list[str] = []
    while tokens[0][0] != end:
        token, _ = tokens.popleft()
        quoted = token[0] in "\"'"
        keys += [tomllib.loads(f"x = {token}")["x"]] if quoted else filter(None, token.split("."))
    return keys


def _pair(tokens: Tokens, table: Path, found: dict[Path, int]) -> None:
    line, path = tokens[0][1], table
    for key in _keys(tokens, "="):
        path = (*path, key)
        found.setdefault(path, line)
    tokens.popleft()
    _value(tokens, path, found)


def _value(tokens: Tokens, path: Path, found: dict[Path, int]) -> None:
    opening, _ = tokens.popleft()
    if opening not in ("[", "{"):
        while tokens and tokens[0][0] not in ("\n", ",", "]", "}"):  # a day and its hour
            tokens.popleft()
        return
    number = 0
    while tokens[0][0] not in ("]", "}"):
        if tokens[0][0] in (",", "\n"):
            tokens.popleft()
        elif opening == "{":
            _pair(tokens, path, found)
        else:
            found[(*path, number)] = tokens[0][1]
            _value(tokens, (*path, number), found)
            number += 1
    tokens.popleft()


def syntax_fault(text: str, error: Exception) -> Problem:
    """What is wrong in a text that tomllib refused with `error`."""
    message = str(error) if isinstance(error, ValueError) else "brackets within brackets, too many"
    match = PLACE.search(message)
    lines = text.rstrip().split("\n")
    line = int(match[1]) if match and match[1] else len(lines) if match else 1
    message = PLACE.sub("", message)
    message = message[:1].lower() + message[1:]
    message = f"bad TOML: {SAID.get(message, message)}"
    if MONTH.search(lines[min(line, len(lines)) - 1]):
        message += '; a month stands in quotes, as "2021-09"'
    return Problem.at(line, message)
