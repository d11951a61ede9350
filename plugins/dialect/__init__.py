"""Read content files as authors of Material for MkDocs write them, and check what they say against the whole site."""

import stat
from datetime import datetime
from pathlib import Path
from textwrap import shorten

from dateutil.parser import ParserError, parse
from pelican import signals
from pelican.readers import BaseReader

from plugins.dialect import site
from plugins.dialect.convert import Converted, Converter, Problem
from plugins.dialect.front_matter import FrontMatter, HeaderError, decode, split
from plugins.dialect.links import Place
from plugins.dialect.source import UnclosedComment, line_at, lines_of
from plugins.dialect.typography import Typography
from plugins.icons import NotAnIcon, Pack
from plugins.mistakes import Report, did_you_mean

TEXTS = ("title", "slug", "url", "save_as", "status", "template", "lang", "date", "modified", "description", "summary")
STATUSES = ("published", "draft", "hidden", "skip")
DESCRIPTION = 160  # characters: what search engines show of a description
SKIPPED = ("", {"status": "skip"})


class DialectReader(BaseReader):
    """Front matter, Markdown, typography; the `Document` of a text is its metadata `document`."""

    enabled = True
    file_extensions = ["md", "markdown", "mkd", "mdown"]

    def __init__(self, settings: dict) -> None:
        super().__init__(settings)
        self._content = Path(settings["PATH"])
        self._report: Report = settings["REPORT"]

    def read(self, source_path: str) -> tuple[str, dict]:
        path = Path(source_path)
        try:
            text = decode(_bytes_of(path))
            header = split(text)
            is_article = path.relative_to(self._content).parts[0] in self.settings["ARTICLE_PATHS"]
            converted = self._convert(header, path, is_article)
        except HeaderError as error:
            self._report.mistake(path, error.line, str(error))
        except NotAnIcon as error:
            self._report.mistake(error.path, None, f"no icon: {error.reason}")
        except RecursionError:
            self._report.mistake(path, None, "lists or quotes are nested too deep to be read")
        else:
            self._report_all(path, header, converted)
            return converted.document.html, self._metadata(path, header, converted, is_article)
        return SKIPPED

    @property
    def _converter(self) -> Converter:
        """One for all generators of a build, made when the first text is read."""
        if "CONVERTER" not in self.settings:
            self.settings["CONVERTER"] = Converter(
                Pack(self._content / "icons"),
                self.settings["TYPOGRAPHY"],
                self.settings["DEFAULT_LANG"],
                self.settings.get("EMBEDS_HOSTS", ()),
            )
        return self.settings["CONVERTER"]

    def _convert(self, header: FrontMatter, path: Path, is_article: bool) -> Converted:
        if not header.body.strip():
            raise HeaderError("there is no text in this file", None)
        try:
            return self._converter.convert(header.body, Place(path, self._content), lift_heading=is_article)
        except UnclosedComment as error:
            raise HeaderError(str(error), line_at(error.offset, header.body, header.body_line)) from None

    def _report_all(self, path: Path, header: FrontMatter, converted: Converted) -> None:
        for problems, tell in ((converted.mistakes, self._report.mistake), (converted.mended, self._report.warning)):
            for problem in problems:
                for line in _lines(problem, header):
                    tell(path, line, problem.message)

    def _metadata(self, path: Path, header: FrontMatter, converted: Converted, is_article: bool) -> dict:
        metadata = {"document": converted.document}
        if converted.document.title:
            metadata["title"] = converted.document.title
        metadata["description"] = shorten(converted.document.summary, DESCRIPTION, placeholder=" …")
        for key, value in header.values.items():
            try:
                if value is not None:
                    metadata[key] = self._value(key, value)
            except ValueError as error:
                self._report.mistake(path, header.lines.get(key), str(error))
        if header.values.get("draft") is True:
            metadata["status"] = "draft"
        if not metadata.get("title"):
            self._report.mistake(path, header.body_line, "no title: begin with '# Title', or write 'title:' above")
        if is_article and "date" not in metadata and "date" not in header.values and not path.name[:4].isdigit():
            self._report.mistake(
                path, 1, "an article needs a date: 'date: 2026-08-13' in its front matter, or in the file's name"
            )
        return metadata

    def _value(self, key: str, value: object) -> object:
        """A value of the header as Pelican wants it. Raises ValueError with what would be right."""
        if key not in TEXTS:
            return self.process_metadata(key, value) if key in ("tags", "authors", "author", "category") else value
        if isinstance(value, list | dict):
            raise ValueError(f"'{key}' is one line of text, not a list")
        text = str(value)
        if key in ("date", "modified"):
            return self.process_metadata(key, checked_date(text))
        if key == "status" and text.lower() not in STATUSES:
            known = did_you_mean(text.lower(), STATUSES) or f" (there are {', '.join(STATUSES)})"
            raise ValueError(f"no status '{text}'{known}")
        if key in ("slug", "save_as", "url"):
            site.check_address(key, text)
        if key in ("title", "description", "summary"):
            return self.settings["TYPOGRAPHY"].typeset_text(text)
        return self.process_metadata(key, text)


def checked_date(text: str) -> str:
    """The text of a date that names a day. Raises ValueError with what would be right."""
    try:
        first, second = (parse(text, default=datetime(year, month, year)) for year, month in ((4, 1), (8, 3)))
    except (ParserError, ValueError, OverflowError):
        first, second = None, text
    if first != second:
        raise ValueError(f"'{text}' is no date: write year, month and day, as in 2026-08-13")
    return text


def _bytes_of(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise HeaderError("this is no file that can be read")
        return path.read_bytes()
    except OSError as error:
        raise HeaderError(f"this file cannot be read: {(error.strerror or str(error)).lower()}") from None


def _lines(problem: Problem, header: FrontMatter) -> list[int | None]:
    return lines_of(problem.written, header.body, header.body_line) or [None]


def take_over(pelican: object) -> None:
    """Typography is applied by the reader, to text alone: Pelican's own pass over the HTML is switched off."""
    settings = pelican.settings
    settings["TYPOGRAPHY"] = Typography(
        enabled=bool(settings["TYPOGRIFY"]),
        dashes=settings["TYPOGRIFY_DASHES"],
        omitted=tuple(settings["TYPOGRIFY_OMIT_FILTERS"]),
    )
    settings["TYPOGRIFY"] = False
    settings.setdefault("REPORT", Report(Path(settings["PATH"]).parent))


def use_dialect(readers: object) -> None:
    readers.reader_classes.update(dict.fromkeys(DialectReader.file_extensions, DialectReader))


def only_published_files(generator: object) -> None:
    """A file that only a draft links is not published: Pelican would copy it (getpelican/pelican#3371)."""
    context = generator.context
    shown = [*context["articles"], *context["hidden_articles"], *context["pages"], *context["hidden_pages"]]
    context["static_links"] = {link for content in shown for link in content.get_static_links()}


def hold_back_drafts(generator: object) -> None:
    """Pelican would write drafts too, and stumbles over those without a category (CATEGORY_SAVE_AS is empty)."""
    generator.drafts, generator.drafts_translations = [], []


def check_site(generators: list) -> None:
    """Everything has been read: check addresses and links between contents."""
    site.check(generators[0].context, generators[0].settings)


def register() -> None:
    signals.initialized.connect(take_over)
    signals.readers_init.connect(use_dialect)
    signals.article_generator_finalized.connect(hold_back_drafts)
    signals.page_generator_finalized.connect(only_published_files)
    signals.all_generators_finalized.connect(check_site)
