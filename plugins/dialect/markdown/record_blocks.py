"""Blocks of Markdown: those that stand for the site's own records, such as `/// news`, and what is wrong with any.

In: the source's blocks, `/// name` with options as indented YAML below
(https://facelessuser.github.io/pymdown-extensions/extensions/blocks/). Out: for records a
`<div data-block data-options>`, which `plugins/blocks.py` fills once all is read; what is wrong, by the words
that stand in the source.
"""

import json
import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.problems import did_you_mean

FIRST_LINE = re.compile(r"/{3,} ?(?P<name>[a-z-]+)(?: *\|.*)?")
OPTION = re.compile(r"(?P<name>[\w-]+):(?: .*)?")
# Options of the blocks that Python Markdown's extensions read.
OTHERS = {
    "admonition": ("type", "open", "attrs"),
    "caption": ("type", "attrs"),
    "define": ("attrs",),
    "details": ("type", "open", "attrs"),
    "figure-caption": ("attrs",),
    "html": ("attrs",),
    "tab": ("new", "select", "attrs"),
    "table-caption": ("attrs",),
    **dict.fromkeys(("attention", "caution", "danger", "error", "hint", "note", "tip", "warning"), ("attrs",)),
}

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


RECORDS: dict[str, dict[str, Check]] = {
    "news": {"limit": _number, "year": _year, "style": _one_of("list", "excerpts", "tabs")},
    "publications": {
        "selected": _yes,
        "kind": _words,
        "topic": _words,
        "keys": _words,
        "year": _year,
        "limit": _number,
        "group": _one_of("year", "kind", "topic", "none"),
        "style": _one_of("full", "compact"),
        "filters": _yes,
        "students": _yes,
    },
    "cv": {"section": _words, "limit": _number, "form": _one_of("long", "short"), "headings": _yes},
}


class Records(Block):
    """A block without text of its own; its options are checked later, with the words that are right."""

    def _validate(self, parent: Element, arg: str, **options: object) -> bool:
        self.argument, self.given, self.options = arg, options, {"attrs": {}}
        return True

    def on_create(self, parent: Element) -> Element:
        given = json.dumps(self.given, default=str)
        attributes = {"data-block": self.NAME, "data-options": given, "data-word": self.argument or ""}
        return SubElement(parent, "div", attributes)


class RecordBlocks(BlocksExtension):
    """Registers a kind of block for each kind of records."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: object) -> None:
        for name in RECORDS:
            block_mgr.register(type(f"{name.title()}Block", (Records,), {"NAME": name}), self.getConfigs())


def read(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Check the blocks of a text and leave them with valid options alone; yield what to say, and what stands there."""
    for node in tree.css("div[data-block]"):
        name, options = node.attrs["data-block"], _given(node)
        if name not in RECORDS or options is None:
            del node.attrs["data-block"]
            yield "'data-block' is what this site makes of '/// news': write that", "data-block"
            continue
        if word := node.attrs.get("data-word"):
            yield f"'/// {name}' takes no word after its name, but options, each on a line indented by four", word
        if node.text().strip() or next(node.iter(), None) is not None:
            text = node.text().strip().partition("\n")[0] or f"/// {name}"
            yield f"'/// {name}' holds no text: indent its options by four, and end it with '///'", text
        found = {}
        for option, value in options.items():
            if option not in RECORDS[name]:
                yield f"'/// {name}' has no option '{option}'{did_you_mean(option, RECORDS[name])}", f"{option}:"
                continue
            try:
                found[option] = RECORDS[name][option](value)
            except ValueError as error:
                yield f"'{option}' of '/// {name}' is {error}", f"{option}:"
        node.attrs["data-options"] = json.dumps(found)
        del node.attrs["data-word"]
        node.inner_html = ""


def _given(node: LexborNode) -> dict | None:
    """The options that `Records` has written; None where an author wrote the element."""
    try:
        options = json.loads(node.attrs.get("data-options") or "")
    except ValueError:
        return None
    return options if isinstance(options, dict) and "data-word" in node.attrs else None


def unread(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Blocks that stayed text, since no extension knows their name or an option; what to say, and what stands there."""
    for node in tree.css("p"):
        first, *rest = (line.strip() for line in node.text().strip().split("\n"))
        match = FIRST_LINE.fullmatch(first)
        if not match:
            continue
        known = {**OTHERS, **RECORDS}
        if match["name"] not in known:
            yield f"no block '/// {match['name']}'{did_you_mean(match['name'], known, '/// {}')}", first
            continue
        names = [option["name"] for line in rest if (option := OPTION.fullmatch(line))]
        wrong = [name for name in names if name not in known[match["name"]]]
        for name in wrong:
            yield f"'/// {match['name']}' has no option '{name}'{did_you_mean(name, known[match['name']])}", f"{name}:"
        if not wrong:
            yield f"'/// {match['name']}' is not read: its options are no YAML or not as it wants them", first
