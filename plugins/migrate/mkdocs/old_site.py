"""The site that moves in: its files, the texts of its pages, its blog, and where each file goes.

In: a `MkDocsConfig`. Out: an `OldSite`, whose `moved` gives each file of `docs` its new place: a path below content/,
or an address of the new site, which begins with a slash.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import normpath

from plugins.migrate.file_list import list_files
from plugins.migrate.mkdocs.blog import Blog, Post, read_blog
from plugins.migrate.mkdocs.docs_folder import FOLDER_PAGES, is_ignored, is_page, mkdocs_address
from plugins.migrate.mkdocs.includes import Expanded, read_inclusions
from plugins.migrate.mkdocs.menu import OUTSIDE, NavEntry, read_nav
from plugins.migrate.mkdocs.mkdocs_config import MkDocsConfig
from plugins.migrate.mkdocs.snippets import append_snippets, read_appended
from plugins.migrate.moved_site import MADE_HERE, NEWS, TEXTS
from plugins.migrate.page_source import plain_title
from plugins.migrate.report import MigrationFailed, MigrationReport, counted

PUBLISHED_AT_ROOT = ("CNAME", "robots.txt")
BIBLIOGRAPHY = "publications.bib"  # where the build reads it, and where it publishes it


@dataclass(frozen=True)
class OldSite:
    """Everything that a migration reads. Paths of files are relative to the folder `docs`.

    `texts` of pages hold what they included, and `expanded` names the pages that did. `style_sheets` are the author's.
    """

    config: MkDocsConfig
    docs: Path
    files: tuple[str, ...]
    texts: dict[str, str]
    in_folders: bool
    blog: Blog | None
    expanded: frozenset[str]
    style_sheets: dict[str, str]

    def place(self, name: str) -> str:
        """The path of a file of docs from the folder of the site, as the author knows it."""
        return (self.docs / name).relative_to(self.config.folder).as_posix()

    def text_place(self, name: str) -> str:
        """The path of the file whose lines are those of the page's text: where it is new, that of the new site."""
        return f"content/{self.moved[name]}" if name in self.expanded else self.place(name)

    def title(self, name: str) -> str:
        """The title of a page or a file in a menu."""
        name = normpath(name)
        return plain_title(self.texts.get(name, ""), name)

    @cached_property
    def nav(self) -> list[NavEntry]:
        """The nav of the settings, if there is one."""
        return list(read_nav(self.config.get("nav", kind=list), self.title))

    @cached_property
    def _nav_titles(self) -> dict[str, str]:
        entries = [entry for top in self.nav for entry in top.walk()]
        return {normpath(entry.target.strip("/")): entry.title for entry in reversed(entries) if entry.target}

    def given_title(self, name: str) -> str:
        """The title that MkDocs shows above a page that has none: that of the nav, or else one of its file's name."""
        if name == self.home and (site_name := self.config.get("site_name").strip()):
            return site_name
        return self._nav_titles.get(name) or plain_title("", name)

    @cached_property
    def home(self) -> str:
        """The page at the root of the site, or nothing."""
        names = (f"{stem}{ending}" for stem in FOLDER_PAGES for ending in TEXTS)
        return next((name for name in names if name in self.texts), "")

    @cached_property
    def posts(self) -> dict[str, Post]:
        return {post.source: post for post in self.blog.posts} if self.blog else {}

    @cached_property
    def news(self) -> str:
        """The address of the list of articles: that of the blog, or one that no page has."""
        if self.blog and self.blog.base:
            return self.blog.base
        taken = {mkdocs_address(name, True) for name in self.texts}
        return next(place for place in NEWS if place not in taken or place == NEWS[-1])

    @property
    def news_years(self) -> str:
        """The address above those of the archives of a year."""
        return f"{self.blog.base}archive/" if self.blog else self.news

    @cached_property
    def moved(self) -> dict[str, str]:
        return {name: self._target(name) for name in self.files if not self._is_dropped(name)}

    def _target(self, name: str) -> str:
        if name in self.posts:
            return self.posts[name].target
        if self.blog and self.blog.is_index(name):
            return f"/{self.news}"
        if name in PUBLISHED_AT_ROOT:
            return f"extra/{name}"
        return f"pages/{name}" if is_page(name) else name

    def _is_dropped(self, name: str) -> bool:
        """Whether a file has no place on the new site: style sheets and scripts; a README beside an index."""
        folder, _, last = name.rpartition("/")
        index = f"{folder}/index.md".lstrip("/")
        return name in self.assets or name in MADE_HERE or (last == "README.md" and index in self.files)

    @cached_property
    def assets(self) -> frozenset[str]:
        """The style sheets and scripts that the settings load into every page."""
        items = [*self.config.get("extra_css", kind=list), *self.config.get("extra_javascript", kind=list)]
        paths = (item.get("path") if isinstance(item, dict) else item for item in items)
        return frozenset(normpath(str(path)) for path in paths)

    @cached_property
    def by_address(self) -> dict[str, str]:
        """The file of docs that answers at each address; addresses have no slashes at their ends."""
        own = [name for name in self.texts if name not in self.posts]
        pages = {mkdocs_address(name, self.in_folders).strip("/"): name for name in own}
        posts = {post.address.strip("/"): post.source for post in self.posts.values()}
        return {**{name: name for name in self.moved if not is_page(name)}, **posts, **pages}


def nav_target(site: OldSite, written: str, has_place: Callable[[str, str], bool]) -> str | None:
    """Where an entry of the nav leads on the new site: a path below content/, an address; None if there is no such, or
    if it leads to an anchor that its page does not have."""
    if OUTSIDE.match(written):
        return written
    path, _, anchor = written.partition("#")
    name = normpath(path.strip("/")) if path.strip("/") else site.home if written else ""
    name = name if name in site.moved else site.by_address.get(name, "")
    target = site.moved.get(name)
    if not anchor or not target:
        return target
    return f"/{mkdocs_address(name, site.in_folders)}#{anchor}" if has_place(name, anchor) else None


def read_old_site(config: MkDocsConfig, report: MigrationReport) -> OldSite:
    """Raises MigrationFailed if the site has no docs folder or no page."""
    docs = (config.folder / (config.get("docs_dir") or "docs")).resolve()
    if not docs.is_relative_to(config.folder) or not docs.is_dir():
        path, line = config.place("docs_dir")
        raise MigrationFailed(f"{path}:{line or 1}: docs_dir names no folder of this site")
    rows = [row.strip() for row in config.get("exclude_docs").splitlines()]
    excluded = [row for row in rows if row and row[0] not in "#!"]
    below = f"{docs.relative_to(config.folder).as_posix()}/".removeprefix("./")
    files = list_files(docs, below, report, lambda name: is_ignored(name, excluded))
    # The texts are only examined: files are copied as bytes, and the build reports those that are not UTF-8.
    written = {name: (docs / name).read_bytes().decode("utf-8", "replace") for name in files if is_page(name)}
    inclusions = read_inclusions(config, docs)
    appended = read_appended(config)
    whole = {name: append_snippets(text, appended) for name, text in written.items()}
    pages = {name: inclusions.expand(name, text) for name, text in whole.items()}
    texts = {name: page.text for name, page in pages.items()}
    expanded = frozenset(name for name in texts if texts[name] != written[name])
    in_folders = config.values.get("use_directory_urls") is not False
    options = config.options("blog")
    blog = read_blog(options, texts, in_folders) if options is not None else None
    sheets = _read_style_sheets(config, docs, files, report)
    site = OldSite(config, docs, files, texts, in_folders, blog, expanded, sheets)
    if longer := [name for name in whole if whole[name] != written[name]]:
        place = config.place("markdown_extensions")
        report.change(*place, f"{counted(len(longer), 'page includes', 'pages include')} the snippets of auto_append")
    _report_inclusions(site, pages, report)
    if not texts:
        raise MigrationFailed(f"{site.place('')}: there is no page in this folder")
    return site


def _read_style_sheets(
    config: MkDocsConfig, docs: Path, names: tuple[str, ...], report: MigrationReport
) -> dict[str, str]:
    sheets = {}
    for index, written in enumerate(config.get("extra_css", kind=list)):
        name = str(written).partition("?")[0].lstrip("/")
        if name in names:
            sheets[name] = (docs / name).read_bytes().decode("utf-8", "replace")
        else:
            report.leave(*config.place("extra_css", index), f"no style sheet '{name}' in this site")
    return sheets


def _report_inclusions(site: OldSite, pages: dict[str, Expanded], report: MigrationReport) -> None:
    for name, page in pages.items():
        for line, shown in page.inserted:
            report.change(site.place(name), line, f"'{shown}' is replaced by what it stands for")
        for line, problem in page.left:
            report.leave(site.place(name), line, problem)
