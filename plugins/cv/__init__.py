"""The author's curriculum vitae from `content/cv.toml`, for `/// cv` blocks, and as a PDF if `CV_PDF` asks for one."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup, escape
from pelican import signals

from plugins.core.problems import Problem
from plugins.cv.reader import read_sections
from plugins.cv.sections import Entry, Sections, choose_sections, with_students
from plugins.dialect.convert import Converted
from plugins.dialect.front_matter import HeaderError, decode, read_bytes
from plugins.dialect.links import Place
from plugins.run import run_of

FILE = "cv.toml"


def read_cv(content: Path) -> tuple[Sections, list[Problem]]:
    """The sections of `cv.toml` in the folder `content`, none without that file, and its problems."""
    if not (content / FILE).is_file():
        return (), []
    try:
        return read_sections(decode(read_bytes(content / FILE, content)), content)
    except HeaderError as error:
        return (), [Problem.at(error.line, str(error))]


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
    """What the template of a `/// cv` block shows. Raises ValueError with the message and the unknown section."""
    known, library = context["cv"], context.get("library")
    if library:
        known = with_students(known, library.people)
    return {"sections": choose_sections(known, section, limit, form), "has_headings": headings}


def add_cv(generator: object) -> None:
    """Read the file before any page, and give templates the sections and the filter `typeset`."""
    settings, content = generator.settings, Path(generator.settings["PATH"])
    run, lang = run_of(settings), settings["DEFAULT_LANG"]
    generator.context["cv"], problems = read_cv(content)
    for problem in problems:
        run.report.error(content / FILE, problem.line, problem.message)
    logos = {entry.logo for section in generator.context["cv"] for entry in section.entries if entry.logo}
    generator.context["files_of_records"] = generator.context.get("files_of_records", frozenset()) | logos
    generator.env.filters["typeset"] = lambda text: Markup(run.typography.typeset(str(escape(text)), lang))


def add_texts(generator: object) -> None:
    """Convert the texts of the CV; a site without pages and articles has no converter, and shows none."""
    run, content = run_of(generator.settings), Path(generator.settings["PATH"])
    if run.converter:
        place = Place(content / FILE, content)
        sections, problems = convert_texts(generator.context["cv"], lambda text: run.converter.convert(text, place))
        generator.context["cv"] = sections
        for problem in problems:
            run.report.error(content / FILE, problem.line, problem.message)


def write_pdf(folder: Path, settings: dict) -> None:
    """Write cv.pdf of a finished site if the settings ask for it: `CV_PDF = "A4"` or `"letter"`."""
    if not settings.get("CV_PDF"):
        return
    from plugins.cv.pdf import PdfError, print_page  # not loaded where no CV is printed
    from plugins.cv.print_html import Sheet

    report = run_of(settings).report
    try:
        sheet = Sheet(settings["CV_PDF"], author=settings.get("AUTHOR", ""), siteurl=settings["SITEURL"])
        for warning in print_page(folder / "cv/index.html", folder / "cv.pdf", sheet).warnings:
            report.warning("pelicanconf.py", None, f"CV_PDF: {warning}")
    except PdfError as error:
        report.error("pelicanconf.py", None, f"CV_PDF: {error}")


def register() -> None:
    signals.page_generator_init.connect(add_cv)
    signals.page_generator_finalized.connect(add_texts)
