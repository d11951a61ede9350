"""Pages that Pelican does not write itself, rendered as its writer does: the lists of news in other languages."""

from collections.abc import Iterator, Mapping

from jinja2 import Environment
from pelican.paginator import Paginator

from plugins.core.digests import digest
from plugins.core.rendered import Rendered, render_page
from plugins.translations import in_language


def news_files(context: Mapping, settings: Mapping) -> dict[str, str]:
    """The files of the lists of news in other languages, each with what an author would call it."""
    pages = (page.save_as for lang in _others(context) for page in _pages(context, settings, lang))
    return dict.fromkeys(pages, "the list of news")


def news_lists(context: Mapping, settings: Mapping, environment: Environment) -> Iterator[Rendered]:
    """The lists of news in other languages than the site's own."""
    for lang in _others(context):
        for page in _pages(context, settings, lang):
            values = {"articles_page": page, "articles_paginator": page.paginator, "lang": lang}
            html = render_page(page.save_as, "index.html", context, environment, **values)
            yield Rendered(page.save_as, digest(html), lambda html=html: html)


def _others(context: Mapping) -> list[str]:
    return list(context["places"])[1:] if context["articles"] else []


def _pages(context: Mapping, settings: Mapping, lang: str) -> list:
    """The pages of a list, as Pelican divides them."""
    places, articles = context["places"][lang], in_language(context["articles"], lang)
    on_page = settings["PAGINATED_TEMPLATES"].get("index") or settings["DEFAULT_PAGINATION"]
    paginator = Paginator(places.news_file, places.news, articles, settings, on_page)
    return [paginator.page(number) for number in paginator.page_range]
