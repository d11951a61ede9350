"""The entries of the menu, and the newer and the older neighbor of each article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.core.problems import Report, did_you_mean
from plugins.publications import FOLDER, LIST


@dataclass(frozen=True)
class MenuItem:
    """`url` and `save_as`, the file, are relative to the site's root; `icon` is the name of a shortcode, or empty."""

    title: str
    url: str
    save_as: str = ""
    icon: str = ""

    @property
    def is_elsewhere(self) -> bool:
        return "://" in self.url or self.url.startswith("mailto:")

    def current(self, output_file: str) -> str:
        """The value of the item's `aria-current` on the page `output_file`; empty for no such attribute."""
        if output_file == self.save_as:
            return "page"
        return "true" if self.url and output_file.startswith(self.url) else ""


def menu(context: Mapping, settings: Mapping, report: Report) -> list[MenuItem]:
    """The entries of MENU; without it, all pages but the home page, in their order, then publications and news."""
    if "MENU" in settings:
        return [_item_of_setting(title, target, context, report) for title, target in settings["MENU"]]
    items = [_item_of_page(page) for page in context["pages"] if page.url]
    if LIST in context["generated"]:
        items.append(MenuItem(settings["PUBLICATIONS_TITLE"], f"{FOLDER}/", LIST))
    if context["articles"]:
        items.append(MenuItem(settings["NEWS_TITLE"], settings["INDEX_URL"], settings["INDEX_SAVE_AS"]))
    return items


def _item_of_page(page: object, title: str = "") -> MenuItem:
    icon = getattr(page, "icon", None) or ""
    return MenuItem(title or page.title, page.url, page.save_as, icon.replace("/", "-"))


def _item_of_setting(title: str, target: str, context: Mapping, report: Report) -> MenuItem:
    """The item for a target in MENU: the source of a page, an address of the site, or one of another site."""
    pages = {page.get_relative_source_path(): page for page in [*context["pages"], *context["hidden_pages"]]}
    known = pages | {path.partition("/")[2]: page for path, page in pages.items()}
    if target in known:
        return _item_of_page(known[target], title)
    if "://" not in target and target.endswith(".md"):
        message = f"MENU names '{target}', and there is no such page{did_you_mean(target, known)}"
        report.error("pelicanconf.py", None, message)
    path = target.lstrip("/")
    return MenuItem(title, path, f"{path}index.html" if path.endswith("/") else path)


def link_neighbors(articles: Iterable) -> None:
    """Set `newer` and `older` of each article: the next article in time, or None."""
    by_date = sorted(articles, key=lambda article: (article.date, article.slug), reverse=True)
    for newer, article, older in zip([None, *by_date], by_date, [*by_date[1:], None], strict=False):
        article.newer, article.older = newer, older
