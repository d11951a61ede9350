"""A `mkdocs.yml` or `zensical.toml` as plain data, with the line of each setting. Nothing that it names is run.

In: the file, or the folder that holds it. Out: a `MkDocsConfig`.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plugins.core.toml_lines import syntax_problems, value_lines
from plugins.migrate.plain_yaml import Loader, load_settings, one_line, read_settings_text
from plugins.migrate.report import CONTROL, MigrationFailed

NAMES = ("zensical.toml", "mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml")
THEMES = {"material": "Material for MkDocs", "materialx": "MaterialX"}
EXTENSIONS = "markdown_extensions"
NAMESPACES = ("pymdownx", "markdown", "extensions", "zensical")  # tables of tables in a zensical.toml
DEPTH = 5  # levels of settings whose lines are known
PARENTS = 5  # files that INHERIT names, each in the one before
Place = tuple[str, int | None]  # a file, as its author knows it, and a line


@dataclass(frozen=True)
class MkDocsConfig:
    """`values` by name, and the place of each by the names that lead to it; `folder` holds the site."""

    folder: Path
    name: str
    values: dict[str, Any]
    places: dict[tuple, Place]

    def get(self, *keys: str, kind: type | tuple = str) -> Any:
        """A setting of that kind, without control characters; else the empty value of the kind, or None for several."""
        value: Any = self.values
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, kind):
            return CONTROL.sub("", value) if isinstance(value, str) else value
        return None if isinstance(kind, tuple) else kind()

    def place(self, *keys: str | int) -> Place:
        """The place of a setting, or of the nearest one above it."""
        paths = (keys[:length] for length in range(len(keys), 0, -1))
        return next((self.places[path] for path in paths if path in self.places), (self.name, None))

    @property
    def system(self) -> str:
        """What people call it: Material for MkDocs, its fork MaterialX, Zensical, or MkDocs with another theme."""
        written = self.get("theme") or self.get("theme", "name")
        return "Zensical" if self.name.endswith(".toml") else THEMES.get(written, "MkDocs")

    def entries(self, key: str) -> Iterator[tuple[str, Any, Place]]:
        """The name, the options and the place of each plugin or extension, which a list or a mapping may hold."""
        written = self.get(key, kind=(list, dict))
        if isinstance(written, dict):
            yield from ((str(name), value, self.place(key, str(name))) for name, value in written.items())
        for index, item in enumerate(written if isinstance(written, list) else []):
            if isinstance(item, dict):
                yield from ((str(name), value, self.place(key, index)) for name, value in item.items())
            elif isinstance(item, str):
                yield item, None, self.place(key, index)

    def options(self, wanted: str, key: str = "plugins") -> dict[str, Any] | None:
        """The options of the first plugin, or extension, of that name; None if there is none."""
        for name, value, _ in self.entries(key):
            if name.removeprefix("material/").removeprefix("markdown.extensions.") == wanted:
                return value if isinstance(value, dict) else {}
        return None


def read_config(source: Path) -> MkDocsConfig:
    """The settings of the site at `source`. Raises MigrationFailed with file and line."""
    path = next((source / name for name in NAMES if (source / name).is_file()), source)
    folder = path.resolve().parent
    is_toml = path.suffix.lower() == ".toml"
    values, places = _load_toml(path) if is_toml else _load_with_parents(path.resolve(), folder, PARENTS)
    return MkDocsConfig(folder, path.name, values, places)


def _load_toml(path: Path) -> tuple[dict, dict]:
    """The settings of Zensical, which has MkDocs' names for them; extensions stand in tables within tables."""
    text = read_settings_text(path, path.name)
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        [problem, *_] = syntax_problems(text, error)
        raise MigrationFailed(f"{path.name}:{problem.line}: {problem.message}") from None
    above = ("project",) if isinstance(values.get("project"), dict) else ()
    values = values["project"] if above else values
    lines = {keys[len(above) :]: line for keys, line in value_lines(text).items() if keys[: len(above)] == above}
    if isinstance(tables := values.get(EXTENSIONS), dict):
        names = dict(_find_extensions(tables))
        values = {**values, EXTENSIONS: {".".join(keys): options for keys, options in names.items()}}
        lines |= {(EXTENSIONS, ".".join(keys)): lines[(EXTENSIONS, *keys)] for keys in names}
    return values, {keys: (path.name, line) for keys, line in lines.items() if keys}


def _find_extensions(tables: dict, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in tables.items():
        if isinstance(value, dict) and name in NAMESPACES:
            yield from _find_extensions(value, (*above, name))
        else:
            yield (*above, name), value


def _load_with_parents(path: Path, folder: Path, depth: int) -> tuple[dict, dict]:
    """The settings of a file, over those of the file that its INHERIT names."""
    values, places = _load(path, folder)
    parent = values.pop("INHERIT", None)
    if parent is None:
        return values, places
    _, line = places[("INHERIT",)]
    above = (path.parent / CONTROL.sub("", str(parent))).resolve()
    if not depth or not above.is_relative_to(folder) or not above.is_file():
        raise MigrationFailed(f"{path.name}:{line}: INHERIT names no file of this site: '{one_line(parent)[:80]}'")
    old_values, old_places = _load_with_parents(above, folder, depth - 1)
    return _merged(old_values, values), {**old_places, **places}


def _merged(old: dict, new: dict) -> dict:
    both = [key for key in old.keys() & new.keys() if isinstance(old[key], dict) and isinstance(new[key], dict)]
    return {**old, **new, **{key: _merged(old[key], new[key]) for key in both}}


def _load(path: Path, folder: Path) -> tuple[dict, dict]:
    name = path.relative_to(folder).as_posix()
    text = read_settings_text(path, name)
    values = load_settings(text, name)
    return values, {keys: (name, line) for keys, line in _setting_lines(yaml.compose(text, Loader))}


def _setting_lines(node: yaml.Node | None, path: tuple = (), depth: int = DEPTH) -> Iterator[tuple[tuple, int]]:
    """The line of each setting, by the names and numbers that lead to it."""
    children: list[tuple[str | int, yaml.Node, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        children = [(str(key.value), key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = [(index, value, value) for index, value in enumerate(node.value)]
    for name, first, value in children if depth else ():
        yield (*path, name), first.start_mark.line + 1
        yield from _setting_lines(value, (*path, name), depth - 1)
