"""The languages of a site: which there are, and what is where in each of them.

In: Pelican's context after everything is read; the `translations` of a text have its slug. Out: texts, addresses and
`Alternate`s. The site itself is in DEFAULT_LANG; another language is one of the site's if it has a home page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

HOME = "index.html"


@dataclass(frozen=True)
class Alternate:
    """The same page in a language; `url` begins at the site's root."""

    lang: str
    url: str


@dataclass(frozen=True)
class Places:
    """Where visitors who read a language find home page, news, publications and feed, from the site's root.

    `prefix` is the folder of the language, `de/`; empty for the site's own.
    """

    prefix: str = ""
    home: str = ""
    news: str = ""
    news_file: str = ""
    publications: str = "publications/"
    feed: str = ""


def is_home(text: object) -> bool:
    """Whether a text is the home page, of the site or of a language."""
    return text.save_as in (HOME, f"{getattr(text, 'lang', '')}/{HOME}")


def in_language(texts: Iterable, lang: str) -> list:
    """The texts, each in the language if it is there, or else as it is."""
    return [version(text, lang) for text in texts]


def version(text: object, lang: str) -> object:
    """The text in the language, or itself."""
    return text if text.lang == lang else next((one for one in text.translations if one.lang == lang), text)


def places_of(context: Mapping, settings: Mapping) -> dict[str, Places]:
    """The places in each language of the site, its own first."""
    own = settings["DEFAULT_LANG"]
    pages = [*context["pages"], *context["hidden_pages"]]
    every = [each for page in pages for each in (page, *page.translations)]
    homes = {page.lang: page.url for page in every if page.is_home and page.lang != own}
    news, news_file, feed = settings["INDEX_URL"], settings["INDEX_SAVE_AS"], settings["FEED_ALL_ATOM"] or ""
    places = {own: Places("", "", news, news_file, feed=feed)}
    for lang, home in sorted(homes.items()):
        prefix = f"{lang}/"
        publications = f"{prefix}{places[own].publications}"
        feed_of_lang = feed and f"{prefix}{feed}"
        places[lang] = Places(prefix, home, f"{prefix}{news}", f"{prefix}{news_file}", publications, feed_of_lang)
    return places


def alternates(texts: Iterable, lists: Mapping[str, Iterable[Alternate]]) -> dict[str, tuple[Alternate, ...]]:
    """The languages of each page that is there in several, itself among them, by its file; `lists` are pages that are
    no texts, by a name for each."""
    found: dict[str, tuple[Alternate, ...]] = {}
    for text in texts:
        if text.translations:
            versions = sorted((text, *text.translations), key=lambda one: one.lang)  # Pelican has them in any order
            found[text.save_as] = tuple(Alternate(one.lang, one.url) for one in versions)
    for group in lists.values():
        if len(several := tuple(group)) > 1:
            found |= {f"{one.url}{HOME}": several for one in several}
    return found


def with_default(found: Iterable[Alternate], own: str) -> list[Alternate]:
    """The alternates, with `x-default` for the one in the site's own language."""
    every = list(found)
    return every + [Alternate("x-default", one.url) for one in every if one.lang == own]


def link_neighbors(articles: Iterable) -> None:
    """Set `newer` and `older` of each article: the next article in time, in its language if it is there, or None."""
    originals = sorted(articles, key=lambda article: (article.date, article.slug), reverse=True)
    langs = {one.lang for article in originals for one in (article, *article.translations)}
    for lang in langs:
        by_date = in_language(originals, lang)
        for newer, article, older in zip([None, *by_date], by_date, [*by_date[1:], None], strict=False):
            if article.lang == lang:
                article.newer, article.older = newer, older
