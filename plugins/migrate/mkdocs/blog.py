"""The blog plugin's posts, which become articles: where each file goes, and the address that it had.

In: the plugin's options and the texts of all pages. Out: a `Blog` with its `Post` records.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from posixpath import normpath

from pymdownx.slugs import slugify

from plugins.migrate.mkdocs.docs_folder import FOLDER_PAGES, is_page
from plugins.migrate.new_text import free_name
from plugins.migrate.page_source import read_front_matter, written_title
from plugins.migrate.plain_yaml import day_of
from plugins.migrate.redirects import further_pages

FIELDS = {"yyyy": "%Y", "yy": "%y", "MM": "%m", "dd": "%d", "M": "%-m", "d": "%-d"}
FIELD = re.compile(r"y+|M+|d+")
UNSAFE = re.compile(r"[^\w.-]+")
UNSAFE_FOLDER = re.compile(r"[\x00-\x1f{}\\]|\.\.")
slug_of = slugify(case="lower")


@dataclass(frozen=True)
class Post:
    """A post: its file in docs, the article below content/ that it becomes, its old address, its day; its categories
    and the keys of its authors."""

    source: str
    target: str
    address: str
    day: date | None
    categories: tuple[str, ...]
    authors: tuple[str, ...]


@dataclass(frozen=True)
class Blog:
    """The blog's `folder` in docs; `pattern` is the address of an article as a Pelican setting, or None; `views` are
    the addresses of its lists of posts by category, author and date."""

    folder: str
    posts: tuple[Post, ...]
    pattern: str | None
    views: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        return "" if self.folder == "." else f"{self.folder}/"

    def is_index(self, name: str) -> bool:
        return bool(self.base) and name.rpartition(".")[0] in {f"{self.base}{last}" for last in FOLDER_PAGES}


@dataclass(frozen=True)
class AddressFormat:
    """The addresses of posts: `written` as in the settings, `days` as a format of strftime or None; how many categories
    an address has at most."""

    written: str
    days: str | None
    base: str
    end: str
    most_categories: int

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
    written, most = _text_option(options, "post_url_format", "{date}/{slug}"), options.get("post_url_max_categories", 1)
    days = _read_date_format(_text_option(options, "post_url_date_format", "yyyy/MM/dd"))
    format_ = AddressFormat(written, days, base, end, most if isinstance(most, int) and most > 0 else 1)
    posts: dict[str, Post] = {}
    for name in pages:
        if name.startswith(f"{inside}/") and is_page(name):
            post = _read_post(name, pages[name], format_, posts)
            posts[post.target] = post
    views = (f"{base}{view.strip('/')}{end}" for view in _views(options, [*posts.values()]))
    return Blog(folder, tuple(posts.values()), format_.pattern, tuple(sorted({*views})))


def _views(options: Mapping, posts: list[Post]) -> Iterator[str]:
    """The addresses, in the blog, of its lists of posts by category, author and date, with their further pages."""
    category = _text_option(options, "categories_url_format", "category/{slug}")
    author = _text_option(options, "authors_profiles_url_format", "author/{slug}")
    archive = _text_option(options, "archive_url_format", "archive/{date}")
    days = _read_date_format(_text_option(options, "archive_url_date_format", "yyyy")) or "%Y"
    has_profiles = options.get("authors_profiles") is True
    lists: Counter[str] = Counter()
    for post in posts:
        lists.update(category.replace("{slug}", slug_of(name, "-")) for name in post.categories)
        lists.update(author.replace("{slug}", slug_of(name, "-")) for name in post.authors if has_profiles)
        lists.update([archive.replace("{date}", post.day.strftime(days))] if post.day else [])
    length = options.get("pagination_per_page", 10)
    further = _text_option(options, "pagination_url_format", "page/{page}")
    for view, number in lists.items():
        yield view
        yield from (f"{view}/{further.replace('{page}', str(page))}" for page in further_pages(number, length))


def _text_option(options: Mapping, key: str, default: str) -> str:
    value = options.get(key)
    return value if isinstance(value, str) and value else default


def _read_date_format(written: str) -> str | None:
    """The format of dates in addresses for strftime; None if it has fields that strftime does not have."""
    known = all(field in FIELDS for field in FIELD.findall(written)) and not re.search(r"[A-LN-Za-ce-xz'%]", written)
    return FIELD.sub(lambda match: FIELDS[match[0]], written) if known else None


def _read_post(name: str, source: str, format_: AddressFormat, taken: Iterable[str]) -> Post:
    values, stem = read_front_matter(source), name.rpartition("/")[2].rpartition(".")[0]
    created = values.get("date")
    day = day_of(created.get("created") if isinstance(created, dict) else created)
    listed = (values.get(key) for key in ("categories", "authors"))
    categories, authors = (tuple(map(str, one)) if isinstance(one, list) else () for one in listed)
    slug = str(values.get("slug") or slug_of(written_title(source) or stem, "-"))
    fields = {
        "date": day.strftime(format_.days) if day and format_.days else "",
        "slug": slug,
        "file": stem,
        "categories": "/".join(slug_of(one, "-") for one in categories[: format_.most_categories]),
    }
    first = f"{day.isoformat()}-" if day else ""
    target = free_name(f"news/{first}{UNSAFE.sub('-', slug).strip('-.') or stem}", taken, ".md")
    return Post(name, target, format_.address(fields), day, categories, authors)
