"""Publications: content/publications.bib and content/people.toml → a page for each publication, lists, and files.

`plugins/flow.py` calls these functions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, TemplateNotFound, meta

from plugins.core.digests import digest
from plugins.core.problems import Report, did_you_mean
from plugins.core.rendered import Rendered, render_page
from plugins.dialect.source.line_numbers import lines_in_file
from plugins.publications import pages
from plugins.publications.bibtex_entries import bibtex_entry
from plugins.publications.bodies import body_of
from plugins.publications.coins import coins_title
from plugins.publications.filters import DEFAULT_FILTERS, slug
from plugins.publications.library import BIBLIOGRAPHY, Library
from plugins.publications.lists import Options, list_publications
from plugins.publications.periods import periods_of
from plugins.publications.records import FOLDER, Publication

TEMPLATE = "publication.html"
ARTICLES = ("articles", "hidden_articles", "translations", "hidden_translations")
TEMPLATE_FILTERS = {
    "bibtex": lambda publication: bibtex_entry(publication.latest, is_for_page=True),
    "coins": coins_title,
    "slug": slug,
}
# The variables that a cached page of a publication may show: its key depends on each of them.
COVERED = frozenset(
    """
    publication title byline venue_name tags json_ld entries legend newer older articles_of_publication
    records_of_publication library library_in body menu menus places alternates output_file localsiteurl has_feed
    statement_url favicon canonical_base look icon lang article page loop caller varargs kwargs
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)


def generated_files(library: Library, context: Mapping) -> dict[str, str]:
    """The output files of all publications, each with its source as an author would call it."""
    if not library.publications:
        return {}
    content = Path(context["PATH"]).name
    source = f"{content}/{BIBLIOGRAPHY}"
    folders = {f"{FOLDER}/{each.slug}": pages.file_names(each) for each in library.publications}
    files = {f"{folder}/{name}": source for folder, names in folders.items() for name in names}
    files |= {each.save_as: f"{content}/{each.get_relative_source_path()}" for each in context["bodies"].values()}
    files[f"{FOLDER}.bib"] = source
    texts = [*context["pages"], *context["hidden_pages"]]
    own = {each.save_as for text in texts for each in (text, *text.translations)}
    for lang, places in context["places"].items():
        if f"{places.publications}index.html" not in own:
            periods = periods_of(library.publications, context["locales"].of(lang), places.prefix)
            files |= dict.fromkeys((period.save_as for period in periods), "the list of publications")
    return files


def default_options(context: Mapping) -> dict[str, object]:
    """The options that every list of the site has, unless its block says otherwise."""
    return {"thumbnails": context["look"].thumbnails}


def name_in_articles(articles: list, library_in: Callable[[str], Library], own: str, report: Report) -> dict[str, list]:
    """Set the publications that each article's front matter names; return the articles in the site's `own` language by
    key."""
    by_key = defaultdict(list)
    for article in articles:
        library = library_in(article.lang)
        named: dict[str, Publication] = {}
        for key in _keys(getattr(article, "publications", None)):
            if publication := library.by_key.get(key):
                named[publication.key] = publication
            else:
                message = f"no publication has the key '{key}'{did_you_mean(key, library.by_key)}"
                line = next(iter(lines_in_file(article.source_path, key)), None)
                report.error(article.source_path, line, message)
        options = Options(group="none", abstracts=False, bibtex=False)
        article.listing = list_publications(named.values(), options, library.locale)
        for key in named if article.lang == own else ():
            by_key[key].append(article)
    return by_key


def add_to_feed(context: Mapping, feed: object, environment: Environment) -> None:
    """Add the publications that an article names to its entry in the feed, as on its page."""
    every = (each for article in context["articles"] for each in (article, *article.translations))
    naming = (article for article in every if article.listing.publications)
    named = {f"{context['SITEURL']}/{article.url}": article for article in naming}
    for item in feed.items:
        if article := named.get(item["link"]):
            template = environment.get_template("partials/article-publications.html")
            item["content"] += template.render({**context, "SITEURL": "", "article": article, "lang": article.lang})


def articles_of(generator: object) -> list:
    """All published articles, including those in other languages, which Pelican's context lacks."""
    return [article for name in ARTICLES for article in getattr(generator, name)]


def rendered_pages(
    library: Library, context: Mapping, environment: Environment, makers: bytes | None
) -> Iterator[Rendered]:
    """The list of publications, on one page or on several, and a page for each publication.

    `makers` is a digest of settings, theme and code; None if they cannot tell whether a page is unchanged.
    """
    for lang, places in context["places"].items():
        if f"{places.publications}index.html" in context["generated"]:
            yield from _rendered_lists(context["library_in"](lang), places.prefix, context, environment)
    shared = (
        digest(makers, *(repr(context[name]) for name in ("menus", "places", "has_feed", "statement_url", "favicon")))
        if makers and _is_covered(environment, context)
        else None
    )
    every = library.publications
    for newer, publication, older in zip([None, *every[:-1]], every, [*every[1:], None], strict=True):
        name = f"{FOLDER}/{publication.slug}/index.html"
        articles = context["articles_by_key"].get(publication.key, ())
        naming = context["records"].naming_any(publication.keys)
        named = [library.by_key[key] for record in naming for key in record.publications]
        body = context["bodies"].get(publication.key)
        values = {"articles_of_publication": articles, "newer": newer, "older": older, "records_of_publication": naming}
        values["body"] = body_of(body)

        def page(name: str = name, publication: Publication = publication, values: dict = values) -> str:
            values = pages.page_values(publication, context["SITEURL"], library.locale) | values
            return render_page(name, TEMPLATE, context, environment, **values)

        if shared is None or articles or body:  # of an article, a template may show anything
            html = page()
            yield Rendered(name, digest(html), lambda html=html: html)
        else:
            yield Rendered(name, digest(shared, repr((newer, publication, older, naming, named))), page)


def _rendered_lists(library: Library, prefix: str, context: Mapping, environment: Environment) -> Iterator[Rendered]:
    lang, options = library.locale.lang, Options(filters=DEFAULT_FILTERS, **default_options(context))
    periods = periods_of(library.publications, library.locale, prefix)
    for period in periods:
        listing = list_publications(period.publications, options, library.locale)
        values = {"listing": listing, "period": period, "periods": periods, "lang": lang, "with_coins": not prefix}
        html = render_page(period.save_as, "publications.html", context, environment, **values)
        yield Rendered(period.save_as, digest(html), lambda html=html: html)


def template_without_texts(environment: Environment) -> str:
    """The file of the template of a publication's page, if that shows no text: the author's, older than such texts."""
    names = _variables(environment)
    return environment.get_template(TEMPLATE).filename if names is not None and "body" not in names else ""


def _is_covered(environment: Environment, context: Mapping) -> bool:
    """Whether the templates of a publication's page show no variables but those in COVERED, and settings."""
    names = _variables(environment)
    return names is not None and all(name in COVERED or name.isupper() or name not in context for name in names)


def _variables(environment: Environment) -> set[str] | None:
    """The variables that the templates of a publication's page show; None if the name of a template is computed."""
    names, seen, waiting = set(), set(), [TEMPLATE]
    while waiting:
        name = waiting.pop()
        if name is None:
            return None
        if name not in seen:
            seen.add(name)
            try:
                tree = environment.parse(environment.loader.get_source(environment, name)[0])
            except TemplateNotFound:  # `ignore missing`
                continue
            names |= meta.find_undeclared_variables(tree)
            waiting += meta.find_referenced_templates(tree)
    return names


def _keys(written: object) -> list[str]:
    """The keys in `a`, `a, b` or a list, where YAML may have turned keys into numbers."""
    keys = written if isinstance(written, list) else str(written or "").split(",")
    return [key for each in keys if (key := str(each).strip())]
