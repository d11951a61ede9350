"""After Pelican has written its pages: frames, pictures, addresses, policy; then a last look at each."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup
from pelican import signals
from pelican.plugins.sitemap import sitemap
from selectolax.lexbor import LexborHTMLParser

from plugins import embeds, pictures, policy
from plugins.finish import feed
from plugins.finish.addresses import make_relative
from plugins.finish.check import faults
from plugins.finish.stylesheet import stylesheet
from plugins.icons import Pack, svg
from plugins.mistakes import Report

LOST = "404.html"  # served for any address, so that nothing on it may be relative
UNDATED = re.compile(r"<lastmod>0001-01-01T00:00:00-00:00</lastmod>\n")


def add_to_templates(generator: object) -> None:
    """What templates may use: `stylesheet(SITEURL)`, `icon(name)`, `ROOT` and `CANONICAL_BASE`."""
    settings = generator.settings
    css = stylesheet(Path(settings["THEME"], "static/css"), Path(settings["PATH"], "extra/custom.css"))
    pack = Pack(Path(settings["PATH"], "icons"))
    generator.env.globals["stylesheet"] = lambda base: Markup(css.replace("FONTS/", f"{base}/theme/"))
    generator.env.globals["ROOT"] = root_of(settings)
    generator.env.globals["CANONICAL_BASE"] = settings["SITEURL"]  # in templates, SITEURL leads there from the page
    generator.env.globals["icon"] = lambda name: _icon(pack, name, settings["REPORT"])


def root_of(settings: dict) -> str:
    """The site's path on its host, for the one page that cannot know its own place."""
    return f"{urlsplit(settings['SITEURL']).path}/"


def _icon(pack: Pack, name: str, report: Report) -> Markup:
    icon = pack.get(name)
    if icon is None:
        close = pack.suggest(name)
        report.mistake("pelicanconf.py", None, f"no icon named '{name}'" + (f" (did you mean '{close}'?)" if close else ""))
        return Markup("")
    return Markup(svg(icon))


def start_sitemap(pelican: object) -> None:
    """The plugin keeps the pages of a build that failed, and stamps undated pages with the time of its import."""
    sitemap.generator.page_queue.clear()
    sitemap.generator._main_pelican = None
    sitemap.generator.now = sitemap.datetime.min


def finish_pages(pelican: object) -> None:
    settings, folder = pelican.settings, Path(pelican.output_path).resolve()
    report: Report = settings["REPORT"]
    hosts = settings.get("EMBEDS_HOSTS", {})
    cache = Path(settings["PATH"]).parent / ".cache" / "pictures"
    trees, originals = {}, set()
    for page in sorted(folder.rglob("*.html")):
        trees[page] = LexborHTMLParser(page.read_text("utf-8"))
        originals |= _finish(trees[page], page, folder, cache, settings, hosts)
    feed.finish(folder, settings, originals, cache)
    for page, tree in trees.items():
        page.write_text(tree.html + "\n", "utf-8", newline="\n")
    _drop_unused(originals, trees, folder)
    for page, fault in faults(trees, folder, hosts):
        report.mistake(f"output/{page.relative_to(folder).as_posix()}", None, fault)
    _finish_sitemap(pelican, folder / "sitemap.xml")


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
    rules = policy.styles_to_classes(tree)
    if rules and (sheet := tree.css_first("head style")) is not None:
        sheet.inner_html = f"{sheet.text()}@layer author{{{rules}}}"
    policy.set_policy(tree, hosts)
    return done


def _drop_unused(originals: set[Path], trees: dict, folder: Path) -> None:
    """An original is published only where somebody links to it."""
    linked = set()
    for page, tree in trees.items():
        for node in tree.css("a[href], img[src], source[src], object[data]"):
            address = node.attrs.get("href") or node.attrs.get("src") or node.attrs.get("data") or ""
            linked.add(pictures.local_file(address, page, folder))
    for original in originals - linked:
        original.unlink(missing_ok=True)


def _finish_sitemap(pelican: object, path: Path) -> None:
    """Have the plugin write its file now: signals promise no order, and a second call does nothing."""
    sitemap.generator.finalize(pelican)
    if path.is_file():
        path.write_text(UNDATED.sub("", path.read_text("utf-8")).replace("&", "&amp;"), "utf-8", newline="\n")


def register() -> None:
    signals.initialized.connect(start_sitemap)
    signals.generator_init.connect(add_to_templates)
    signals.finalized.connect(finish_pages)
