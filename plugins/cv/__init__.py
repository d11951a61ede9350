"""The author's curriculum vitae from `content/cv.toml`, for `/// cv` blocks, and as PDF where `CV_PDF` asks for one."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape
from pelican import signals

from plugins.core.problems import did_you_mean
from plugins.dialect.source.front_matter import HeaderError, decode, read_bytes
from plugins.run import run_of

if TYPE_CHECKING:
    from plugins.cv.records import Section

FILE = "cv.toml"
PAGE = "cv/index.html"


def read_cv(generator: object) -> None:
    """Read the author's file before any text, report what is wrong in it, and offer templates what sets its texts."""
    settings, content = generator.settings, Path(generator.settings["PATH"])
    report = run_of(settings).report
    sections, faults = (), []
    if (content / FILE).is_file():
        from plugins.cv.records import read  # not loaded where a site has no CV

        try:
            sections, faults = read(decode(read_bytes(content / FILE, content)))
        except HeaderError as error:
            report.error(content / FILE, error.line, str(error))
    for fault in faults:
        report.error(content / FILE, fault.line, str(fault))
    logos = {entry.logo: entry.line for section in sections for entry in section.entries if entry.logo}
    for logo in [logo for logo in logos if not _is_within(content / logo, content)]:
        report.error(content / FILE, logos.pop(logo), f"no picture '{logo}' in {content.name}/")
    generator.context["cv"] = sections
    generator.context["files_of_records"] = generator.context.get("files_of_records", frozenset()) | logos.keys()
    filters, lang = generator.env.filters, settings["DEFAULT_LANG"]
    filters["typeset"] = lambda text: Markup(run_of(settings).typography.typeset(str(escape(text)), lang))


def _is_within(file: Path, folder: Path) -> bool:
    return file.is_file() and file.resolve().is_relative_to(folder.resolve())


def read_texts(generator: object) -> None:
    """The entries' texts as HTML, read as every other text of the site is, once there is what reads them."""
    run, content = run_of(generator.settings), Path(generator.settings["PATH"])
    generator.context["cv_texts"] = texts = {}
    for entry in (each for section in generator.context["cv"] for each in section.entries if each.text):
        if run.converter:  # else no text was read, and nothing is shown
            converted = run.converter.convert(entry.text, FILE)
            texts[entry.text] = Markup(converted.document.html)
            for problem in converted.errors:
                run.report.error(content / FILE, entry.line, problem.message)


def select(
    context: dict,
    section: Iterable[str] = (),
    limit: int | None = None,
    form: str = "long",
    headings: bool = True,
) -> dict:
    """The sections that a block asks for; students come from people.toml where cv.toml does not list them itself.

    Raises ValueError with what is wrong, and what stands in the source.
    """
    from plugins.cv.records import chosen
    from plugins.cv.students import students

    known: tuple[Section, ...] = context["cv"]
    library = context.get("library")
    found = students(library.people) if library else None
    if found and not any(each.name == found.name for each in known):
        known += (found,)
    names = [each.name for each in known]
    for name in section:
        if name not in names:
            have = f"it has {', '.join(names)}" if names else f"begin one there with [[{name}]]"
            raise ValueError(f"no section '{name}' in content/{FILE}{did_you_mean(name, names)}; {have}", name)
    return {"sections": chosen(known, section, limit, form), "has_headings": headings}


def write_pdf(folder: Path, settings: dict) -> None:
    """The finished CV page as PDF, where the settings ask for it: `CV_PDF = "A4"` or `"letter"`."""
    paper, page, report = settings.get("CV_PDF"), folder / PAGE, run_of(settings).report
    if not paper:
        return
    from plugins.cv import pdf
    from plugins.cv.printed import PAPERS, Sheet

    if paper not in PAPERS:
        report.error("pelicanconf.py", None, f"CV_PDF is one of {', '.join(PAPERS)}, or empty, not {paper!r}")
    elif not page.is_file():
        report.error("pelicanconf.py", None, f"CV_PDF is set, but no page is written to {PAGE}: write pages/cv.md")
    else:
        try:
            sheet = Sheet(paper, author=settings.get("AUTHOR", ""), siteurl=settings["SITEURL"])
            for said in pdf.write(page, folder / "cv.pdf", sheet).warnings:
                report.warning("pelicanconf.py", None, f"CV_PDF: {said}")
        except pdf.NotMade as error:
            report.error("pelicanconf.py", None, f"CV_PDF: {error}")


def register() -> None:
    signals.page_generator_init.connect(read_cv)
    signals.page_generator_finalized.connect(read_texts)
