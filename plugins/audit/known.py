"""CHECK_KNOWN of the settings: each entry is a part of a finding that the author has seen and accepts."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator

from plugins.core.problems import Problem

NAME = "CHECK_KNOWN"


def _read_entries(text: str) -> list[tuple[str, int]]:
    """The entries in the text of a settings file, each with its line."""
    nodes = (node for assignment in _assignments(text) for node in ast.walk(assignment.value))
    constants = (node for node in nodes if isinstance(node, ast.Constant))
    return [(node.value, node.lineno) for node in constants if isinstance(node.value, str)]


def blank_known(text: str) -> str:
    """The text of a settings file with CHECK_KNOWN turned to blanks, so that no entry is itself a finding."""
    lines = text.splitlines(keepends=True)
    for assignment in _assignments(text):
        for number in range(assignment.lineno - 1, assignment.end_lineno):
            lines[number] = re.sub(r"\S", " ", lines[number])
    return "".join(lines)


def drop_known(
    found: list[Problem], settings: dict[str, str], find_others: Callable[[], Iterable[Problem]] = tuple
) -> Iterator[Problem]:
    """The findings that `settings` (text by path) do not list, and a finding for each entry that matches none, nor any
    of what `find_others` finds."""
    listed = [(entry, path, line) for path, text in settings.items() for entry, line in _read_entries(text)]
    yield from (finding for finding in found if not any(entry and entry in str(finding) for entry, _, _ in listed))
    unmatched = [each for each in listed if not each[0] or not any(each[0] in str(finding) for finding in found)]
    others = [*map(str, find_others())] if unmatched else []
    for entry, path, line in unmatched:
        if not entry or not any(entry in other for other in others):
            yield Problem(path, line, f"{NAME} lists '{entry}', which matches no finding: remove it")


def _assignments(text: str) -> list[ast.Assign]:
    body = ast.parse(text).body
    named = (node for node in body if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name))
    return [node for node in named if node.targets[0].id == NAME]
