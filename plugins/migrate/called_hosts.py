"""The other hosts that moved pages call, and the pages with scripts of their own, which settings must allow.

In: the files of the new site. Out: EMBEDS_HOSTS and EMBEDS_SCRIPTS.
"""

from collections.abc import Mapping
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


def allow_hosts(files: Mapping[str, bytes | Path], report: MigrationReport) -> dict[str, object]:
    """The two settings; reports each host and each page with a script once."""
    texts = {name: what for name, what in files.items() if name.startswith(TEXTS) and name.endswith(".md")}
    own = tuple(name.removeprefix("content/") for name in texts)
    converter = Converter(Pack(), Typography(), ConversionSettings(Path("content"), scripts=own))
    hosts: dict[str, list[str]] = {}
    running = []
    for name, what in texts.items():
        text = (what if isinstance(what, bytes) else what.read_bytes()).decode("utf-8", "replace")
        tree = _read_tree(text, name.removeprefix("content/"), converter)
        for address, host in unallowed(tree, ()) if tree else ():
            if host not in hosts:
                line = next(iter(lines_of(address, text) or lines_of(host, text)), 1)
                report.change(name, line, f"this page loads from {host}: EMBEDS_HOSTS allows it")
            hosts[host] = []
        if tree and scripts.own_scripts(tree):
            running.append(name.removeprefix("content/"))
            report.change(name, None, "this page runs a script of its own: EMBEDS_SCRIPTS allows it")
    return {"EMBEDS_HOSTS": hosts, "EMBEDS_SCRIPTS": running or REMOVED}


def _read_tree(text: str, name: str, converter: Converter) -> LexborHTMLParser | None:
    """The page as HTML; None if it cannot be read, which the build reports."""
    try:
        source = split(decode(text.encode()))
        document = converter.convert(source.body, name, first_line=source.body_line).document
    except (HeaderError, RecursionError):
        return None
    return LexborHTMLParser(f"<!DOCTYPE html><body>{document.html}")
