"""A site of Jekyll as plain data: settings, data files, and its documents with their addresses.

In: the folder. Out: a `JekyllSite`. Nothing in it is run; links out of the folder are not followed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any

from plugins.migrate.file_list import is_hidden, list_files
from plugins.migrate.jekyll.addresses import DATED, Named, address_of
from plugins.migrate.page_source import HEADER
from plugins.migrate.plain_yaml import BadYaml, day_of, load_settings, load_yaml, one_line, read_settings_text
from plugins.migrate.report import MigrationReport

CONFIG = "_config.yml"
TEXTS = (".md", ".markdown", ".html", ".htm")
# Folders that hold no part of the site's content
IGNORED = ("node_modules", "vendor", "_site", "bin", "docker", "test", "tests", "spec", "lighthouse_results")
IGNORED += ("readme_preview", "markdown_generator", "_includes", "_layouts", "_sass", "_plugins", "_scripts")
NO_COLLECTIONS = ("_data", "_bibliography", "_css")


@dataclass(frozen=True)
class Document:
    """A text with its front matter. `kind` is `pages`, `posts`, `drafts` or the name of a collection.

    `address` is where it was, without the slash at its beginning; `line` is that of the first line of `body`.
    """

    source: str
    kind: str
    values: Mapping[str, Any]
    body: str
    line: int
    address: str

    def text(self, key: str) -> str:
        """A value of the front matter as one line; empty if there is none."""
        return one_line(self.values.get(key))

    @property
    def stem(self) -> str:
        return self.source.rpartition("/")[2].rpartition(".")[0]

    @property
    def slug(self) -> str:
        """The name of its file without a date."""
        match = DATED.fullmatch(self.stem)
        return self.text("slug") or (match["slug"] if match else self.stem)

    @property
    def title(self) -> str:
        return self.text("title")

    @property
    def day(self) -> date | None:
        return day_of(self.values.get("date")) or day_of(self.stem)

    @property
    def is_draft(self) -> bool:
        return self.values.get("published") is False or self.kind == "drafts"


@dataclass(frozen=True)
class JekyllSite:
    """The settings, the files of `_data` by their names without an ending, the documents, the files that are published
    as they are; and `sources`, all files."""

    folder: Path
    config: Mapping[str, Any]
    data: Mapping[str, Any]
    documents: tuple[Document, ...]
    files: tuple[str, ...]
    sources: tuple[str, ...]

    def of_kind(self, *kinds: str) -> list[Document]:
        return [each for each in self.documents if each.kind in kinds]

    def text(self, *keys: str) -> str:
        """A setting as one line; empty if there is none."""
        value: Any = self.config
        for key in keys:
            value = as_table(value).get(key)
        return one_line(value)

    @cached_property
    def _config_text(self) -> str:
        return (self.folder / CONFIG).read_text("utf-8", "replace")

    def config_place(self, key: str) -> tuple[str, int | None]:
        """The file and the line of a setting."""
        match = re.search(rf"^[ \t]*{re.escape(key)}[ \t]*:", self._config_text, re.M)
        return CONFIG, self._config_text.count("\n", 0, match.start()) + 1 if match else None

    def find(self, *names: str) -> str:
        """The first of these files that is published; empty if there is none."""
        return next((name for name in names if name in self.files), "")

    def holds(self, name: str) -> bool:
        """Whether there is such a file, also among those that the site excludes; links are none."""
        path = self.folder / name
        return ".." not in name and path.is_file() and path.resolve() == path

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode("utf-8-sig", "replace")


def as_table(value: Any) -> dict:
    """A mapping; empty for anything else."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list:
    """A list; empty for anything else."""
    return list(value) if isinstance(value, list | tuple) else []


def read_site(folder: Path, report: MigrationReport) -> JekyllSite:
    """Raises MigrationFailed if the settings cannot be read."""
    folder = folder.resolve()
    config = load_settings(read_settings_text(folder / CONFIG, CONFIG), CONFIG)
    names = list_files(folder, "", report, lambda name: _is_ignored(name, config))
    data = {name[6:].rpartition(".")[0]: value for name, value in _read_data(folder, names, report)}
    site = JekyllSite(folder, config, data, (), (), names)
    documents = tuple(_read_documents(site, report))
    sources = {document.source for document in documents}
    others = tuple(name for name in names if name not in sources and not name.startswith("_"))
    return replace(site, documents=documents, files=others)


def _is_ignored(name: str, config: Mapping[str, Any]) -> bool:
    first, *_ = name.split("/")
    excluded = {str(each).strip("/") for each in as_list(config.get("exclude"))}
    is_excluded = any(fnmatchcase(part, pattern) for pattern in excluded for part in (first, name))
    return is_hidden(name) or first in IGNORED or is_excluded


def _read_data(folder: Path, names: Iterable[str], report: MigrationReport) -> Iterator[tuple[str, Any]]:
    for name in names:
        if name.startswith("_data/") and name.endswith((".yml", ".yaml", ".json")):
            try:
                yield name, load_yaml((folder / name).read_bytes().decode("utf-8-sig", "replace"))
            except BadYaml as error:
                report.leave(name, error.line, f"not moved: {error}")


def _read_documents(site: JekyllSite, report: MigrationReport) -> Iterator[Document]:
    for name in site.sources:
        kind = _kind_of(name, site.config)
        if not name.lower().endswith(TEXTS):
            continue
        if kind is None:
            folder = name.partition("/")[0]
            if folder not in NO_COLLECTIONS and "/" in name:
                report.leave(folder, None, "not moved: 'collections' in _config.yml does not name this folder")
            continue
        text = site.read(name)
        header = HEADER.match(text)
        if not header:
            if kind != "pages" or name.startswith("_"):
                report.leave(name, 1, "not moved: there is no front matter above this text")
            continue
        try:
            values = load_yaml(header["yaml"]) or {}
        except BadYaml as error:
            report.leave(name, (error.line or 0) + 1, f"the front matter is not read: {error}")
            values = {}
        values = values if isinstance(values, dict) else {}
        values = _defaults(site.config, name, kind) | {str(key): value for key, value in values.items()}
        body, line = text[header.end() :], text.count("\n", 0, header.end()) + 1
        yield Document(name, kind, values, body, line, address_of(Named(name, kind, values, site.config)))


def _kind_of(name: str, config: Mapping[str, Any]) -> str | None:
    """The kind of the document in a file; None for one that Jekyll does not publish."""
    first, slash, _ = name.partition("/")
    collections = config.get("collections")
    known = ("pages", "posts", "drafts", *(as_table(collections) or as_list(collections)))
    if first.startswith("_"):
        return first[1:] if slash and first[1:] in known else None
    return "pages"


def _defaults(config: Mapping[str, Any], name: str, kind: str) -> dict[str, Any]:
    """The values that `defaults` of the settings give to a document."""
    found: dict[str, Any] = {}
    for rule in as_list(config.get("defaults")):
        scope, values = as_table(as_table(rule).get("scope")), as_table(as_table(rule).get("values"))
        path = str(scope.get("path") or "").strip("/")
        if scope.get("type", kind) == kind and (not path or name == path or name.startswith(f"{path}/")):
            found |= values
    return found
