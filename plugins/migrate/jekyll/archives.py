"""The addresses of Jekyll's lists of posts: further pages, archives by year, tag and category.

In: the site. Out: redirects to the list of news.
"""

import re
from collections.abc import Iterable, Iterator

from plugins.migrate.jekyll.addresses import slug_of
from plugins.migrate.jekyll.old_site import Document, JekyllSite, as_table
from plugins.migrate.jekyll.sorting import NEWS
from plugins.migrate.jekyll.texts import words_of
from plugins.migrate.redirects import further_pages


def archive_redirects(site: JekyllSite, lists: Iterable[Document]) -> dict[str, str]:
    """Further pages of the lists of posts, and their archives by year, tag and category."""
    posts = [post for post in site.of_kind("posts") if not post.is_draft]
    found = [*_archives(site, posts)]
    for document in lists:
        found += _further_pages(site, document, len(posts))
    return dict.fromkeys(found, NEWS)


def _archives(site: JekyllSite, posts: list[Document]) -> Iterator[str]:
    options = as_table(site.config.get("jekyll-archives"))
    options = as_table(options.get("posts", options))
    enabled = options.get("enabled")
    wanted = " ".join(map(str, enabled)) if isinstance(enabled, list) else str(enabled or "")
    templates = as_table(options.get("permalinks"))
    for kind, many in (("year", "year"), ("tag", "tags"), ("category", "categories")):
        if kind not in wanted and many not in wanted and wanted != "all":
            continue
        template = str(templates.get(kind) or templates.get(many) or f"/{'' if kind == 'year' else kind}/:name/")
        names = {str(post.day.year) for post in posts if post.day} if kind == "year" else _names(posts, many)
        for name in sorted(names):
            path = template.replace(":year", name).replace(":name", name).replace(":type", kind)
            yield re.sub(r"/{2,}", "/", path).lstrip("/")


def _names(posts: list[Document], many: str) -> set[str]:
    single = {"tags": "tag", "categories": "category"}[many]
    written = [[*words_of(post.values.get(many)), *_single(post.values.get(single))] for post in posts]
    return {slug_of(name) for names in written for name in names}


def _single(value: object) -> list[str]:
    return [str(value)] if isinstance(value, str) and value else []


def _further_pages(site: JekyllSite, document: Document, count: int) -> Iterator[str]:
    own = as_table(document.values.get("pagination"))
    settings = as_table(site.config.get("pagination")) | own
    length = settings.get("per_page", site.config.get("paginate"))
    path = str(settings.get("permalink") or "/page/:num/").strip("/")
    if length and (own or site.config.get("paginate")):
        for number in further_pages(count, length):
            yield f"{document.address}{path.replace(':num', str(number))}/"
