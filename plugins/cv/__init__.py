"""The author's curriculum vitae from `content/cv.toml`, for `/// cv` blocks, and as a PDF if `CV_PDF` asks for one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from plugins.core.locales import setting_in
from plugins.core.problems import Problem, Report
from plugins.core.translated import map_html, with_html
from plugins.cv.reader import read_sections
from plugins.cv.sections import Entry, Sections, choose_sections, in_language, with_records, with_students
from plugins.dialect.convert import Converted
from plugins.dialect.source.front_matter import HeaderError, decode, read_bytes

FILE = "cv.toml"


def read_cv(content: Path) -> tuple[Sections, list[Problem]]:
    """The sections of `cv.toml` in the folder `content`, and its problems; both are empty without that file."""
    if not (content / FILE).is_file():
        return (), []
    try:
        return read_sections(decode(read_bytes(content / FILE, content)), content)
    except HeaderError as error:
        return (), [Problem.at(error.line, str(error))]


def logos_of(sections: Sections) -> set[str]:
    """The logos of the CV, as paths below content/."""
    return {entry.logo for section in sections for entry in section.entries if entry.logo}


def convert_texts(sections: Sections, convert: Callable[[str], Converted]) -> tuple[Sections, list[Problem]]:
    """The sections with the HTML of each text, and problems in the texts; `convert` reads Markdown."""
    problems: list[Problem] = []

    def html_of(entry: Entry) -> Entry:
        entry, wrong = with_html(entry, lambda text, lang: convert(text, lang=lang))
        problems.extend(problem for _, problem in wrong)
        return entry

    return _changed(sections, html_of), problems


def resolve_texts(sections: Sections, resolve: Callable[[str], Markup]) -> Sections:
    """The sections with resolved links in the HTML of their texts."""
    return _changed(sections, lambda entry: map_html(entry, resolve))


def _changed(sections: Sections, change: Callable[[Entry], Entry]) -> Sections:
    return tuple(replace(each, entries=tuple(map(change, each.entries))) for each in sections)


def select(
    context: dict,
    section: Iterable[str] = (),
    limit: int | None = None,
    form: str = "long",
    headings: bool = True,
) -> dict:
    """The variables for the template of a `/// cv` block. Raises ValueError with a message and the unknown section."""
    lang, library = context["lang"], context.get("library")
    locale = context["locales"].of(lang)
    known = in_language(context["cv"], lang, context["DEFAULT_LANG"])
    if "records_in" in context:
        known = with_records(known, context["records_in"](lang).by_kind, locale)
    if library:
        known = with_students(known, library.people, locale)
    return {"sections": choose_sections(known, section, limit, form), "has_headings": headings}


def pdf_files(context: Mapping) -> dict[str, str]:
    """The PDFs of the CV that the settings ask for, by `CV_PDF = "A4"` or `"letter"`: the folder of each language that
    has a page cv/, or the site's own, and the language."""
    if not context.get("CV_PDF"):
        return {}
    pages = {page.save_as for text in context["pages"] for page in (text, *text.translations)}
    langs = {places.prefix: lang for lang, places in context["places"].items()}
    return {prefix: lang for prefix, lang in langs.items() if not prefix or f"{prefix}cv/index.html" in pages}


def write_pdf(folder: Path, context: Mapping, report: Report) -> None:
    """Write cv.pdf of a finished site, in each language that has one."""
    if not context["cv_pdfs"]:
        return
    from plugins.cv.pdf import PdfError, print_page  # loaded only to print a CV
    from plugins.cv.print_html import sheet_of

    try:
        for prefix, lang in context["cv_pdfs"].items():
            settings = {**context, "SITESUBTITLE": setting_in(context, "SITESUBTITLE", lang)}
            sheet = sheet_of(settings, Path(), context["CV_PDF"])
            page = folder / prefix / "cv/index.html"
            for warning in print_page(page, folder / prefix / "cv.pdf", sheet, folder).warnings:
                report.warning(*report.place_of_setting("CV_PDF"), f"CV_PDF: {warning}")
    except PdfError as error:
        report.error_in_setting(f"CV_PDF: {error}", "CV_PDF")
