"""Check the blocks of a page: the options of our own, and blocks that no extension understands.

Input: the tree of a page, with the `<div data-block data-options>` of `markdown/record_blocks.py`. Output: the blocks,
and pairs of a message and the text in the source that it is about.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.problems import did_you_mean
from plugins.dialect.markdown.record_blocks import RECORDS
from plugins.dialect.page.outline import HEADINGS

RANKED = ("h2", "h3", "h4", "h5", "h6")
FIRST_LINE = re.compile(r"/{3,} ?(?P<name>[a-z-]+)(?: *\|.*)?")
OPTION = re.compile(r"(?P<name>[\w-]+):(?: .*)?")
# The options of pymdownx's blocks.
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


@dataclass(frozen=True)
class BlockOfRecords:
    """A block: the `name` of its records, their options, and the `rank` of headings in it (2 to 6)."""

    name: str
    options: dict[str, object]
    rank: int


def read_record_blocks(tree: LexborHTMLParser) -> tuple[tuple[BlockOfRecords, ...], list[tuple[str, str]]]:
    """Replace each block of records by a placeholder, `<div data-block="0"></div>` with its number.

    A heading with nothing but the block below it moves into the placeholder: without records, neither is shown.
    Returns the blocks with their valid options, and the problems.
    """
    blocks, found, rank = [], [], 1
    for node in tree.css(f"{HEADINGS}, div[data-block]"):
        if node.tag != "div":
            rank = int(node.tag[1])
        elif (given := _given_options(node)) is None:
            del node.attrs["data-block"]
            found.append(("'data-block' is what this site makes of '/// news': write that", "data-block"))
        else:
            options: dict[str, object] = {}
            found += _check_options(node, given, options)
            blocks.append(BlockOfRecords(node.attrs["data-block"], options, min(rank + 1, 6)))
            for name in ("data-options", "data-word"):
                del node.attrs[name]
            node.attrs["data-block"] = str(len(blocks) - 1)
            node.inner_html = ""
    for node in tree.css("div[data-block]"):
        if heading := _heading_over(node):
            node.insert_child(heading, move=True)
    return tuple(blocks), found


def _heading_over(block: LexborNode) -> LexborNode | None:
    """The heading, but for the first, that has nothing below it but the block; none with a `<div>` of raw HTML in it,
    since a `</div>` ends the placeholder."""
    before, after = _sibling(block, "prev"), _sibling(block, "next")
    if before is None or before.tag not in RANKED or (after is not None and after.tag not in RANKED):
        return None
    if before.css_first("div") is not None:
        return None
    return None if after is not None and after.tag > before.tag else before


def _sibling(node: LexborNode, side: str) -> LexborNode | None:
    """The element before (`prev`) or after (`next`) a node; a text counts as one."""
    node = getattr(node, side)
    while node is not None and node.is_text_node and not node.text().strip():
        node = getattr(node, side)
    return node


def _check_options(node: LexborNode, given: dict, options: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Add the valid ones of the `given` options to `options`; yield the problems."""
    name = node.attrs["data-block"]
    if word := node.attrs.get("data-word"):
        yield f"'/// {name}' takes no word after its name, but options, each on a line indented by four", word
    if node.text().strip() or next(node.iter(), None) is not None:
        text = node.text().strip().partition("\n")[0] or f"/// {name}"
        yield f"'/// {name}' holds no text: indent its options by four, and end it with '///'", text
    for option, value in given.items():
        if option not in RECORDS[name]:
            yield f"'/// {name}' has no option '{option}'{did_you_mean(option, RECORDS[name])}", f"{option}:"
            continue
        try:
            options[option] = RECORDS[name][option](value)
        except ValueError as error:
            yield f"'{option}' of '/// {name}' is {error}", f"{option}:"


def _given_options(node: LexborNode) -> dict | None:
    """The options that `RecordBlock` wrote; None if an author wrote the element."""
    if node.attrs["data-block"] not in RECORDS:
        return None
    try:
        options = json.loads(node.attrs.get("data-options") or "")
    except ValueError:
        return None
    return options if isinstance(options, dict) and "data-word" in node.attrs else None


def find_unread_blocks(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Find blocks that are still text because no extension knows their name or an option."""
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
            yield f"'/// {match['name']}' is not read: its options are not valid YAML, or not what it expects", first
