"""The `nav` of `mkdocs.yml` as a flat menu, and a page of contents for what stands below it.

In: the nav, where each page goes, titles. Out: a `Menu`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import normpath

OUTSIDE = re.compile(r"https?://|mailto:")


@dataclass(frozen=True)
class Entry:
    """One place of the nav: its title, a page or address or nothing, what stands below it, its place in the nav."""

    title: str
    target: str = ""
    below: tuple["Entry", ...] = ()
    keys: tuple = ()

    def first(self) -> str:
        return self.target or next((found for entry in self.below if (found := entry.first())), "")


@dataclass
class Menu:
    """The `entries` of the menu in order, `contents` of a page that lists all, and what of the nav leads nowhere."""

    entries: list[tuple[str, str]] = field(default_factory=list)
    contents: str = ""
    lost: list[tuple[tuple, str]] = field(default_factory=list)


def tree(nav: object, title: Callable[[str], str], keys: tuple = ("nav",)) -> Iterator[Entry]:
    """The nav as entries; a page that it does not title has its own title."""
    for index, item in enumerate(nav if isinstance(nav, list) else []):
        here = (*keys, index)
        if isinstance(item, str):
            yield Entry(title(item), item, (), here)
        for name, value in item.items() if isinstance(item, dict) else ():
            below = tuple(tree(value, title, (*here, name))) if isinstance(value, list) else ()
            if below or isinstance(value, str):
                yield Entry(str(name), value if isinstance(value, str) else "", below, here)


def from_files(pages: list[str], title: Callable[[str], str]) -> list[Entry]:
    """What MkDocs shows without a nav: the pages of the top folder, then a section for each folder."""
    top = sorted((name for name in pages if "/" not in name), key=lambda name: (not name.startswith("index."), name))
    folders = sorted({name.partition("/")[0] for name in pages if "/" in name})
    sections = [
        Entry(folder.replace("-", " ").replace("_", " ").capitalize(), below=tuple(_pages(pages, folder, title)))
        for folder in folders
    ]
    return [*(Entry(title(name), name) for name in top), *sections]


def _pages(pages: list[str], folder: str, title: Callable[[str], str]) -> Iterator[Entry]:
    inside = sorted(name for name in pages if name.startswith(f"{folder}/"))
    return (Entry(title(name), name) for name in sorted(inside, key=lambda name: (name.count("/"), name)))


def flat(entries: list[Entry], moved: Mapping[str, str], home: str) -> Menu:
    """The menu: the top entries but the home page; `moved` says where each file of the old site is now."""
    menu = Menu()
    for entry in entries:
        target = _target(entry.first(), moved)
        if target is None:
            menu.lost.append((entry.keys, entry.first()))
        elif entry.below or target != home:
            menu.entries.append((entry.title, target))
    shown = {target for _, target in menu.entries} | {home}
    deep = [one for one in _all(entries) if _target(one.target, moved) not in (*shown, None)]
    menu.lost += [(one.keys, one.target) for one in _all(entries) if one.keys and _is_lost(one, entries, moved)]
    menu.contents = "\n".join(_listed(entries, moved)) if deep else ""
    return menu


def _is_lost(entry: Entry, top: list[Entry], moved: Mapping[str, str]) -> bool:
    return entry not in top and bool(entry.target) and _target(entry.target, moved) is None


def _target(written: str, moved: Mapping[str, str]) -> str | None:
    """A page or file below content/, or an address; None for what is not there."""
    if OUTSIDE.match(written):
        return written
    return moved.get(normpath(written.strip("/"))) if written else None


def _all(entries: tuple[Entry, ...] | list[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _all(entry.below)


def _listed(entries: tuple[Entry, ...] | list[Entry], moved: Mapping[str, str], depth: int = 0) -> Iterator[str]:
    for entry in entries:
        target = _target(entry.target, moved)
        title = re.sub(r"([\[\]*_`<>\\])", r"\\\1", entry.title)
        if target or entry.below:
            yield "    " * depth + (f"- [{title}]({_linked(target)})" if target else f"- {title}")
        yield from _listed(entry.below, moved, depth + 1)


def _linked(target: str) -> str:
    if OUTSIDE.match(target) or target.startswith("/"):
        return target
    path = target.removeprefix("pages/") if target.startswith("pages/") else f"../{target}"
    return f"<{path}>" if re.search(r"[\s()]", path) else path
