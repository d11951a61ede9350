"""The settings of a Hugo site, in YAML, TOML or JSON; the people in `data/authors/`, where newer versions keep them.

In: the folder. Out: a `HugoConfig`. Raises MigrationFailed, with the file, if one cannot be read. A `HugoText` for each
person, as of `content/authors/`, by the name of the file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.migrate.file_list import list_files
from plugins.migrate.hugoblox.front_matter import (
    KEYS,
    HugoText,
    first_of,
    long_text,
    one_line,
    parse,
    table_of,
    tables_of,
)
from plugins.migrate.plain_yaml import read_settings_text
from plugins.migrate.report import MigrationFailed, MigrationReport

ENDINGS = {".yaml": "yaml", ".yml": "yaml", ".toml": "toml", ".json": "json"}
FOLDERS = ("config/_default", "config", ".")
SITE = ("hugo", "config")
AUTHOR_DATA = "data/authors"
# The keys of a person in it, and those of a text in content/authors/
SAME = {"links": "profiles", "affiliations": "organizations", "experience": "work", "is_owner": "superuser"}
PARTS = ("params", "menus", "menu", "languages", "permalinks", "taxonomies")


@dataclass(frozen=True)
class HugoConfig:
    """`values` by lower-case name, as in one file; `places` are the file and the line of each name at the top."""

    folder: Path
    values: Mapping[str, Any]
    places: Mapping[str, tuple[str, int]]

    def text(self, *keys: str) -> str:
        return one_line(self.get(*keys))

    def table(self, *keys: str) -> Mapping[str, Any]:
        return table_of(self.get(*keys))

    def get(self, *keys: str) -> Any:
        value: Any = self.values
        for key in keys:
            value = table_of(value).get(key.lower())
        return value

    @property
    def params(self) -> Mapping[str, Any]:
        """The settings of HugoBlox, which its newer versions keep in a table of their own."""
        params = self.table("params")
        return {**params, **table_of(params.get("hugoblox"))}

    def place(self, key: str) -> tuple[str, int | None]:
        return self.places.get(key.lower(), (next(iter(self.places.values()), ("hugo.yaml", 1))[0], None))

    @property
    def language(self) -> str:
        return self.text("defaultcontentlanguage") or "en"

    @property
    def languages(self) -> Mapping[str, Mapping[str, Any]]:
        return {name: table_of(value) for name, value in self.table("languages").items()}

    def menu(self) -> list[Mapping[str, Any]]:
        """The entries of the main menu, the lightest first."""
        own = self.languages.get(self.language, {})
        for written in (self.table("menus"), self.table("menu"), table_of(own.get("menus")), table_of(own.get("menu"))):
            if entries := tables_of(written.get("main")):
                return sorted(entries, key=lambda entry: weight_of(entry.get("weight")))
        return []


def weight_of(value: object) -> float:
    """Hugo's weight: what has none comes last."""
    return float(value) if isinstance(value, int | float) and value else float("inf")


def settings_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files with settings, and what each holds: `site`, or a part."""
    for where in FOLDERS:
        names = (*SITE, *(PARTS if where != "." else ()))
        found = [(folder / where / f"{name}{ending}", name) for name in names for ending in ENDINGS]
        found += [(path, "menus") for path in sorted((folder / where).glob("menus.*.*"))]  # of a language
        for path, name in found:
            if path.suffix in ENDINGS and path.is_file() and not path.is_symlink():
                yield path, "site" if name in SITE else name


def read_config(folder: Path) -> HugoConfig:
    """All settings of the site."""
    values: dict[str, Any] = {}
    places: dict[str, tuple[str, int]] = {}
    for path, part in settings_files(folder):
        name = path.relative_to(folder).as_posix()
        text, kind = read_settings_text(path, name), ENDINGS[path.suffix]
        found, problem = parse(text, kind)
        if problem:
            raise MigrationFailed(f"{name}: {problem}")
        lines = {key["key"].lower(): 1 + text.count("\n", 0, key.start()) for key in KEYS[kind].finditer(text)}
        if part != "site":
            found, lines = {part: found}, {part: 1}
        for key, value in table_of(found).items():
            known = values.get(key)
            is_both = isinstance(known, Mapping) and isinstance(value, Mapping)
            values[key] = {**table_of(value), **known} if is_both else known if key in values else value
            places.setdefault(key, (name, lines.get(key, 1)))
    return HugoConfig(folder, values, places)


def read_author_data(folder: Path, report: MigrationReport) -> Iterator[tuple[str, HugoText]]:
    names = list_files(folder / AUTHOR_DATA, f"{AUTHOR_DATA}/", report)
    for name in (name for name in names if Path(name).suffix in ENDINGS):
        path = folder / AUTHOR_DATA / name
        values, problem = parse(path.read_bytes().decode("utf-8-sig", "replace"), ENDINGS[path.suffix])
        if problem:
            report.leave(f"{AUTHOR_DATA}/{name}", 1, f"{problem}: this person is not moved")
        else:
            yield name, _as_text(table_of(values), path.stem)


def _as_text(values: Mapping[str, Any], stem: str) -> HugoText:
    name = table_of(values.get("name"))
    both = f"{first_of(name, 'given')} {first_of(name, 'family')}".strip()
    shown = first_of(name, "display") or both or first_of(values, "name")
    renamed = {SAME.get(key, key): value for key, value in values.items() if key not in ("name", "bio")}
    return HugoText({**renamed, "title": shown or stem.replace("-", " ").title()}, long_text(values.get("bio")))
