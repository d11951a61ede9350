"""The author's curriculum vitae from `content/cv.toml`, for `/// cv` blocks, and as a PDF if `CV_PDF` asks for one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from plugins.core.problems import Problem, Report
from plugins.cv.reader import read_sections
from plugins.cv.sections import Entry, Sections, choose_sections, with_students
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

    def with_html(entry: Entry) -> Entry:
        if not entry.text:
            return entry
        converted = convert(entry.text)
        problems.extend(Problem.at(entry.line, problem.message) for problem in converted.errors)
        return replace(entry, html=Markup(converted.document.html))

    return tuple(replace(each, entries=tuple(map(with_html, each.entries))) for each in sections), problems


def select(
    context: dict,
    section: Iterable[str] = (),
    limit: int | None = None,
    form: str = "long",
    headings: bool = True,
) -> dict:
    """The variables for the template of a `/// cv` block. Raises ValueError with a message and the unknown section."""
    known, library = context["cv"], context.get("library")
    if library:
        known = with_students(known, library.people, context["locales"].of(context["lang"]))
    return {"sections": choose_sections(known, section, limit, form), "has_headings": headings}


def write_pdf(folder: Path, settings: Mapping, report: Report) -> None:
    """Write cv.pdf of a finished site if the settings ask for it: `CV_PDF = "A4"` or `"letter"`."""
    if not settings.get("CV_PDF"):
        return
    from plugins.cv.pdf import PdfError, print_page  # loaded only to print a CV
    from plugins.cv.print_html import sheet_of

    try:
        sheet = sheet_of(settings, Path(), settings["CV_PDF"])
        for warning in print_page(folder / "cv/index.html", folder / "cv.pdf", sheet).warnings:
            report.warning(*report.place_of_setting("CV_PDF"), f"CV_PDF: {warning}")
    except PdfError as error:
        report.error_in_setting(f"CV_PDF: {error}", "CV_PDF")
