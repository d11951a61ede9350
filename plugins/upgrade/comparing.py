"""What differs between two builds of a site: the visible text of its pages, and their weight.

In: two output folders. Out: a Comparison, and lines for the author.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins.finish.weight import Weight, weigh

UNSEEN = ["script", "style", "svg", "template"]
SHOWN = 20  # names before the rest is counted


@dataclass(frozen=True)
class Comparison:
    """Addresses of pages whose text changed, which are new, or gone; bytes of HTML by address, of pages that are in
    both builds; the home page's weight. Of two values, the first is that before."""

    pages: int
    changed: tuple[str, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    html: Mapping[str, tuple[int, int]]
    home: tuple[Weight, Weight]


def compare(old: Path, new: Path) -> Comparison:
    """Compare the builds in two folders."""
    before, after = (_pages(folder) for folder in (old, new))
    both = sorted(before.keys() & after.keys())
    return Comparison(
        pages=len(after),
        changed=tuple(_address(name) for name in both if visible_text(before[name]) != visible_text(after[name])),
        added=tuple(_address(name) for name in sorted(after.keys() - before.keys())),
        gone=tuple(_address(name) for name in sorted(before.keys() - after.keys())),
        html={_address(name): (len(before[name]), len(after[name])) for name in both},
        home=(weigh(old / "index.html", old), weigh(new / "index.html", new)),
    )


def visible_text(page: bytes) -> str:
    """The text of a page's `<main>`, without white space: where markup changes, that may change as well."""
    tree = LexborHTMLParser(page)
    tree.strip_tags(UNSEEN)
    main = tree.css_first("main") or tree.body
    return "".join(main.text().split()) if main else ""


def lines_of(found: Comparison) -> Iterator[str]:
    """What an author wants to know before an upgrade."""
    yield f"text: changes on {len(found.changed)} of {found.pages} pages{named(found.changed)}"
    if found.added:
        yield f"new pages: {len(found.added)}{named(found.added)}"
    if found.gone:
        yield f"pages that disappear: {len(found.gone)}{named(found.gone)}"
    resized = [address for address, (before, after) in found.html.items() if before != after]
    total = [sum(sizes[side] for sizes in found.html.values()) for side in (0, 1)]
    yield f"size: changes on {len(resized)} of {found.pages} pages, {_sizes(total)} in all"
    most = sorted(resized, key=lambda address: -abs(found.html[address][1] - found.html[address][0]))[:3]
    yield from (f"      {address} {_sizes(found.html[address])}" for address in most)
    yield f"home page: {found.home[0]}"
    yield f"        -> {found.home[1]}"


def _sizes(sizes: Iterable[int]) -> str:
    return " -> ".join(f"{size / 1000:.1f} kB" for size in sizes)


def named(names: Iterable[str]) -> str:
    """`: a, b and 3 more`; empty without names."""
    names = list(names)
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f": {', '.join(names[:SHOWN])}{more}" if names else ""


def _pages(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*.html") if file.parent.name != "frames")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _address(name: str) -> str:
    return "/" + name.removesuffix("index.html")
