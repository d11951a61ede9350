"""What visitors of the built pages get: too many bytes, and requests to other hosts.

In: the folder of the built site. Out: a finding for each page over its budget; a line for each page that calls others.
"""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins.audit.sources import Source
from plugins.core.problems import Problem
from plugins.dialect.source.line_numbers import line_at
from plugins.embeds import LOADS, host_of
from plugins.finish.weight import weigh
from plugins.pictures import local_file

TOTAL, HTML = 60_000, 14_000  # bytes on the wire, of design section 9
FRAMES = "frames"


def overweight(folder: Path) -> Iterator[Problem]:
    """Each page that is heavier than a page may be."""
    for page in _pages(folder):
        weight = weigh(page, folder)
        if weight.total > TOTAL or weight.html > HTML:
            budget = f"{TOTAL // 1000} kB, of which {HTML // 1000} kB are HTML with CSS"
            message = f"weighs {weight}; a page may weigh {budget}: show less, or smaller pictures"
            yield Problem(page.relative_to(folder).as_posix(), None, message)


def calls_of(folder: Path, sources: tuple[Source, ...]) -> Iterator[str]:
    """For each page that makes a visitor's browser ask other hosts: which, and where that is written."""
    for page in _pages(folder):
        called = {address: host_of(address) for address in _loaded(page, folder)}
        hosts = {f"{host}{_written(address, sources)}" for address, host in called.items() if host}
        if hosts:
            yield f"{page.relative_to(folder).as_posix()} calls {', '.join(sorted(hosts))}"


def _pages(folder: Path) -> Iterator[Path]:
    return (page for page in sorted(folder.rglob("*.html")) if page.relative_to(folder).parts[0] != FRAMES)


def _loaded(page: Path, folder: Path) -> Iterator[str]:
    """What the page loads, and what the pages in its frames load."""
    for node in LexborHTMLParser(page.read_text("utf-8")).css(LOADS):
        address = node.attrs.get("src") or node.attrs.get("data") or ""
        yield address
        frame = local_file(address, page, folder) if node.tag == "iframe" else None
        if frame and frame.is_file() and frame != page:
            yield from _loaded(frame, folder)


def _written(address: str, sources: tuple[Source, ...]) -> str:
    """Where an address stands, whichever scheme its author gave it."""
    bare = address.partition("//")[2]
    for source in sources:
        shown = unescape(source.visible)
        if source.is_page and bare in shown:
            return f" ({source.path}:{line_at(shown.index(bare), shown)})"
    return ""
