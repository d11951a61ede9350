"""The addresses of a site of Jekyll that lead on: those of its documents, and of its lists of posts, which are further
pages and archives by year, tag and category.

In: the site and its sorted documents. Out: redirects.
"""

import re
from collections.abc import Callable, Iterator

from plugins.migrate.jekyll.addresses import output_file, slug_of
from plugins.migrate.jekyll.old_site import Document, JekyllSite, as_table
from plugins.migrate.jekyll.places import old_addresses
from plugins.migrate.jekyll.sorting import NEWS, Sorted
from plugins.migrate.jekyll.texts import words_of
from plugins.migrate.redirects import further_pages


def redirects_of(site: JekyllSite, found: Sorted, replacement: Callable[[Document], str]) -> dict[str, str]:
    """Where each old address leads; `replacement` is the address that takes the place of a page that is not needed."""
    posts = [post for post in site.of_kind("posts") if not post.is_draft]
    further = [page for document in found.lists for page in _further_pages(site, document, len(posts))]
    redirects = dict.fromkeys([*_archives(site, posts), *further], NEWS)
    addresses = found.addresses
    for document in (*found.pages, *found.articles, *found.lists):
        redirects |= old_addresses(document, addresses[document.source])
    for document in found.needless:
        if not output_file(document.address).startswith("404"):
            redirects |= old_addresses(document, replacement(document))
    return redirects


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
    names = {slug_of(name) for post in posts for name in (*words_of(post.values.get(many)), post.text(single))}
    return names - {""}


def _further_pages(site: JekyllSite, document: Document, count: int) -> Iterator[str]:
    own = as_table(document.values.get("pagination"))
    settings = as_table(site.config.get("pagination")) | own
    length = settings.get("per_page", site.config.get("paginate"))
    path = str(settings.get("permalink") or "/page/:num/").strip("/")
    if length and (own or site.config.get("paginate")):
        for number in further_pages(count, length):
            yield f"{document.address}{path.replace(':num', str(number))}/"
