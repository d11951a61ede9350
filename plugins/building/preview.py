"""The page whose text was saved, at once: for a server that shows a site while its author writes.

The last full build stays in memory. A page is read, rendered and finished again with everything that this build knew;
the next full build writes the same bytes.
"""

import tempfile
import time
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from pelican.contents import Article, Content
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.utils import order_content
from pelican.writers import Writer

from plugins import blocks, finish, navigation
from plugins.building import Built, build
from plugins.dialect import contents
from plugins.dialect.reading import RECORD
from plugins.finish.pages import Finished
from plugins.finish.pages import finish as finish_page
from plugins.flow import Flow

OWN = {"document", "title", "description"}  # metadata that moves no page


class Preview:
    """Builds the site of `settings_file` into `output`."""

    def __init__(self, settings_file: Path, output: Path) -> None:
        self._settings_file, self._output = settings_file, output
        self._flow: Flow | None = None

    def build(self) -> Built:
        """Build the whole site. Raises BuildFailed."""
        flow, self._flow = self._flow, None
        built = build(self._settings_file, self._output, is_forced=flow is None)
        self._flow = built.flow or flow
        self._flow.site = self._flow.site.moved_to(built.output)
        return built

    def quick(self, changed: Collection[Path]) -> list[str] | None:
        """Rewrite the pages whose sources `changed`; return their URLs. Return None, with the output unchanged, where
        a full build has to follow at once: an error, a page that moves, a file that is not there yet."""
        flow = self._flow
        # A plugin of somebody else may do anything with a page; an article that is due changes the lists.
        if flow is None or flow.settings["PLUGINS"] or flow.due <= time.time():
            return None
        bodies = flow.context["bodies"].values()  # of pages that Pelican does not write
        known = {Path(text.source_path).resolve(): text for text in contents.shown(flow.context) if text not in bodies}
        texts = [known.get(path) for path in changed]
        if not texts or None in texts or any(text.translations for text in texts):
            return None
        self._flow = None  # its texts may be wrong from here on: the next full build starts from nothing
        pages = _make_again(texts, flow)
        if pages is None or not self._is_written(pages, flow):
            return None
        self._flow = flow
        return ["/" + name.removesuffix("index.html") for name in pages]

    def _is_written(self, pages: Mapping[str, Finished], flow: Flow) -> bool:
        """Write the pages, if nothing is wrong with their pictures."""
        variants = {one.file for page in pages.values() for one in page.pictures.variants}
        new = [self._output / file for file in variants if not (self._output / file).exists()]
        if finish.publish_pictures(pages, flow.site, flow.cache):
            for file in new:
                file.unlink(missing_ok=True)
            return False
        with tempfile.TemporaryDirectory(dir=self._output.parent) as folder:  # where a file can be renamed from
            for name, page in pages.items():
                finish.write_page(name, page, Path(folder))
            for name in finish.list_files(Path(folder)):
                file = self._output / name
                file.parent.mkdir(parents=True, exist_ok=True)
                Path(folder, name).rename(file)
        flow.finished |= {name: replace(page, html=b"") for name, page in pages.items()}
        return True


def _make_again(texts: list[Content], flow: Flow) -> dict[str, Finished] | None:
    """The finished pages of texts as their files are now; None where something is wrong, or another page moves."""
    from plugins.building.pelican_run import steps_called

    flow.report.errors.clear()
    pages = {}
    with steps_called(flow, flow.report):
        if not all(_is_read_again(text, flow) for text in texts) or not _are_in_order(flow):
            return None
        flow.context["menus"] = navigation.menus(flow.context, flow.settings, flow.report)
        flow.context["menu"] = flow.context["menus"][flow.settings["DEFAULT_LANG"]]
        contents.check_links(texts, flow.targets, flow.report)
        contents.resolve_addresses(texts, flow.context)
        flow.citations.complete(texts, flow.report)
        blocks.fill_blocks(texts, flow.context, flow.environment, flow.report)
        if not flow.report.errors:
            pages = {text.save_as: finish_page(_render(text, flow), text.save_as, flow.site) for text in texts}
    return None if flow.report.errors or _lacks_files(pages, flow) else pages


def _is_read_again(text: Content, flow: Flow) -> bool:
    """Give a text what its file holds now, unless that has errors or changes more than its own page. The object stays,
    so that every list that holds it is right."""
    generator = _generator_of(text, flow)
    new = generator.readers.read_file(
        base_path=generator.path,
        path=text.get_relative_source_path(),
        content_class=type(text),
        context=flow.context,
    )
    if flow.report.errors or not hasattr(new, "document") or _facts_of(new) != _facts_of(text):
        return False
    if not contents.linked_files([new]) <= flow.context["static_content"].keys():
        return False
    vars(text).update(vars(new) | {"translations": text.translations})
    return True


def _generator_of(text: Content, flow: Flow) -> ArticlesGenerator | PagesGenerator:
    kind = ArticlesGenerator if isinstance(text, Article) else PagesGenerator
    return next(one for one in flow.generators if isinstance(one, kind))


def _facts_of(text: Content) -> dict:
    """What other pages show of a text, or what moves its page."""
    # The title of a record is in lists too, and in what machines read.
    own = OWN - {"title"} if text.template == RECORD else OWN
    facts = {name: str(value) for name, value in text.metadata.items() if name not in own}
    return facts | {"save_as": text.save_as, "url": text.url, "slug": text.slug}


def _are_in_order(flow: Flow) -> bool:
    """Whether articles and pages still follow each other as the settings say, which may be by title."""
    context, settings = flow.context, flow.settings
    orders = (("articles", settings["ARTICLE_ORDER_BY"]), ("pages", settings["PAGE_ORDER_BY"]))
    return all(order_content(list(context[name]), order) == context[name] for name, order in orders)


def _render(text: Content, flow: Flow) -> str:
    """The page of a text as Pelican writes it."""
    context, settings = flow.context, flow.settings
    context["localsiteurl"] = settings["SITEURL"]  # as before any page is written
    text.refresh_metadata_intersite_links()
    shown = {"page": text}
    if isinstance(text, Article):
        shown = {"article": text, "category": getattr(text, "category", None), "blog": True}
    template = _generator_of(text, flow).get_template(text.template)
    with tempfile.TemporaryDirectory() as folder:
        Writer(folder, settings).write_file(
            text.save_as, template, context, settings["RELATIVE_URLS"], url=text.url, **shown
        )
        return Path(folder, text.save_as).read_text("utf-8")


def _lacks_files(pages: Mapping[str, Finished], flow: Flow) -> bool:
    """Whether the site with these pages would be wrong, or lacks a file that a full build would write."""
    folder, site = flow.site.folder, flow.finished | pages
    written = {frame.path for page in pages.values() for frame in page.frames}
    written |= {variant.file for page in pages.values() for variant in page.pictures.variants}
    if any(finish.find_dead_links(site, folder, {*flow.context["generated"], *written})):
        return True
    if any(page.problems or page.pictures.bad for page in pages.values()):
        return True
    if any(not (folder / file).is_file() for page in pages.values() for file in page.style_files):
        return True
    # The fonts of formulas are published where a page has a formula.
    return any(page.has_math for page in pages.values()) and not any(page.has_math for page in flow.finished.values())
