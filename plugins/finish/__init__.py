"""After Pelican has written its pages: frames, pictures, addresses, policy; then a last look at each."""

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from markupsafe import Markup
from pelican import signals
from pelican.plugins.sitemap import sitemap
from selectolax.lexbor import LexborHTMLParser

from plugins import cv
from plugins.build.swap import pages_in
from plugins.core.problems import BuildFailed, Report, did_you_mean
from plugins.dialect import site as texts_of
from plugins.finish import beside, stylesheet
from plugins.finish.addresses import Addresses
from plugins.finish.check import Seen, faults
from plugins.finish.compiled import Compiled
from plugins.finish.pages import Finished, Site, finish
from plugins.icons import Pack
from plugins.icons.sprite import outline
from plugins.run import OfRecords, run_of

UNDATED = re.compile(r"<lastmod>0*1-01-01T[^<]*</lastmod>\n")  # datetime.min


def add_to_templates(generator: object) -> None:
    """What templates may use, in small letters, as no setting is: functions and an address."""
    settings, run = generator.settings, run_of(generator.settings)
    if run.environment is not None:
        generator.env = run.environment  # one for all generators: each template is compiled once a build
        return
    run.environment = generator.env
    generator.env.auto_reload = False  # templates do not change within a build; to look costs a quarter of a page
    generator.env.cache = {}  # of as many templates as there are; which was used last is no matter
    generator.env.make_globals = lambda given: generator.env.globals | (given or {})  # else each page joins them anew
    if run.inputs:
        generator.env.bytecode_cache = Compiled(Path(settings["PATH"]).parent / ".cache" / "templates", run.inputs)
    run.icons = Pack(Path(settings["PATH"], "icons"))
    generator.env.globals["canonical_base"] = settings["SITEURL"]  # in templates, SITEURL leads there from the page
    generator.env.filters["spoken"] = lambda day, until=None: day.spoken(settings["DEFAULT_LANG"], until)
    generator.env.globals["icon"] = cache(lambda name: _icon(run.icons, name, run.report))


def root_of(settings: dict) -> str:
    """The site's path on its host, for the one page that cannot know its own place."""
    return f"{urlsplit(settings['SITEURL']).path}/"


def _icon(pack: Pack, name: str, report: Report) -> Markup:
    icon = pack.get(name)
    if icon is None:
        close = pack.suggest(name)
        meant = f" (did you mean '{close}'?)" if close else ""
        report.error("pelicanconf.py", None, f"no icon named '{name}'{meant}")
        return Markup("")
    return Markup(outline(icon))


def keep_titles(context: dict, feed: object) -> None:
    """Pelican takes a title for HTML and drops what looks like a tag; ours are plain text."""
    titles = {f"{context['SITEURL']}/{article.url}": article.title for article in context["articles"]}
    for item in feed.items:
        item["title"] = titles.get(item["link"], item["title"])


def start_sitemap(pelican: object) -> None:
    """The plugin keeps the pages of a build that failed, and stamps undated pages with the time of its import."""
    sitemap.generator.page_queue.clear()
    sitemap.generator._main_pelican = None
    sitemap.generator.now = sitemap.datetime.min


def hold_back_sitemap(generators: list) -> None:
    """Its addresses are whole ones (https://www.sitemaps.org/protocol.html): at home, where none is known, is none."""
    if not generators[0].settings["SITEURL"]:
        sitemap.generator._main_pelican = None


def leave_own_html(generator: object) -> None:
    """Note the author's own HTML files: they are published as they are."""
    files = (static.save_as for static in generator.context["staticfiles"])
    run_of(generator.settings).own_html = [name for name in files if name.endswith((".html", ".htm"))]


def note_scripted(generators: list) -> None:
    """Which pages hold the scripts of their authors, who named the texts in EMBEDS_SCRIPTS."""
    context, settings = generators[0].context, generators[0].settings
    texts, run = texts_of.shown(context), run_of(settings)
    run.scripted = {text.save_as for text in texts if text.document.is_scripted}
    known = {text.get_relative_source_path() for text in texts}
    for name in settings.get("EMBEDS_SCRIPTS", ()):
        if name not in known:
            message = f"EMBEDS_SCRIPTS names '{name}', which is no text that is published{did_you_mean(name, known)}"
            run.report.error("pelicanconf.py", None, message)


def stop_at_errors(generators: list) -> None:
    """Everything was read and checked: with an error, nothing is written. Raises BuildFailed with all of them."""
    report = run_of(generators[0].settings).report
    if report.errors:
        raise BuildFailed(report.errors)


def finish_pages(pelican: object) -> None:
    settings, folder = pelican.settings, Path(pelican.output_path).resolve()
    site, run = _site(settings, folder), run_of(settings)
    found = {page[len(str(folder)) + 1 :].replace(os.sep, "/") for page in pages_in(folder)}
    own = [name for name in run.own_html if (folder / name).is_file()]
    names = sorted(found.difference(own))
    if "index.html" in names and settings["SITEURL"]:
        beside.draw_card(folder, settings)
    pages = _finished(names, site, settings)
    run.pages = len(found | pages.keys())
    _note_seen(pages, run.records)
    if settings["FEED_ALL_ATOM"]:
        from plugins.finish.feed import Feed  # in public alone

        originals = {original for page in pages.values() for original in page.media.originals}
        Feed(folder, f"{settings['SITEURL']}/", originals, site.cache).finish(settings["FEED_ALL_ATOM"])
    if not any(page.seen.has_math for page in pages.values()):
        beside.drop_fonts_of_formulas(folder / "theme")
    cv.write_pdf(folder, settings)
    _drop_originals(pages, own, site)
    for name, fault in faults({name: page.seen for name, page in pages.items()}, folder, run.records.names):
        run.report.error(f"output/{name}", None, fault)
    _finish_sitemap(pelican, folder / "sitemap.xml")
    beside.name_sitemap(folder, settings)


def _finished(names: Iterable[str], site: Site, settings: dict) -> dict[str, Finished]:
    """Every page of the site: those that are taken over, those that were written, and works' own, made one by one."""
    records = run_of(settings).records
    kinds = {id(seen): Finished(Seen(*seen)) for seen in records.seen.values()}
    pages = {name: kinds[id(seen)] for name, seen in records.seen.items() if name in records.taken}
    written = ((name, Path(site.folder, name).read_text("utf-8")) for name in names if name not in pages)
    return pages | {name: _finish(name, html, site, settings) for name, html in chain(written, records.unfinished)}


def _note_seen(pages: Mapping[str, Finished], records: OfRecords) -> None:
    """Keep for the next build what was seen on pages that it may take over."""
    anew = (name for name in records.names if name in pages and name not in records.taken) if records.digest else ()
    alone = {name: pages[name].seen.plain(records.names) for name in anew if pages[name].stands_alone}
    records.seen = {name: seen for name, seen in records.seen.items() if name in records.taken} | alone


def _drop_originals(pages: Mapping[str, Finished], own: Iterable[str], site: Site) -> None:
    """A picture that stands on pages in other sizes is not published, unless something leads to it as it is."""
    trees = {name: LexborHTMLParser(Path(site.folder, name).read_bytes()) for name in own}
    linked = {file for page in pages.values() for _, file, _ in page.seen.targets}
    linked = linked.union(*(site.addresses.files(tree, name) for name, tree in trees.items()))
    of_styles = {file for page in pages.values() for file in page.media.of_styles}
    for original in {file for page in pages.values() for file in page.media.originals} - of_styles:
        if original.relative_to(site.folder).as_posix() not in linked:
            original.unlink(missing_ok=True)


def _opened(place: str) -> BinaryIO:
    """A new file, its folder made if it is missing, which works' own are not."""
    try:
        return open(place, "wb")  # noqa: PTH123 (thousands of pages)
    except FileNotFoundError:
        os.makedirs(place.rpartition("/")[0])  # noqa: PTH103
        return open(place, "wb")  # noqa: PTH123


def _site(settings: dict, folder: Path) -> Site:
    return Site(
        folder,
        root_of(settings),
        Path(settings["PATH"]).parent / ".cache" / "pictures",
        settings.get("EMBEDS_HOSTS", {}),
        stylesheet.read(Path(settings["THEME"], "static/css"), Path(settings["PATH"], "extra/custom.css")),
        run_of(settings).scripted,
        Addresses.with_files(folder, run_of(settings).records.names),
        run_of(settings).icons,
    )


def _finish(name: str, html: str, site: Site, settings: dict) -> Finished:
    """Finish one page, write it, tell of what is no picture on it, and return what is to be known of it."""
    written, page = finish(html, name, site)
    with _opened(f"{site.folder}/{name}") as file:
        file.write(written)
    for problem in page.media.bad:
        picture, _, reason = str(problem).partition("|")
        run_of(settings).report.error(Path(settings["PATH"], picture), None, f"this picture {reason}")
    return page


def _finish_sitemap(pelican: object, path: Path) -> None:
    """Have the plugin write its file now: signals promise no order, and a second call does nothing."""
    sitemap.generator.finalize(pelican)
    if path.is_file():
        path.write_text(UNDATED.sub("", path.read_text("utf-8")).replace("&", "&amp;"), "utf-8", newline="\n")


def register() -> None:
    signals.initialized.connect(start_sitemap)
    signals.generator_init.connect(add_to_templates)
    signals.static_generator_finalized.connect(leave_own_html)
    signals.feed_generated.connect(keep_titles)
    signals.all_generators_finalized.connect(note_scripted)
    signals.all_generators_finalized.connect(stop_at_errors)
    signals.all_generators_finalized.connect(hold_back_sitemap)
    signals.finalized.connect(finish_pages)
