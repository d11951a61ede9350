"""The site that is moved, as it was: its files, the texts of its pages, its blog, and where each file goes.

In: a `Config`. Out: an `OldSite`, whose `moved` says of each file of `docs` where it is now: a path below content/,
or an address of the new site, which begins with a slash.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import normpath

from plugins.migrate import blog, leftovers, text
from plugins.migrate.blog import Blog
from plugins.migrate.config import Config
from plugins.migrate.docs import Listed, address, is_page, listed
from plugins.migrate.report import MigrationFailed, Report

PUBLISHED_AT_ROOT = ("CNAME", "robots.txt")
NEWS = ("news/", "articles/", "dated/")  # where the list of articles may be, the first that is free


@dataclass(frozen=True)
class OldSite:
    """Everything that a move reads; `name` is the docs folder as its author knows it."""

    config: Config
    docs: Path
    listed: Listed
    texts: dict[str, str]
    in_folders: bool
    blog: Blog | None

    def place(self, name: str) -> str:
        """A file of docs, from the folder of the site."""
        return (self.docs / name).relative_to(self.config.folder).as_posix()

    def title(self, name: str) -> str:
        """What a menu calls a page or a file."""
        name = normpath(name)
        return text.title(self.texts.get(name, ""), name)

    @cached_property
    def home(self) -> str:
        """The page at the root, from docs."""
        return next((name for name in ("index.md", "README.md") if name in self.texts), "")

    @cached_property
    def posts(self) -> dict[str, blog.Post]:
        return {post.source: post for post in self.blog.posts} if self.blog else {}

    @cached_property
    def news(self) -> str:
        """The address of the list of articles: the blog's, or one that no page has."""
        if self.blog and self.blog.base:
            return self.blog.base
        taken = {address(name, True) for name in self.texts}
        return next(place for place in NEWS if place not in taken or place == NEWS[-1])

    @cached_property
    def moved(self) -> dict[str, str]:
        return {name: self._target(name) for name in self.listed.files if not self._is_dropped(name)}

    def _target(self, name: str) -> str:
        if name in self.posts:
            return self.posts[name].target
        if self.blog and self.blog.is_index(name):
            return f"/{self.news}"
        if name in PUBLISHED_AT_ROOT:
            return f"extra/{name}"
        return f"pages/{name}" if is_page(name) else name

    def _is_dropped(self, name: str) -> bool:
        """Style sheets and scripts of Material's page; a README where there is an index."""
        folder, _, last = name.rpartition("/")
        index = f"{folder}/index.md".lstrip("/")
        return name in self.assets or (last == "README.md" and index in self.listed.files)

    @cached_property
    def assets(self) -> frozenset[str]:
        """Files that the settings load into every page."""
        names = set()
        for key in ("extra_css", "extra_javascript"):
            for item in self.config.get(key, kind=list):
                path = item.get("path") if isinstance(item, dict) else item
                names.add(normpath(str(path)))
        return frozenset(names)

    @cached_property
    def by_address(self) -> dict[str, str]:
        """The file of docs that answers at each address, without slashes at its ends."""
        pages = {address(name, self.in_folders).strip("/"): name for name in self.texts if name not in self.posts}
        posts = {post.address.strip("/"): post.source for post in self.posts.values()}
        return {**{name: name for name in self.moved if not is_page(name)}, **posts, **pages}


def read(config: Config, report: Report) -> OldSite:
    """Read the site. Raises MigrationFailed where there is none."""
    docs = (config.folder / (config.get("docs_dir") or "docs")).resolve()
    if not docs.is_relative_to(config.folder) or not docs.is_dir():
        path, line = config.place("docs_dir")
        raise MigrationFailed(f"{path}:{line or 1}: docs_dir names no folder of this site")
    excluded = [row.strip() for row in config.get("exclude_docs").splitlines()]
    files = listed(docs, [row for row in excluded if row and row[0] not in "#!"])
    texts = {name: _text(docs / name) for name in files.files if is_page(name)}
    in_folders = config.values.get("use_directory_urls") is not False
    options = leftovers.options(config, "blog")
    old_blog = blog.read(options, texts, in_folders) if options is not None else None
    site = OldSite(config, docs, files, texts, in_folders, old_blog)
    for name, reason in files.skipped:
        report.leave(site.place(name), None, reason)
    if not texts:
        raise MigrationFailed(f"{site.place('')}: there is no page in this folder")
    return site


def _text(path: Path) -> str:
    """A page's text, for looking only: what is no UTF-8 is copied as it is, and named by the build."""
    return path.read_bytes().decode("utf-8", "replace")
