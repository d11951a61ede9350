"""What must not be in a finished page, whoever wrote it: dead addresses, raw source, scripts, other hosts.

In: the trees of all pages. Out: one line for each fault. An author's mistakes were found before, with their lines;
what is found here comes from a template or an override.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins.embeds import LOADS, host_of
from plugins.embeds.scripts import running
from plugins.finish.addresses import targets

LEFTOVER = re.compile(r"\{(?:static|filename|attach)\}|\{\{|\{%")


def faults(
    trees: Mapping[Path, LexborHTMLParser],
    folder: Path,
    hosts: Iterable[str],
    scripted: Collection[Path] = (),
    base: str = "/",
) -> Iterable[tuple[Path, str]]:
    """Every fault, with the page on which it is; the pages in `scripted` may hold scripts."""
    ids = {page: {node.attrs["id"] for node in tree.css("[id]")} for page, tree in trees.items()}
    for page, tree in trees.items():
        for address, file, anchor in targets(tree, page, folder, base):
            if not file.is_file():
                yield page, f"links to '{address}', which is not there"
            elif anchor and file in ids and anchor not in ids[file] and not anchor.startswith(":~:"):
                yield page, f"links to '{address}', which has no such place"
        for node in running(tree) if page not in scripted else ():
            yield page, f"holds a script: {' '.join(node.html.split())[:80]}"
        for node in tree.css(LOADS + ", link[rel=stylesheet], link[rel=preload]"):
            host = host_of(node.attrs.get("src") or node.attrs.get("href") or node.attrs.get("data") or "")
            if host and host not in hosts:
                yield page, f"calls {host}, which EMBEDS_HOSTS in pelicanconf.py does not allow"
        for node in tree.css("[href], [src]"):
            if LEFTOVER.search((node.attrs.get("href") or "") + (node.attrs.get("src") or "")):
                yield page, f"holds an address that was not resolved: {node.attrs.get('href') or node.attrs.get('src')}"
