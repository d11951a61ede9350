"""What must not be in a finished page, whoever wrote it: dead addresses, raw source, scripts, other hosts.

In: the tree of a page. Out: what was `Seen` on it; and of all pages together, one line for each fault. An author's
errors were found before, with their lines; what is found here comes from a template or an override.
"""

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from os.path import isfile
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.embeds import host_of
from plugins.embeds.scripts import runs
from plugins.finish.addresses import Target

LEFTOVER = re.compile(r"\{(?:static|filename|attach)\}|\{\{|\{%")


@dataclass(frozen=True)
class Seen:
    """Of one page: its ids; what it points at, as (address, file, anchor); its own faults; whether it has formulas."""

    ids: Collection[str]
    targets: Sequence[Target]
    faults: Sequence[str] = ()
    has_math: bool = False

    def plain(self, known: Container[str]) -> list:
        """As JSON can hold it, and `Seen` takes it back; without targets in files that are `known` to be there."""
        targets = [target for target in self.targets if target[1] not in known]
        return [sorted(self.ids), targets, self.faults, self.has_math]


def seen(
    tree: LexborHTMLParser,
    calling: Iterable[LexborNode],
    targets: Iterable[Target],
    hosts: Iterable[str],
    is_scripted: bool,
) -> Seen:
    """Look at a finished page, on which are elements that are `calling` a host, and which points at `targets`; it may
    hold scripts if it `is_scripted`."""
    return Seen(
        frozenset(node.id for node in tree.css("[id]")),
        tuple(dict.fromkeys(targets)),
        tuple(_own_faults(tree, calling, hosts, is_scripted)),
        bool(tree.tags("math")),
    )


def _own_faults(
    tree: LexborHTMLParser, calling: Iterable[LexborNode], hosts: Iterable[str], is_scripted: bool
) -> Iterator[str]:
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


def faults(pages: Mapping[str, Seen], folder: Path, others: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Every fault of the site in `folder`, with the page on which it is; `others` are or will be there, too."""
    there = dict.fromkeys(chain(pages, others), True)
    for page, one in pages.items():
        for address, file, anchor in one.targets:
            if file not in there:
                there[file] = isfile(f"{folder}/{file}")  # noqa: PTH113 (thousands of files)
            if not there[file]:
                yield page, f"links to '{address}', which is not there"
            elif anchor and file in pages and anchor not in pages[file].ids and not anchor.startswith(":~:"):
                yield page, f"links to '{address}', which has no such place"
        yield from ((page, fault) for fault in one.faults)
