"""The `nav` of `mkdocs.yml` as a menu of one level, and a page of contents that lists the pages below it.

In: the nav, the new place of each page, titles. Out: MENU, and that list. Titles of the nav are HTML: here they are
plain text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from plugins.migrate.page_source import SHORTCODE, escape_markdown, file_title

OUTSIDE = re.compile(r"https?://|mailto:")
TAG = re.compile(r"<!--.*?-->|<svg\b.*?</svg>|</?[a-zA-Z][^<>]*>", re.S | re.I)
PICTURE_TEXT = re.compile(r"""<img\b[^<>]*\balt\s*=\s*["']([^"']+)["'][^<>]*>""", re.I)
# An icon of a style sheet, as `class="fa-brands fa-github"`, and a shortcode
STYLED_ICON = re.compile(r"""\bclass\s*=\s*["']?(?P<classes>[^"'>]*\b(?:fa|ai|bi|mdi)-[^"'>]*)""", re.I)
STYLES = {"fa-brands": "brands", "fab": "brands", "fa-regular": "regular", "far": "regular"}
SETS = {"ai": "academicons", "mdi": "material"}
NO_PICTURE = re.compile(r"fa-(?:brands|solid|regular|fw|lg|sm|xs|xl|\d?x|\d+x|spin|pulse|light|thin|duotone|inverse)")


@dataclass(frozen=True)
class NavEntry:
    """An entry of the nav: title, page or address or nothing, the entries below it, and the keys that lead to it.

    One that shows only an icon has no title, but names of `icons` that may be meant.
    """

    title: str
    target: str = ""
    below: tuple["NavEntry", ...] = ()
    keys: tuple = ()
    icons: tuple[str, ...] = ()

    def walk(self) -> Iterator["NavEntry"]:
        """The entry and all below it."""
        yield self
        for entry in self.below:
            yield from entry.walk()

    def first(self) -> str:
        return self.target or next((found for entry in self.below if (found := entry.first())), "")


def read_nav(nav: object, title: Callable[[str], str], keys: tuple = ("nav",)) -> Iterator[NavEntry]:
    """The entries of the nav; a page without a title there has its own title."""
    for index, item in enumerate(nav if isinstance(nav, list) else []):
        here = (*keys, index)
        if isinstance(item, str):
            yield NavEntry(title(item), item, (), here)
        for name, value in item.items() if isinstance(item, dict) else ():
            below = tuple(read_nav(value, title, (*here, name))) if isinstance(value, list) else ()
            target = value if isinstance(value, str) else ""
            if below or isinstance(value, str):
                is_page = target and not OUTSIDE.match(target)
                shown = plain_nav_title(str(name)) or (title(target) if is_page else "")
                yield NavEntry(shown, target, below, here, () if shown else _icons_of(str(name)))


def plain_nav_title(written: str) -> str:
    """The words of a title in the nav, which MkDocs takes for HTML."""
    text = SHORTCODE.sub(" ", TAG.sub(" ", PICTURE_TEXT.sub(r" \1 ", written)))
    return " ".join(unescape(text).split())


def _icons_of(written: str) -> tuple[str, ...]:
    """The names here of the icon that a title in the nav shows, the likeliest first."""
    if code := SHORTCODE.search(written):
        return (code[0].strip(":"),)
    if not (match := STYLED_ICON.search(written)):
        return ()
    classes = match["classes"].split()
    style = next((STYLES[name] for name in classes if name in STYLES), "")
    names = [name.partition("-")[2] for name in classes if "-" in name and not NO_PICTURE.fullmatch(name)]
    first = f"fontawesome-{style}" if style else SETS.get(classes[0], "fontawesome-solid")
    return tuple(f"{one}-{name}" for name in names for one in (first, "fontawesome-brands", "academicons", "material"))


def nav_from_files(pages: list[str], title: Callable[[str], str]) -> list[NavEntry]:
    """The nav that MkDocs makes without `nav`: the pages of the top folder, then a section for each folder."""
    top = sorted((name for name in pages if "/" not in name), key=lambda name: (not name.startswith("index."), name))
    folders = sorted({name.partition("/")[0] for name in pages if "/" in name})
    nav = [NavEntry(title(name), name) for name in top]
    for folder in folders:
        inside = [name for name in pages if name.startswith(f"{folder}/")]
        inside.sort(key=lambda name: (name.count("/"), name))
        nav.append(NavEntry(file_title(folder), below=tuple(NavEntry(title(name), name) for name in inside)))
    return nav


def flatten_nav(
    entries: list[NavEntry], find: Callable[[str], str | None], home: str
) -> tuple[list[tuple[str, str]], str, list[tuple[tuple, str]]]:
    """The menu, titles and targets of the top entries without the home page; a list of all entries, if it lacks some;
    the keys and targets of those that lead nowhere. `find` gives what the nav leads to its place on the new site: a
    path below content/, or an address; None if there is no such thing."""
    menu, lost = [], []
    for entry in entries:
        target = find(entry.first())
        if target is None:
            lost.append((entry.keys, entry.first()))
        elif entry.title and (entry.below or target != home):
            menu.append((entry.title, target))
    below = [entry for top in entries for one in top.below for entry in one.walk()]
    lost += [(one.keys, one.target) for one in below if one.target and find(one.target) is None]
    icons = {entry.target for entry in entries if not entry.title}  # which become profiles
    shown = {target for _, target in menu} | icons | {home, None}
    is_whole = all(find(entry.target) in shown for entry in [*entries, *below])
    return menu, "" if is_whole else "\n".join(_contents_lines(entries, find)), lost


def _contents_lines(entries: Iterable[NavEntry], find: Callable[[str], str | None], depth: int = 0) -> Iterator[str]:
    for entry in entries:
        target = find(entry.target)
        title = escape_markdown(entry.title)
        if entry.title and (target or entry.below):
            yield "    " * depth + (f"- [{title}]({_link_from_contents(target)})" if target else f"- {title}")
        yield from _contents_lines(entry.below, find, depth + 1)


def _link_from_contents(target: str) -> str:
    if OUTSIDE.match(target) or target.startswith("/"):
        return target
    path = target.removeprefix("pages/") if target.startswith("pages/") else f"../{target}"
    return f"<{path}>" if re.search(r"[\s()]", path) else path
