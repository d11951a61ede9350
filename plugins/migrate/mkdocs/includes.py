"""What plugins of the old site put into a page: other files, and the values of variables.

In: the settings and the text of a page. Out: an `Expanded` text, with what was inserted and what is left, by line.
Nothing is run: an expression that is more than a name stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, relpath
from typing import Any
from urllib.parse import unquote

from plugins.dialect.source.line_numbers import line_at
from plugins.migrate.mkdocs.mkdocs_config import MkDocsConfig
from plugins.migrate.page_source import HEADER, quote_path, read_front_matter, rewrite_links, split_relative
from plugins.migrate.plain_yaml import load_yaml

MOST_FILES = 200  # that one place of a page may include, with those that these include
LONGEST = 1_000_000  # characters of a page with all that it includes
OPTION = re.compile(r"""(?P<name>[\w-]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>\S+))""")
HEADING = re.compile(r"^(?=#{1,6}[ \t])", re.M)
INCLUDE = r"""
      (?P<include> \{% -?\s* (?P<word>include-markdown|include) \s+ (?P<quote>["']) (?P<path>[^"'\n]+) (?P=quote)
        (?P<rest>.{0,2000}?) -?%\} | \{!\s* (?P<plain>[^\n{}]+?) \s*!\} )
"""
JINJA = r"""
    | \{%-?\s*raw\s*-?%\} (?P<raw>.*?) \{%-?\s*endraw\s*-?%\}
    | (?P<comment> \{\#[\s-] .{0,5000}? \#\} )
    | \{\{ -?\s* (?P<name>[A-Za-z_][\w.]*) \s*-? \}\}
    | \{\{ .{0,2000}? \}\}
    | \{% .{0,2000}? %\}
"""


class NotIncluded(Exception):
    """Why a file cannot be inserted."""


@dataclass(frozen=True)
class Expanded:
    """The text of a page with what it includes; `inserted` and `left` are lines of the old file with what is there."""

    text: str
    inserted: tuple[tuple[int, str], ...] = ()
    left: tuple[tuple[int, str], ...] = ()


@dataclass
class Notes:
    """What is noticed at one place of a page: how many files it includes, and what stays as it is."""

    files: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Inclusions:
    """What the settings of a site let a page include: `folders` to look for files in, and `variables` by name."""

    config: MkDocsConfig
    docs: Path
    syntax: re.Pattern | None
    folders: tuple[Path, ...] = ()
    variables: Mapping[str, Any] = field(default_factory=dict)

    def expand(self, name: str, text: str) -> Expanded:
        """The text of the page `name` with all that it includes."""
        if self.syntax is None or "{" not in text or "\N{REPLACEMENT CHARACTER}" in text:
            return Expanded(text)
        meta = read_front_matter(text)
        known = {**self.variables, **meta, "page": {"title": meta.get("title"), "meta": meta}}
        inserted, left = [], []

        def replace(match: re.Match) -> str:
            line, notes = line_at(match.start(), text), Notes()
            new = self._replace(match, name, known, (), notes)
            left.extend((line, problem) for problem in notes.problems)
            if not notes.problems and not match.groupdict().get("raw"):
                inserted.append((line, " ".join(match[0].split())[:60]))
            return new

        return Expanded(self.syntax.sub(replace, text), tuple(inserted), tuple(left))

    def _replace(self, match: re.Match, name: str, known: Mapping, above: tuple[Path, ...], notes: Notes) -> str:
        """What stands in place of a match in the page `name`, or in a file that it includes by way of those `above`."""
        found = match.groupdict()
        if found.get("raw") is not None or found.get("comment"):
            return found["raw"] or ""
        try:
            if found["include"]:
                return self._read_include(match, name, known, above, notes)
            value = _look_up(known, found["name"] or "")
            if not isinstance(value, str | int | float) or isinstance(value, bool):
                raise NotIncluded("write what it stands for")
            return str(value)
        except NotIncluded as reason:
            notes.problems.append(f"'{' '.join(match[0].split())[:60]}' stays as it is: {reason}")
            return match[0]

    def _read_include(self, match: re.Match, name: str, known: Mapping, above: tuple[Path, ...], notes: Notes) -> str:
        path = self._find(match["path"] or match["plain"], name)
        if path is None:
            raise NotIncluded("there is no such file")
        if path in above:
            raise NotIncluded("it includes itself")
        notes.files += 1
        if notes.files > MOST_FILES:
            raise NotIncluded("it includes too many files")
        found = OPTION.finditer(match["rest"] or "")
        options = {one["name"]: one["double"] or one["single"] or one["bare"] or "" for one in found}
        source = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
        text, here = _cut(HEADER.sub("", source), options), self._name_of(path)
        if match["word"] == "include-markdown" and here and options.get("rewrite-relative-urls") != "false":
            text, _ = rewrite_links(text, lambda link: _rebase(link, dirname(here), dirname(name)))
        inside = (*above, path)
        text = self.syntax.sub(lambda inner: self._replace(inner, here or name, known, inside, notes), text)
        if len(text) > LONGEST:
            raise NotIncluded("it is too long")
        before = match.string[: match.start()].rpartition("\n")[2]
        return text.strip("\n").replace("\n", f"\n{before}") if before and before.isspace() else text

    def _find(self, written: str, name: str) -> Path | None:
        """The file of the site that an include in the page `name` means."""
        own = (self.docs / name).parent
        folders = (own, *self.folders) if written.startswith(".") else (*self.folders, own)
        for folder in folders:
            path = (folder / written).resolve() if "\x00" not in written else folder
            if path.is_relative_to(self.config.folder) and path.is_file():
                return path
        return None

    def _name_of(self, path: Path) -> str:
        return path.relative_to(self.docs).as_posix() if path.is_relative_to(self.docs) else ""


def read_inclusions(config: MkDocsConfig, docs: Path) -> Inclusions:
    """What the plugins of the site include."""
    macros, extra_data = config.options("macros"), config.options("markdownextradata")
    includes = config.options("include-markdown"), config.options("markdown_include.include", "markdown_extensions")
    if macros is extra_data is None and includes == (None, None):
        return Inclusions(config, docs, None)
    has_variables = macros is not None or extra_data is not None
    syntax = re.compile(INCLUDE + (JINJA if has_variables else ""), re.S | re.X)
    given = ((macros or {}).get("include_dir"), (includes[1] or {}).get("base_path"))
    folders = [(config.folder / folder).resolve() for folder in given if isinstance(folder, str)]
    extra = config.get("extra", kind=dict)
    variables = {**extra, **dict(_read_data(config, (macros or {}).get("include_yaml"))), "extra": extra}
    return Inclusions(config, docs, syntax, (*folders, docs, config.folder), {**variables, "config": config.values})


def _read_data(config: MkDocsConfig, files: object) -> Iterator[tuple[str, Any]]:
    """The variables that the option `include_yaml` of the plugin macros names: of files, or of files by name."""
    listed = [("", one) for one in files] if isinstance(files, list) else []
    named = files.items() if isinstance(files, dict) else listed
    for name, written in named:
        path = (config.folder / str(written)).resolve()
        try:
            if not path.is_relative_to(config.folder):
                continue
            values = load_yaml(path.read_text("utf-8-sig"))
        except (ValueError, OSError):
            continue
        if name:
            yield str(name), values
        elif isinstance(values, dict):
            yield from ((str(key), value) for key, value in values.items())


def _look_up(values: Mapping, dotted: str) -> Any:
    for part in dotted.split("."):
        values = values.get(part) if isinstance(values, dict) else None
    return values


def _cut(text: str, options: Mapping[str, str]) -> str:
    """The part of an included text that the options of include-markdown ask for, with its headings lowered."""
    start, end = options.get("start", ""), options.get("end", "")
    text = text[text.find(start) + len(start) :] if start and start in text else text
    text = text[: text.find(end)] if end and end in text else text
    offset = options.get("heading-offset", "0")
    return HEADING.sub("#" * int(offset), text) if offset.isdigit() and int(offset) < 6 else text


def _rebase(link: str, old: str, new: str) -> str | None:
    """A relative link from the folder `old` as seen from `new`; None for any other."""
    path, rest = split_relative(link)
    if not path or old == new:
        return None
    return quote_path(relpath(f"{old or '.'}/{unquote(path)}", new or ".")) + rest
