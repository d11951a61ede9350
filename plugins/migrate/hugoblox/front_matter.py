"""A text of Hugo: front matter in YAML, TOML or JSON, and the body below it. Nothing in it is run.

In: the text of a file. Out: a `HugoText`. What cannot be read is None, with a reason.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import Any

from plugins.migrate.plain_yaml import day_of, load_yaml, one_line
from plugins.migrate.report import CONTROL

HEADERS = {
    "yaml": re.compile(r"\A\ufeff?\s*---[ \t]*\n(?P<text>.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M),
    "toml": re.compile(r"\A\ufeff?\s*\+\+\+[ \t]*\n(?P<text>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M),
    "json": re.compile(r"\A\ufeff?\s*(?P<text>\{.*?^\})[ \t]*(?:\n|\Z)", re.S | re.M),
}
KEYS = {
    "yaml": re.compile(r"^(?P<key>[\w-]+)[ \t]*:", re.M),
    "toml": re.compile(r"^\[{0,2}(?P<key>[\w-]+)(?:[ \t]*=|\]{1,2}[ \t]*$)", re.M),
    "json": re.compile(r"^[ \t]*\"(?P<key>[\w-]+)\"[ \t]*:", re.M),
}
MARKUP = re.compile(r"<[^<>]*>|[*`]|(?<!\w)_|_(?!\w)")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
YES = (True, "true", "True", "yes", "on")


@dataclass(frozen=True)
class HugoText:
    """`values` by lower-case key, and the `body`, which begins on line `body_line`; the front matter is `head`."""

    values: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    problem: str = ""
    head: str = ""

    def line_of(self, words: str, start: int = 0) -> tuple[int, int]:
        """The line on which a pattern is first found in the front matter, and the offset after it."""
        match = re.compile(words).search(self.head, start)
        return (1 + self.head.count("\n", 0, match.start()), match.end()) if match else (1, start)

    def text(self, *keys: str) -> str:
        return first_of(self.values, *keys)

    def words(self, key: str) -> list[str]:
        return words_of(self.values.get(key))

    def is_on(self, key: str) -> bool:
        return self.values.get(key) in YES

    def table(self, key: str) -> Mapping[str, Any]:
        return table_of(self.values.get(key))

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        return tables_of(self.values.get(key))

    @property
    def day(self) -> date | None:
        """The day of the text."""
        return next((day for key in ("date", "publishdate", "lastmod") if (day := day_of(self.values.get(key)))), None)


def split_text(text: str) -> HugoText:
    """The front matter and the body of a text."""
    text = text.replace("\r\n", "\n")
    for kind, pattern in HEADERS.items():
        match = pattern.match(text)
        if match and (kind != "json" or '"' in match["text"]):
            values, problem = parse(match["text"], kind)
            body, line = text[match.end() :], 1 + text.count("\n", 0, match.end())
            return HugoText(table_of(values), body, line, problem, text[: match.end()])
    return HugoText(body=text.removeprefix("\ufeff"))


def parse(text: str, kind: str) -> tuple[dict[str, Any], str]:
    """A mapping in YAML, TOML or JSON, and what is wrong with it."""
    try:
        values = {"yaml": load_yaml, "toml": tomllib.loads, "json": json.loads}[kind](text)
    except (ValueError, RecursionError, TypeError) as error:
        return {}, f"bad {kind.upper()}: {' '.join(str(error).split())[:160]}"
    if values is None:
        return {}, ""
    return (values, "") if isinstance(values, dict) else ({}, "this is not a table of keys and values")


def first_of(values: Mapping[str, Any], *keys: str) -> str:
    """The first of these values that is not empty, on one line."""
    return next((found for key in keys if (found := one_line(values.get(key)))), "")


def long_text(value: object) -> str:
    """A text of several lines."""
    return CONTROL.sub("", value.replace("\r\n", "\n")).strip() if isinstance(value, str) else one_line(value)


def plain(text: str) -> str:
    """A title without Markdown."""
    words = unescape(MARKUP.sub("", LINK.sub(r"\1", text))).replace("\N{SOFT HYPHEN}", "")
    return " ".join(words.split())


def words_of(value: object) -> list[str]:
    """A list of texts, or a text alone."""
    return [word for one in (value if isinstance(value, list) else [value]) if (word := one_line(one))]


def table_of(value: object) -> Mapping[str, Any]:
    return {str(key).lower(): one for key, one in value.items()} if isinstance(value, dict) else {}


def tables_of(value: object) -> list[Mapping[str, Any]]:
    return [table_of(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []
