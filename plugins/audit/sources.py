"""The sources of a site, prepared for searching: texts without code, their comments, the settings.

In: the site's folder. Out: a `Site` of `Source` records. All views of a source keep its offsets and lines.
"""

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from plugins.audit.known import blank_known
from plugins.audit.profiles import find_profiles
from plugins.audit.text_views import find_comments, prose_of, visible_text
from plugins.building.settings import run_settings
from plugins.building.settings_table import with_defaults
from plugins.core.problems import Problem
from plugins.dialect.page.links import SOURCES
from plugins.dialect.source.front_matter import HeaderError, decode, read_bytes, split
from plugins.dialect.source.line_numbers import line_at

SETTINGS = ("publishconf.py", "pelicanconf.py")
LARGEST = 1_000_000  # bytes: a larger file was not typed by an author


@dataclass(frozen=True)
class Source:
    """A file as `text`, and as `visible` with code and comments blank. `body` is the offset after the header."""

    path: str
    text: str
    visible: str
    body: int = 0

    def at(self, offset: int, message: str) -> Problem:
        return Problem(self.path, line_at(offset, self.text), message)

    @property
    def is_page(self) -> bool:
        return self.path.endswith(SOURCES)

    @cached_property
    def prose(self) -> str:
        return prose_of(self.visible)

    @cached_property
    def comments(self) -> list[tuple[int, str]]:
        """Each comment of a page, with its offset."""
        return (
            [(self.body + start, text) for start, text in find_comments(self.text[self.body :])] if self.is_page else []
        )


@dataclass(frozen=True)
class Site:
    """The settings of the public site, its sources, and the day of the check."""

    root: Path
    settings: dict
    sources: tuple[Source, ...]
    today: date

    @property
    def content(self) -> Path:
        return self.root / self.settings.get("PATH", "content")

    @property
    def folder(self) -> str:
        """The content folder, as the paths of sources begin."""
        return _relative_path(self.content, self.root)

    @property
    def host(self) -> str:
        return urlsplit(self.settings.get("SITEURL") or "").hostname or ""

    @property
    def author(self) -> str:
        return self.settings.get("AUTHOR") or ""

    @property
    def pages(self) -> tuple[Source, ...]:
        """The pages, which describe the present; an article describes its own date."""
        articles = tuple(f"{self.folder}/{folder}/" for folder in self.settings.get("ARTICLE_PATHS", ()))
        return tuple(source for source in self.sources if source.is_page and not source.path.startswith(articles))

    @cached_property
    def social(self) -> list[tuple[str, str]]:
        """The author's profiles as SOCIAL names them: service and user."""
        links = (entry.get("url") or "" for entry in self.settings.get("SOCIAL") or () if isinstance(entry, dict))
        return [(service, user) for link in links for _, service, user in find_profiles(link)]

    def shows(self, words: str) -> bool:
        """Whether a text or the settings hold these words outside code and comments."""
        return any(words.casefold() in source.visible.casefold() for source in self.sources)


def read_site(root: Path, today: date) -> Site:
    settings = next((root / name for name in SETTINGS if (root / name).is_file()), None)
    values = with_defaults(run_settings(settings) if settings else {})
    content = root / values.get("PATH", "content")
    files = [root / name for name in SETTINGS] + sorted(content.rglob("*"))
    sources = (_read_source(file, root, content) for file in files if file.is_file())
    return Site(root, values, tuple(source for source in sources if source), today)


def _read_source(path: Path, root: Path, content: Path) -> Source | None:
    name, is_text, is_settings = _relative_path(path, root), path.suffix in SOURCES, path.parent == root
    if path.stat().st_size > LARGEST or not (is_text or is_settings or path.is_relative_to(content / "extra")):
        return None
    try:
        text = decode(read_bytes(path, root if is_settings else content))
        body = len(text) - len(split(text).body) if is_text else 0
    except HeaderError:  # not text, or an error that the build reports
        return None
    if is_settings:
        return Source(name, text, "".join(_visible_settings(text)))
    return Source(name, text, text[:body] + visible_text(text[body:]) if is_text else text, body)


def _relative_path(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _visible_settings(text: str) -> Iterator[str]:
    """The lines of a settings file with comments and CHECK_KNOWN blank."""
    shown = blank_known(text)
    tokens = tokenize.generate_tokens(io.StringIO(shown).readline)
    ends = {token.start[0]: token.start[1] for token in tokens if token.type == tokenize.COMMENT}
    for number, line in enumerate(shown.splitlines(keepends=True), 1):
        end = ends.get(number, len(line))
        yield line[:end] + re.sub(r"\S", " ", line[end:])


def read_content_file(site: Site, name: str) -> str:
    """The text of a file in content/; empty if it is missing, or if the build reports an error in it."""
    path = site.content / name
    try:
        return decode(read_bytes(path, site.content)) if path.is_file() else ""
    except HeaderError:
        return ""
