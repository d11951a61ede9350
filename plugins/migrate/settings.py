"""A settings file with other values: its order, groups and comments stay, as does each setting that is not given.

In: the file's source and values by name. Out: the new source. Values are written as literals, so that nothing that
an old site says can become code.
"""

import ast
import json
from dataclasses import dataclass

WIDTH = 120
GONE = object()  # the value of a setting that is dropped


@dataclass(frozen=True)
class Pattern:
    """A regular expression, written as raw strings: one on each line, if there are several."""

    parts: tuple[str, ...]

    def __str__(self) -> str:
        written = [f'r"{part}"' for part in self.parts]
        return "(\n    " + "\n    ".join(written) + "\n)" if len(written) > 1 else written[0]


def rewritten(source: str, values: dict[str, object], after: dict[str, str] | None = None) -> str:
    """`source` with `values` in it; a setting that is new there stands after the one that `after` names."""
    lines, places = source.splitlines(), _places(source)
    known = {name: value for name, value in values.items() if name in places}
    for name in sorted(values.keys() - known.keys() - {n for n, v in values.items() if v is GONE}):
        place = places.get((after or {}).get(name, ""), (len(lines) + 1, len(lines)))
        lines[place[1] - 1] += f"\n{_assigned(name, values[name])}" if lines else _assigned(name, values[name])
    for name, value in known.items():
        first, last = places[name]
        added = lines[last - 1].partition("\n")[1:]
        lines[first - 1 : last] = [None] * (last - first + 1)
        lines[first - 1] = "".join(("" if value is GONE else _assigned(name, value), *added)).lstrip("\n") or None
    return "\n".join(line for line in lines if line is not None) + "\n"


def value_of(source: str, name: str) -> object:
    """What a setting is, where it is plain data; None where it is not."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == name for target in node.targets):
            try:
                return ast.literal_eval(node.value)
            except ValueError:
                return None
    return None


def _places(source: str) -> dict[str, tuple[int, int]]:
    """First and last line of each setting that stands alone."""
    places = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            places[node.targets[0].id] = (node.lineno, node.end_lineno)
    return places


def _assigned(name: str, value: object) -> str:
    return f"{name} = {literal(value, 0, len(name) + 3)}"


def literal(value: object, indent: int = 0, used: int = 0) -> str:
    """A value as one would type it: on one line if it fits, else an item a line."""
    if isinstance(value, Pattern):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, list | tuple | dict):
        return repr(value)
    brackets = {list: "[]", tuple: "()", dict: "{}"}[type(value)]
    flat = brackets[0] + ", ".join(_items(value, 0)) + brackets[1]
    is_nested = isinstance(value, list | dict) and any(isinstance(item, list | tuple | dict) for item in _held(value))
    if len(flat) + indent + used < WIDTH and not (is_nested and len(value) > 1):
        return flat
    inner = " " * (indent + 4)
    items = "".join(f"{inner}{item},\n" for item in _items(value, indent + 4))
    return f"{brackets[0]}\n{items}{' ' * indent}{brackets[1]}"


def _held(value: list | tuple | dict) -> list:
    return list(value.values()) if isinstance(value, dict) else list(value)


def _items(value: list | tuple | dict, indent: int) -> list[str]:
    if isinstance(value, dict):
        return [f"{literal(key)}: {literal(item, indent, len(str(key)) + 4)}" for key, item in value.items()]
    return [literal(item, indent) for item in value]
