"""What must not be on a finished page, whoever wrote it: dead addresses, raw source, scripts, other hosts.

In: the tree of a page; of all pages, what they point at. Out: one message for each problem. An author's errors were
found before, with their lines; what is found here comes from a template or an override.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.embeds import host_of
from plugins.embeds.scripts import runs

if TYPE_CHECKING:
    from plugins.finish.pages import Finished

LEFTOVER = re.compile(r"\{(?:static|filename|attach)\}|\{\{|\{%")


def problems_of_page(
    tree: LexborHTMLParser, calling: Iterable[LexborNode], hosts: Iterable[str], is_scripted: bool
) -> Iterator[str]:
    """What is wrong on one page, where `calling` are the elements that ask a host for something."""
    scripts, further = tree.tags("script"), (*tree.tags("source"), *tree.css("link[rel=preload]"))
    for script in scripts:
        if not is_scripted and runs(script):
            yield f"holds a script: {' '.join(script.html.split())[:80]}"
    for node in (*calling, *scripts, *further):
        host = host_of(node.attrs.get("src") or node.attrs.get("href") or node.attrs.get("data") or "")
        if host and host not in hosts:
            yield f"calls {host}, which EMBEDS_HOSTS in pelicanconf.py does not allow"
    for node in tree.css("[href*='{'], [src*='{']"):
        if LEFTOVER.search((node.attrs.get("href") or "") + (node.attrs.get("src") or "")):
            yield f"holds an address that was not resolved: {node.attrs.get('href') or node.attrs.get('src')}"


def problems_of_site(
    pages: Mapping[str, "Finished"], folder: Path, generated: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Every problem of the site in `folder`, with the page on which it is; files that are `generated` need not be
    there yet."""
    exists = dict.fromkeys((*pages, *generated), True)
    for name, page in pages.items():
        for address, file, anchor in page.targets:
            if file not in exists:
                exists[file] = (folder / file).is_file()
            if not exists[file]:
                yield name, f"links to '{address}', which is not there"
            elif anchor and file in pages and anchor not in pages[file].ids and not anchor.startswith(":~:"):
                yield name, f"links to '{address}', which has no such place"
        yield from ((name, problem) for problem in page.problems)
