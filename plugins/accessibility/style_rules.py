"""Rules of a style sheet, as far as colors need them: selectors with their declarations, and the scheme they are for.

Input: the text of a style sheet. Output: `StyleRule` records, without those for paper and for forced colors.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

COMMA = re.compile(r",(?![^(\[]*[)\]])")
SCHEME = re.compile(r"prefers-color-scheme\s*:\s*(?P<scheme>light|dark)")
OTHER_MEDIA = re.compile(r"\bprint\b|forced-colors|prefers-contrast|inverted-colors")
WITH_RULES = ("layer", "media", "supports", "container", "scope")


@dataclass(frozen=True)
class StyleRule:
    """Declarations by property for one `selector`, on a `line`; for one `scheme`, or for both if that is empty."""

    selector: str
    values: dict[str, str]
    line: int
    scheme: str = ""


def read_style_rules(css: str) -> list[StyleRule]:
    return list(_read(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), "", ""))


def _read(nodes: Sequence[Node], outer: str, scheme: str) -> Iterator[StyleRule]:
    for node in nodes:
        if isinstance(node, QualifiedRule):
            for selector in COMMA.split(tinycss2.serialize(node.prelude)):
                yield from _read_block(node, _nested(" ".join(selector.split()), outer), scheme)
        elif isinstance(node, AtRule) and node.content is not None and node.lower_at_keyword in WITH_RULES:
            condition = tinycss2.serialize(node.prelude)
            if node.lower_at_keyword == "media" and OTHER_MEDIA.search(condition):
                continue
            match = SCHEME.search(condition)
            inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from _read(inner, outer, match["scheme"] if match else scheme)


def _read_block(rule: QualifiedRule, selector: str, scheme: str) -> Iterator[StyleRule]:
    inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    values = {
        node.lower_name if not node.name.startswith("--") else node.name: tinycss2.serialize(node.value).strip()
        for node in inner
        if node.type == "declaration"
    }
    if values:
        yield StyleRule(selector, values, rule.source_line, scheme)
    yield from _read([node for node in inner if node.type != "declaration"], selector, scheme)


def _nested(selector: str, outer: str) -> str:
    if not outer:
        return selector
    return selector.replace("&", outer) if "&" in selector else f"{outer} {selector}"
