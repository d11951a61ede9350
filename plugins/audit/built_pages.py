"""The weight of the built pages, and their requests to other hosts."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins.audit.sources import SETTINGS, Site, Source
from plugins.core.problems import Problem
from plugins.dialect.source.line_numbers import line_at
from plugins.embeds import LOADS, host_of
from plugins.finish.weight import weigh
from plugins.pictures import local_file

TOTAL, HTML = 60_000, 14_000  # bytes, compressed, from design section 9
FRAMES = "frames"


def find_heavy_pages(folder: Path) -> Iterator[Problem]:
    """The built pages in `folder` that are over the budget."""
    for page in _find_pages(folder):
        weight = weigh(page, folder)
        if weight.total > TOTAL or weight.html > HTML:
            budget = f"{TOTAL // 1000} kB, of which {HTML // 1000} kB are HTML with CSS"
            message = f"weighs {weight}; a page may weigh {budget}: show less, or smaller pictures"
            yield Problem(page.relative_to(folder).as_posix(), None, message)


def find_uncalled_hosts(folder: Path, site: Site) -> Iterator[Problem]:
    """Hosts of EMBEDS_HOSTS that no built page calls, not even when a visitor opens a video."""
    pages = list(_find_pages(folder))
    called = {host_of(address) for page in pages for address in _find_loaded(page, folder)}
    called |= {host_of(address) for page in pages for address in _find_players(page)}
    for host in site.settings.get("EMBEDS_HOSTS") or ():
        if host not in called:
            source = next((one for one in site.sources if host in one.visible and one.path in SETTINGS), None)
            message = f"EMBEDS_HOSTS allows '{host}', which no page calls: remove it"
            yield source.at(source.visible.index(host), message) if source else Problem(SETTINGS[1], None, message)


def list_calls(folder: Path, sources: tuple[Source, ...]) -> Iterator[str]:
    """A line for each built page that loads from other hosts: which hosts, and where the `sources` name them."""
    for page in _find_pages(folder):
        called = {address: host_of(address) for address in _find_loaded(page, folder)}
        hosts = {f"{host}{_where_written(address, sources)}" for address, host in called.items() if host}
        if hosts:
            yield f"{page.relative_to(folder).as_posix()} calls {', '.join(sorted(hosts))}"


def _find_pages(folder: Path) -> Iterator[Path]:
    return (page for page in sorted(folder.rglob("*.html")) if page.relative_to(folder).parts[0] != FRAMES)


def _find_loaded(page: Path, folder: Path, framed: tuple[Path, ...] = ()) -> Iterator[str]:
    """The addresses that the page loads, and those that local pages in its frames load."""
    for node in LexborHTMLParser(page.read_bytes()).css(f"{LOADS}, video[poster], track[src]"):
        address = node.attrs.get("src") or node.attrs.get("data") or ""
        yield from (address, node.attrs.get("poster") or "")
        frame = local_file(address, page, folder) if node.tag == "iframe" else None
        is_page = frame and frame.suffix in (".html", ".htm") and frame.is_file()  # a frame may show a PDF
        if is_page and frame not in (page, *framed):
            yield from _find_loaded(frame, folder, (*framed, page))


def _find_players(page: Path) -> Iterator[str]:
    """The addresses of other hosts' videos on the page."""
    for frame in LexborHTMLParser(page.read_bytes()).css("iframe[data-player]"):
        yield frame.attrs["data-player"] or ""


def _where_written(address: str, sources: tuple[Source, ...]) -> str:
    """The file and line that name an address, with any scheme or none; empty if none does."""
    bare = address.partition("//")[2]
    for source in sources:
        shown = unescape(source.visible)
        if source.is_page and bare in shown:
            return f" ({source.path}:{line_at(shown.index(bare), shown)})"
    return ""
