"""Parse one entry of a `.bib` file; report each error and each warning with its line and what would be right.

In: the text of an entry, and macros. Out: a `ParsedEntry`, in which lines count from 1 at the start of the entry.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from unicodedata import normalize

from plugins.bibtex.entry import Entry
from plugins.bibtex.entry_types import KNOWN, NO_PUBLICATIONS
from plugins.bibtex.journals import JOURNAL_MACROS
from plugins.core.problems import Problem

GAP = re.compile(r"(?:\s+|%[^\n]*)*")  # as biber does, ignore comments between fields
HEAD = re.compile(r"@[ \t]*(?P<type>[A-Za-z][\w-]*)\s*(?P<opening>[{(])\s*")
KEYS = {"}": re.compile(r'[^,={}"\r\n]*'), ")": re.compile(r'[^,={}")\r\n]*')}
NAME = re.compile(r"[^\s\d\"#%'(),={}][^\s\"#%'(),={}]*")
NUMBER = re.compile(r"\d+")
STRING_MARK = re.compile(r'[{}"]')
NEXT_FIELD = re.compile(r"[A-Za-z][\w:+-]*\s*=(?!=)")
SWALLOWED_FIELD = re.compile(r'\n\s*[A-Za-z][\w:+-]*\s*=\s*["{\w]|,\s*[A-Za-z][\w:+-]*\s*=\s*["{]')
UNQUOTED_TEXT = re.compile(r"(?:(?!,\s*(?:[A-Za-z][\w:+-]*\s*=|\}|\n))[^\n])*")
WHITE_SPACE = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
UNFIT_FOR_KEYS = re.compile(r'["#%\\^`{}\x00-\x1f\x7f]')
CLOSE_MACRO = 0.75  # similarity of an undefined macro to the one that is suggested
CLOSE_TYPE = 0.8  # similarity of a misspelled type to the one that is suggested
# Typographic ligatures, as text copied from a PDF file has them, and characters that nobody sees.
LIGATURES = {character: normalize("NFKC", character) for character in "ﬀﬁﬂﬃﬄﬅﬆ"}
REMAINS_OF_PDF = str.maketrans({**LIGATURES, **dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")})
LONGEST_EXCERPT = 30  # characters of an author's text in a message


@dataclass(frozen=True)
class ParsedEntry:
    """What an entry's text says. `entry` is None if it has no key or cannot be read to its end."""

    key: str
    entry: Entry | None
    problems: tuple[Problem, ...]

    def at_line(self, line: int) -> "ParsedEntry":
        """The same for an entry that starts at this line of a file."""
        problems = tuple(replace(problem, line=problem.line + line - 1) for problem in self.problems)
        return replace(self, entry=self.entry and replace(self.entry, line=line), problems=problems)


@dataclass(frozen=True)
class WrittenField:
    """A field that was read; `start` is the place of its name, `value_start` and `end` those of its value."""

    name: str
    value: str
    start: int
    value_start: int
    end: int


def parse_entry(text: str, macros: Mapping[str, str]) -> ParsedEntry:
    """Parse the text of a `RawEntry`. `macros` are those of the whole file, by their names in lower case.

    This is a pure function: its result can be cached by its arguments.
    """
    parser = _Parser(text, macros)
    is_readable = parser.read()
    if not parser.key or not is_readable:
        return ParsedEntry(parser.key, None, tuple(parser.problems))
    values, offsets = {}, {}
    for field in parser.fields:
        name = field.name.lower()
        value = _on_one_line(name, _without_remains_of_pdf(field.value))
        if values.get(name) and value and values[name] != value:
            parser.warn(f"the field '{name}' is given twice: the first one is used, remove the other", field.start)
        if not values.get(name):  # as in BibTeX, the first counts, unless it is empty
            values[name] = value
            offsets[name] = parser.line_at(field.start) - 1
    return ParsedEntry(parser.key, Entry(parser.key, parser.type, values, offsets), tuple(parser.problems))


def parse_macros(text: str, macros: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """The macros that `@string{name = {value}}` defines, by their names in lower case, and its problems."""
    parser = _Parser(text, macros)
    parser.read()
    return {field.name.lower(): field.value for field in parser.fields}, parser.problems


def find_fields(text: str, macros: Mapping[str, str]) -> dict[str, WrittenField]:
    """Where the fields of an entry stand in its text, by their names in lower case; of two, the one that counts."""
    parser, found = _Parser(text, macros), {}
    parser.read()
    for field in parser.fields:
        name = field.name.lower()
        if name not in found or not found[name].value:
            found[name] = field
    return found


class _Unreadable(Exception):
    """An error after which the rest of the entry cannot be read."""


class _EndMissing(Exception):
    """The text ends within an entry."""


class _Parser:
    """Reads the text of one entry from its start to its end; `place` is where the next token starts."""

    def __init__(self, text: str, macros: Mapping[str, str]) -> None:
        head = HEAD.match(text)
        self.text, self.macros, self.place = text, macros, head.end()
        self.type, self.closing = head["type"].lower(), "}" if head["opening"] == "{" else ")"
        self.key = ""
        self.fields: list[WrittenField] = []
        self.problems: list[Problem] = []
        self._open_field: tuple[str, int] | None = None  # name and place of the field whose value is being read
        self._line_breaks = [match.start() for match in re.finditer("\n", text)]

    def line_at(self, place: int) -> int:
        return bisect_left(self._line_breaks, place) + 1

    def report(self, message: str, place: int) -> None:
        self.problems.append(Problem.at(self.line_at(place), message, self.key))

    def warn(self, message: str, place: int) -> None:
        self.problems.append(Problem.at(self.line_at(place), message, self.key, is_warning=True))

    def read(self) -> bool:
        """Read the entry, report its errors, and return whether it could be read to its end."""
        try:
            self._read_body()
        except _Unreadable:
            return False
        except _EndMissing:
            return self._report_missing_end()
        if self.text[self.place + 1 :].strip():
            self.report("the entry ends here, but fields follow: there is one '}' too many before", self.place + 1)
        return True

    def _read_body(self) -> None:
        if self.type != "string":
            self._read_key()
            self._check_type_and_key()
        while not self._is_at(self.closing):
            if self._is_at(","):
                self._move_to(self.place + 1)
            else:
                self._read_field()

    def _read_key(self) -> None:
        written = KEYS[self.closing].match(self.text, self.place)
        key, next_character = written[0].strip(), self.text[written.end() : written.end() + 1]
        if not key or (next_character == "=" and " " not in key):
            self.report("the entry has no key: it begins like '@article{doe2024,'", 0)
            self._move_to(self.place if next_character == "=" else written.end())
            return
        self.key = key.split()[0] if next_character == "=" else key
        self._move_to(self.place + len(self.key) if next_character == "=" else written.end())
        if any(map(str.isspace, self.key)):
            self.report(f"a key has no spaces: '{'-'.join(key.split())}'", 0)
        if not self._is_at(",") and not self._is_at(self.closing):
            self.report(f"a comma is missing after the key: '{self.key},'", 0)

    def _check_type_and_key(self) -> None:
        if self.type not in KNOWN | NO_PUBLICATIONS:
            meant = get_close_matches(self.type, sorted(KNOWN), n=1, cutoff=CLOSE_TYPE)
            advice = f" (did you mean '@{meant[0]}'?)" if meant else ""
            self.warn(f"no type of entry is named '@{self.type}'{advice}: it is read as '@misc'", 0)
            self.type = "misc"
        if unfit := UNFIT_FOR_KEYS.search(self.key):
            self.report(f"a key cannot have '{unfit[0]}': use letters, digits and - _ . : / +", 0)

    def _read_field(self) -> None:
        start, match = self.place, NAME.match(self.text, self.place)
        if not match:
            self._give_up(f"expected a field such as 'year = {{2024}}', not '{self._rest()}'")
        name = match[0]
        self._move_to(match.end())
        if not self._is_at("="):
            self._give_up(f"'=' is missing after '{name}', before '{self._rest()}'")
        problems = len(self.problems)
        is_unquoted = self._read_value(name, start)
        if self._is_at(self.closing) or self._is_at(","):
            return
        if NEXT_FIELD.match(self.text, self.place):
            self.report(f"a comma is missing after the value of '{name}'", self.fields[-1].end)
        elif is_unquoted:
            del self.problems[problems:]  # each word was taken for a macro
            self._read_unquoted_text(self.fields.pop())
        else:
            self._give_up(f"the value of '{name}' ends before '{self._rest()}': braces or quotes do not match")

    def _read_unquoted_text(self, field: WrittenField) -> None:
        """Read the rest of the line, or of the text before the next field, as the value of a field."""
        match = UNQUOTED_TEXT.match(self.text, field.value_start)
        text = match[0].strip().rstrip(",")
        text = text.removesuffix(self.closing).strip() if "{" not in text else text
        advice = f"the value of '{field.name}' needs braces around it: '{field.name} = {{{text.rstrip('}')}}}'"
        if re.search(r'[{}"#]', text):
            self._give_up(advice)
        self.warn(advice, field.start)
        end = self.text.index(text, field.value_start) + len(text)
        self.fields.append(replace(field, value=text, end=end))
        self._move_to(end)

    def _read_value(self, name: str, start: int) -> bool:
        """Read `= part # part …`, and whether the last part is neither in braces nor in quotes."""
        self._open_field = name, start
        value_start, parts, end, is_unquoted = self.place + 1, [], self.place, False
        while not parts or self.text.startswith("#", self.place):
            self._move_to(self.place + 1)
            is_unquoted = not self.text.startswith(("{", '"'), self.place)
            part, end = self._read_unquoted(name) if is_unquoted else self._read_string()
            parts.append(part)
            self._move_to(end)
        self.fields.append(WrittenField(name, "".join(parts), start, value_start, end))
        self._open_field = None
        return is_unquoted

    def _read_string(self) -> tuple[str, int]:
        """The text in braces or quotes, and where they end; a quotation mark within braces is text."""
        closing, start, depth = "}" if self._is_at("{") else '"', self.place + 1, 0
        for mark in STRING_MARK.finditer(self.text, start):
            if mark[0] == closing and depth == 0:
                return self.text[start : mark.start()], mark.end()
            depth += (mark[0] == "{") - (mark[0] == "}")
            if depth < 0:
                break
        raise _EndMissing

    def _read_unquoted(self, field: str) -> tuple[str, int]:
        """A number or the value of a macro, and where it ends."""
        if number := NUMBER.match(self.text, self.place):
            return number[0], number.end()
        macro = NAME.match(self.text, self.place)
        if not macro:
            rest = self._rest().rstrip("}")
            self._give_up(f"'{field}' has no value: write '{field} = {{{rest}}}'" + ("" if rest else " or remove it"))
        name = macro[0].lower()
        if name in self.macros:
            return self.macros[name], macro.end()
        if field.lower().startswith("journal") and name in JOURNAL_MACROS:
            self.warn(
                f"no @string defines '{macro[0]}': it is read as {{\\{name}}}, {JOURNAL_MACROS[name]}", self.place
            )
            return f"{{\\{name}}}", macro.end()
        advice = f"it is read as text; put text in braces, {{{macro[0]}}}"
        self.warn(f"no @string defines '{macro[0]}'{self._meant_macro(name)}: {advice}", self.place)
        return macro[0], macro.end()

    def _meant_macro(self, name: str) -> str:
        """A suggestion, unless it is far-fetched: short names of journals resemble each other."""
        month = next((known for known in self.macros if len(known) == 3 and name.startswith(known)), "")
        close = [month] if month else get_close_matches(name, list(self.macros), n=1, cutoff=CLOSE_MACRO)
        return f" (did you mean {close[0]!r}?)" if close else ""

    def _move_to(self, place: int) -> None:
        """Move to the first token at or after a place: skip white space and comments."""
        self.place = GAP.match(self.text, place).end()

    def _is_at(self, character: str) -> bool:
        """Whether the next token is this character; an entry without a next token has no end."""
        if self.place == len(self.text):
            raise _EndMissing
        return self.text[self.place] == character

    def _rest(self) -> str:
        """The start of the rest of the line, for a message."""
        return self.text[self.place :].split("\n", 1)[0].rstrip(" ,\r")[:LONGEST_EXCERPT]

    def _give_up(self, message: str) -> None:
        self.report(message, self.place)
        raise _Unreadable

    def _report_missing_end(self) -> bool:
        """Report the value that includes the fields after it; without one, the entry's own brace is missing."""
        open_fields = [(field.name, field.start) for field in self.fields if self._includes_a_field(field)]
        open_fields += [self._open_field] if self._open_field else []
        if open_fields:
            name, start = open_fields[0]
            self.report(f"the value of '{name}' does not end: its closing brace or quote is missing", start)
            return False
        self.report("the entry does not end: a closing '}' is missing", 0)
        return True

    def _includes_a_field(self, field: WrittenField) -> bool:
        written = self.text[field.value_start : field.end]
        return SWALLOWED_FIELD.search(written[: max(written.rfind("}"), written.rfind('"'))]) is not None


def _without_remains_of_pdf(value: str) -> str:
    """The value without soft hyphens and zero-width spaces, ligatures as letters."""
    return value if value.isascii() else value.translate(REMAINS_OF_PDF)


def _on_one_line(name: str, value: str) -> str:
    """The value with single spaces; blank lines between the paragraphs of an abstract stay."""
    paragraph = "\n\n" if name == "abstract" else " "
    return WHITE_SPACE.sub(lambda white: paragraph if white[0].count("\n") > 1 else " ", value).strip()
