"""YAML of strangers as plain data: nothing that it names is run, and nothing in it grows."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from plugins.migrate.report import CONTROL, MigrationFailed

DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
MOST_VALUES = 200_000  # with each alias counted as often as it is used


class BadYaml(ValueError):
    """Why a text is not read, and the line, if one is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class Loader(yaml.SafeLoader):
    """YAML whose unknown tags (`!!python/name:…`, `!ENV`, `!relative`) become plain data."""


def _plain_value(loader: Loader, tag: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        items = loader.construct_sequence(node, deep=True)
        return (items[-1] if len(items) > 1 else None) if tag == "!ENV" else items
    return None if tag == "!ENV" else node.value or tag.rpartition(":")[2]


Loader.add_multi_constructor("", _plain_value)


def load_yaml(text: str) -> Any:
    """The data of a text. Raises BadYaml if there is none, or if it means more than anybody writes."""
    try:
        data = yaml.load(text, Loader)  # Loader is a SafeLoader
        if _count_values(data, {}) > MOST_VALUES:
            raise BadYaml("it refers to itself too often")
    except yaml.MarkedYAMLError as error:
        is_open = "stream end" in (error.problem or "")  # a bracket that is never closed
        mark = (error.context_mark if is_open else None) or error.problem_mark or error.context_mark
        raise BadYaml(f"bad YAML: {error.problem}", mark.line + 1 if mark else None) from None
    except (yaml.YAMLError, RecursionError):
        raise BadYaml("bad YAML") from None
    except ValueError as error:  # a date that is none
        raise error if isinstance(error, BadYaml) else BadYaml(f"bad YAML: {error}") from None
    return data


def read_settings_text(path: Path, name: str) -> str:
    """The text of a settings file. Raises MigrationFailed."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        raise MigrationFailed(f"{name}: cannot be read: {' '.join(str(error).split())[:80]}") from None


def load_settings(text: str, name: str) -> dict[str, Any]:
    """The settings in the text of a file. Raises MigrationFailed with the line."""
    try:
        values = load_yaml(text) or {}
    except BadYaml as error:
        raise MigrationFailed(f"{name}:{error.line or 1}: {error}") from None
    if not isinstance(values, dict):
        raise MigrationFailed(f"{name}:1: settings are lines of 'name: value'")
    return values


def _count_values(data: Any, known: dict[int, int]) -> int:
    """The number of values in the data; `known` holds those of lists and mappings by identity."""
    if not isinstance(data, dict | list):
        return 1
    if id(data) not in known:
        known[id(data)] = MOST_VALUES  # of what holds itself
        inside = data.values() if isinstance(data, dict) else data
        known[id(data)] = 1 + sum(_count_values(each, known) for each in inside)
    return known[id(data)]


def one_line(value: Any) -> str:
    """A scalar value as text on one line; nothing of a list, a table or a switch."""
    if value is None or isinstance(value, bool | list | dict | tuple):
        return ""
    return " ".join(CONTROL.sub(" ", str(value)).split())


def day_of(value: Any) -> date | None:
    """The day of a value of YAML, or at the beginning of a text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = DAY.match(str(value or ""))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
