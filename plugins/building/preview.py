"""The page whose text was saved, at once: for a server that shows a site while its author writes.

The last full build stays in memory. A page is read, rendered and finished again with everything that this build knew;
the next full build writes the same bytes.
"""

import tempfile
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from pelican.contents import Article
from pelican.writers import Writer

from plugins import blocks, finish, navigation, publications
from plugins.building import Built, build
from plugins.dialect import contents
from plugins.finish.pages import Finished
from plugins.finish.pages import finish as finish_page
from plugins.flow import Flow

LISTS = ("articles", "hidden_articles", "pages", "hidden_pages")
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
        """Rewrite the pages whose sources `changed`; return their URLs, or None where only a full build can tell."""
        flow = self._flow
        if flow is None:
            return None
        known = {Path(text.source_path).resolve(): text for text in contents.shown(flow.context)}
        texts = [known.get(path) for path in changed]
        if not texts or None in texts or any(text.translations for text in texts):
            return None
        flow.report.errors.clear()
        news = [_read_again(text, flow) for text in texts]
        pages = {new.save_as: _finished(new, flow) for new in news if new}
        if None in news or None in pages.values():
            self._flow = None  # it holds what is wrong now: the next full build begins anew
            return None
        finish.publish_pictures(pages, flow.site, flow.cache)
        for name, page in pages.items():
            finish.write_page(name, page, self._output)
        return ["/" + name.removesuffix("index.html") for name in pages]


def _read_again(old: object, flow: Flow) -> object | None:
    """Put the text as its file has it now in the place of the `old` one; None where it has errors, or changes more than
    its own page."""
    generator = next(one for one in flow.generators if any(old is text for text in _texts_of(one)))
    with flow.connected():
        new = generator.readers.read_file(
            base_path=generator.path,
            path=old.get_relative_source_path(),
            content_class=type(old),
            context=flow.context,
        )
    if flow.report.errors or not hasattr(new, "document") or _facts_of(new) != _facts_of(old):
        return None
    if not contents.linked_files([new]) <= flow.context["static_content"].keys():
        return None
    for texts in (getattr(generator, name) for name in LISTS if hasattr(generator, name)):
        texts[:] = [new if text is old else text for text in texts]
    flow.context["generated_content"][new.get_relative_source_path()] = new
    flow.targets.by_file[PurePosixPath(new.get_relative_source_path())] = new
    return new


def _texts_of(generator: object) -> list:
    return [text for name in LISTS for text in getattr(generator, name, ())]


def _facts_of(text: object) -> dict:
    """What other pages show of a text, or what moves its page."""
    return {name: str(value) for name, value in text.metadata.items() if name not in OWN} | {"save_as": text.save_as}


def _finished(text: object, flow: Flow) -> Finished | None:
    """The finished page of a text; None where it has errors."""
    context, settings, report = flow.context, flow.settings, flow.report
    if isinstance(text, Article):
        publications.name_in_articles([text], flow.library, report)
        navigation.link_neighbors(context["articles"])
    context["menu"] = navigation.menu(context, settings, report)
    blocks.fill_blocks([text], context, flow.environment, report)
    contents.check_links([text], flow.targets, report)
    contents.resolve_headings([text], context)
    if report.errors:
        return None
    text.refresh_metadata_intersite_links()
    shown = {"page": text}
    if isinstance(text, Article):
        shown = {"article": text, "category": getattr(text, "category", None), "blog": True}
    template = flow.environment.get_template(f"{text.template}.html")
    with tempfile.TemporaryDirectory() as folder:
        writer = Writer(folder, settings)
        writer.write_file(text.save_as, template, context, settings["RELATIVE_URLS"], url=text.url, **shown)
        html = Path(folder, text.save_as).read_text("utf-8")
    page = finish_page(html, text.save_as, flow.site)
    return None if page.problems or page.pictures.bad else page
