"""Liquid as a tree: texts, outputs `{{ … }}` and tags `{% … %}` with what they enclose.

In: a text. Out: its nodes. Nothing is run here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

START = re.compile(r"\{[{%]")
TAG = re.compile(r"-?\s*(?P<name>\w+)?(?P<words>.*?)-?", re.S)
END_OF_RAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")
BRANCHES = ("else", "elsif", "when")
DEEPEST = 60  # tags within each other


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
    """The nodes of a text whose first line has this number in its file. A tag without its end encloses nothing."""
    flat = list(_flat_nodes(text, first_line))
    blocks = {node.name[3:] for node in flat if isinstance(node, Tag) and node.name.startswith("end")}
    opened: list[tuple[Tag, list[Node]]] = []
    nodes: list[Node] = []
    for node in flat:
        if isinstance(node, Tag) and node.name.startswith("end"):
            names = [tag.name for tag, _ in opened]
            if node.name[3:] in names:
                at = len(names) - 1 - names[::-1].index(node.name[3:])
                nodes = _close(opened, at, nodes)
                continue
        if isinstance(node, Tag) and len(opened) < DEEPEST and node.name in blocks:
            opened.append((node, nodes))
            nodes = []
        else:
            nodes.append(node)
    return tuple(_unclosed(opened, nodes))


def _close(opened: list[tuple[Tag, list[Node]]], at: int, nodes: list[Node]) -> list[Node]:
    """Close the tag at this place; those opened in it enclose nothing. Return the nodes beside it, and the tag."""
    inside = _unclosed(opened[at + 1 :], nodes)
    tag, beside = opened[at]
    del opened[at:]
    return [*beside, _with_branches(tag, inside)]


def _unclosed(opened: list[tuple[Tag, list[Node]]], nodes: list[Node]) -> list[Node]:
    for tag, beside in reversed(opened):
        nodes = [*beside, tag, *nodes]
    return nodes


def _flat_nodes(text: str, first_line: int) -> Iterator[Node]:
    """Each part of the text once: the end of a tag is looked for only as long as there is one."""
    end, line, counted = 0, first_line, 0
    last, last_raw = {"{%": text.rfind("%}"), "{{": text.rfind("}}")}, text.rfind("endraw")
    while start := START.search(text, end):
        if start.start() > max(last.values()):
            break
        at = start.start()
        if at + 2 > last[start[0]]:
            yield Text(text[end : start.end()])
            end = start.end()
            continue
        yield Text(text[end:at])
        line += text.count("\n", counted, at)
        counted, close = at, text.find({"{%": "%}", "{{": "}}"}[start[0]], at + 2)
        inner, end = text[at + 2 : close], close + 2
        if start[0] == "{{":
            yield Output(inner.strip("-").strip(), text[at:end], line)
            continue
        tag = TAG.fullmatch(inner)
        if tag["name"] == "raw" and end <= last_raw and (raw_end := END_OF_RAW.search(text, end)):
            yield Text(text[end : raw_end.start()])
            end = raw_end.end()
        elif tag["name"]:
            yield Tag(tag["name"], tag["words"].strip(), text[at:end], line)
    yield Text(text[end:])


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
