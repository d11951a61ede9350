"""Markdown for the blocks that the site fills with its records, such as `/// news`.

Input: a block of Markdown, `/// name` with options as indented YAML below
(https://facelessuser.github.io/pymdown-extensions/extensions/blocks/). Output: a `<div data-block data-options>`.
`page/record_blocks.py` checks the options, and `plugins/blocks.py` fills the block after everything is read.
"""

import json
import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from plugins.core.problems import did_you_mean

Check = Callable[[object], object]


def _number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000:
        return value
    raise ValueError("a whole number, such as 5")


def _year(value: object) -> str:
    if re.fullmatch(r"\d{4}(?:-\d{4}|-)?", str(value)):
        return str(value)
    raise ValueError("a year or years, such as 2024, 2020-2024 or 2020-")


def _yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("yes or no")


def _text(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ValueError("a word")


def _words(value: object) -> list[str]:
    words = value if isinstance(value, list) else str(value).split(",")
    if words and all(isinstance(word, str | int) and str(word).strip() for word in words):
        return [str(word).strip() for word in words]
    raise ValueError("a word, or several with commas between them")


def _one_of(*names: str) -> Check:
    def check(value: object) -> str:
        if value in names:
            return str(value)
        raise ValueError(f"one of {', '.join(names)}{did_you_mean(str(value), names)}")

    return check


def _yes_or_some_of(*names: str, default: int) -> Check:
    """`yes` means the first `default` names."""

    def check(value: object) -> list[str]:
        if isinstance(value, bool):
            return list(names[:default]) if value else []
        for word in (words := _words(value)):
            if word not in names:
                raise ValueError(f"yes, no, or some of {', '.join(names)}{did_you_mean(word, names)}")
        return words

    return check


RECORDS: dict[str, dict[str, Check]] = {
    "news": {"limit": _number, "year": _year, "style": _one_of("list", "excerpts", "tabs")},
    "publications": {
        "selected": _yes,
        "first_author": _yes,
        "kind": _words,
        "topic": _words,
        "keys": _words,
        "year": _year,
        "limit": _number,
        "group": _one_of("year", "kind", "topic", "none"),
        "style": _text,
        "filters": _yes_or_some_of("kind", "topic", "role", default=2),
        "numbered": _yes,
        "thumbnails": _yes,
        "abstracts": _yes,
        "bibtex": _yes,
        "students": _yes,
    },
    "references": {},
    "people": {
        "role": _words,
        "topic": _words,
        "current": _yes,
        "alumni": _yes,
        "group": _one_of("role", "none"),
        "sort": _one_of("name", "start"),
        "style": _one_of("cards", "lines", "theses"),
        "photos": _one_of("circle", "square", "none"),
    },
    "talks": {"upcoming": _yes, "past": _yes, "limit": _number, "year": _year},
    "courses": {"current": _yes, "past": _yes, "limit": _number},
    "projects": {"current": _yes, "past": _yes, "topic": _words, "limit": _number},
    "openings": {"limit": _number},
    "cv": {"section": _words, "limit": _number, "form": _one_of("long", "short"), "headings": _yes},
}


class AnyOptions(dict):
    """A specification of options for pymdownx that accepts every option as written."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> tuple[None, None]:
        return None, None  # no default, no conversion


class RecordBlock(Block):
    """A block without text. It accepts every word and option: they are checked later, with better messages."""

    ARGUMENT = None

    def on_init(self) -> None:
        self.option_spec = AnyOptions()

    def on_create(self, parent: Element) -> Element:
        given, self.options = json.dumps(self.options, default=str), {"attrs": {}}
        attributes = {"data-block": self.NAME, "data-options": given, "data-word": self.argument or ""}
        return SubElement(parent, "div", attributes)


class RecordBlocks(BlocksExtension):
    """Registers a block for each kind of record."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: object) -> None:
        for name in RECORDS:
            block_mgr.register(type(f"{name.title()}Block", (RecordBlock,), {"NAME": name}), self.getConfigs())
