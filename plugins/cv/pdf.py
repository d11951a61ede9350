"""A finished page as PDF/UA (ISO 14289-1), through WeasyPrint: tagged, its fonts embedded, the same bytes each time.

In: the built page and its style sheet. Out: the file, in its place as a whole; nothing is fetched from elsewhere.
"""

import logging
import os
import tempfile
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

from plugins.cv.printed import Sheet, printed

PANGO = (
    "Pango is missing: on Debian `apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`, "
    "on macOS `brew install pango`, on Windows `pacman -S mingw-w64-ucrt-x86_64-pango` in MSYS2"
)
NO_PACKAGE = "WeasyPrint is missing: `pip install -r requirements-pdf.txt`"
SITE = "http://site.invalid"


class NotMade(RuntimeError):
    """Why there is no PDF, and what is to be installed for it."""


@dataclass(frozen=True)
class Made:
    """A PDF: how many `pages` it has, and the characters that `no_font` on this machine has, which it lacks."""

    pages: int
    no_font: str = ""

    @property
    def warnings(self) -> list[str]:
        """What its author should know."""
        shown = self.no_font if len(self.no_font) <= 12 else f"{self.no_font[:12]}…"
        advice = "install one, for Chinese, Japanese and Korean on Debian with `apt-get install fonts-noto-cjk`"
        return [f"no font on this machine has '{shown}', which the PDF lacks: {advice}"] * bool(self.no_font)


def write(page: Path, output: Path, sheet: Sheet) -> Made:
    """Write the built `page`, whose folder lies in the site's, as PDF.

    Raises NotMade with what is to be installed, or with what WeasyPrint stumbled over.
    """
    weasyprint = load()
    folder, place = page.parent.parent, f"{page.parent.name}/"
    html = printed(page.read_text("utf-8"), place, sheet)
    identifier = sha256(html.encode()).digest()[:16]
    options = {"pdf_variant": "pdf/ua-1", "pdf_identifier": identifier}
    try:
        with _steady_and_quiet() as no_font:
            reader = _reader(weasyprint.urls, folder)
            document = weasyprint.HTML(string=html, base_url=f"{SITE}/{place}", url_fetcher=reader).render(**options)
            data = document.write_pdf(**options)
    except Exception as error:  # whatever a style sheet of the author's makes it stumble over
        said = " ".join(f"{type(error).__name__} {error}".split())
        raise NotMade(f"WeasyPrint fails at the page {place} ({said[:200]})") from error
    _replace(output, data)
    return Made(len(document.pages), "".join(dict.fromkeys(no_font)))


def _reader(urls: ModuleType, folder: Path) -> object:
    """What gives WeasyPrint the files of the built site, by addresses that are the same wherever it lies."""

    class Reader(urls.URLFetcher):
        def fetch(self, url: str, headers: dict | None = None) -> object:
            if not url.startswith(f"{SITE}/"):
                return super().fetch(url, headers)
            file = (folder / unquote(urlsplit(url).path).lstrip("/")).resolve()
            if not file.is_relative_to(folder.resolve()):
                raise ValueError(f"{url} is no file of the site")
            return urls.URLFetcherResponse(url, file.read_bytes(), {"Content-Type": guess_type(file.name)[0] or ""})

    return Reader(allowed_protocols=("data",))


def load() -> ModuleType:
    """WeasyPrint, with the libraries that it draws with. Raises NotMade with what to install."""
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()):  # of a missing library it prints a banner
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint
            import weasyprint.urls
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # which it sets, so that half a picture would pass for a whole one
    except ImportError:
        raise NotMade(NO_PACKAGE) from None
    except OSError:
        raise NotMade(PANGO) from None
    return weasyprint


class _Unshown(logging.Handler):
    """Gathers the characters for which WeasyPrint finds no font, of all that it logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if ".notdef" in record.msg and record.args:
            self.found.append(str(record.args[0]))


@contextmanager
def _steady_and_quiet() -> Iterator[list[str]]:
    """Fonts bear no time of today; what WeasyPrint and fontTools log, of CSS that paper does without, is not told.

    Yields the characters that no font has.
    """
    epoch, unshown = os.environ.get("SOURCE_DATE_EPOCH"), _Unshown()
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    loggers = [logging.getLogger(name) for name in ("weasyprint", "weasyprint.progress", "fontTools")]
    before = [(logger, logger.level, logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [unshown], False
        logger.setLevel(logging.WARNING)
    try:
        yield unshown.found
    finally:
        for logger, level, handlers, propagates in before:
            logger.setLevel(level)
            logger.handlers, logger.propagate = handlers, propagates
        del os.environ["SOURCE_DATE_EPOCH"]
        if epoch is not None:
            os.environ["SOURCE_DATE_EPOCH"] = epoch


def _replace(output: Path, data: bytes) -> None:
    """Write beside the file, then take its name."""
    with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}-", delete=False) as file:
        file.write(data)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(output)
