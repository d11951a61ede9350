"""Publications: content/publications.bib and content/people.toml → a page for each publication, lists, and files.

Each function is a step of `plugins/flow.py`, or a part of one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, TemplateNotFound, meta
from pelican.utils import get_relative_path, path_to_url

from plugins.core.digests import digest
from plugins.core.problems import Report, did_you_mean
from plugins.core.rendered import Rendered
from plugins.dialect.source.front_matter import HeaderError, decode
from plugins.dialect.source.line_numbers import lines_of
from plugins.publications import pages
from plugins.publications.choices import slug
from plugins.publications.coins import coins_title
from plugins.publications.library import BIBLIOGRAPHY, Library
from plugins.publications.lists import Options, list_publications
from plugins.publications.records import FOLDER, Publication

LIST = f"{FOLDER}/index.html"
ARTICLES = ("articles", "hidden_articles", "translations", "hidden_translations")
FILTERS = {"coins": coins_title, "slug": slug}
# What the page of a publication may show and still be cached: its key covers these.
COVERED = frozenset(
    """
    publication title byline venue_name tags json_ld entries legend newer older articles_of_publication menu output_file
    localsiteurl has_feed canonical_base icon spoken article page loop caller varargs kwargs
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)


def generated_files(found: Library, context: Mapping) -> dict[str, str]:
    """The files that publications will have, each with its source as the author knows it."""
    if not found.publications:
        return {}
    source = f"{Path(context['PATH']).name}/{BIBLIOGRAPHY}"
    folders = {f"{FOLDER}/{one.slug}": pages.file_names(one) for one in found.publications}
    files = {f"{folder}/{name}": source for folder, names in folders.items() for name in names}
    files[f"{FOLDER}.bib"] = source
    if not any(page.save_as == LIST for page in [*context["pages"], *context["hidden_pages"]]):
        files[LIST] = "the list of publications"
    return files


def name_in_articles(articles: list, found: Library, report: Report) -> dict[str, list]:
    """Give each article the publications that its front matter names; return the articles by key."""
    by_key = defaultdict(list)
    for article in articles:
        named: dict[str, Publication] = {}
        for key in _keys(getattr(article, "publications", None)):
            if publication := found.by_key.get(key):
                named[publication.key] = publication
            else:
                message = f"no publication has the key '{key}'{did_you_mean(key, found.by_key)}"
                report.error(article.source_path, _line(article.source_path, key), message)
        article.listing = list_publications(named.values(), Options(group="none"))
        for key in named:
            by_key[key].append(article)
    return by_key


def add_to_feed(context: Mapping, feed: object, environment: Environment) -> None:
    """Whoever reads the feed sees the publications that an article names, as its page shows them."""
    naming = (article for article in context["articles"] if article.listing.publications)
    named = {f"{context['SITEURL']}/{article.url}": article for article in naming}
    for item in feed.items:
        if article := named.get(item["link"]):
            template = environment.get_template("partials/article-publications.html")
            item["content"] += template.render({**context, "SITEURL": "", "article": article})


def articles_of(generator: object) -> list:
    """Every article that is written, also those in other languages, which are in no context."""
    return [article for name in ARTICLES for article in getattr(generator, name)]


def rendered_pages(
    found: Library, context: Mapping, environment: Environment, makers: bytes | None
) -> Iterator[Rendered]:
    """The list of publications and a page for each; `makers` is a digest of settings, theme and code."""
    if LIST in context["generated"]:
        whole = list_publications(found.publications, Options(filters=True))
        html = _render(LIST, "publications.html", context, environment, listing=whole, with_coins=True)
        yield Rendered(LIST, digest(html), lambda html=html: html)
    shared = (
        digest(makers, repr(context["menu"]), str(context["has_feed"]))
        if makers and _is_covered(environment, context)
        else None
    )
    newer, older = [None, *found.publications[:-1]], [*found.publications[1:], None]
    for before, publication, after in zip(newer, found.publications, older, strict=True):
        name = f"{FOLDER}/{publication.slug}/index.html"
        articles = context["articles_by_key"].get(publication.key, ())
        values = {"articles_of_publication": articles, "newer": before, "older": after}

        def render(name: str = name, publication: Publication = publication, values: dict = values) -> str:
            values = pages.page_values(publication, context["SITEURL"]) | values
            return _render(name, "publication.html", context, environment, **values)

        if shared is None or articles:  # of an article, a template may show anything
            html = render()
            yield Rendered(name, digest(html), lambda html=html: html)
        else:
            yield Rendered(name, digest(shared, repr((before, publication, after))), render)


def _render(name: str, template: str, context: Mapping, environment: Environment, **values: object) -> str:
    """A page as Pelican's writer would render it."""
    base = path_to_url(get_relative_path(name)) if context["RELATIVE_URLS"] else context["SITEURL"]
    given = {**context, "SITEURL": base, "localsiteurl": base, "output_file": name, **values}
    return environment.get_template(template).render(given)


def _is_covered(environment: Environment, context: Mapping) -> bool:
    """Whether the templates of a publication's page show nothing but what its key covers."""
    names, seen, waiting = set(), set(), ["publication.html"]
    while waiting:
        name = waiting.pop()
        if name is None:  # a computed name, of which nothing is known
            return False
        if name not in seen:
            seen.add(name)
            try:
                tree = environment.parse(environment.loader.get_source(environment, name)[0])
            except TemplateNotFound:  # `ignore missing`
                continue
            names |= meta.find_undeclared_variables(tree)
            waiting += meta.find_referenced_templates(tree)
    return all(name in COVERED or name.isupper() or name not in context for name in names)


def _keys(written: object) -> list[str]:
    """`a`, `a, b` or a list, of which YAML may have made numbers and dates."""
    keys = written if isinstance(written, list) else str(written or "").split(",")
    return [key for each in keys if (key := str(each).strip())]


def _line(path: str, written: str) -> int | None:
    try:
        return next(iter(lines_of(written, decode(Path(path).read_bytes()))), None)
    except HeaderError:
        return None
