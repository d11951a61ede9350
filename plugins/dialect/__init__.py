"""Read content files as authors of Material for MkDocs write them, and check what they say against the whole site."""

from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten
from urllib.parse import quote

from pelican import signals
from pelican.readers import BaseReader

from plugins.dialect import site
from plugins.dialect.convert import ConversionSettings, Converted, Converter
from plugins.dialect.page.links import SOURCES
from plugins.dialect.page.typography import Typography
from plugins.dialect.source.front_matter import FrontMatter, HeaderError, decode, read_bytes, split
from plugins.dialect.source.metadata import TYPESET, as_pelican, check_value
from plugins.formulas import macro_errors
from plugins.icons import NotAnIcon, Pack
from plugins.run import run_of

DESCRIPTION = 160  # characters: what search engines show of a description
SKIPPED = ("", {"status": "skip"})
OTHERS = ("rst", "html", "htm")  # what Pelican reads by itself


class OtherReader(BaseReader):
    """Says of a text in another language that nobody reads it here."""

    enabled = True
    file_extensions = list(OTHERS)

    def read(self, source_path: str) -> tuple[str, dict]:
        message = "only Markdown is read here: write it as .md, or move it to files/"
        run_of(self.settings).report.error(source_path, None, message)
        return SKIPPED


class DialectReader(BaseReader):
    """Front matter, Markdown, typography; the `Document` of a text is its metadata `document`."""

    enabled = True
    file_extensions = ["md", "markdown", "mkd", "mdown"]

    def __init__(self, settings: dict) -> None:
        super().__init__(settings)
        self._content = Path(settings["PATH"])
        self._report = run_of(settings).report

    def read(self, source_path: str) -> tuple[str, dict]:
        path = Path(source_path)
        try:
            text = decode(read_bytes(path, self._content))
            header = split(text)
            is_article = path.relative_to(self._content).parts[0] in self.settings["ARTICLE_PATHS"]
            converted = self._convert(header, path, is_article)
        except HeaderError as error:
            self._report.error(path, error.line, str(error))
        except NotAnIcon as error:
            self._report.error(error.path, None, f"no icon: {error.reason}")
        except RecursionError:
            self._report.error(path, None, "lists or quotes are nested too deep to be read")
        else:
            self._report_all(path, converted)
            return converted.document.html, self._metadata(path, header, converted, is_article)
        return SKIPPED

    @property
    def _converter(self) -> Converter:
        """One for all generators of a build, made when the first text is read."""
        run = run_of(self.settings)
        if run.converter is None:
            run.converter = Converter(
                Pack(self._content / "icons"),
                run.typography,
                ConversionSettings(
                    self._content,
                    self.settings["DEFAULT_LANG"],
                    self.settings.get("EMBEDS_HOSTS", ()),
                    self.settings.get("HEADING_IDS", "ascii"),
                    self.settings.get("TABS_LINKED", True),
                    self.settings.get("FORMULAS_MACROS", {}),
                    self.settings.get("EMBEDS_SCRIPTS", ()),
                ),
            )
        return run.converter

    def _convert(self, header: FrontMatter, path: Path, is_article: bool) -> Converted:
        if not header.body.strip():
            raise HeaderError("there is no text in this file", None)
        place = path.relative_to(self._content).as_posix()
        return self._converter.convert(header.body, place, is_article, header.body_line)

    def _report_all(self, path: Path, converted: Converted) -> None:
        for problem in converted.errors:
            self._report.error(path, problem.line, problem.message)
        for problem in converted.warnings:
            self._report.warning(path, problem.line, problem.message)

    def _metadata(self, path: Path, header: FrontMatter, converted: Converted, is_article: bool) -> dict:
        metadata = {"document": converted.document}
        if converted.document.title:
            metadata["title"] = converted.document.title
        metadata["description"] = shorten(converted.document.summary, DESCRIPTION, placeholder=" …")
        values = as_pelican(header.values)
        for key, value in values.items():
            try:
                if value is not None:
                    metadata[key] = self._value(key, value)
            except ValueError as error:
                self._report.error(path, header.lines.get(key, header.lines.get("date")), str(error))
        if "save_as" in metadata:
            metadata.setdefault("url", metadata["save_as"].removesuffix("index.html"))
        if not metadata.get("title"):
            self._report.error(path, header.body_line, "no title: begin with '# Title', or write 'title:' above")
        if is_article and "date" not in metadata and "date" not in header.values and not path.name[:4].isdigit():
            self._report.error(
                path, 1, "an article needs a date: 'date: 2026-08-13' in its front matter, or in the file's name"
            )
        return metadata

    def _value(self, key: str, value: object) -> object:
        """A value of the header as Pelican wants it. Raises ValueError with what would be right."""
        value = check_value(key, value, self._has_template)
        if key == "icon" and (fault := self._converter.icon_fault(str(value))):
            raise ValueError(fault)
        if key in TYPESET:
            return run_of(self.settings).typography.typeset_text(value)
        return value if key == "hide" else self.process_metadata(key, value)

    def _has_template(self, name: str) -> bool:
        folders = [*self.settings["THEME_TEMPLATES_OVERRIDES"], Path(self.settings["THEME"], "templates")]
        return any(Path(folder, f"{name}.html").is_file() for folder in folders) and ".." not in name


def take_over(pelican: object) -> None:
    """Typography is applied by the reader, to text alone: Pelican's own pass over the HTML is switched off."""
    settings, run = pelican.settings, run_of(pelican.settings)
    run.typography = Typography(
        enabled=bool(settings["TYPOGRIFY"]),
        dashes=settings["TYPOGRIFY_DASHES"],
        omitted=tuple(settings["TYPOGRIFY_OMIT_FILTERS"]),
    )
    settings["TYPOGRIFY"] = False
    for fault in macro_errors(settings.get("FORMULAS_MACROS", {})):
        run.report.error("pelicanconf.py", None, fault)


def quote_address(content: object) -> None:
    """An address as it stands in links: a file may be called `a#b.pdf`, and Pelican would write that as it is."""
    content.override_url = quote(content.url)


def use_dialect(readers: object) -> None:
    readers.reader_classes.update(dict.fromkeys(OTHERS, OtherReader))
    readers.reader_classes.update(dict.fromkeys(DialectReader.file_extensions, DialectReader))


def only_published_files(generator: object) -> None:
    """A file that only a draft links is not published: Pelican would copy it (getpelican/pelican#3371)."""
    context = generator.context
    _note_due(generator.settings, [*generator.draft_pages, *generator.draft_translations])
    links = [link for one in site.shown(context) for link in one.document.links]
    files = {link.file for link in links if link.file and link.file.suffix not in SOURCES}
    linked = {file.as_posix() for file in files}
    context["static_links"] = linked | context.get("files_of_records", frozenset())


def hold_back_drafts(generator: object) -> None:
    """Pelican would write drafts too, and stumbles over those without a category (CATEGORY_SAVE_AS is empty)."""
    _note_due(generator.settings, [*generator.drafts, *generator.drafts_translations])
    generator.drafts, generator.drafts_translations = [], []


def _note_due(settings: dict, drafts: list) -> None:
    """When the first of the texts is due that wait for their date: until then, a build makes the same again."""
    dates = (text.date.timestamp() for text in drafts if hasattr(text, "date"))
    due = [when for when in dates if when > datetime.now(UTC).timestamp()]
    run = run_of(settings)
    run.due = min([*due, run.due])


def check_site(generators: list) -> None:
    """Everything has been read: check addresses and links between contents."""
    site.check(generators[0].context, generators[0].settings)


def register() -> None:
    signals.initialized.connect(take_over)
    signals.readers_init.connect(use_dialect)
    signals.article_generator_finalized.connect(hold_back_drafts)
    signals.content_object_init.connect(quote_address)
    signals.page_generator_finalized.connect(only_published_files)
    signals.all_generators_finalized.connect(check_site)
