"""Where a setting stands: the line of its assignment, also in the settings file that another one imports.

In: a settings file, which is parsed and not run. Out: files and lines, from 1.
"""

import ast
from collections.abc import Iterator
from pathlib import Path


class SettingLines:
    """The lines of the settings in the file at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[str, tuple[Path, ast.expr, int]] = dict(_assignments(path, set()))

    def place(self, name: str, *keys: object) -> tuple[Path, int | None]:
        """The file and line of a setting, or of what stands below `keys` in its lists and tables, as far as the source
        shows it; no line where the setting is not assigned by its name."""
        if name not in self._found:
            return self._path, None
        path, value, line = self._found[name]
        for key in keys:
            if not (value := _value_below(value, key)):
                break
            line = value.lineno
        return path, line


def _assignments(path: Path, read: set[Path]) -> Iterator[tuple[str, tuple[Path, ast.expr, int]]]:
    """Each name that a file assigns, with its value; what it imports from its neighbors comes where it is imported."""
    read.add(path)
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    for node in sorted(nodes, key=lambda node: node.lineno):
        if isinstance(node, ast.ImportFrom) and node.module:
            neighbor = path.parent.joinpath(*node.module.split(".")).with_suffix(".py")
            if neighbor not in read:
                yield from _assignments(neighbor, read)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in (inner for each in targets for inner in ast.walk(each)):
                if isinstance(target, ast.Name):
                    yield target.id, (path, node.value, node.lineno)


def _value_below(value: ast.expr, key: object) -> ast.expr | None:
    if isinstance(value, ast.List | ast.Tuple) and isinstance(key, int) and key < len(value.elts):
        return value.elts[key]
    if isinstance(value, ast.Dict):
        pairs = zip(value.keys, value.values, strict=True)
        return next((inner for name, inner in pairs if isinstance(name, ast.Constant) and name.value == key), None)
    return None
