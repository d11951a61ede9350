"""Print a finished page with WeasyPrint as PDF/UA (ISO 14289-1): tagged, with embedded fonts, without any network.

The same page and libraries give the same bytes.
"""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from mimetypes import guess_type
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

from PIL import ImageFile

from plugins.cv.print_html import PAPERS, Sheet, prepare_html

NO_PANGO = (
    "Pango is missing: on Debian `apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`, "
    "on macOS `brew install pango`, on Windows `pacman -S mingw-w64-ucrt-x86_64-pango` in MSYS2"
)
INSTALL = "`pip install -r requirements-pdf.txt`"
NO_PACKAGE = f"WeasyPrint is missing: {INSTALL}"
SITE = "http://site.invalid"  # replaces the path of the site's folder, on which the PDF must not depend


class PdfError(RuntimeError):
    """There is no PDF; the message says why, and what to do."""


@dataclass(frozen=True)
class PrintedPage:
    """The number of `pages` of a PDF, and warnings for its author."""

    pages: int
    warnings: tuple[str, ...] = ()


def print_page(page: Path, output: Path, sheet: Sheet, root: Path | None = None) -> PrintedPage:
    """Write the finished `page`, such as `output/cv/index.html`, as a PDF; the site's folder is `root`, or else that
    above the page's.

    Raises PdfError if the paper or the page does not exist, a library is missing, or WeasyPrint fails.
    """
    if sheet.paper not in PAPERS:
        raise PdfError(f"the paper is {' or '.join(PAPERS)}, not {sheet.paper}")
    if not page.is_file():
        raise PdfError("there is no page cv/: write content/pages/cv.md, with '/// cv' for what content/cv.toml says")
    weasyprint = load_weasyprint()
    folder = root or page.parent.parent
    path = f"{page.parent.relative_to(folder).as_posix()}/"
    html = _prepared(page.read_text("utf-8"), path, sheet)
    options = {"pdf_variant": "pdf/ua-1", "pdf_identifier": sha256(html.encode()).digest()[:16]}
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # fontTools would write the time of day into fonts
    try:
        with _missing_characters() as missing:
            fetcher = _site_fetcher(weasyprint.urls, folder)
            document = weasyprint.HTML(string=html, base_url=f"{SITE}/{path}", url_fetcher=fetcher).render(**options)
            data = document.write_pdf(**options)
    except Exception as error:  # an author's own style sheet may trigger any of WeasyPrint's bugs
        message = " ".join(f"{type(error).__name__} {error}".split())
        raise PdfError(f"WeasyPrint fails at the page {path} ({message[:200]})") from error
    output.unlink(missing_ok=True)  # it may be linked to the same file of another build
    output.write_bytes(data)
    return PrintedPage(len(document.pages), _font_warnings(missing))


def _prepared(html: str, path: str, sheet: Sheet) -> str:
    try:
        return prepare_html(html, path, sheet)
    except ImportError as error:
        raise PdfError(f"{error.name} is missing: {INSTALL}") from None


def load_weasyprint() -> ModuleType:
    """WeasyPrint and its libraries. Raises PdfError with what to install."""
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()):  # it prints a banner if a library is missing
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint
            import weasyprint.urls
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it, and half a picture would pass for a whole one
    except ImportError:
        raise PdfError(NO_PACKAGE) from None
    except OSError:
        raise PdfError(NO_PANGO) from None
    return weasyprint


def _site_fetcher(urls: ModuleType, folder: Path) -> object:
    """A fetcher that gives WeasyPrint the files of the site in `folder`, and no others."""

    class SiteFetcher(urls.URLFetcher):
        def fetch(self, url: str, headers: dict | None = None) -> object:
            if not url.startswith(f"{SITE}/"):
                return super().fetch(url, headers)
            file = (folder / unquote(urlsplit(url).path).lstrip("/")).resolve()
            if not file.is_relative_to(folder.resolve()):
                raise ValueError(f"{url} is not a file of the site")
            return urls.URLFetcherResponse(url, file.read_bytes(), {"Content-Type": guess_type(file.name)[0] or ""})

    return SiteFetcher(allowed_protocols=("data",))


class _MissingCharacters(logging.Handler):
    """Collects the characters for which WeasyPrint finds no font from its log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if ".notdef" in record.msg and record.args:
            self.found[str(record.args[0])] = None


@contextmanager
def _missing_characters() -> Iterator[dict[str, None]]:
    """Collect the characters that no font has. The rest of the log, about CSS for screens, is hidden."""
    handler, loggers = _MissingCharacters(), [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.propagate = False
        logger.addHandler(handler)
    try:
        yield handler.found
    finally:
        for logger in loggers:
            logger.propagate = True
            logger.removeHandler(handler)


def _font_warnings(missing: dict[str, None]) -> tuple[str, ...]:
    if not missing:
        return ()
    characters = "".join(missing)
    shown = characters if len(characters) <= 12 else f"{characters[:12]}…"
    advice = "install one, for Chinese, Japanese and Korean on Debian with `apt-get install fonts-noto-cjk`"
    return (f"no font on this machine has '{shown}', which the PDF lacks: {advice}",)
