"""The ways through the site: a menu of what exists, and each article's neighbors in time."""

from dataclasses import dataclass

from pelican import signals


@dataclass(frozen=True)
class MenuItem:
    """`title` as shown; `url` and the file `save_as` from the site's root."""

    title: str
    url: str
    save_as: str

    def current(self, output_file: str) -> str:
        """The value of `aria-current` on the page that is written to `output_file`."""
        if output_file == self.save_as:
            return "page"
        return "true" if output_file.startswith(self.url) else ""


def add_menu(generators: list) -> None:
    """Pages in their order, without the home page, then news if there is any."""
    context, settings = generators[0].context, generators[0].settings
    pages = [MenuItem(page.title, page.url, page.save_as) for page in context["pages"] if page.url]
    news = [MenuItem("News", settings["INDEX_URL"], settings["INDEX_SAVE_AS"])] if context["articles"] else []
    context["menu"] = [*pages, *news]


def link_neighbors(generator: object) -> None:
    """Set `newer` and `older` on each article; None at either end."""
    articles = sorted(generator.articles, key=lambda article: (article.date, article.slug), reverse=True)
    for newer, article, older in zip([None, *articles], articles, [*articles[1:], None], strict=False):
        article.newer, article.older = newer, older


def register() -> None:
    signals.all_generators_finalized.connect(add_menu)
    signals.article_generator_finalized.connect(link_neighbors)
