"""One command of a `.bib` file, read with pybtex; every error said with its line and what would be right.

In: a command's text, its first line and the macros known so far. Out: key, fields with their lines, faults.
"""

import re
from collections.abc import MutableMapping

from pybtex.database.input.bibtex import LowLevelParser
from pybtex.exceptions import PybtexError
from pybtex.scanner import Literal, PrematureEOF, PybtexSyntaxError

from plugins.core.problems import Problem, did_you_mean

KEYS = {"}": re.compile(r'[^,={}"\r\n]*'), ")": re.compile(r'[^,={}")\r\n]*')}
NEXT_FIELD = re.compile(r"[A-Za-z][\w:+-]*\s*=(?!=)")
SWALLOWED = re.compile(r'\n\s*[A-Za-z][\w:+-]*\s*=\s*["{\w]')
ONE_VALUE = re.compile(r"(?:(?!,\s*(?:[A-Za-z][\w:+-]*\s*=|\}|\n))[^\n])*")
WHITE = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
# A field as nearly all are: one value in braces, in it no deeper ones than a pair, and then its end.
PLAIN = re.compile(r"(\s*(?:,\s*)?)([A-Za-z][\w:+-]*)(\s*=\s*)\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\s*(?=[,}])")


class Unreadable(Exception):
    """From here on nothing of the entry can be told apart; the fault is noted."""


class EntryParser(LowLevelParser):
    """pybtex's parser of values, with a loop over the fields that goes on behind a missing comma."""

    def __init__(self, text: str, line: int, macros: MutableMapping[str, str]) -> None:
        super().__init__(text, macros=macros)
        self.lineno = self.line = self.field_line = self.value_line = line
        self.key, self.faults, self.fields = "", [], []  # of a field its name, value, line
        self.is_bare = self.is_read = False
        self.values, self.value_end = [], 0  # name, line, start of each

    def read(self) -> None:
        """Read the command; `is_read` says whether to its end, though perhaps with faults."""
        self.skip_to([self.AT])
        try:
            self.parse_command()
            self.is_read = True
        except Unreadable:
            pass
        except PybtexSyntaxError as error:
            if isinstance(error, PrematureEOF) or "unbalanced" in str(error):
                self._never_ends()
            else:
                self.note(self._explained(error), error.lineno)

    def note(self, message: str, line: int) -> None:
        self.faults.append(Problem.at(line, message, self.key))

    def parse_entry_body(self, body_end: Literal) -> None:
        self._read_key(")" if body_end is self.RPAREN else "}")
        while not self._is_at(body_end):
            if self.text[self.pos] == "%":  # biber reads past comments
                self.pos = (self.text + "\n").index("\n", self.pos)
                continue
            is_plain = body_end is self.RBRACE and self._read_plain_field()
            if not is_plain and not self.optional([self.COMMA]):
                self._read_field(body_end)

    def parse_value_part(self) -> str:
        self.eat_whitespace()
        self.is_bare = self.text[self.pos : self.pos + 1] not in ('"', "{")
        part = super().parse_value_part()
        self.value_line, self.value_end = self.lineno, self.pos
        return part

    def substitute_macro(self, name: str) -> str:
        if name in self.macros:
            return self.macros[name]
        meant = did_you_mean(name.lower(), self.macros)
        self.note(f"no @string named '{name}'{meant}: text stands in braces, {{{name}}}", self.lineno)
        return name

    def _read_key(self, end: str) -> None:
        self.eat_whitespace()
        written = KEYS[end].match(self.text, self.pos)
        key, follows = written[0].strip(), self.text[written.end() : written.end() + 1]
        if not key or (follows == "=" and " " not in key):
            self.note("the entry has no key: it begins like '@article{doe2024,'", self.line)
            self.pos = self.pos if follows == "=" else written.end()
            return
        self.key = key.split()[0] if follows == "=" else key
        self.pos = self.pos + len(self.key) if follows == "=" else written.end()
        if any(character.isspace() for character in self.key):
            self.note(f"a key has no spaces: '{'-'.join(key.split())}'", self.line)
        self.eat_whitespace()
        if self.text[self.pos : self.pos + 1] not in (",", end, ""):
            self.note(f"a comma is missing after the key: '{self.key},'", self.line)

    def _read_plain_field(self) -> bool:
        """Take a field of the usual form, if there is one: pybtex needs ten times as long for it."""
        match = PLAIN.match(self.text, self.pos)
        if match:
            name = match[2]
            self.update_lineno(match[1])
            self.values.append((name, self.lineno, match.end(2)))
            self.fields.append((name.lower(), _value(name, match[4]), self.lineno))
            self.update_lineno(match.string[match.end(2) : match.end()])
            self.is_bare, self.value_line, self.pos, self.value_end = False, self.lineno, match.end(), match.end()
        return bool(match)

    def _read_field(self, body_end: Literal) -> None:
        name = self.optional([self.NAME])
        self.field_line = self.lineno
        if not name:
            self._give_up(f"here a field such as 'year = {{2024}}' would stand, not '{self._rest()}'")
        self.current_field_name = name.value
        if not self.optional([self.EQUALS]):
            self._give_up(f"'=' is missing after '{name.value}', before '{self._rest()}'")
        self._read_value(name.value, body_end)

    def _read_value(self, name: str, body_end: Literal) -> None:
        start, faults = self.pos, len(self.faults)
        self.values.append((name, self.field_line, start))
        self.parse_value()
        self.fields.append((name.lower(), _value(name, "".join(self.current_value)), self.field_line))
        if self._is_at(body_end) or self.text[self.pos] == ",":
            return
        if NEXT_FIELD.match(self.text, self.pos):
            self.note(f"a comma is missing after the value of '{name}'", self.value_line)
        elif self.is_bare:
            del self.faults[faults:]
            line = ONE_VALUE.match(self.text, start)[0].strip().rstrip("}")
            self._give_up(f"the value of '{name}' needs braces around it: '{name} = {{{line}}}'")
        else:
            self._give_up(f"the value of '{name}' ends before '{self._rest()}': braces or quotes do not match")

    def _is_at(self, body_end: Literal) -> bool:
        self.eat_whitespace()
        if self.eof():
            raise PrematureEOF(self)
        return body_end.match(self.text, self.pos) is not None

    def _rest(self) -> str:
        self.eat_whitespace()
        rest = self.text[self.pos :].split("\n", 1)[0].strip().rstrip(",")
        return rest if len(rest) <= 30 else f"{rest[:29]}…"

    def _give_up(self, message: str) -> None:
        self.note(message, self.lineno)
        raise Unreadable

    def _never_ends(self) -> None:
        """Say which value swallowed the fields after it; where none did, the entry's own brace is missing."""
        ends = [start for _, _, start in self.values[1:]] + [self.value_end]
        for (name, line, start), end in zip(self.values, ends, strict=False):
            written = self.text[start:end]
            if end <= start or SWALLOWED.search(written[: max(written.rfind("}"), written.rfind('"'))]):
                self.note(f"the value of '{name}' does not end: its closing brace or quote is missing", line)
                return
        self.note("the entry does not end: a closing '}' is missing", self.line)
        self.is_read = bool(self.key)

    def _explained(self, error: PybtexSyntaxError) -> str:
        """What pybtex says, for the three things that it alone sees."""
        said, name = PybtexError.__str__(error), self.current_field_name
        if "field value" not in said:
            return said if "nested" in said else f"{said}, as in '@string{{name = {{value}}}}'"
        rest = self._rest().rstrip("}")
        return f"'{name}' has no value in braces: write '{name} = {{{rest}}}'" + ("" if rest else " or leave it out")


def _value(name: str, written: str) -> str:
    """A value on one line; a blank line parts an abstract."""
    if not any(white in written for white in ("\n", "  ", "\t", "\r")):  # as most are
        return written.strip()
    blank = "\n\n" if name.lower() == "abstract" else " "
    return WHITE.sub(lambda white: blank if white[0].count("\n") > 1 else " ", written).strip()
