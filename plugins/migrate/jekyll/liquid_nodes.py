"""Liquid as a tree: texts, outputs `{{ … }}` and tags `{% … %}` with what they enclose.

In: a text. Out: its nodes. Nothing is run here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plugins.dialect.source.line_numbers import line_at

TOKEN = re.compile(
    r"\{%-?\s*raw\s*-?%\}(?P<raw>.*?)\{%-?\s*endraw\s*-?%\}"
    r"|\{%-?\s*#.*?%\}|\{%-?\s*(?P<tag>\w+)(?P<words>(?:\"[^\"]*\"|'[^']*'|[^%\"']|%(?!\}))*?)-?%\}"
    r"|\{\{-?(?P<output>(?:\"[^\"]*\"|'[^']*'|[^}\"']|\}(?!\}))*?)-?\}\}",
    re.S,
)
BRANCHES = ("else", "elsif", "when")
DEEPEST = 40  # tags within each other


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Output:
    """An expression to show, and the source and its line."""

    expression: str
    source: str
    line: int


@dataclass(frozen=True)
class Tag:
    """A tag with its `words`; what it encloses, if it has an end, up to each of its branches."""

    name: str
    words: str
    source: str
    line: int
    bodies: tuple[tuple["Node", ...], ...] = ()
    branches: tuple["Tag", ...] = ()


Node = Text | Output | Tag


def read_nodes(text: str, first_line: int = 1) -> tuple[Node, ...]:
    """The nodes of a text whose first line has this number in its file."""
    flat = list(_flat_nodes(text, first_line))
    ended = [node.name[3:] for node in flat if isinstance(node, Tag) and node.name.startswith("end")]
    nodes, _ = _nest(flat, 0, frozenset(ended), "", 0)
    return tuple(nodes)


def _flat_nodes(text: str, first_line: int) -> Iterator[Node]:
    end = 0
    for match in TOKEN.finditer(text):
        yield Text(text[end : match.start()])
        line = first_line + line_at(match.start(), text) - 1
        if match["raw"] is not None:
            yield Text(match["raw"])
        elif match["output"] is not None:
            yield Output(match["output"].strip(), match[0], line)
        elif match["tag"]:
            yield Tag(match["tag"], match["words"].strip(), match[0], line)
        end = match.end()
    yield Text(text[end:])


def _nest(flat: Sequence[Node], at: int, ended: frozenset[str], within: str, depth: int) -> tuple[list[Node], int]:
    """The nodes from `at` up to the end of the tag `within`, or of the text; and where to go on."""
    nodes: list[Node] = []
    while at < len(flat):
        node = flat[at]
        if isinstance(node, Tag) and node.name == f"end{within}" and within:
            return nodes, at
        if isinstance(node, Tag) and node.name in ended and depth < DEEPEST:
            inside, end = _nest(flat, at + 1, ended, node.name, depth + 1)
            if end < len(flat):
                node, at = _with_branches(node, inside), end
        nodes.append(node)
        at += 1
    return nodes, at


def _with_branches(tag: Tag, inside: list[Node]) -> Tag:
    bodies: list[list[Node]] = [[]]
    branches = []
    for node in inside:
        if isinstance(node, Tag) and node.name in BRANCHES:
            branches.append(node)
            bodies.append([])
        else:
            bodies[-1].append(node)
    return Tag(tag.name, tag.words, tag.source, tag.line, tuple(map(tuple, bodies)), tuple(branches))
