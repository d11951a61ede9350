"""A `mkdocs.yml` as plain data, with the line of each setting. Nothing that it names is imported, run or asked for.

In: the file, or the folder that holds it. Out: a `Config`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plugins.migrate.report import MigrationFailed

NAMES = ("mkdocs.yml", "mkdocs.yaml")
DEPTH = 5  # of settings that are named with their line
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
PARENTS = 5  # of INHERIT, one after another


@dataclass(frozen=True)
class Place:
    """Where a setting stands: its file, as the author knows it, and line."""

    path: str
    line: int | None


@dataclass(frozen=True)
class Config:
    """Settings by name, and where each of them stands; `folder` holds the site."""

    folder: Path
    name: str
    values: dict[str, Any]
    places: dict[tuple, Place]

    def get(self, *keys: str | int, kind: type | tuple = str) -> Any:
        """A setting if it is of that kind, else the kind's empty value (None for several kinds); no control signs."""
        value: Any = self.values
        for key in keys:
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                value = None
        if isinstance(value, kind):
            return CONTROL.sub("", value) if isinstance(value, str) else value
        return None if isinstance(kind, tuple) else kind()

    def place(self, *keys: str | int) -> tuple[str, int | None]:
        """Where a setting stands, or the next one above it."""
        found = next((self.places[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in self.places), None)
        return (found.path, found.line) if found else (self.name, None)


class Loader(yaml.SafeLoader):
    """YAML whose unknown tags (`!!python/name:…`, `!ENV`, `!relative`) become plain data."""


def _plain(loader: Loader, tag: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        items = loader.construct_sequence(node, deep=True)
        return (items[-1] if len(items) > 1 else None) if tag == "!ENV" else items
    return None if tag == "!ENV" else node.value or tag.rpartition(":")[2]


Loader.add_multi_constructor("", _plain)


def read(source: Path) -> Config:
    """Read the settings of the site at `source`. Raises MigrationFailed with file and line."""
    path = next((source / name for name in NAMES if (source / name).is_file()), source)
    if not path.is_file():
        raise MigrationFailed(f"{source}: no site of MkDocs: there is no mkdocs.yml")
    folder = path.resolve().parent
    values, places = _with_parents(path.resolve(), folder, PARENTS)
    return Config(folder, path.name, values, places)


def _with_parents(path: Path, folder: Path, depth: int) -> tuple[dict, dict]:
    """A file's settings over those of the file that its INHERIT names."""
    values, places = _load(path, folder)
    parent = values.pop("INHERIT", None)
    if parent is None:
        return values, places
    line = places[("INHERIT",)].line
    above = (path.parent / CONTROL.sub("", str(parent))).resolve()
    if not depth or not above.is_relative_to(folder) or not above.is_file():
        raise MigrationFailed(f"{path.name}:{line}: INHERIT names no file of this site: '{_short(parent)}'")
    old_values, old_places = _with_parents(above, folder, depth - 1)
    return _merged(old_values, values), {**old_places, **places}


def _short(value: object) -> str:
    return " ".join(str(value).split())[:80]


def _merged(old: dict, new: dict) -> dict:
    both = {key: _merged(old[key], new[key]) for key in old.keys() & new.keys() if _are_mappings(old[key], new[key])}
    return {**old, **new, **both}


def _are_mappings(*values: object) -> bool:
    return all(isinstance(value, dict) for value in values)


def _load(path: Path, folder: Path) -> tuple[dict, dict]:
    name = path.relative_to(folder).as_posix()
    try:
        loader = Loader(path.read_text("utf-8-sig"))
        node = loader.get_single_node()
        values = loader.construct_document(node) if node else {}
    except yaml.MarkedYAMLError as error:
        is_open = "stream end" in (error.problem or "")  # what is never closed is at its beginning
        mark = (error.context_mark if is_open else None) or error.problem_mark or error.context_mark
        raise MigrationFailed(f"{name}:{mark.line + 1 if mark else 1}: bad YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, OSError, RecursionError) as error:
        raise MigrationFailed(f"{name}: cannot be read: {_short(error)}") from None
    if not isinstance(values, dict):
        raise MigrationFailed(f"{name}:1: settings are lines of 'name: value'")
    return values, {path: Place(name, line) for path, line in _lines(node)} if node else {}


def _lines(node: yaml.Node, path: tuple = (), depth: int = DEPTH) -> Iterator[tuple[tuple, int]]:
    """The line of each setting, by the names that lead to it."""
    if isinstance(node, yaml.MappingNode) and depth:
        for key, value in node.value:
            yield (*path, str(key.value)), key.start_mark.line + 1
            yield from _lines(value, (*path, str(key.value)), depth - 1)
    elif isinstance(node, yaml.SequenceNode) and depth:
        for index, value in enumerate(node.value):
            yield (*path, index), value.start_mark.line + 1
            yield from _lines(value, (*path, index), depth - 1)
