"""The entries of the menu, of two levels at most, the footer's statement, and the neighbors of each article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from plugins.core.problems import Report, did_you_mean
from plugins.publications import FOLDER, LIST

STATEMENT = "pages/accessibility.md"  # which `invoke check --accessibility` writes


@dataclass(frozen=True)
class MenuItem:
    """`url` and `save_as`, the file, are relative to the site's root; `icon` is the name of a shortcode, or empty.

    An item with others `below` it leads to the first of them, whose pages show them all.
    """

    title: str
    url: str
    save_as: str = ""
    icon: str = ""
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


def menu(context: Mapping, settings: Mapping, report: Report) -> list[MenuItem]:
    """The entries of MENU; without it, all pages but the home page, in their order, then publications and news."""
    if "MENU" in settings:
        pages = {page.get_relative_source_path(): page for page in [*context["pages"], *context["hidden_pages"]]}
        known = pages | {path.partition("/")[2]: page for path, page in pages.items()}
        return [_item_of_setting(entry, known, report, index) for index, entry in enumerate(settings["MENU"])]
    items = [_item_of_page(page) for page in context["pages"] if page.url]
    if LIST in context["generated"]:
        items.append(MenuItem(settings["PUBLICATIONS_TITLE"], f"{FOLDER}/", LIST))
    if context["articles"]:
        items.append(MenuItem(settings["NEWS_TITLE"], settings["INDEX_URL"], settings["INDEX_SAVE_AS"]))
    return items


def statement_url(context: Mapping) -> str:
    """The address of the accessibility statement, which is hidden from the menu; empty if there is none. A page in the
    menu may be about anything."""
    pages = (page for page in context["hidden_pages"] if page.get_relative_source_path() == STATEMENT)
    return next((page.url for page in pages), "")


def _item_of_page(page: object, title: str = "") -> MenuItem:
    icon = getattr(page, "icon", None) or ""
    return MenuItem(title or page.title, page.url, page.save_as, icon.replace("/", "-"))


def _item_of_setting(entry: tuple, pages: Mapping[str, object], report: Report, *place: int) -> MenuItem:
    """The item for the entry of MENU at `place`: a page's source, an address of this or another site, or entries."""
    title, target = entry
    if not isinstance(target, str):
        below = tuple(_item_of_setting(inner, pages, report, *place, 1, index) for index, inner in enumerate(target))
        return replace(below[0], title=title, icon="", below=below)
    if target in pages:
        return _item_of_page(pages[target], title)
    if "://" not in target and target.endswith(".md"):
        message = f"MENU names '{target}', and there is no such page{did_you_mean(target, pages)}"
        report.error_in_setting(message, "MENU", *place)
    path = target.lstrip("/")
    return MenuItem(title, path, f"{path}index.html" if path.endswith("/") else path)


def link_neighbors(articles: Iterable) -> None:
    """Set `newer` and `older` of each article: the next article in time, or None."""
    by_date = sorted(articles, key=lambda article: (article.date, article.slug), reverse=True)
    for newer, article, older in zip([None, *by_date], by_date, [*by_date[1:], None], strict=False):
        article.newer, article.older = newer, older
