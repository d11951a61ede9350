"""Publications: content/publications.bib and content/people.toml → a page for each work, lists, and their files."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

from pelican import signals
from pelican.generators import ArticlesGenerator, Generator
from pelican.utils import get_relative_path, path_to_url

from plugins.core.problems import did_you_mean
from plugins.dialect.front_matter import HeaderError, decode
from plugins.dialect.source import lines_of
from plugins.publications.choices import slug
from plugins.publications.library import BIBLIOGRAPHY, Library, read_library
from plugins.publications.lists import Options, list_publications
from plugins.publications.records import FOLDER, Publication
from plugins.publications.reuse import digest_of_records
from plugins.publications.typeset import Typesetting
from plugins.run import run_of

LIST = f"{FOLDER}/index.html"
Page = tuple[str, str]  # where it is written, from the site's root, and its HTML
ARTICLES = ("articles", "hidden_articles", "translations", "hidden_translations")


class PublicationsGenerator(Generator):
    """Reads the bibliography before files are copied; writes pages after everything has been read."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.env.filters |= {"coins": _coins, "slug": slug}
        self._content, self._site = Path(self.settings["PATH"]), self.settings["SITEURL"]

    def generate_context(self) -> None:
        content, report = self._content, run_of(self.settings).report
        owner, key = self.settings.get("AUTHOR", ""), run_of(self.settings).inputs
        typesetting = Typesetting(
            run_of(self.settings).typography,
            self.settings["DEFAULT_LANG"],
            self.settings.get("FORMULAS_MACROS", {}),
        )
        found = read_library(content, owner, typesetting, report, key)
        self.context["library"] = found
        self.context["static_links"] |= found.files
        if not found.publications:
            return
        written = {f"{FOLDER}/{work.slug}/{name}" for work in found.publications for name in self._files(work)}
        self.context["generated"] = dict.fromkeys([*written, f"{FOLDER}.bib"], f"{content.name}/{BIBLIOGRAPHY}")
        if not any(page.save_as == LIST for page in [*self.context["pages"], *self.context["hidden_pages"]]):
            self.context["generated"][LIST] = "the list of publications"
            self.context["listed"] = [(self.settings["PUBLICATIONS_TITLE"], f"{FOLDER}/", LIST)]

    def _choose(self) -> None:
        """Take over the files of the last build, and the pages that show nothing else, where no record has changed."""
        run, names = run_of(self.settings), self.context["generated"]
        note, records = run.note, run.records
        is_covered = note is not None and note.shared == run.inputs and bool(note.records)
        records.digest = digest_of_records(run.inputs, self.context, self.env, is_covered)
        records.names = names
        if note is not None and records.digest and note.records == records.digest:
            records.seen = note.seen
            records.taken = frozenset(name for name in names if name in note.seen or not name.endswith(".html"))

    def _files(self, work: Publication) -> list[str]:
        pdf = [Path(work.pdf).name] if work.pdf else []
        return ["index.html", f"{work.slug}.bib", f"{work.slug}.ris", *pdf]

    def generate_output(self, writer: object) -> None:
        """Write the files of works; their pages are rendered one by one when they are finished, and written once."""
        found: Library = self.context["library"]
        if not found.publications:
            return
        self._choose()
        records = run_of(self.settings).records
        if not records.taken.issuperset(records.names):
            from plugins.publications import pages  # else not even what writes them is loaded

            places = self.output_path, self._content, self._site
            if not records.taken:
                pages.write_files(found.publications, *places)
            records.unfinished = self._pages(found, records.taken)
        for name in records.names:
            if name.endswith(".html"):
                signals.content_written.send(f"{self.output_path}/{name}", context={})

    def _pages(self, found: Library, taken: Collection[str]) -> Iterator[Page]:
        from plugins.publications import pages

        if LIST in self.context["generated"] and LIST not in taken:
            whole = list_publications(found.publications, Options(filters=True))
            yield LIST, self._render(LIST, "publications", listing=whole, with_coins=True)
        newer, older = [None, *found.publications[:-1]], [*found.publications[1:], None]
        for before, work, after in zip(newer, found.publications, older, strict=True):
            if (name := f"{FOLDER}/{work.slug}/index.html") not in taken:
                values = pages.page_values(work, self._site)
                values["articles_of_publication"] = self.context["articles_by_key"].get(work.key, ())
                yield name, self._render(name, "publication", newer=before, older=after, **values)

    def _render(self, name: str, template: str, **values: object) -> str:
        """A page as Pelican's writer would make it."""
        settings = self.settings
        base = path_to_url(get_relative_path(name)) if settings["RELATIVE_URLS"] else settings["SITEURL"]
        self.context["localsiteurl"] = base
        return self.get_template(template).render({**self.context, "SITEURL": base, "output_file": name, **values})


def _coins(work: Publication, page: str = "") -> str:
    from plugins.publications.coins import coins_title  # for the list alone

    return coins_title(work, page)


def name_works(generators: list) -> None:
    """Give each article the works that its front matter names in `publications`."""
    context, report = generators[0].context, run_of(generators[0].settings).report
    found: Library = context["library"]
    for article in _articles(generators):
        works: dict[str, Publication] = {}
        for key in _keys(getattr(article, "publications", None)):
            if work := found.by_key.get(key):
                works[work.key] = work
            else:
                said = f"no publication has the key '{key}'{did_you_mean(key, found.by_key)}"
                report.error(article.source_path, _line(article.source_path, key), said)
        article.listing = list_publications(works.values(), Options(group="none"))
    context["articles_by_key"] = _articles_by_key(context["articles"])


def add_works(context: dict, feed: object) -> None:
    """Whoever reads the feed sees the works that an article names, as its page shows them."""
    naming = (article for article in context["articles"] if article.listing.publications)
    named = {f"{context['SITEURL']}/{article.url}": article for article in naming}
    for item in feed.items:
        if article := named.get(item["link"]):
            template = run_of(context).environment.get_template("partials/article-publications.html")
            item["content"] += template.render({**context, "SITEURL": "", "article": article})


def _articles(generators: list) -> list:
    """Every article that is written, also those in other languages, which are in no context."""
    [generator] = [one for one in generators if isinstance(one, ArticlesGenerator)]
    return [article for name in ARTICLES for article in getattr(generator, name)]


def _keys(written: object) -> list[str]:
    """`a`, `a, b` or a list, of which YAML may have made numbers and dates."""
    keys = written if isinstance(written, list) else str(written or "").split(",")
    return [key for each in keys if (key := str(each).strip())]


def _articles_by_key(articles: list) -> dict[str, list]:
    """The articles that name a work, by its key."""
    found = defaultdict(list)
    for article in articles:
        for work in article.listing.publications:
            found[work.key].append(article)
    return found


def _line(path: str, written: str) -> int | None:
    try:
        return next(iter(lines_of(written, decode(Path(path).read_bytes()))), None)
    except HeaderError:
        return None


def name_list(pelican: object) -> None:
    pelican.settings.setdefault("PUBLICATIONS_TITLE", "Publications")


def generator_of(pelican: object) -> type[Generator]:
    """By name, since plugins are registered anew for each build: what is connected twice counts once."""
    return PublicationsGenerator


def register() -> None:
    signals.initialized.connect(name_list)
    signals.get_generators.connect(generator_of)
    signals.all_generators_finalized.connect(name_works)
    signals.feed_generated.connect(add_works)
