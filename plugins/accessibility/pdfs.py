"""PDFs of the site that its pages link to: whether each can be read aloud, and says its title and its language.

Only with pypdf, which requirements-pdf.txt installs. What a PDF must have is in PDF/UA, ISO 14289-1, and in the
techniques for WCAG: https://www.w3.org/WAI/WCAG21/Techniques/#pdf.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from plugins.accessibility.published import Page, Published
from plugins.core.problems import Problem
from plugins.pictures import local_file

INSTALL = "to check the linked PDFs, run `pip install -r requirements-pdf.txt`"
SAMPLED = 10  # pages that are searched for text


@dataclass(frozen=True)
class Pdf:
    """The PDF at `path`. One that is damaged or locked could not be read."""

    path: str
    is_tagged: bool = False
    title: str = ""
    shows_title: bool = False
    language: str = ""
    has_text: bool = False
    is_damaged: bool = False
    is_locked: bool = False

    @property
    def is_read(self) -> bool:
        return not (self.is_damaged or self.is_locked)


def can_read_pdfs() -> bool:
    return find_spec("pypdf") is not None


def linked_pdfs(published: Published) -> dict[str, Path]:
    """The PDFs that pages link to, by the path of the author's file, or else of the published one."""
    own = {_digest(file): file for file in sorted(published.site.content.rglob("*.[pP][dD][fF]")) if file.is_file()}
    links = ((page, link.attrs["href"] or "") for page in published.pages for link in page.tree.css("a[href]"))
    found = {}
    for page, address in links:
        if file := _pdf_at(address, page, published):
            source = own.get(_digest(file))
            name = source.relative_to(published.site.root) if source else file.relative_to(published.folder)
            found[name.as_posix()] = file
    return dict(sorted(found.items()))


def _pdf_at(address: str, page: Page, published: Published) -> Path | None:
    """The PDF of the site that an address on a page means."""
    site = published.site.settings.get("SITEURL") or "\n"
    try:
        file = local_file(address.removeprefix(site), published.folder / page.name, published.folder)
    except ValueError:  # not an address
        return None
    is_pdf = file and file.suffix.lower() == ".pdf" and file.is_relative_to(published.folder) and file.is_file()
    return file if is_pdf else None


def read_pdfs(published: Published) -> list[Pdf]:
    return [_read(path, file) for path, file in linked_pdfs(published).items()]


def _read(path: str, file: Path) -> Pdf:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            return Pdf(path, is_locked=True)
        root = reader.root_object
        return Pdf(
            path,
            "/StructTreeRoot" in root and _is_set(root, "/MarkInfo", "/Marked"),
            str((reader.metadata and reader.metadata.title) or "").strip(),
            _is_set(root, "/ViewerPreferences", "/DisplayDocTitle"),
            str(root["/Lang"]).strip() if "/Lang" in root else "",
            any(page.extract_text().strip() for page in reader.pages[:SAMPLED]),
        )
    except (DependencyError, FileNotDecryptedError):
        return Pdf(path, is_locked=True)
    except Exception:  # whatever pypdf raises at a damaged file
        return Pdf(path, is_damaged=True)


def _is_set(root: Mapping, name: str, switch: str) -> bool:
    """Whether a dictionary of the PDF's catalog has a switch that is true."""
    return name in root and switch in root[name] and str(root[name][switch]).lower() == "true"


def find_unreadable_pdfs(pdfs: list[Pdf]) -> Iterator[Problem]:
    """PDFs that are damaged, and those that hold pictures of text."""
    for pdf in pdfs:
        if pdf.is_damaged:
            yield Problem(pdf.path, None, "this PDF is damaged: export it again")
        elif pdf.is_read and not pdf.has_text:
            yield Problem(
                pdf.path, None, "this PDF has no text, as a scan: recognize its text (OCR), or link to a text"
            )


def find_untagged_pdfs(pdfs: list[Pdf]) -> Iterator[Problem]:
    message = "this PDF has no tags, so a screen reader guesses its headings and order: export it as tagged PDF"
    for pdf in pdfs:
        if pdf.is_read and pdf.has_text and not pdf.is_tagged:
            yield Problem(pdf.path, None, message)


def find_untitled_pdfs(pdfs: list[Pdf]) -> Iterator[Problem]:
    for pdf in pdfs:
        if pdf.is_read and not pdf.title:
            yield Problem(pdf.path, None, "this PDF has no title: set it where the PDF is made")
        elif pdf.is_read and not pdf.shows_title:
            message = "this PDF shows its file's name, not its title: set 'display document title' where it is made"
            yield Problem(pdf.path, None, message)


def find_pdfs_without_language(pdfs: list[Pdf]) -> Iterator[Problem]:
    for pdf in pdfs:
        if pdf.is_read and not pdf.language:
            yield Problem(pdf.path, None, "this PDF does not name its language: set it where the PDF is made")


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
