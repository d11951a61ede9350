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
from plugins.dialect.front_matter import HeaderError, decode
from plugins.dialect.source import lines_of
from plugins.dialect.typography import Typography
from plugins.finish import Rendered
from plugins.formulas import Formulas
from plugins.publications import library, pages
from plugins.publications.addresses import FOLDER
from plugins.publications.choices import slug
from plugins.publications.coins import coins
from plugins.publications.library import BIBLIOGRAPHY, Library
from plugins.publications.lists import Options, listing
from plugins.publications.typeset import Typesetter
from plugins.publications.views import Work

LIST = f"{FOLDER}/index.html"
ARTICLES = ("articles", "hidden_articles", "translations", "hidden_translations")
FILTERS = {"coins": lambda work, page="": coins(work, page), "slug": slug}
# What the page of a publication may show and still be cached: its key covers these.
COVERED = frozenset(
    """
    work title tags json_ld entries legend newer older articles_of_work menu output_file localsiteurl canonical_base
    icon spoken article page loop caller varargs kwargs
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)


def read_library(settings: Mapping, typography: Typography, report: Report) -> Library:
    """The publications and people of the site."""
    content = Path(settings["PATH"])
    typesetter = Typesetter(
        typography,
        settings["DEFAULT_LANG"],
        Formulas(settings.get("FORMULAS_MACROS", {})),
        lambda said: report.error(content / BIBLIOGRAPHY, None, said),
    )
    return library.read(content, settings.get("AUTHOR", ""), typesetter, report)


def generated_files(found: Library, context: Mapping) -> dict[str, str]:
    """The files that publications will have, each with its source as the author knows it."""
    if not found.works:
        return {}
    source = f"{Path(context['PATH']).name}/{BIBLIOGRAPHY}"
    files = {f"{FOLDER}/{work.slug}/{name}": source for work in found.works for name in pages.file_names(work)}
    files[f"{FOLDER}.bib"] = source
    if not any(page.save_as == LIST for page in [*context["pages"], *context["hidden_pages"]]):
        files[LIST] = "the list of publications"
    return files


def name_in_articles(articles: list, found: Library, report: Report) -> dict[str, list]:
    """Give each article the publications that its front matter names; return the articles by key."""
    by_key = defaultdict(list)
    for article in articles:
        works: dict[str, Work] = {}
        for key in _keys(getattr(article, "publications", None)):
            if work := found.by_key.get(key):
                works[work.publication.key] = work
            else:
                message = f"no publication has the key '{key}'{did_you_mean(key, found.by_key)}"
                report.error(article.source_path, _line(article.source_path, key), message)
        article.works = [*works.values()]
        article.listing = listing(article.works, Options(group="none"), lambda year, span: True)
        for key in works:
            by_key[key].append(article)
    return by_key


def add_to_feed(context: Mapping, feed: object, environment: Environment) -> None:
    """Whoever reads the feed sees the publications that an article names, as its page shows them."""
    named = {f"{context['SITEURL']}/{article.url}": article for article in context["articles"] if article.works}
    for item in feed.items:
        if article := named.get(item["link"]):
            template = environment.get_template("partials/article-works.html")
            item["content"] += template.render({**context, "SITEURL": "", "article": article})


def articles_of(generator: object) -> list:
    """Every article that is written, also those in other languages, which are in no context."""
    return [article for name in ARTICLES for article in getattr(generator, name)]


def rendered_pages(
    found: Library, context: Mapping, environment: Environment, makers: bytes | None
) -> Iterator[Rendered]:
    """The list of publications and a page for each; `makers` is a digest of settings, theme and code."""
    settings, site = context, context["SITEURL"]
    if LIST in context["generated"]:
        whole = listing(found.works, Options(filters=True), lambda year, span: True)
        html = _render(LIST, "publications.html", context, environment, listing=whole, with_coins=True)
        yield Rendered(LIST, digest(html), lambda html=html: html)
    shared = digest(makers, repr(context["menu"])) if makers and _is_covered(environment, context) else None
    newer, older = [None, *found.works[:-1]], [*found.works[1:], None]
    for before, work, after in zip(newer, found.works, older, strict=True):
        name = f"{FOLDER}/{work.slug}/index.html"
        articles = context["articles_by_key"].get(work.publication.key, ())

        def render(work=work, before=before, after=after, name=name, articles=articles) -> str:
            values = pages.values(work, found, pages.entries_of(work), site)
            values |= {"articles_of_work": articles, "newer": before, "older": after}
            return _render(name, "publication.html", settings, environment, **values)

        if shared is None or articles:  # of an article, a template may show anything
            html = render()
            yield Rendered(name, digest(html), lambda html=html: html)
        else:
            people = sorted(map(repr, found.persons(work).values()))
            yield Rendered(name, digest(shared, repr((before, work, after)), *people), render)


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
