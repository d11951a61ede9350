"""New values in a settings file, whose order, comments and other settings stay.

Values are written as literals, so that nothing in an old site can become code.
"""

import ast
import json
import tokenize
from collections.abc import Iterable
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
    comments = {name: _comment(lines[first - 1 : last]) for name, (first, last) in places.items()}
    written = {
        name: _assignment(name, value, comments.get(name, "")) for name, value in values.items() if value is not REMOVED
    }
    added: dict[str, list[str]] = {}
    for name in sorted(written.keys() - places.keys()):
        added.setdefault((after or {}).get(name, ""), []).append(written[name])
    # From the end, so that the numbers of the lines before stay right.
    for name, (first, last) in sorted(places.items(), key=lambda place: place[1], reverse=True):
        own = lines[first - 1 : last] if name not in values else [written[name]] if name in written else []
        lines[first - 1 : last] = own + added.pop(name, [])
    return "\n".join([*lines, *(text for texts in added.values() for text in texts)]) + "\n"


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


def has_setting(source: str, names: Iterable[str]) -> bool:
    """Whether `source` assigns one of `names`."""
    return any(name in _setting_lines(source) for name in names)


def _comment(lines: list[str]) -> str:
    """The first comment in the lines of an assignment, with the space before it."""
    tokens = tokenize.generate_tokens(iter([f"{line}\n" for line in lines]).__next__)
    return next((f"  {token.string}" for token in tokens if token.type == tokenize.COMMENT), "")


def _assignment(name: str, value: object, comment: str) -> str:
    first, newline, rest = f"{name} = {format_literal(value, 0, len(name) + 3)}".partition("\n")
    if len(first) + len(comment) > WIDTH:
        return f"{comment.strip()}\n{first}{newline}{rest}"
    return f"{first}{comment}{newline}{rest}"


def format_literal(value: object, indent: int = 0, used: int = 0) -> str:
    """A value as an author would type it: on one line if it fits, else one item a line."""
    if isinstance(value, Pattern):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, list | tuple | dict):
        return repr(value)
    brackets = {list: "[]", tuple: "()", dict: "{}"}[type(value)]
    flat = brackets[0] + ", ".join(_format_items(value, indent if isinstance(value, tuple) else 0)) + brackets[1]
    items = value.values() if isinstance(value, dict) else value
    is_nested = not isinstance(value, tuple) and any(isinstance(item, list | tuple | dict) for item in items)
    if len(flat.partition("\n")[0]) + indent + used < WIDTH and not (is_nested and len(value) > 1):
        return flat
    inner = " " * (indent + 4)
    rows = "".join(f"{inner}{item},\n" for item in _format_items(value, indent + 4))
    return f"{brackets[0]}\n{rows}{' ' * indent}{brackets[1]}"


def _format_items(value: list | tuple | dict, indent: int) -> list[str]:
    if isinstance(value, dict):
        pairs = ((format_literal(key), format_literal(item, indent, len(str(key)) + 4)) for key, item in value.items())
        return [f"{key}: {item}" for key, item in pairs]
    return [format_literal(item, indent) for item in value]
