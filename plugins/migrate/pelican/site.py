"""The texts and files of another site of Pelican, and where Pelican publishes each.

In: a `PelicanSettings`. Out: a `PelicanSite`. Links out of the site are never followed.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from posixpath import dirname, join, normpath
from typing import Any

from pelican.readers import parse_path_metadata
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from plugins.dialect.source.dates import parse_date
from plugins.dialect.source.front_matter import HeaderError, decode, split
from plugins.migrate.file_list import is_hidden, list_files
from plugins.migrate.moved_site import TEXTS
from plugins.migrate.pelican.rest import read_rest
from plugins.migrate.pelican.settings import PelicanSettings, fill_address
from plugins.migrate.redirects import address_of
from plugins.migrate.report import MigrationFailed, MigrationReport

REST = (".rst", ".rest")
OTHER_TEXTS = (".html", ".htm", ".ipynb", ".adoc", ".org")
FIELDS = ("title", "date", "modified", "tags", "category", "slug", "author", "authors", "summary", "lang", "status")
FIELDS += ("url", "save_as", "template")
OF_PATHS = ("FILENAME_METADATA", "PATH_METADATA", "USE_FOLDER_AS_CATEGORY", "CATEGORY_SAVE_AS")
SUBSTITUTIONS = DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]


@dataclass(frozen=True)
class PelicanText:
    """A text: its `name` below content/, its values by lower-case key, and where it was published.

    `kind` is `article` or `page`.
    """

    name: str
    kind: str
    source: str
    values: Mapping[str, Any]
    body: str
    body_line: int
    lines: Mapping[str, int]
    slug: str
    day: datetime | None
    category: str
    address: str = ""
    save_as: str = ""

    @property
    def title(self) -> str:
        return " ".join(str(self.values.get("title") or self.slug).split())

    @property
    def status(self) -> str:
        return str(self.values.get("status") or "published").lower()

    @property
    def is_published(self) -> bool:
        return self.status in ("published", "hidden")

    @property
    def lang(self) -> str:
        return str(self.values.get("lang") or "")

    def is_translation(self, settings: PelicanSettings) -> bool:
        """Whether the text is in another language than the site."""
        return bool(self.lang) and self.lang.lower() != settings.text("DEFAULT_LANG").lower()

    def authors(self, settings: PelicanSettings) -> list[str]:
        return self.words("authors") or self.words("author") or settings.words("AUTHOR")

    def words(self, key: str) -> list[str]:
        value = self.values.get(key)
        found = value if isinstance(value, list) else re.split(r"[,;]", str(value)) if value else []
        return [word for one in found if (word := " ".join(str(one).split()))]


@dataclass(frozen=True)
class PelicanSite:
    """`content` is the folder of texts, `files` the other files in it."""

    settings: PelicanSettings
    content: Path
    texts: tuple[PelicanText, ...]
    files: tuple[str, ...]

    @property
    def articles(self) -> list[PelicanText]:
        return [text for text in self.texts if text.kind == "article"]

    @property
    def pages(self) -> list[PelicanText]:
        return [text for text in self.texts if text.kind == "page"]

    def place(self, name: str) -> str:
        """The path of a file from the folder of the site."""
        return (self.content / name).relative_to(self.settings.folder).as_posix()

    @cached_property
    def by_address(self) -> dict[str, PelicanText]:
        return {text.address.rstrip("/"): text for text in reversed(self.texts) if text.is_published}

    @cached_property
    def file_addresses(self) -> dict[str, str]:
        """The files by their addresses: their paths, unless EXTRA_PATH_METADATA gives another."""
        extra = self.settings.table("EXTRA_PATH_METADATA")
        given = {name: extra[name].get("path") for name in self.files if isinstance(extra.get(name), dict)}
        return {str(given.get(name) or name).lstrip("/"): name for name in self.files}


def read_site(settings: PelicanSettings, report: MigrationReport) -> PelicanSite:
    content = (settings.folder / settings.text("PATH").replace("\0", "")).resolve()
    if not content.is_relative_to(settings.folder) or not content.is_dir():
        file, line = settings.place("PATH")
        raise MigrationFailed(f"{file}:{line or 1}: PATH names no folder of this site")
    below = f"{content.relative_to(settings.folder).as_posix()}/".removeprefix("./")
    texts, files = [], []
    for name in list_files(content, below, report, is_hidden):
        ending = PurePosixPath(name).suffix.lower()
        kind = _kind(name, settings)
        if ending in TEXTS + REST and kind:
            texts.append(_read_text(settings, content, name, kind, report))
        elif ending in OTHER_TEXTS and kind and not _is_static(name, settings):
            message = f"only Markdown and reStructuredText are read: this {ending[1:]} text is not moved"
            report.leave(below + name, None, message)
        elif content != settings.folder or _is_static(name, settings):  # PATH may be the folder of the whole site
            files.append(name)
    return PelicanSite(settings, content, tuple(filter(None, texts)), tuple(files))


def _is_static(name: str, settings: PelicanSettings) -> bool:
    return any(is_below(name, folder) for folder in settings.words("STATIC_PATHS") if folder)


def is_below(name: str, folder: str) -> bool:
    folder = normpath(folder or ".").strip("/")
    return folder == "." or name == folder or name.startswith(f"{folder}/")


def _kind(name: str, settings: PelicanSettings) -> str:
    """What Pelican makes of a text: a page, an article, or nothing."""
    for kind, key in (("page", "PAGE"), ("article", "ARTICLE")):
        if any(is_below(name, folder) for folder in settings.words(f"{key}_PATHS")):
            return "" if any(is_below(name, one) for one in settings.words(f"{key}_EXCLUDES")) else kind
    return ""


def _read_text(
    settings: PelicanSettings, content: Path, name: str, kind: str, report: MigrationReport
) -> PelicanText | None:
    place = (content / name).relative_to(settings.folder).as_posix()
    try:
        source = decode((content / name).read_bytes())
        source = _from_rest(source, place, report) if name.lower().endswith(REST) else source
        header = split(source)
    except HeaderError as error:
        report.leave(place, error.line, f"this text is not moved: {error}")
        return None
    defaults = {str(key).lower(): value for key, value in settings.table("DEFAULT_METADATA").items()}
    with suppress(re.error, TypeError):  # of the author's own patterns
        defaults |= parse_path_metadata(name, {key: settings.get(key) for key in OF_PATHS})
    values = defaults | header.values
    day = _day(values.get("date"))
    if kind == "article" and day is None:
        day = _default_day(settings, content / name)
        if day is None:
            report.leave(place, 1, "this article has no date, and is not moved: give it one, as in 'date: 2026-08-13'")
            return None
        report.change(place, 1, f"this article has no date: it gets {day:%Y-%m-%d}")
    slug = str(values.get("slug") or _slug(settings, str(values.get("title") or ""), PurePosixPath(name).stem))
    category = str(values.get("category") or settings.text("DEFAULT_CATEGORY"))
    text = PelicanText(name, kind, source, values, header.body, header.body_line, header.lines, slug, day, category)
    return _with_address(settings, text)


def _slug(settings: PelicanSettings, title: str, stem: str) -> str:
    subject = stem if settings.text("SLUGIFY_SOURCE") == "basename" or not title else title
    keeps_case = settings.get("SLUGIFY_PRESERVE_CASE") is True
    return slugify(subject, SUBSTITUTIONS, keeps_case, settings.get("SLUGIFY_USE_UNICODE") is True)


def _from_rest(source: str, place: str, report: MigrationReport) -> str:
    """A text in reStructuredText as one with Pelican's header and a body in HTML."""
    try:
        values, body, problems = read_rest(source)
    except ValueError as error:
        raise HeaderError(str(error)) from None
    for problem in problems:
        report.leave(place, problem.line, problem.message)
    report.change(place, None, "reStructuredText is HTML in a file of Markdown now")
    header = "".join(f"{key}: {value}\n" for key, value in values.items() if key in FIELDS and value)
    return f"{header}\n{body}"


def _with_address(settings: PelicanSettings, text: PelicanText) -> PelicanText:
    """The text with the address that Pelican gives it."""
    key = f"{text.kind.upper()}_{'LANG_' if text.is_translation(settings) else ''}"
    authors = text.authors(settings)
    fields = {
        "slug": text.slug,
        "lang": text.lang or settings.text("DEFAULT_LANG"),
        "category": slug_of(text.category),
        "author": slug_of(authors[0]) if authors else "",
        "filename": text.name.rpartition(".")[0],
    }
    own = {name: str(text.values.get(name) or "").lstrip("/") for name in ("url", "save_as")}
    save_as = own["save_as"] or fill_address(settings.text(f"{key}SAVE_AS"), fields, text.day)
    address = own["url"] or own["save_as"] or fill_address(settings.text(f"{key}URL"), fields, text.day)
    return replace(text, address=address_of(address), save_as=save_as)


def slug_of(word: str) -> str:
    return slugify(word, SUBSTITUTIONS)


def _day(value: object) -> datetime | None:
    """The day that a value begins with: Pelican reads more forms of dates than are certain."""
    written = str(value or "").strip()
    with suppress(ValueError):
        return parse_date(written)
    match = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", written)
    with suppress(ValueError):
        return datetime(*map(int, match.groups())) if match else None
    return None


def _default_day(settings: PelicanSettings, path: Path) -> datetime | None:
    """DEFAULT_DATE: the day of the file, or a day of its own."""
    given = settings.get("DEFAULT_DATE")
    if given == "fs":
        return datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 (a day of the author's own clock)
    if isinstance(given, list | tuple) and len(given) >= 3 and all(isinstance(one, int) for one in given[:5]):
        with suppress(ValueError):
            return datetime(*given[:5])
    return _day(given) if isinstance(given, str) else None


def find_file(name: str, written: str) -> str:
    """The path below content/ that a path means in the text `name`: relative to it, or from content/."""
    return normpath(written.lstrip("/") if written.startswith("/") else join(dirname(name), written))
