"""The blog plugin's posts, which become articles: where each file goes, and the address that it had.

In: the plugin's options and the texts of all pages. Out: a `Blog` with its `Post` records.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count
from posixpath import normpath

from pymdownx.slugs import slugify

from plugins.migrate.docs_folder import FOLDER_PAGES, is_page
from plugins.migrate.page_source import read_front_matter, written_title

FIELDS = {"yyyy": "%Y", "yy": "%y", "MM": "%m", "dd": "%d", "M": "%-m", "d": "%-d"}
FIELD = re.compile(r"y+|M+|d+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
UNSAFE = re.compile(r"[^\w.-]+")
UNSAFE_FOLDER = re.compile(r"[\x00-\x1f{}\\]|\.\.")
slug_of = slugify(case="lower")


@dataclass(frozen=True)
class Post:
    """A post: its file in docs, the article below content/ that it becomes, its old address, its categories."""

    source: str
    target: str
    address: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Blog:
    """The blog's `folder` in docs; `pattern` is the address of an article as a Pelican setting, or None."""

    folder: str
    posts: tuple[Post, ...]
    pattern: str | None

    @property
    def base(self) -> str:
        return "" if self.folder == "." else f"{self.folder}/"

    def is_index(self, name: str) -> bool:
        return bool(self.base) and name.rpartition(".")[0] in {f"{self.base}{last}" for last in FOLDER_PAGES}

    def categories(self) -> list[str]:
        return sorted({slug_of(name, "-") for post in self.posts for name in post.categories})


@dataclass(frozen=True)
class AddressFormat:
    """The addresses of posts: `written` as in the settings, `days` as a format of strftime or None."""

    written: str
    days: str | None
    base: str
    end: str

    def address(self, fields: Mapping[str, str]) -> str:
        place = re.sub(r"\{(\w+)\}", lambda match: fields.get(match[1], ""), self.written)
        return f"{self.base}{normpath(f'/{place}').strip('/')}{self.end}"

    @property
    def pattern(self) -> str | None:
        """The same as a Pelican setting, if one can express it."""
        fields = set(re.findall(r"\{(\w*)\}", self.written))
        if self.days is None or ".." in self.written or not fields <= {"date", "slug"}:
            return None
        date_ = re.sub("%-?[a-zA-Z]", lambda match: f"{{date:{match[0]}}}", self.days)
        return f"{self.base}{self.written.replace('{date}', date_).strip('/')}{self.end}"


def read_blog(options: Mapping, pages: Mapping[str, str], in_folders: bool) -> Blog:
    """The blog that the plugin's `options` describe among `pages`, texts by path."""
    written = _text_option(options, "blog_dir", "blog").strip("/") or "."
    folder = "blog" if UNSAFE_FOLDER.search(written) else normpath(written)
    inside = normpath(_text_option(options, "post_dir", "{blog}/posts").replace("{blog}", folder))
    base, end = "" if folder == "." else f"{folder}/", "/" if in_folders else ".html"
    format_ = AddressFormat(_text_option(options, "post_url_format", "{date}/{slug}"), _date_format(options), base, end)
    posts: dict[str, Post] = {}
    for name in pages:
        if name.startswith(f"{inside}/") and is_page(name):
            post = _read_post(name, pages[name], format_, posts)
            posts[post.target] = post
    return Blog(folder, tuple(posts.values()), format_.pattern)


def _text_option(options: Mapping, key: str, default: str) -> str:
    value = options.get(key)
    return value if isinstance(value, str) and value else default


def _date_format(options: Mapping) -> str | None:
    """The format of dates in addresses for strftime; None if it has fields that strftime does not have."""
    written = _text_option(options, "post_url_date_format", "yyyy/MM/dd")
    known = all(field in FIELDS for field in FIELD.findall(written)) and not re.search(r"[A-LN-Za-ce-xz'%]", written)
    return FIELD.sub(lambda match: FIELDS[match[0]], written) if known else None


def _read_post(name: str, source: str, format_: AddressFormat, taken: Container[str]) -> Post:
    values, stem = read_front_matter(source), name.rpartition("/")[2].rpartition(".")[0]
    day, written = _read_date(values.get("date")), values.get("categories") or []
    categories = tuple(str(category) for category in written) if isinstance(written, list) else ()
    slug = str(values.get("slug") or slug_of(written_title(source) or stem, "-"))
    fields = {
        "date": day.strftime(format_.days) if day and format_.days else "",
        "slug": slug,
        "file": stem,
        "categories": slug_of(categories[0], "-") if categories else "",
    }
    first = f"{day.isoformat()}-" if day else ""
    target = _free_path(f"news/{first}{UNSAFE.sub('-', slug).strip('-.') or stem}", taken)
    return Post(name, target, format_.address(fields), categories)


def _read_date(value: object) -> date | None:
    value = value.get("created") if isinstance(value, dict) else value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = DAY.match(str(value or ""))
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _free_path(stem: str, taken: Container[str]) -> str:
    """A path that no other post has."""
    names = chain([f"{stem}.md"], (f"{stem}-{number}.md" for number in count(2)))
    return next(name for name in names if name not in taken)
