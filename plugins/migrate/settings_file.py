"""New values in a settings file, whose order, groups, comments and other settings stay.

Values are written as literals, so that nothing in an old site can become code.
"""

import ast
import json
from dataclasses import dataclass

WIDTH = 120
REMOVED = object()  # the value of a setting to remove


@dataclass(frozen=True)
class Pattern:
    """A regular expression, written as raw strings, one on each line if there are several."""

    parts: tuple[str, ...]

    def __str__(self) -> str:
        written = [f'r"{part}"' for part in self.parts]
        return "(\n    " + "\n    ".join(written) + "\n)" if len(written) > 1 else written[0]


def replace_settings(source: str, values: dict[str, object], after: dict[str, str] | None = None) -> str:
    """`source` with `values` by name; a new setting comes after the one that `after` names for it, or last."""
    lines, places = source.splitlines(), _setting_lines(source)
    known = {name: value for name, value in values.items() if name in places}
    for name in sorted(values.keys() - known.keys() - {n for n, v in values.items() if v is REMOVED}):
        place = places.get((after or {}).get(name, ""), (len(lines) + 1, len(lines)))
        lines[place[1] - 1] += f"\n{_assignment(name, values[name])}" if lines else _assignment(name, values[name])
    for name, value in known.items():
        first, last = places[name]
        added = lines[last - 1].partition("\n")[1:]
        lines[first - 1 : last] = [None] * (last - first + 1)
        lines[first - 1] = "".join(("" if value is REMOVED else _assignment(name, value), *added)).lstrip("\n") or None
    return "\n".join(line for line in lines if line is not None) + "\n"


def read_setting(source: str, name: str) -> object:
    """The value of a setting; None if it is missing or not a literal."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == name for target in node.targets):
            try:
                return ast.literal_eval(node.value)
            except ValueError:
                return None
    return None


def _setting_lines(source: str) -> dict[str, tuple[int, int]]:
    """The first and the last line of each setting with an assignment of its own."""
    places = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            places[node.targets[0].id] = (node.lineno, node.end_lineno)
    return places


def _assignment(name: str, value: object) -> str:
    return f"{name} = {format_literal(value, 0, len(name) + 3)}"


def format_literal(value: object, indent: int = 0, used: int = 0) -> str:
    """A value as an author would type it: on one line if it fits, else one item a line."""
    if isinstance(value, Pattern):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, list | tuple | dict):
        return repr(value)
    brackets = {list: "[]", tuple: "()", dict: "{}"}[type(value)]
    flat = brackets[0] + ", ".join(_format_items(value, 0)) + brackets[1]
    items = value.values() if isinstance(value, dict) else value
    is_nested = not isinstance(value, tuple) and any(isinstance(item, list | tuple | dict) for item in items)
    if len(flat) + indent + used < WIDTH and not (is_nested and len(value) > 1):
        return flat
    inner = " " * (indent + 4)
    rows = "".join(f"{inner}{item},\n" for item in _format_items(value, indent + 4))
    return f"{brackets[0]}\n{rows}{' ' * indent}{brackets[1]}"


def _format_items(value: list | tuple | dict, indent: int) -> list[str]:
    if isinstance(value, dict):
        pairs = ((format_literal(key), format_literal(item, indent, len(str(key)) + 4)) for key, item in value.items())
        return [f"{key}: {item}" for key, item in pairs]
    return [format_literal(item, indent) for item in value]
