"""Each page as the build will read it, so that its title, its hosts and its scripts are known before it is written.

In: the text of a page. Out: its `PageFacts`; EMBEDS_HOSTS and EMBEDS_SCRIPTS of all pages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins.dialect.convert import ConversionSettings, Converter
from plugins.dialect.page.typography import Typography
from plugins.dialect.source.front_matter import HeaderError, decode, split
from plugins.dialect.source.line_numbers import lines_of
from plugins.embeds import scripts, unallowed
from plugins.icons import Pack
from plugins.migrate.report import MigrationReport
from plugins.migrate.settings_file import REMOVED

TEXTS = ("content/pages/", "content/news/")


@dataclass(frozen=True)
class PageFacts:
    """Whether a page has a title of its own, in front matter or as a heading of the first rank, and any text; the hosts
    that it calls, each with its first line; the line of its first own script, or None; the places in it."""

    has_title: bool
    is_empty: bool = False
    hosts: tuple[tuple[str, int], ...] = ()
    script: int | None = None
    ids: frozenset[str] = frozenset()


def new_converter(content: Path, pages: Iterable[str], heading_ids: object = REMOVED) -> Converter:
    """What reads the `pages` in `content`, all of which may have scripts of their own."""
    settings = ConversionSettings(content, scripts=tuple(pages))
    settings = settings if heading_ids is REMOVED else replace(settings, heading_ids=heading_ids)
    return Converter(Pack(), Typography(), settings)


def read_facts(text: str, name: str, converter: Converter) -> PageFacts | None:
    """The facts of a page; None if it cannot be read, which the build reports."""
    try:
        source = split(decode(text.encode()))
        has_title = bool(source.values.get("title"))
        if not source.body.strip():
            return PageFacts(has_title, is_empty=True)
        document = converter.convert(source.body, name, first_line=source.body_line).document
    except (HeaderError, RecursionError):
        return None
    tree = LexborHTMLParser(f"<!DOCTYPE html><body>{document.html}")
    hosts: dict[str, int] = {}
    for address, host in unallowed(tree, ()):
        hosts.setdefault(host, next(iter(lines_of(address, text) or lines_of(host, text)), 1))
    own = scripts.own_scripts(tree)
    script = min((line for code in own for line in lines_of(code, text)[:1]), default=1) if own else None
    has_title |= bool(document.title and (document.has_heading or document.heading))
    return PageFacts(has_title, False, tuple(hosts.items()), script, document.ids)


def allow_hosts(files: Mapping[str, bytes | Path], report: MigrationReport) -> dict[str, object]:
    """The two settings for the pages among the files of the new site."""
    texts = {name: what for name, what in files.items() if name.startswith(TEXTS) and name.endswith(".md")}
    converter = new_converter(Path("content"), (name.removeprefix("content/") for name in texts))
    found = []
    for name, what in texts.items():
        text = (what if isinstance(what, bytes) else what.read_bytes()).decode("utf-8", "replace")
        path = name.removeprefix("content/")
        if facts := read_facts(text, path, converter):
            found.append((name, path, facts))
    return embed_settings(found, report)


def embed_settings(pages: Iterable[tuple[str, str, PageFacts]], report: MigrationReport) -> dict[str, object]:
    """The two settings; reports each host and each page with a script once. A page has the place that the report names,
    its path below content/, and its facts."""
    hosts: dict[str, list[str]] = {}
    running = []
    for place, path, facts in pages:
        for host, line in facts.hosts:
            if host not in hosts:
                report.change(place, line, f"this page loads from {host}: EMBEDS_HOSTS allows it")
            hosts[host] = []
        if facts.script:
            running.append(path)
            report.change(place, facts.script, "this page runs a script of its own: EMBEDS_SCRIPTS allows it")
    return {"EMBEDS_HOSTS": hosts, "EMBEDS_SCRIPTS": running or REMOVED}
