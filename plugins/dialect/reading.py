"""Pelican's readers: a content file as authors of Material for MkDocs write it → HTML and metadata.

The result is a pure function of the file's text and path, the `Reading` of the site and the files that links lead to,
and is cached.
"""

import os
import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from textwrap import shorten

from pelican.readers import BaseReader, parse_path_metadata

from plugins.core.cache import Cache
from plugins.core.digests import digest, digest_of_folder
from plugins.core.languages import language_error
from plugins.core.locales import Locale, Locales
from plugins.core.problems import Problem, Report
from plugins.dialect.convert import ConversionSettings, Converter, Document
from plugins.dialect.page.typography import Typography
from plugins.dialect.source.dates import DAY, EXAMPLE, parse_date, propose_name
from plugins.dialect.source.file_language import split_language
from plugins.dialect.source.front_matter import FrontMatter, HeaderError, decode, read_bytes, split
from plugins.dialect.source.metadata import DATES, TYPESET, as_pelican, check_value
from plugins.icons import NotAnIcon, Pack

DESCRIPTION = 160  # characters: what search engines show of a description
SKIPPED = ("", {"status": "skip"})
RECORD = "record"  # the template of its page
OF_RECORDS_PAGE = frozenset(("title", "description", "summary", "lang", "hide", "draft", "status"))
WITHOUT_EFFECT = "'{}' has no effect in the text of a publication: 'description' and 'draft' have"
NO_DATE = datetime(2000, 1, 1)  # of an article whose date is an error, so that links to it are none


@dataclass(frozen=True)
class Reading:
    """What the readers of one build need; its settings hold it as `READING`, since Pelican makes the readers.

    Files in `record_folders` are records, such as talks, whose front matter `plugins/records` reads; the text of one is
    its page. Those in `body_folder`, one of these folders, have their titles elsewhere.
    """

    report: Report
    cache: Cache
    typography: Typography
    conversion: ConversionSettings
    article_paths: Collection[str]
    template_folders: tuple[Path, ...]
    code: bytes
    page_paths: Collection[str] = ("pages",)
    locales: Locales = field(default_factory=Locales)
    record_folders: tuple[str, ...] = ()
    body_folder: str = ""

    @cached_property
    def converter(self) -> Converter:
        """The converter of all files of a build."""
        return Converter(Pack(self.conversion.content / "icons"), self.typography, self.conversion, self.locales)

    @cached_property
    def key(self) -> bytes:
        """A digest of what all files have in common."""
        icons = digest_of_folder(self.conversion.content / "icons") or os.urandom(16)
        return digest(self.code, repr(self.typography), self.conversion.key, icons, self.locales.key)

    def split_language(self, name: PurePosixPath) -> tuple[str, PurePosixPath]:
        """The language that a file's name says, and the name without it; names are relative to content/."""
        folders = [folder for folder in (*self.article_paths, *self.page_paths) if name.is_relative_to(folder)]
        base = PurePosixPath(max(folders, key=len, default=""))
        if name == base:
            return "", name
        lang, rest = split_language(name.relative_to(base), self.locales.has_words_of)
        return lang, base / rest


@dataclass(frozen=True)
class Source:
    """A content file as read; `document` is None if an error prevents that.

    `files` are those that the result depends on, relative to content/: each snippet with the digest of its content,
    each target of a link with whether it exists.
    """

    header: FrontMatter | None = None
    document: Document | None = None
    description: str = ""
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    files: tuple[tuple[str, bytes | bool], ...] = ()

    def is_current(self, content: Path) -> bool:
        """Whether these files are what they were. A text with errors is read again: they may name still other files."""
        if self.errors:
            return False
        return all(_state(content / name, isinstance(known, bytes)) == known for name, known in self.files)


class OtherReader(BaseReader):
    """Reports a page in another markup language as an error."""

    enabled = True
    file_extensions = ["rst", "html", "htm"]

    def read(self, source_path: str) -> tuple[str, dict]:
        message = "only Markdown is read here: write it as .md, or move it to files/"
        self.settings["READING"].report.error(source_path, None, message)
        return SKIPPED


class StaticReader(BaseReader):
    """Reads nothing. A picture may have any name, also one that begins with a day which is none."""

    enabled = True
    file_extensions = ["static"]

    def process_metadata(self, name: str, value: object) -> object:
        try:
            return super().process_metadata(name, value)
        except ValueError:
            return NO_DATE


class DialectReader(BaseReader):
    """Reads Markdown with front matter. The metadata `document` is the `Document`."""

    enabled = True
    file_extensions = ["md", "markdown", "mkd", "mdown"]

    def __init__(self, settings: dict) -> None:
        super().__init__(settings)
        self._reading: Reading = settings["READING"]
        self._content, self._report = self._reading.conversion.content, self._reading.report

    def read(self, source_path: str) -> tuple[str, dict]:
        path = Path(source_path)
        try:
            data = read_bytes(path, self._content)
        except HeaderError as error:
            self._report.error(path, error.line, str(error))
            return SKIPPED
        try:
            source = self._source(data, path)
        except NotAnIcon as error:
            self._report.error(error.path, None, f"no icon: {error.reason}")
            return SKIPPED
        self._report.errors_in(path, source.errors)
        for warning in source.warnings:
            self._report.warning(path, warning.line, warning.message)
        has_no_page = self._is_record(path) and not self._is_body(path)  # without a text
        if source.document is None or (has_no_page and not source.document.html):
            return SKIPPED
        return source.document.html, self._metadata(path, source)

    def _source(self, data: bytes, path: Path) -> Source:
        name, is_article = path.relative_to(self._content).as_posix(), self._is_article(path)
        return self._reading.cache.value(
            f"text:{name}",
            digest(self._reading.key, name, str(is_article), data),
            lambda: read_source(data, name, is_article, self._reading, may_be_empty=self._is_record(path)),
            lambda source: source.is_current(self._content),
        )

    def _is_article(self, path: Path) -> bool:
        named = path.relative_to(self._content)
        return any(folder and named.is_relative_to(folder) for folder in self._reading.article_paths)

    def _is_record(self, path: Path) -> bool:
        return path.relative_to(self._content).parts[0] in self._reading.record_folders

    def _is_body(self, path: Path) -> bool:
        return path.relative_to(self._content).parts[0] == self._reading.body_folder

    def _metadata(self, path: Path, source: Source) -> dict:
        document, header = source.document, source.header
        is_body = self._is_body(path)
        for key in [key for key in header.values if key not in OF_RECORDS_PAGE] if is_body else ():
            self._report.warning(path, header.lines.get(key), WITHOUT_EFFECT.format(key))
        if self._is_record(path):
            header = self._header_of_record(path, header)
        metadata = {"document": document}
        if document.title and (document.heading or not is_body):
            metadata["title"] = document.title
        metadata["description"] = "" if is_body else source.description
        name = PurePosixPath(path.relative_to(self._content).as_posix())
        lang, named = self._reading.split_language(name)
        locale = self._reading.locales.of(_language(header, lang) or self._reading.conversion.lang)
        for key, value in as_pelican(header.values).items():
            try:
                if value is not None:
                    metadata[key] = self._value(key, value, locale)
            except ValueError as error:
                self._report.error(path, header.lines.get(key, header.lines.get("date")), str(error))
        if lang:
            metadata.setdefault("lang", lang)
        if not self._is_article(path):
            metadata |= self._address_in_folders(name, named, metadata)
        if "save_as" in metadata:
            metadata.setdefault("url", metadata["save_as"].removesuffix("index.html"))
        if is_body:
            metadata.setdefault("title", "")
        elif not metadata.get("title"):
            self._report.error(path, header.body_line, "no title: begin with '# Title', or write 'title:' above")
            metadata["title"] = path.stem
        self._add_what_the_name_says(metadata, path, Path(named), header)
        return metadata

    def _header_of_record(self, path: Path, header: FrontMatter) -> FrontMatter:
        """The front matter of the page of a record; `fields` holds the rest, so that a change of it is seen."""
        _, named = self._reading.split_language(PurePosixPath(path.relative_to(self._content).as_posix()))
        slug = parse_path_metadata(named.as_posix(), self.settings).get("slug", named.stem)
        values = {key: value for key, value in header.values.items() if key in OF_RECORDS_PAGE}
        rest = repr({key: value for key, value in header.values.items() if key not in OF_RECORDS_PAGE})
        address = {"slug": (named.parent / slug).as_posix(), "template": RECORD, "fields": rest}
        return replace(header, values=values | address)

    def _address_in_folders(self, name: PurePosixPath, named: PurePosixPath, metadata: dict) -> dict:
        """The metadata that put a page below the folders of its file, as MkDocs does; none if the author chose.

        `named` is the file's `name` without the language in it, which the address begins with anyway. So it does where
        the first folder is the language that the front matter gives.
        """
        if not {"slug", "save_as", "url"}.isdisjoint(metadata) or self._has_own_rule(name):
            return {}
        bases = [base for base in map(PurePosixPath, self.settings["PAGE_PATHS"]) if named.is_relative_to(base)]
        folders = list(named.relative_to(bases[0]).parent.parts) if bases else []
        if named == name and not folders:
            return {}
        lang = metadata.get("lang", "")
        if folders and folders[0] == lang:
            del folders[0]
        stem = parse_path_metadata(str(named), self.settings).get("slug", named.stem)
        slug = "/".join(folders if named.stem == "index" else [*folders, stem])
        if slug:
            return {"slug": slug}
        return {
            "slug": "index",
            "save_as": "index.html" if lang == self.settings["DEFAULT_LANG"] else f"{lang}/index.html",
        }

    def _has_own_rule(self, name: PurePosixPath) -> bool:
        """Whether the author's settings say where the page at `name` is published."""
        by_path = re.match(self.settings.get("PATH_METADATA") or "$", str(name))
        named = self.settings.get("EXTRA_PATH_METADATA", {}).get(str(name), {})
        return bool(by_path and by_path.groupdict().get("slug")) or not {"slug", "save_as", "url"}.isdisjoint(named)

    def _add_what_the_name_says(self, metadata: dict, path: Path, named: Path, header: FrontMatter) -> None:
        """Take the date from the name of the file where the front matter has none, or report that there is none.

        Of an article called `index`, it is the folder's name that says date and address.
        """
        is_article = self._is_article(path)
        if is_article and named.stem == "index" and named.parent.as_posix() not in self._reading.article_paths:
            named = named.parent.with_name(named.parent.name + path.suffix)
        found = parse_path_metadata(named.as_posix(), self.settings)
        if is_article and named.stem != path.stem and found.get("slug"):
            metadata.setdefault("slug", found["slug"])
        written = found.get("date") or (named.stem if is_article and DAY.fullmatch(named.stem) else "")
        if "date" in metadata or not (is_article or written):
            return
        metadata["date"] = NO_DATE
        try:
            if written:
                metadata["date"] = parse_date(written)
            elif "date" not in header.values:  # else it has been reported
                self._report.error(path, 1, f"an article needs a date: {_date_advice(named)}")
        except ValueError as error:
            self._report.error(path, 1, str(error))

    def process_metadata(self, name: str, value: object) -> object:
        """A value as Pelican wants it. Dates have been read when this is called, or will be with their place."""
        return value if name in DATES else super().process_metadata(name, value)

    def _value(self, key: str, value: object, locale: Locale) -> object:
        """A value of the front matter as Pelican expects it. Raises ValueError with what would be right."""
        value = check_value(key, value, self._has_template)
        if key == "icon" and (problem := self._reading.converter.icon_error(str(value))):
            raise ValueError(problem)
        if key in TYPESET:
            return self._reading.typography.typeset_text(value, locale.quotes)
        return value if key == "hide" else self.process_metadata(key, value)

    def _has_template(self, name: str) -> bool:
        folders = self._reading.template_folders
        return any((folder / f"{name}.html").is_file() for folder in folders) and ".." not in name


def _date_advice(named: Path) -> str:
    """What to write in the front matter of an article, or to call its file."""
    day, stem = propose_name(named.stem)
    if not day:
        return f"'date: {EXAMPLE}' in its front matter, or in the file's name, as in {EXAMPLE}-title.md"
    return f"call it {stem}{named.suffix}, or write 'date: {day}' in its front matter"


def read_source(data: bytes, name: str, is_article: bool, reading: Reading, may_be_empty: bool = False) -> Source:
    """Read the bytes of the content file that lies at `name` in content/."""
    try:
        header = split(decode(data))
        if not header.body.strip() and not may_be_empty:
            raise HeaderError("there is no text in this file", None)
        lang = _language(header, reading.split_language(PurePosixPath(name))[0])
        converted = reading.converter.convert(header.body, name, is_article, header.body_line, lang)
    except HeaderError as error:
        return Source(errors=tuple(Problem.at(each.line, str(each)) for each in (error, *error.others)))
    except RecursionError:
        return Source(errors=(Problem.at(None, "lists or quotes are nested too deep to be read"),))
    content = reading.conversion.content
    files = [(path, _state(content / path, False)) for path in sorted(converted.depends_on)]
    files += [(path, _state(content / path, True)) for path in sorted(converted.includes)]
    description = shorten(converted.document.summary, DESCRIPTION, placeholder=" …")
    return Source(header, converted.document, description, converted.errors, converted.warnings, tuple(files))


def _language(header: FrontMatter, of_name: str) -> str:
    """The language in the front matter, or in the file's name; empty if it is not a language, which is reported with
    the rest of the front matter."""
    lang = str(header.values.get("lang") or of_name)
    return "" if language_error(lang) else lang


def _state(file: Path, is_included: bool) -> bytes | bool:
    """A digest of an included file's content, or whether another file exists."""
    try:
        return digest(file.read_bytes()) if is_included and file.is_file() else b"" if is_included else file.is_file()
    except OSError:
        return b"" if is_included else False
