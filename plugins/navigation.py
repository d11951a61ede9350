"""The entries of the menu in each language of the site, of two levels at most, and the footer's statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from plugins.core.locales import names_in
from plugins.core.problems import Report, did_you_mean
from plugins.dialect.reading import RECORD
from plugins.publications.periods import LIST
from plugins.translations import in_language, version

STATEMENT = "pages/accessibility.md"  # which `invoke check --accessibility` writes


@dataclass(frozen=True)
class MenuItem:
    """`url` and `save_as`, the file, are relative to the site's root; `icon` is the name of a shortcode, or empty.

    `lang` is that of the title. An item with others `below` it leads to the first of them, whose pages show them all.
    """

    title: str
    url: str
    save_as: str = ""
    icon: str = ""
    lang: str = ""
    below: tuple["MenuItem", ...] = ()

    @property
    def is_elsewhere(self) -> bool:
        return "://" in self.url or self.url.startswith("mailto:")

    def current(self, output_file: str) -> str:
        """The value of the item's `aria-current` on the page `output_file`; empty for no such attribute."""
        if self.below:
            return "true" if any(item.current(output_file) for item in self.below) else ""
        if output_file == self.save_as:
            return "page"
        return "true" if self.url and output_file.startswith(self.url) else ""


def menus(context: Mapping, settings: Mapping, report: Report) -> dict[str, list[MenuItem]]:
    """The menu in the languages of all pages, the site's own first: the entries of MENU, or of MENU_DE in German;
    without them, all pages but the home page and those of records, in their order, then publications and news. What a
    language lacks is in the site's own."""
    own = settings["DEFAULT_LANG"]
    pages = [*context["pages"], *context["hidden_pages"]]
    every = [version for page in pages for version in (page, *page.translations)]
    articles = [*context["articles"], *context["hidden_articles"]]
    langs = dict.fromkeys([own, *(one.lang for text in (*pages, *articles) for one in (text, *text.translations))])
    by_path = {page.get_relative_source_path(): page for page in (*context["bodies"].values(), *every)}
    known = by_path | {path.partition("/")[2]: page for path, page in by_path.items()}
    by_url = {page.url: page for page in pages}
    found: dict[str, list[MenuItem]] = {}
    for lang in langs:
        if name := own_menu(settings, lang):
            entries = enumerate(settings[name])
            found[lang] = [_item_of_setting(entry, known, report, lang, name, index) for index, entry in entries]
        elif "MENU" in settings:
            found[lang] = _translate(found[own], by_url, context, lang)
        else:
            found[lang] = _all_pages(context, lang)
    return found


def own_menu(settings: Mapping, lang: str) -> str:
    """The setting with the menu of a language: MENU in the site's own, else one such as MENU_DE; empty without one."""
    if lang == settings["DEFAULT_LANG"]:
        return "MENU" if "MENU" in settings else ""
    return next((name for name in names_in("MENU", lang) if name in settings), "")


def _all_pages(context: Mapping, lang: str) -> list[MenuItem]:
    pages = (page for page in in_language(context["pages"], lang) if not page.is_home and page.template != RECORD)
    items = [_item_of_page(page) for page in pages]
    return [*items, *_lists(context, lang).values()]


def _lists(context: Mapping, lang: str) -> dict[str, MenuItem]:
    """The lists that the site makes, by their addresses in the site's own language."""
    locale, [own, *_] = context["locales"].of(lang), context["places"].values()
    places, found = context["places"].get(lang, own), {}
    if LIST in context["generated"]:
        file = f"{places.publications}index.html"
        found[own.publications] = MenuItem(locale.word("publications.title"), places.publications, file, lang=lang)
    if context["articles"]:
        found[own.news] = MenuItem(locale.word("news.title"), places.news, places.news_file, lang=lang)
    return found


def statement_url(context: Mapping) -> str:
    """The address of the accessibility statement, which is hidden from the menu; empty if there is none. A page in the
    menu may be about anything."""
    pages = (page for page in context["hidden_pages"] if page.get_relative_source_path() == STATEMENT)
    return next((page.url for page in pages), "")


def _item_of_page(page: object, title: str = "", lang: str = "") -> MenuItem:
    icon = getattr(page, "icon", None) or ""
    return MenuItem(title or page.title, page.url, page.save_as, icon.replace("/", "-"), lang or page.lang)


def _item_of_setting(
    entry: tuple, pages: Mapping[str, object], report: Report, lang: str, name: str, *place: int
) -> MenuItem:
    """The item for the entry of the setting `name` at `place`: a page's source, an address of this or another site, or
    entries."""
    title, target = entry
    if not isinstance(target, str):
        entries = enumerate(target)
        below = tuple(_item_of_setting(inner, pages, report, lang, name, *place, 1, index) for index, inner in entries)
        return replace(below[0], title=title, icon="", below=below)
    if target in pages:
        return _item_of_page(version(pages[target], lang), title, lang)
    if "://" not in target and target.endswith(".md"):
        message = f"{name} names '{target}', and there is no such page{did_you_mean(target, pages)}"
        report.error_in_setting(message, name, *place)
    path = target.lstrip("/")
    return MenuItem(title, path, f"{path}index.html" if path.endswith("/") else path, lang=lang)


def _translate(items: Iterable[MenuItem], pages: Mapping[str, object], context: Mapping, lang: str) -> list[MenuItem]:
    """The items, those of pages and lists as they are in the language."""
    lists, found = _lists(context, lang), []
    for item in items:
        if item.below:
            below = tuple(_translate(item.below, pages, context, lang))
            found.append(replace(item, url=below[0].url, save_as=below[0].save_as, below=below))
        elif item.url in pages and (page := version(pages[item.url], lang)).lang == lang:
            found.append(_item_of_page(page))
        else:
            found.append(lists.get(item.url, item))
    return found
