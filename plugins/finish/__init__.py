"""After Pelican has written its pages: frames, pictures, addresses, policy; then a last look at each."""

import os
import re
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup
from pelican import signals
from pelican.plugins.sitemap import sitemap
from selectolax.lexbor import LexborHTMLParser

from plugins import cv, pictures
from plugins.build.swap import pages_in
from plugins.dialect import site as texts_of
from plugins.finish import stylesheet
from plugins.finish.addresses import Addresses
from plugins.finish.check import Seen, faults
from plugins.finish.compiled import Compiled
from plugins.finish.pages import Finished, Site, finish
from plugins.icons import Pack
from plugins.icons.sprite import outline
from plugins.mistakes import BuildFailed, Report, did_you_mean
from plugins.pictures.variants import NotAPicture, Picture
from plugins.run import run_of

UNDATED = re.compile(r"<lastmod>0*1-01-01T[^<]*</lastmod>\n")  # datetime.min


def add_to_templates(generator: object) -> None:
    """What templates may use, in small letters, as no setting is: functions and an address."""
    settings, run = generator.settings, run_of(generator.settings)
    if run.environment is not None:
        generator.env = run.environment  # one for all generators: each template is compiled once a build
        return
    run.environment = generator.env
    generator.env.auto_reload = False  # templates do not change within a build; to look costs a quarter of a page
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
        report.mistake("pelicanconf.py", None, f"no icon named '{name}'{meant}")
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
            run.report.mistake("pelicanconf.py", None, message)


def stop_at_mistakes(generators: list) -> None:
    """Everything was read and checked: with a mistake, nothing is written. Raises BuildFailed with all of them."""
    report = run_of(generators[0].settings).report
    if report.mistakes:
        raise BuildFailed(report.mistakes)


def finish_pages(pelican: object) -> None:
    settings, folder = pelican.settings, Path(pelican.output_path).resolve()
    site, run = _site(settings, folder), run_of(settings)
    own, records = set(run.own_html), run.records
    found = {page[len(str(folder)) + 1 :].replace(os.sep, "/") for page in pages_in(folder)}
    names = sorted(found - own)
    if "index.html" in names and settings["SITEURL"]:
        _draw_card(folder, settings)
    pages = {name: Finished("", Seen(*seen)) for name, seen in records.seen.items() if name in records.taken}
    written = ((name, Path(folder, name).read_text("utf-8")) for name in names if name not in pages)
    pages |= {name: _finish(name, html, site, settings) for name, html in chain(written, records.unfinished)}
    run.pages = len(found | set(pages))
    anew = (name for name in records.names if name in pages and name not in records.taken) if records.digest else ()
    alone = {name: pages[name].seen.plain(records.names) for name in anew if pages[name].stands_alone}
    records.seen = {name: seen for name, seen in records.seen.items() if name in records.taken} | alone
    originals = frozenset().union(*(page.media.originals for page in pages.values()))
    if settings["FEED_ALL_ATOM"]:
        from plugins.finish.feed import Feed  # in public alone

        Feed(folder, f"{settings['SITEURL']}/", set(originals), site.cache).finish(settings["FEED_ALL_ATOM"])
    if not any(page.seen.has_math for page in pages.values()):
        _drop_fonts_of_formulas(folder / "theme")
    cv.write_pdf(folder, settings)
    kept = {name: LexborHTMLParser(Path(folder, name).read_bytes()) for name in own if Path(folder, name).is_file()}
    linked = {file for page in pages.values() for _, file, _ in page.seen.targets}
    linked = linked.union(*(site.addresses.files(tree, name) for name, tree in kept.items()))
    for original in originals.difference(*(page.media.of_styles for page in pages.values())):
        if original.relative_to(folder).as_posix() not in linked:
            original.unlink(missing_ok=True)
    for name, fault in faults({name: page.seen for name, page in pages.items()}, folder, records.names):
        run.report.mistake(f"output/{name}", None, fault)
    _finish_sitemap(pelican, folder / "sitemap.xml")
    _name_sitemap(folder, settings)


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
    """Finish one page, write it, tell of what is no picture on it, and return the rest."""
    page, place = finish(html, name, site), f"{site.folder}/{name}"
    if not os.path.isdir(folder := place.rpartition("/")[0]):  # noqa: PTH112 (thousands of pages)
        os.makedirs(folder)  # noqa: PTH103
    with open(place, "wb") as file:  # noqa: PTH123
        file.write(page.html.encode())
    for problem in page.media.bad:
        picture, _, reason = str(problem).partition("|")
        run_of(settings).report.mistake(Path(settings["PATH"], picture), None, f"this picture {reason}")
    return replace(page, html="")


def _draw_card(folder: Path, settings: dict) -> None:
    """The home page's name and portrait, and where the site is."""
    from plugins.pictures.card import card  # it loads what draws, which a site at home never needs

    home = folder / "index.html"
    portrait = LexborHTMLParser(home.read_text("utf-8")).css_first("img.portrait")
    file = pictures.local_file(portrait.attrs["src"] or "", home, folder) if portrait else None
    host = urlsplit(settings["SITEURL"]).netloc + urlsplit(settings["SITEURL"]).path
    font = Path(settings["THEME"], "static/fonts/gabarito.woff2")
    with suppress(NotAPicture, OSError):  # told with its place when the page's pictures are made
        picture = Picture(file) if file and not Picture(file).is_drawing else None
        (folder / "card.jpg").write_bytes(card(settings["SITENAME"], host, picture, font))


def _drop_fonts_of_formulas(fonts: Path) -> None:
    """They are published where a page has a formula."""
    for font in [*fonts.glob("stix-*"), *fonts.glob("OFL-stix-*")]:
        font.unlink()


def _finish_sitemap(pelican: object, path: Path) -> None:
    """Have the plugin write its file now: signals promise no order, and a second call does nothing."""
    sitemap.generator.finalize(pelican)
    if path.is_file():
        path.write_text(UNDATED.sub("", path.read_text("utf-8")).replace("&", "&amp;"), "utf-8", newline="\n")


def _name_sitemap(folder: Path, settings: dict) -> None:
    """Tell robots where the sitemap is, once the site's address is known; an author's robots.txt may say so itself."""
    robots = folder / "robots.txt"
    text = robots.read_text("utf-8") if robots.is_file() else "User-agent: *\nAllow: /\n"
    if settings["SITEURL"] and "sitemap:" not in text.lower():
        text = f"{text.rstrip()}\n\nSitemap: {settings['SITEURL']}/sitemap.xml\n"
    robots.write_text(text, "utf-8", newline="\n")


def register() -> None:
    signals.initialized.connect(start_sitemap)
    signals.generator_init.connect(add_to_templates)
    signals.static_generator_finalized.connect(leave_own_html)
    signals.feed_generated.connect(keep_titles)
    signals.all_generators_finalized.connect(note_scripted)
    signals.all_generators_finalized.connect(stop_at_mistakes)
    signals.all_generators_finalized.connect(hold_back_sitemap)
    signals.finalized.connect(finish_pages)
