"""Each page as the build will read it, so that its title, its hosts and its scripts are known before it is written.

In: an `OldSite`. Out: a `PageFacts` for each page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser

from plugins.dialect.convert import ConversionSettings, Converter
from plugins.dialect.page.typography import Typography
from plugins.dialect.source.front_matter import HeaderError, decode, split
from plugins.dialect.source.line_numbers import lines_of
from plugins.embeds import scripts, unallowed
from plugins.icons import Pack
from plugins.migrate.mkdocs.identity import heading_ids_setting
from plugins.migrate.mkdocs.old_site import OldSite
from plugins.migrate.mkdocs.snippets import read_whole
from plugins.migrate.report import MigrationReport
from plugins.migrate.settings_file import REMOVED


@dataclass(frozen=True)
class PageFacts:
    """Whether a page has a title of its own, in front matter or as a heading of the first rank, and any text; the hosts
    that it calls, each with its first line; the line of its first own script, or None; the places in it."""

    has_title: bool
    is_empty: bool = False
    hosts: tuple[tuple[str, int], ...] = ()
    script: int | None = None
    ids: frozenset[str] = frozenset()


def read_pages(site: OldSite) -> dict[str, PageFacts]:
    """The facts of each page that can be read; the build reports the others."""
    heading_ids = heading_ids_setting(site.config, MigrationReport())
    settings = ConversionSettings(site.docs, scripts=tuple(site.texts))
    settings = settings if heading_ids is REMOVED else replace(settings, heading_ids=heading_ids)
    converter = Converter(Pack(), Typography(), settings)
    return {name: facts for name in site.texts if (facts := _read_page(site, name, converter))}


def _read_page(site: OldSite, name: str, converter: Converter) -> PageFacts | None:
    text = site.texts[name]
    if "\N{REPLACEMENT CHARACTER}" in text:  # not UTF-8, which the build reports
        return None
    try:
        source = split(decode(text.encode()))
        has_title = bool(source.values.get("title"))
        if not source.body.strip():
            return PageFacts(has_title, is_empty=True)
        body = read_whole(site.config, site.docs, source.body)
        document = converter.convert(body, name, first_line=source.body_line).document
    except (HeaderError, RecursionError):
        return None
    tree = LexborHTMLParser(f"<!DOCTYPE html><body>{document.html}")
    hosts: dict[str, int] = {}
    for host, line in _find_hosts(tree, text):
        hosts.setdefault(host, line)
    own = scripts.own_scripts(tree)
    script = min((line for code in own for line in lines_of(code, text)[:1]), default=1) if own else None
    has_title |= bool(document.title and (document.has_heading or document.heading))
    return PageFacts(has_title, False, tuple(hosts.items()), script, document.ids)


def _find_hosts(tree: LexborHTMLParser, text: str) -> Iterator[tuple[str, int]]:
    for address, host in unallowed(tree, ()):
        yield host, next(iter(lines_of(address, text) or lines_of(host, text)), 1)
