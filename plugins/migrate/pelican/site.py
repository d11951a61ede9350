"""The texts and files of another site of Pelican, and where Pelican publishes each.

In: a `PelicanSettings`. Out: a `PelicanSite`. Links out of the site are never followed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from plugins.dialect.source.dates import parse_date
from plugins.dialect.source.front_matter import HeaderError, decode, split
from plugins.migrate.file_list import list_files
from plugins.migrate.pelican.rest import read_rest
from plugins.migrate.pelican.settings import PelicanSettings
from plugins.migrate.report import MigrationFailed, MigrationReport

MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
REST = (".rst", ".rest")
OTHER_TEXTS = (".html", ".htm", ".ipynb", ".adoc", ".org")
TEXTS = MARKDOWN + REST
FIELDS = ("title", "date", "modified", "tags", "category", "slug", "author", "authors", "summary", "lang", "status")
FIELDS += ("url", "save_as", "template")
LARGEST = 4_000_000  # bytes of a text
MOST = 100_000_000  # bytes of a file that is copied
SUBSTITUTIONS = DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]


@dataclass(frozen=True)
class PelicanText:
    """A text: its `name` below content/, its values by lower-case key, and where it was published.

    `kind` is `article` or `page`; `is_translation` says that another text of the same slug comes first.
    """

    name: str
    kind: str
    source: str
    values: Mapping[str, Any]
    body: str
    body_line: int
    slug: str
    day: datetime | None
    category: str
    address: str = ""
    save_as: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

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
    def by_name(self) -> dict[str, PelicanText]:
        return {text.name: text for text in self.texts}

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
    found = list_files(content)
    place = lambda name: (content / name).relative_to(settings.folder).as_posix()  # noqa: E731 (a word for a path)
    for name, reason in found.skipped:
        report.leave(place(name), None, reason)
    names = [name for name in found.names if not any(part.startswith(".") for part in name.split("/"))]
    texts, files = [], []
    for name in names:
        ending = "." + name.rpartition(".")[2].lower()
        kind = _kind(name, settings)
        if (content / name).stat().st_size > (LARGEST if ending in TEXTS else MOST):
            report.leave(place(name), None, "this file is too large, and is not moved")
        elif ending in TEXTS and kind:
            texts += _read_text(settings, content, name, kind, report)
        elif ending in OTHER_TEXTS and kind and not _is_static(name, settings):
            report.leave(
                place(name), None, f"only Markdown and reStructuredText are read: this {ending[1:]} text is not moved"
            )
        elif _is_outside(content, settings, name):
            continue
        else:
            files.append(name)
    return PelicanSite(settings, content, tuple(texts), tuple(files))


def _is_outside(content: Path, settings: PelicanSettings, name: str) -> bool:
    """Whether a file is the site's own machinery: PATH may be the site's whole folder."""
    return content == settings.folder and not _is_static(name, settings)


def _is_static(name: str, settings: PelicanSettings) -> bool:
    return any(_is_below(name, folder) for folder in settings.words("STATIC_PATHS") if folder)


def _is_below(name: str, folder: str) -> bool:
    folder = normpath(folder or ".").strip("/")
    return folder == "." or name == folder or name.startswith(f"{folder}/")


def _kind(name: str, settings: PelicanSettings) -> str:
    """What Pelican makes of a text: a page, an article, or nothing."""
    for kind, key in (("page", "PAGE"), ("article", "ARTICLE")):
        if any(_is_below(name, folder) for folder in settings.words(f"{key}_PATHS")):
            return "" if any(_is_below(name, one) for one in settings.words(f"{key}_EXCLUDES")) else kind
    return ""


def _read_text(
    settings: PelicanSettings, content: Path, name: str, kind: str, report: MigrationReport
) -> list[PelicanText]:
    place = (content / name).relative_to(settings.folder).as_posix()
    try:
        source = decode((content / name).read_bytes())
        source = _from_rest(source, place, report) if name.lower().endswith(REST) else source
        header = split(source)
    except HeaderError as error:
        report.leave(place, error.line, f"this text is not moved: {error}")
        return []
    defaults = {str(key).lower(): value for key, value in settings.table("DEFAULT_METADATA").items()}
    named = _named_values(settings, name)
    values = {**defaults, **named, **header.values}
    day = _day(values.get("date"))
    if kind == "article" and day is None:
        day = _default_day(settings, content / name)
        if day is None:
            report.leave(place, 1, "this article has no date, and is not moved: give it one, as in 'date: 2026-08-13'")
            return []
        report.change(place, 1, f"this article has no date: it gets {day:%Y-%m-%d}")
    stem = name.rpartition("/")[2].rpartition(".")[0]
    subject = str(values.get("title") or stem) if settings.text("SLUGIFY_SOURCE") != "basename" else stem
    options = {
        "preserve_case": settings.get("SLUGIFY_PRESERVE_CASE") is True,
        "use_unicode": settings.get("SLUGIFY_USE_UNICODE") is True,
    }
    slug = str(values.get("slug") or slugify(subject, regex_subs=SUBSTITUTIONS, **options))
    category = str(values.get("category") or _folder_category(settings, name) or settings.text("DEFAULT_CATEGORY"))
    text = PelicanText(
        name, kind, source, values, header.body, header.body_line, slug, day, category, lines=header.lines
    )
    return [with_address(settings, text)]


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


def with_address(settings: PelicanSettings, text: PelicanText) -> PelicanText:
    """The text with the address that Pelican gives it."""
    language = text.lang and text.lang.lower() != settings.text("DEFAULT_LANG").lower()
    key = f"{'ARTICLE' if text.kind == 'article' else 'PAGE'}_{'LANG_' if language else ''}"
    authors = text.words("authors") or text.words("author") or [settings.text("AUTHOR")]
    fields = {
        "slug": text.slug,
        "lang": text.lang or settings.text("DEFAULT_LANG"),
        "category": slug_of(text.category),
        "author": slug_of(authors[0]) if authors[0] else "",
        "filename": text.name.rpartition(".")[0],
    }
    own = {name: str(text.values.get(name) or "").lstrip("/") for name in ("url", "save_as")}
    save_as = own["save_as"] or settings.address(f"{key}SAVE_AS", fields, text.day)
    address = own["url"] or (own["save_as"] or settings.address(f"{key}URL", fields, text.day))
    return PelicanText(**{**text.__dict__, "address": re.sub(r"(^|/)index\.html$", r"\1", address), "save_as": save_as})


def slug_of(word: str) -> str:
    return slugify(word, regex_subs=SUBSTITUTIONS)


def _named_values(settings: PelicanSettings, name: str) -> dict[str, str]:
    """What the name and the path of a file say, by FILENAME_METADATA and PATH_METADATA."""
    found: dict[str, str] = {}
    stem = name.rpartition("/")[2].rpartition(".")[0]
    for key, subject in (("FILENAME_METADATA", stem), ("PATH_METADATA", name)):
        pattern = settings.text(key)
        try:
            match = re.match(pattern, subject[:255]) if pattern and len(pattern) < 200 else None
        except re.error:
            match = None
        found |= {one.lower(): value for one, value in match.groupdict().items() if value} if match else {}
    return found


def _day(value: object) -> datetime | None:
    """The day that a value begins with: Pelican reads more forms of dates than are certain."""
    match = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", str(value or "").strip())
    try:
        return parse_date(str(value).strip()) if value else None
    except ValueError:
        pass
    try:
        return datetime(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _default_day(settings: PelicanSettings, path: Path) -> datetime | None:
    """DEFAULT_DATE: the day of the file, or a day of its own."""
    given = settings.get("DEFAULT_DATE")
    if given == "fs":
        return datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 (a day of the author's own clock)
    if isinstance(given, list | tuple) and len(given) >= 3 and all(isinstance(one, int) for one in given[:5]):
        try:
            return datetime(*given[:5])
        except ValueError:
            return None
    return _day(given) if isinstance(given, str) else None


def _folder_category(settings: PelicanSettings, name: str) -> str:
    if settings.get("USE_FOLDER_AS_CATEGORY") is False:
        return ""
    return dirname(name).rpartition("/")[2]


def find_file(name: str, written: str) -> str:
    """The path below content/ that a path means in the text `name`: relative to it, or from content/."""
    return normpath(written.lstrip("/") if written.startswith("/") else join(dirname(name), written))
