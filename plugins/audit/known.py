"""CHECK_KNOWN of the settings: parts of findings that the author knows and keeps.

In: a settings file's text. Out: its entries with their lines; the text without them; findings that are not known.
"""

import ast
import re
from collections.abc import Iterator

from plugins.core.problems import Problem

NAME = "CHECK_KNOWN"


def entries(text: str) -> list[tuple[str, int]]:
    """Each entry with its line."""
    nodes = (node for assignment in _assignments(text) for node in ast.walk(assignment.value))
    constants = (node for node in nodes if isinstance(node, ast.Constant))
    return [(node.value, node.lineno) for node in constants if isinstance(node.value, str)]


def without(text: str) -> str:
    """The text with that setting turned to blanks: what is known is no finding by being listed."""
    lines = text.splitlines(keepends=True)
    for assignment in _assignments(text):
        for number in range(assignment.lineno - 1, assignment.end_lineno):
            lines[number] = re.sub(r"\S", " ", lines[number])
    return "".join(lines)


def unknown(found: list[Problem], settings: dict[str, str]) -> Iterator[Problem]:
    """What `settings` (text by path) do not list, and each entry that lists nothing."""
    listed = [(entry, path, line) for path, text in settings.items() for entry, line in entries(text)]
    yield from (one for one in found if not any(entry and entry in str(one) for entry, _, _ in listed))
    for entry, path, line in listed:
        if not entry or not any(entry in str(one) for one in found):
            yield Problem(path, line, f"{NAME} lists '{entry}', of which nothing is found any more: take it out")


def _assignments(text: str) -> list[ast.Assign]:
    body = ast.parse(text).body
    named = (node for node in body if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name))
    return [node for node in named if node.targets[0].id == NAME]
