"""After Pelican has written its pages: frames, pictures, addresses, policy; then a last look at each."""

import re
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup
from pelican import signals
from pelican.plugins.sitemap import sitemap
from selectolax.lexbor import LexborHTMLParser

from plugins import cv, embeds, pictures, policy
from plugins.dialect import site
from plugins.finish.addresses import make_relative
from plugins.finish.check import faults
from plugins.finish.feed import Feed
from plugins.finish.styles import seat_styles
from plugins.finish.stylesheet import add_on_demand, on_demand, stylesheet
from plugins.icons import Pack, sprite, svg
from plugins.mistakes import Report, did_you_mean
from plugins.pictures.card import card
from plugins.pictures.variants import NotAPicture, Picture

LOST = "404.html"  # served for any address, so that nothing on it may be relative
UNDATED = re.compile(r"<lastmod>0*1-01-01T[^<]*</lastmod>\n")  # datetime.min


def add_to_templates(generator: object) -> None:
    """What templates may use, in small letters, as no setting is: functions and two addresses."""
    settings = generator.settings
    if "ENVIRONMENT" in settings:
        generator.env = settings["ENVIRONMENT"]  # one for all generators: each template is compiled once a build
        return
    settings["ENVIRONMENT"] = generator.env
    css = stylesheet(Path(settings["THEME"], "static/css"), Path(settings["PATH"], "extra/custom.css"))
    pack = Pack(Path(settings["PATH"], "icons"))
    generator.env.globals["stylesheet"] = lambda base: Markup(css.replace("FONTS/", f"{base}/theme/"))
    generator.env.globals["site_root"] = root_of(settings)
    generator.env.globals["canonical_base"] = settings["SITEURL"]  # in templates, SITEURL leads there from the page
    generator.env.globals["icon"] = lambda name: _icon(pack, name, settings["REPORT"])


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
    return Markup(svg(icon))


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


def leave_own_html(generator: object) -> None:
    """Note the author's own HTML files: they are published as they are."""
    files = (static.save_as for static in generator.context["staticfiles"])
    generator.settings["OWN_HTML"] = [name for name in files if name.endswith((".html", ".htm"))]


def note_scripted(generators: list) -> None:
    """Which pages hold the scripts of their authors, who named the texts in EMBEDS_SCRIPTS."""
    context, settings = generators[0].context, generators[0].settings
    texts = site.shown(context)
    settings["SCRIPTED"] = {text.save_as for text in texts if text.document.is_scripted}
    known = {text.get_relative_source_path() for text in texts}
    for name in settings.get("EMBEDS_SCRIPTS", ()):
        if name not in known:
            message = f"EMBEDS_SCRIPTS names '{name}', which is no text that is published{did_you_mean(name, known)}"
            settings["REPORT"].mistake("pelicanconf.py", None, message)


def finish_pages(pelican: object) -> None:
    settings, folder = pelican.settings, Path(pelican.output_path).resolve()
    report: Report = settings["REPORT"]
    hosts = settings.get("EMBEDS_HOSTS", {})
    cache = Path(settings["PATH"]).parent / ".cache" / "pictures"
    trees, originals, of_styles, sheets = {}, set(), set(), on_demand(Path(settings["THEME"], "static/css"))
    own = {folder / name for name in settings.get("OWN_HTML", ())}
    for page in sorted(set(folder.rglob("*.html")) - own):
        trees[page] = LexborHTMLParser(page.read_text("utf-8"))
        if page == folder / "index.html" and settings["SITEURL"]:
            _draw_card(trees[page], page, folder, settings)
        add_on_demand(trees[page], sheets)
        originals |= _finish(trees[page], page, folder, cache, settings, hosts)
        base = root_of(settings) if page.name == LOST else ""
        of_styles |= seat_styles(trees[page], page, folder, base)
        name = page.relative_to(folder).as_posix()
        policy.set_policy(trees[page], hosts, is_scripted=name in settings["SCRIPTED"])
    if settings["FEED_ALL_ATOM"]:
        Feed(folder, f"{settings['SITEURL']}/", originals, cache).finish(settings["FEED_ALL_ATOM"])
    _drop_unused_fonts(trees, folder / "theme")
    for page, tree in trees.items():
        page.write_text(tree.html + "\n", "utf-8", newline="\n")
    cv.write_pdf(folder, settings)
    kept = {page: LexborHTMLParser(page.read_bytes()) for page in own if page.is_file()}
    _drop_unused(originals - of_styles, {**trees, **kept}, folder)
    scripted = {folder / name for name in settings["SCRIPTED"]}
    for page, fault in faults(trees, folder, hosts, scripted, root_of(settings)):
        report.mistake(f"output/{page.relative_to(folder).as_posix()}", None, fault)
    _finish_sitemap(pelican, folder / "sitemap.xml")
    _name_sitemap(folder, settings)


def _finish(tree: LexborHTMLParser, page: Path, folder: Path, cache: Path, settings: dict, hosts: dict) -> set[Path]:
    """Finish one page; return the originals of the pictures that now stand there in other sizes."""
    for frame in embeds.frame_scripts(tree, hosts):
        written = folder / frame.path
        written.parent.mkdir(exist_ok=True)
        written.write_text(frame.html, "utf-8", newline="\n")
    embeds.mend_foreign(tree)
    done, bad = pictures.publish(tree, page, folder, cache)
    for problem in bad:
        name, _, reason = str(problem).partition("|")
        settings["REPORT"].mistake(Path(settings["PATH"], name), None, f"this picture {reason}")
    base = root_of(settings) if page.name == LOST else ""
    make_relative(tree, page, folder, base)
    sprite.share(tree)
    return done


def _draw_card(tree: LexborHTMLParser, page: Path, folder: Path, settings: dict) -> None:
    """The home page's name and portrait, and where the site is."""
    portrait = tree.css_first("img.portrait")
    file = pictures.local_file(portrait.attrs["src"] or "", page, folder) if portrait else None
    host = urlsplit(settings["SITEURL"]).netloc + urlsplit(settings["SITEURL"]).path
    font = Path(settings["THEME"], "static/fonts/gabarito.woff2")
    with suppress(NotAPicture, OSError):  # told with its place when the page's pictures are made
        picture = Picture(file) if file and not Picture(file).is_drawing else None
        (folder / "card.jpg").write_bytes(card(settings["SITENAME"], host, picture, font))


def _drop_unused(originals: set[Path], trees: dict, folder: Path) -> None:
    """An original is published only where somebody links to it."""
    if not originals:
        return
    linked = set()
    for page, tree in trees.items():
        for node in tree.css("a[href], img[src], source[src], object[data]"):
            address = node.attrs.get("href") or node.attrs.get("src") or node.attrs.get("data") or ""
            linked.add(pictures.local_file(address, page, folder))
    for original in originals - linked:
        original.unlink(missing_ok=True)


def _drop_unused_fonts(trees: dict, fonts: Path) -> None:
    """The fonts of formulas are published where a page has one."""
    if not any(tree.css_first("math") is not None for tree in trees.values()):
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
    signals.finalized.connect(finish_pages)
