"""Checks that need all contents: files with the same address, and links that lead nowhere.

In: Pelican's context, whose contents have a `Document`, and its settings. Out: errors in the report of the build.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from markupsafe import Markup
from pelican.contents import Static
from pelican.generators import StaticGenerator

from plugins.core.problems import Report, did_you_mean
from plugins.dialect.convert import Document
from plugins.dialect.html.identifiers import OF_THE_THEME
from plugins.dialect.page.links import SOURCES, Link
from plugins.dialect.page.wrong_addresses import hint_for_missing
from plugins.dialect.source.line_numbers import lines_in_file
from plugins.dialect.source.metadata import check_address

# Ids of the theme that a page may link to.
THEME_IDS = frozenset((*OF_THE_THEME, "top"))
WELL_KNOWN = "files/.well-known"
IN_EACH_LANGUAGE = ("feed.xml", "atom.xml", "rss.xml", "cv.pdf")
ONLY_IN_PUBLIC = (*IN_EACH_LANGUAGE, "card.jpg")
# A link to a file as `page/links.py` writes it, and where Pelican's context has the file.
PELICAN_LINK = re.compile(r"""(?<=["'])\{(?P<word>static|filename)\}/(?P<path>[^"'?#]*)""")
CONTENT_OF_WORD = {"static": "static_content", "filename": "generated_content"}
# Endings of texts that no reader reads; an article is one of these whose name begins with a digit.
OTHER_TEXTS = frozenset(("", ".txt", ".text", ".mdx", ".qmd", ".rmd", ".org", ".adoc"))


@dataclass(frozen=True)
class Fragment:
    """A text in a data file, such as that about a person, whose links are checked like those of a page."""

    source_path: str
    document: Document


@dataclass(frozen=True)
class Targets:
    """What links may lead to: published contents by their files, the files of drafts, and every output file."""

    by_file: dict[PurePosixPath, object]
    held_back: frozenset[PurePosixPath]
    written: frozenset[str]


def check_files(context: dict, settings: dict, report: Report) -> Targets:
    """Report files with the same address and symbolic links out of content/; return what links may lead to."""
    published = shown(context)
    _check_symbolic_links(context, report)
    _unread_texts(context, settings, report)
    written = _output_files(context, settings, published, report)
    _check_home_page(written, settings, report)
    by_file = {_source(content): content for content in published}
    drafts = [*context["drafts"], *context["draft_pages"]]
    held_back = frozenset(_source(content) for draft in drafts for content in (draft, *draft.translations))
    return Targets(by_file, held_back, frozenset(written | files_of_the_site(context)))


def add_well_known(generator: StaticGenerator) -> None:
    """Publish files/.well-known/ at /.well-known/ (RFC 8615); IGNORE_FILES leaves out whatever begins with a dot."""
    content = Path(generator.settings["PATH"])
    folder = content / WELL_KNOWN
    for path in sorted(path for path in folder.rglob("*") if not path.is_dir()):
        name = path.relative_to(content).as_posix()
        static = generator.readers.read_file(
            base_path=str(content), path=name, content_class=Static, fmt="static", context=generator.context
        )
        address = path.relative_to(folder.parent).as_posix()
        static.override_save_as, static.override_url = address, quote(address)
        generator.staticfiles.append(static)


def check_links(texts: Iterable, targets: Targets, report: Report) -> None:
    """Report links that lead nowhere; a link to a place that a script of the page may make is a warning."""
    for text in texts:
        for link in dict.fromkeys(text.document.links):
            if problem := _problem(link, targets):
                is_scripted = link.file in targets.by_file and targets.by_file[link.file].document.is_scripted
                problem += ": only a script of that page can make it" if is_scripted else ""
                _report(report, text, link, problem, is_warning=is_scripted)


def files_of_the_site(context: Mapping) -> set[str]:
    """What the site itself writes after its pages; in a build without SITEURL, also what a build for the public or
    `invoke cv` writes, so that links to it are left as they are."""
    if context["SITEURL"]:
        return {"robots.txt", "sitemap.xml"}
    names = (f"{places.prefix}{name}" for places in context["places"].values() for name in IN_EACH_LANGUAGE)
    return {"robots.txt", "sitemap.xml", *ONLY_IN_PUBLIC, *names}


def resolve_addresses(texts: Iterable, context: dict) -> None:
    """Set `heading` of each text, which its template shows, and resolve the addresses in both.

    Addresses begin at the site's root, as `/files/cv.pdf`. Pelican would leave those in the heading as they are, and
    all but one of an element with several, such as a video with a still.
    """
    for text in texts:
        text.heading = resolve_links(text.document.heading, context)
        text._content = resolve_links(text._content, context)


def resolve_links(html: str, context: Mapping) -> Markup:
    """HTML that Pelican does not see, with the addresses of the pages and files that it links to."""

    def resolve(match: re.Match) -> str:
        found = context[CONTENT_OF_WORD[match["word"]]].get(unquote(match["path"]))
        return f"/{found.url}" if found else match[0]

    return Markup(PELICAN_LINK.sub(resolve, html))


def quote_address(content: object) -> None:
    """Quote the address of a content for links: Pelican does not, but a file may have a name like `a#b.pdf`."""
    content.override_url = quote(content.url)


def linked_files(texts: Iterable) -> set[str]:
    """The files that published contents link to, relative to the content folder.

    Pelican would also copy files that only a draft links to (getpelican/pelican#3371).
    """
    files = {link.file for text in texts for link in text.document.links}
    return {file.as_posix() for file in files if file and file.suffix not in SOURCES}


def _source(content: object) -> PurePosixPath:
    """The content's file, relative to the content folder."""
    return PurePosixPath(content.get_relative_source_path())


def shown(context: dict) -> list:
    """Every text that is published, in every language."""
    texts = [*context["articles"], *context["hidden_articles"], *context["pages"], *context["hidden_pages"]]
    texts += context.get("bodies", {}).values()
    translations = (translation for text in texts for translation in text.translations)
    return list({id(text): text for text in (*texts, *translations)}.values())


def _check_symbolic_links(context: dict, report: Report) -> None:
    """Report symbolic links that lead nowhere; those out of content/ are reported before anything is read."""
    for static in context.get("staticfiles", ()):
        if not Path(static.source_path).exists():
            report.error(static.source_path, None, "this link leads nowhere")


def _check_home_page(written: set[str], settings: dict, report: Report) -> None:
    """Every page leads there."""
    path = Path(settings["PATH"], "pages/index.md")
    if "index.html" in written or path.exists() and report.errors:
        return
    message = "there is no home page: write this file, which begins with '# Your name'"
    if path.exists():
        message = "this is the home page: publish it at index.html, by 'save_as: index.html' and no other 'status'"
    report.error(path, None, message)


def _unread_texts(context: dict, settings: dict, report: Report) -> None:
    """A page or an article with another ending would be missing without a word."""
    content = Path(settings["PATH"])
    files = {Path(static.source_path) for static in context.get("staticfiles", ())}
    for folder in [*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"]]:
        for path in sorted(set((content / folder).rglob("*")) - files):
            is_ignored = any(fnmatch(part, name) for part in path.parts for name in settings["IGNORE_FILES"])
            is_dated = folder in settings["ARTICLE_PATHS"] and path.name[0].isdigit()
            is_other = path.suffix.lower() in OTHER_TEXTS and (is_dated or path.stem.lower().endswith(".md"))
            is_capital = path.suffix != ".md" and path.suffix.lower() == ".md"
            if (is_other or is_capital) and not is_ignored and path.is_file():
                name = re.sub(r"(\.md)?(\.[a-z]+)?$", "", path.name, count=1, flags=re.I) + ".md"
                report.error(path, 1, f"only Markdown is read here, by its ending .md: call it {name}")


def _output_files(context: dict, settings: dict, published: list, report: Report) -> set[str]:
    """All output files. Two sources for one file are an error, even if the names differ in case."""
    owners = defaultdict(list, {"sitemap.xml": ["the sitemap"], ".vita-build": ["the build's own marker"]})
    if settings.get("FEED_ALL_ATOM"):
        for places in context["places"].values():
            owners[places.feed].append("the feed")
        for name in feed_copies(settings, report):
            owners[name].append("a copy of the feed")
    for prefix in context["cv_pdfs"]:
        owners[f"{prefix}cv.pdf"].append("the CV as PDF")
    for name in settings["DIRECT_TEMPLATES"]:
        if save_as := settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html"):
            owners[save_as].append(f"the theme's {name}.html")
    for year in sorted({article.date.year for article in context["articles"]}):
        owners[settings["YEAR_ARCHIVE_SAVE_AS"].format(date=date(year, 1, 1))].append(f"the archive of {year}")
    for save_as, source in context.get("generated", {}).items():
        owners[save_as].append(source)
    for content in [*published, *context.get("staticfiles", ())]:
        if content.save_as.startswith("/") or ".." in PurePosixPath(content.save_as).parts:
            message = f"would be written to '{content.save_as}', outside of the site"
            report.error(content.source_path, None, message)
        source = _shown(settings, report, content.get_relative_source_path())
        if source not in owners[content.save_as]:  # the text of a generated page
            owners[content.save_as].append(source)
    _report_clashes(owners, report)
    return set(owners)


def _report_clashes(owners: dict[str, list[str]], report: Report) -> None:
    folded = defaultdict(list)
    for address, sources in owners.items():
        folded[address.casefold()] += [(source, address) for source in sources]
    in_the_way = _folders_of(folded) & folded.keys()
    for folded_address, ((first, written), *others) in folded.items():
        for other, address in others:
            report.error(other, None, f"would be written to {address}, as {first} already is")
        if folded_address.startswith("theme/"):
            report.error(first, None, f"would be written to {written}, as the theme's files already are")
        for parent in sorted(_folders_of([folded_address]) & in_the_way, reverse=True) if in_the_way else ():
            [(source, address), *_] = folded[parent]
            report.error(first, None, f"would be written to {written}, where {source} is written as {address}")


def _folders_of(addresses: Iterable[str]) -> set[str]:
    """All folders above the files: `news/first` and `news` for `news/first/index.html`."""
    found, waiting = set(), {address.rpartition("/")[0] for address in addresses}
    while waiting:
        found |= waiting
        waiting = {folder.rpartition("/")[0] for folder in waiting} - found
    return found - {""}


def _problem(link: Link, targets: Targets) -> str | None:
    if link.file in targets.held_back:
        return f"'{link.written}' links to a draft, which is not published"
    if link.file in targets.by_file:
        known = targets.by_file[link.file].document.ids | THEME_IDS
        if link.anchor and link.anchor not in known and not link.anchor.startswith((":~:", "fn")):
            return f"no place '#{link.anchor}' on {link.file.name}{did_you_mean(link.anchor, known, '#{}')}"
        return None
    if link.file and link.file.suffix in SOURCES and link.file.as_posix() not in targets.written:
        return f"'{link.written}' leads to a text that is not published: move it into pages/ or news/"
    if link.address and not link.address.startswith("{") and not _is_written(link.address, targets.written):
        close = did_you_mean(link.written, _spellings(link, targets.written))
        return f"no page or file '{link.written}'{hint_for_missing(link.written) or close}"
    return None


def is_on_site(address: str, targets: Targets) -> bool:
    """Whether an address from the site's root leads to a page or a file."""
    return _is_written(re.split("[?#]", address)[0], targets.written)


def _is_written(address: str, written: frozenset[str]) -> bool:
    path = unquote(address).lstrip("/")
    stem = path.rstrip("/")
    return bool({path, f"{stem}/index.html".lstrip("/"), f"{stem}.html"} & written)


def _spellings(link: Link, written: frozenset[str]) -> list[str]:
    sources = [path.removesuffix("index.html") for path in written]
    return [path for path in sources if path and path != link.written]


def _report(report: Report, content: object, link: Link, problem: str, is_warning: bool = False) -> None:
    for line in lines_in_file(content.source_path, link.written) or [None]:
        (report.warning if is_warning else report.error)(Path(content.source_path), line, problem)


def _shown(settings: dict, report: Report, source: str) -> str:
    path = Path(settings["PATH"], source)
    return path.relative_to(report.root).as_posix() if path.is_relative_to(report.root) else path.as_posix()


def feed_copies(settings: dict, report: Report) -> list[str]:
    """The paths at which FEED_COPIES asks for a copy of the feed; one that is no path in the output is an error."""
    copies = settings.get("FEED_COPIES", [])
    if not isinstance(copies, list | tuple) or not all(isinstance(name, str) and name for name in copies):
        report.error("publishconf.py", None, 'FEED_COPIES is a list of paths, as in ["feed_rss_created.xml"]')
        return []
    for name in copies:
        try:
            check_address("FEED_COPIES", name)
        except ValueError as error:
            report.error("publishconf.py", None, str(error))
    return list(copies)
