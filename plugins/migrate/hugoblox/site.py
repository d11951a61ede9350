"""The texts of a HugoBlox site, their addresses, and its files.

In: the folder and its settings. Out: a `HugoSite`. Links out of the site are never followed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname

from plugins.migrate.file_list import is_hidden, list_files
from plugins.migrate.hugoblox.addresses import MARKDOWN, PAGES, Permalinks, as_folder, split_name
from plugins.migrate.hugoblox.config import AUTHOR_DATA, HugoConfig, read_author_data, weight_of
from plugins.migrate.hugoblox.front_matter import HugoText, split_text
from plugins.migrate.report import MigrationReport

# What the folders of HugoBlox are called, in its older and newer versions
PUBLICATIONS = ("publication", "publications")
EVENTS = ("event", "events", "talk", "talks")
POSTS = ("post", "posts", "blog", "news")
AUTHORS = ("authors", "author")
LANDING = ("landing", "widget_page")
NOT_PUBLISHED = ("never", "false", "link", "False")


@dataclass(frozen=True)
class HugoPage:
    """A text below content/: its file's `name`, its `address` on the old site, and the folder of its own files.

    It is `home`, a `section`, a `person`, or a `page`; `lang` is empty in the site's own language.
    """

    name: str
    text: HugoText
    kind: str
    address: str
    lang: str = ""
    place_of_data: str = ""  # of a person whom a file of data describes

    @property
    def section(self) -> str:
        folders, _ = split_name(self.name)
        return folders[0] if folders else ""

    @property
    def folder(self) -> str:
        """The folder of the pictures and files that belong to the text; empty if it is a file alone."""
        return dirname(self.name) if re.match(r"_?index\.", self.name.rpartition("/")[2]) else ""

    @property
    def folder_name(self) -> str:
        """The name of the folder that describes a person."""
        return self.name.split("/")[1]

    @property
    def title(self) -> str:
        return self.text.text("title", "linktitle") or split_name(self.name)[1].replace("-", " ").capitalize()

    @property
    def place(self) -> str:
        """The path of the file as its author knows it."""
        return self.place_of_data or f"content/{self.name}"

    @property
    def is_draft(self) -> bool:
        return self.text.is_on("draft")


HOME = HugoPage("_index.md", HugoText(), "home", "")


@dataclass(frozen=True)
class HugoSite:
    """`texts` are published, `parts` are not: widgets of pages; `files` are the others below content/."""

    config: HugoConfig
    permalinks: Permalinks
    texts: tuple[HugoPage, ...]
    parts: tuple[HugoPage, ...]
    files: tuple[str, ...]
    static: tuple[str, ...]
    media: tuple[str, ...]

    @property
    def folder(self) -> Path:
        return self.config.folder

    @cached_property
    def by_address(self) -> dict[str, HugoPage]:
        return {page.address: page for page in reversed(self.texts)}

    @cached_property
    def by_name(self) -> dict[str, HugoPage]:
        """The texts by what people call them: path of the file, of its folder, or its last part alone."""
        found: dict[str, HugoPage] = {}
        for page in self.texts:
            stem = re.sub(r"/?_?index$", "", page.name.rpartition(".")[0])
            for name in (page.name, stem, stem.rpartition("/")[2]):
                found.setdefault(name, page)
        return found

    def of(self, *sections: str) -> list[HugoPage]:
        """The pages in these sections in the site's own language, in the order of Hugo's lists: by weight, the newest
        first, by title."""
        return sorted((page for page in self.in_sections(*sections) if not page.lang), key=_order)

    def in_sections(self, *sections: str) -> list[HugoPage]:
        """The pages in these sections in any language."""
        return [page for page in self.texts if page.kind == "page" and page.section in sections]

    def index_of(self, section: str) -> HugoPage | None:
        return next((page for page in self.texts if page.kind == "section" and dirname(page.name) == section), None)

    def files_of(self, page: HugoPage) -> list[str]:
        """The files that belong to a text, by their paths below content/."""
        if not page.folder:
            return []
        inside = [name for name in self.files if name.startswith(f"{page.folder}/")]
        return inside if page.kind == "page" else [name for name in inside if dirname(name) == page.folder]

    @cached_property
    def post_sections(self) -> list[str]:
        """The sections whose texts are articles, the largest first."""
        used = {name: sum(page.text.day is not None for page in self.of(name)) for name in POSTS}
        return sorted((name for name in used if used[name]), key=lambda name: -used[name])

    @cached_property
    def people(self) -> list[HugoPage]:
        return [page for page in self.texts if page.kind == "person"]

    @cached_property
    def owner(self) -> HugoPage | None:
        marked = [page for page in self.people if page.text.is_on("superuser")]
        named = [page for page in self.people if page.name.split("/")[1:-1] in (["admin"], ["me"])]
        return next(iter([*marked, *named, *(self.people if len(self.people) == 1 else [])]), None)


def _order(page: HugoPage) -> tuple:
    day = page.text.day
    return weight_of(page.text.values.get("weight")), -day.toordinal() if day else 0, page.title.casefold()


def read_site(config: HugoConfig, report: MigrationReport) -> HugoSite:
    """All texts and files of the site."""
    removes = config.get("removepathaccents") is True
    permalinks = Permalinks.of_settings(config.table("permalinks"), not removes)
    names, static, media = (
        list_files(config.folder / below, f"{below}/", report, is_hidden)
        for below in ("content", "static", "assets/media")
    )
    sources = [name for name in names if name.lower().endswith(MARKDOWN)]
    for name in names:
        if name.lower().endswith(PAGES) and name not in sources:
            report.leave(f"content/{name}", None, "only Markdown is read: this text is not moved")
    texts, parts = [], []
    leaves = {dirname(name) for name in sources if name.rpartition("/")[2].startswith("index.") and "/" in name}
    for name in sources:
        page = _read_page(config, permalinks, name, leaves, report)
        (parts if page.kind == "part" else texts).append(page)
    known = {page.name for page in texts}
    for file, text in read_author_data(config.folder, report):
        name = f"authors/{file.rpartition('.')[0]}/_index.md"
        if name not in known:
            address = _address(permalinks, name, text, "person")
            texts.append(HugoPage(name, text, "person", address, place_of_data=f"{AUTHOR_DATA}/{file}"))
    files = tuple(name for name in names if not name.lower().endswith(PAGES))
    return HugoSite(config, permalinks, tuple(texts), tuple(parts), files, static, media)


def _read_page(
    config: HugoConfig, permalinks: Permalinks, name: str, leaves: set[str], report: MigrationReport
) -> HugoPage:
    written = (config.folder / "content" / name).read_bytes().decode("utf-8", "replace")
    text = split_text(written)
    if "\N{REPLACEMENT CHARACTER}" in written:
        report.leave(f"content/{name}", None, "this text is not UTF-8: unknown characters are shown as �")
    if text.problem:
        report.leave(f"content/{name}", 1, f"{text.problem}: the text is moved without its front matter")
    plain, lang = _without_language(name, config)
    kind = _kind(plain, text, leaves)
    address = _address(permalinks, plain, text, kind)
    return HugoPage(name if lang else plain, text, kind, f"{lang.lower()}/{address}" if lang else address, lang)


def _without_language(name: str, config: HugoConfig) -> tuple[str, str]:
    """The name without the language in it, `index.de.md`, and the language if it is not the site's own."""
    stem, _, ending = name.rpartition(".")
    base, _, lang = stem.rpartition(".")
    if base and lang.lower() in config.languages:
        return f"{base}.{ending}", "" if lang.lower() == config.language.lower() else lang
    return name, ""


def _kind(name: str, text: HugoText, leaves: set[str]) -> str:
    build = text.table("build") or text.table("_build")
    if text.is_on("headless") or str(build.get("render", "")) in NOT_PUBLISHED:
        return "part"
    folder, _, last = name.rpartition("/")
    above = [folder.rsplit("/", count)[0] for count in range(folder.count("/") + 1)]
    is_resource = any(place in leaves for place in above) and not (folder in leaves and last.startswith("index."))
    if is_resource or (folder == "home" and not last.startswith("_index.")):
        return "part"
    if not last.startswith("_index."):
        return "page"
    if not folder:
        return "home"
    return "person" if "/" in folder and folder.partition("/")[0] in AUTHORS else "section"


def _address(permalinks: Permalinks, name: str, text: HugoText, kind: str) -> str:
    if kind == "home":
        return ""
    if kind == "person":
        term = name.split("/")[-2]
        return as_folder(text.text("url")) or permalinks.of_term(name.partition("/")[0], term, text.text("title"))
    return permalinks.of_section(name, text) if kind == "section" else permalinks.of_page(name, text)


def lists_of(site: HugoSite) -> Iterator[tuple[str, list[HugoPage]]]:
    """Each section that Hugo lists, though nobody wrote a page for it, and the pages in it."""
    names = dict.fromkeys(page.section for page in site.texts if page.kind == "page" and page.section)
    return ((name, site.of(name)) for name in names)
