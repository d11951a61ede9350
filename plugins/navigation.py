"""The ways through the site: a menu of what exists, or of what MENU names, and each article's neighbors in time."""

from dataclasses import dataclass

from pelican import signals

from plugins.core.problems import did_you_mean
from plugins.run import run_of


@dataclass(frozen=True)
class MenuItem:
    """`title` as shown; `url` and the file `save_as` from the site's root; `icon` is a shortcode's name or nothing."""

    title: str
    url: str
    save_as: str = ""
    icon: str = ""

    @property
    def is_elsewhere(self) -> bool:
        return "://" in self.url or self.url.startswith("mailto:")

    def current(self, output_file: str) -> str:
        """The value of `aria-current` on the page that is written to `output_file`."""
        if output_file == self.save_as:
            return "page"
        return "true" if self.url and output_file.startswith(self.url) else ""


def add_menu(generators: list) -> None:
    """What MENU names, or all pages in their order without the home page; then news if there is any."""
    context, settings = generators[0].context, generators[0].settings
    if "MENU" in settings:
        context["menu"] = [_named(title, target, context, settings) for title, target in settings["MENU"]]
        return
    pages = [_item(page) for page in context["pages"] if page.url]
    news = MenuItem(settings["NEWS_TITLE"], settings["INDEX_URL"], settings["INDEX_SAVE_AS"])
    listed = [MenuItem(*each) for each in context.get("listed", ())]
    context["menu"] = [*pages, *listed, *([news] if context["articles"] else [])]


def _item(page: object, title: str = "") -> MenuItem:
    icon = getattr(page, "icon", None) or ""
    return MenuItem(title or page.title, page.url, page.save_as, icon.replace("/", "-"))


def _named(title: str, target: str, context: dict, settings: dict) -> MenuItem:
    """The item for a page's source, an address of the site, or another site's address."""
    pages = {page.get_relative_source_path(): page for page in [*context["pages"], *context["hidden_pages"]]}
    known = pages | {path.partition("/")[2]: page for path, page in pages.items()}
    if target in known:
        return _item(known[target], title)
    if "://" not in target and target.endswith(".md"):
        meant = did_you_mean(target, known)
        said = f"MENU names '{target}', and there is no such page{meant}"
        run_of(settings).report.error("pelicanconf.py", None, said)
    path = target.lstrip("/")
    return MenuItem(title, path, f"{path}index.html" if path.endswith("/") else path)


def link_neighbors(generator: object) -> None:
    """Set `newer` and `older` on each article; None at either end."""
    articles = sorted(generator.articles, key=lambda article: (article.date, article.slug), reverse=True)
    for newer, article, older in zip([None, *articles], articles, [*articles[1:], None], strict=False):
        article.newer, article.older = newer, older


def name_news(pelican: object) -> None:
    pelican.settings.setdefault("NEWS_TITLE", "News")


def register() -> None:
    signals.initialized.connect(name_news)
    signals.all_generators_finalized.connect(add_menu)
    signals.article_generator_finalized.connect(link_neighbors)
