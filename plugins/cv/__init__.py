"""The author's curriculum vitae from `content/cv.toml`, for `/// cv` blocks, and as PDF where `CV_PDF` asks for one."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from plugins.core.problems import Report, did_you_mean
from plugins.dialect.front_matter import HeaderError, decode, read_bytes
from plugins.dialect.links import Place
from plugins.dialect.reading import Reading

if TYPE_CHECKING:
    from plugins.cv.records import Section

FILE = "cv.toml"
PAGE = "cv/index.html"


def read_cv(content: Path, report: Report) -> "tuple[Section, ...]":
    """Read the author's file, if there is one, and report what is wrong in it."""
    if not (content / FILE).is_file():
        return ()
    from plugins.cv.records import read  # not loaded where a site has no CV

    sections, faults = (), []
    try:
        sections, faults = read(decode(read_bytes(content / FILE, content)))
    except HeaderError as error:
        report.error(content / FILE, error.line, str(error))
    for fault in faults:
        report.error(content / FILE, fault.line, str(fault))
    for entry in (each for section in sections for each in section.entries if each.logo):
        if not _is_within(content / entry.logo, content):
            report.error(content / FILE, entry.line, f"no picture '{entry.logo}' in {content.name}/")
    return sections


def logos(sections: "Iterable[Section]", content: Path) -> set[str]:
    """The pictures that the CV shows, as paths below `content`."""
    named = {entry.logo for section in sections for entry in section.entries if entry.logo}
    return {logo for logo in named if _is_within(content / logo, content)}


def _is_within(file: Path, folder: Path) -> bool:
    return file.is_file() and file.resolve().is_relative_to(folder.resolve())


def read_texts(sections: "Iterable[Section]", reading: Reading, report: Report) -> dict[str, Markup]:
    """The entries' texts as HTML, read as every other text of the site is."""
    texts, place = {}, Place(reading.around.content / FILE, reading.around.content)
    for entry in (each for section in sections for each in section.entries if each.text):
        converted = reading.converter.convert(entry.text, place)
        texts[entry.text] = Markup(converted.document.html)
        for problem in converted.errors:
            report.error(place.file, entry.line, problem.message)
    return texts


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


def write_pdf(folder: Path, settings: Mapping, report: Report) -> None:
    """The finished CV page as PDF, where the settings ask for it: `CV_PDF = "A4"` or `"letter"`."""
    paper, page = settings.get("CV_PDF"), folder / PAGE
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
