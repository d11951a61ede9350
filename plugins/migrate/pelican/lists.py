"""The lists and the feeds that Pelican makes of articles: by category, tag, author and date.

In: a `PelicanSite`. Out: their old addresses, each with the new one that it leads to.
"""

from collections import Counter
from collections.abc import Iterator

from plugins.migrate.pelican.settings import fill_address
from plugins.migrate.pelican.site import PelicanSite, slug_of
from plugins.migrate.redirects import address_of

KINDS = ("category", "tag", "author")


def list_addresses(site: PelicanSite, news: str) -> dict[str, str]:
    """The files of all lists but that of all articles by date, which the new site has too."""
    files = (save_as for save_as in _lists(site) if ".." not in save_as and "{" not in save_as)
    found = dict.fromkeys(map(address_of, files), news)
    found.pop("", None)
    if site.settings.text("PUBLICATIONS_SRC"):
        found["publications.html"] = "publications/"
    return found


def _lists(site: PelicanSite) -> Iterator[str]:
    settings = site.settings
    shown = [article for article in site.articles if article.is_published]
    yield from settings.further_pages("index", settings.text("INDEX_SAVE_AS"), len(shown))
    for template in settings.words("DIRECT_TEMPLATES"):
        if template not in ("index", "archives", "404", "search"):
            yield settings.text(f"{template.upper()}_SAVE_AS") or f"{template}.html"
    for kind, words in _words(site).items():
        for word, number in words.items():
            save_as = fill_address(settings.text(f"{kind.upper()}_SAVE_AS"), {"slug": slug_of(word)})
            yield save_as
            yield from settings.further_pages(kind, save_as, number)
    for name in ("MONTH_ARCHIVE_SAVE_AS", "DAY_ARCHIVE_SAVE_AS"):
        yield from (fill_address(settings.text(name), {}, article.day) for article in shown)


def _words(site: PelicanSite) -> dict[str, Counter]:
    """The categories, tags and authors of all articles, and how many each has."""
    found: dict[str, Counter] = {kind: Counter() for kind in KINDS}
    for article in (one for one in site.articles if one.is_published):
        found["category"][article.category] += 1
        found["tag"].update(article.words("tags"))
        found["author"].update(article.authors(site.settings))
    return found


def feeds_of(site: PelicanSite) -> list[str]:
    """The addresses of all feeds."""
    settings = site.settings
    found = [settings.text(name) for name in ("FEED_ALL_ATOM", "FEED_ATOM", "FEED_ALL_RSS", "FEED_RSS")]
    for kind, words in _words(site).items():
        for name in (f"{kind.upper()}_FEED_ATOM", f"{kind.upper()}_FEED_RSS"):
            if pattern := settings.text(name):
                found += [fill_address(pattern.replace("%s", "{slug}"), {"slug": slug_of(word)}) for word in words]
    languages = {text.lang or settings.text("DEFAULT_LANG") for text in site.articles if text.is_published}
    for name in ("TRANSLATION_FEED_ATOM", "TRANSLATION_FEED_RSS"):
        found += [fill_address(settings.text(name), {"lang": lang}) for lang in sorted(languages)]
    return list(dict.fromkeys(feed.lstrip("/") for feed in found if feed and ".." not in feed))
