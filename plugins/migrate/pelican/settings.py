"""The settings of another site of Pelican, as far as they are written as plain values. Nothing in them is run.

In: `pelicanconf.py` and `publishconf.py`. Out: a `PelicanSettings`. Raises MigrationFailed with file and line.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from plugins.migrate.plain_yaml import read_settings_text
from plugins.migrate.redirects import further_pages
from plugins.migrate.report import MigrationFailed

NAMES = ("pelicanconf.py", "publishconf.py")  # the second wins
NO_DEFAULTS = ("SITENAME", "THEME", "MARKDOWN")  # which say nothing about a site that does not set them
DEFAULTS: dict[str, Any] = {name: value for name, value in DEFAULT_CONFIG.items() if name not in NO_DEFAULTS}
DEFAULTS["ARCHIVES_SAVE_AS"] = "archives.html"
ADDRESS = re.compile(r"(?:https?|mailto|tel):[^\s\"]+")
FIELD = re.compile(r"\{(?:slug|lang|category|author|filename|date(?::[^{}]*)?)\}")


@dataclass(frozen=True)
class PelicanSettings:
    """`values` by name, the `place` of each, and the names of those that are not plain values."""

    folder: Path
    values: Mapping[str, Any]
    places: Mapping[str, tuple[str, int]]
    computed: tuple[str, ...] = ()

    def get(self, name: str) -> Any:
        return self.values.get(name, DEFAULTS.get(name))

    def text(self, name: str) -> str:
        value = self.get(name)
        return value.strip() if isinstance(value, str) else ""

    def words(self, name: str) -> list[str]:
        value = self.get(name)
        found = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
        return [one for one in found if isinstance(one, str)]

    def table(self, name: str) -> dict[Any, Any]:
        value = self.get(name)
        return value if isinstance(value, dict) else {}

    def pairs(self, name: str) -> list[tuple[str, ...]]:
        """A list of tuples of texts, as in SOCIAL."""
        value = self.get(name)
        found = [one for one in value if isinstance(one, list | tuple)] if isinstance(value, list | tuple) else []
        return [tuple(one) for one in found if len(one) > 1 and all(isinstance(part, str) for part in one)]

    def place(self, name: str) -> tuple[str, int | None]:
        return self.places.get(name, (NAMES[0], None))

    @property
    def page_length(self) -> int:
        length = self.get("DEFAULT_PAGINATION")
        return length if isinstance(length, int) and not isinstance(length, bool) and length > 0 else 0

    def further_pages(self, template: str, save_as: str, number: int) -> list[str]:
        """The files of the second and further pages of a list of `number` articles."""
        paginated = self.table("PAGINATED_TEMPLATES")
        length = paginated.get(template) or self.page_length
        if template not in paginated or not isinstance(length, int) or length < 1:
            return []
        return [self._page(save_as, page) for page in further_pages(number, length)]

    def _page(self, save_as: str, page: int) -> str:
        """The file of a page of a list, by PAGINATION_PATTERNS."""
        name, dot, extension = save_as.rpartition(".")
        rules = [one for one in self.get("PAGINATION_PATTERNS") or () if isinstance(one, list | tuple)]
        fitting = [rule for rule in rules if len(rule) == 3 and isinstance(rule[0], int) and rule[0] <= page]
        pattern = str(max(fitting, key=lambda rule: rule[0])[2]) if fitting else "{name}{number}{extension}"
        fields = {"name": name, "extension": dot + extension, "number": str(page), "save_as": save_as}
        return fill_address(pattern, {**fields, "base_name": save_as.rpartition("/")[0]})


def fill_address(pattern: str, fields: Mapping[str, str], day: datetime | None = None) -> str:
    """A pattern with its fields; attributes of fields, which only a program could need, stay empty."""

    def fill(match: re.Match) -> str:
        name, _, form = match[1].partition(":")
        if name == "date":
            return day.strftime(form or "%Y-%m-%d") if day else ""
        return fields.get(name, "")

    return re.sub(r"\{([^{}]*)\}", fill, pattern).lstrip("/")


def is_plain(pattern: str) -> bool:
    """Whether an address has only fields that this theme's site has too."""
    return bool(pattern) and not re.search(r"[{}]", FIELD.sub("", pattern)) and ".." not in pattern


def read_settings(folder: Path) -> PelicanSettings:
    values: dict[str, Any] = {}
    places: dict[str, tuple[str, int]] = {}
    computed: dict[str, None] = {}
    for name in NAMES:
        path = folder / name
        if path.is_file() and not path.is_symlink():
            for key, node in _assignments(path, name):
                places[key] = (name, node.lineno)
                try:
                    values[key] = _value(node.value, values)
                    computed.pop(key, None)
                except ValueError:
                    values.pop(key, None)
                    computed[key] = None
    return PelicanSettings(folder, values, places, tuple(computed))


def _assignments(path: Path, name: str) -> Iterator[tuple[str, ast.Assign]]:
    try:
        tree = ast.parse(read_settings_text(path, name))
    except SyntaxError as error:
        raise MigrationFailed(f"{name}:{error.lineno}: this is not valid Python: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise MigrationFailed(f"{name}: cannot be read: {error}") from None
    for node in tree.body:
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(target, ast.Name) and target.id.isupper():
                yield target.id, node


def _value(node: ast.expr, known: Mapping[str, Any]) -> Any:
    """A plain value, or another setting, or texts joined with `+`."""
    if isinstance(node, ast.Name) and node.id in known:
        return known[node.id]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _value(node.left, known), _value(node.right, known)
        if type(left) is type(right) and isinstance(left, str | list | tuple):
            return left + right
        raise ValueError
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        raise ValueError from None
