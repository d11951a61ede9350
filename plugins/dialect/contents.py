"""What can only be checked when every file has been read: two files for one address, links and anchors to nothing.

In: Pelican's context, whose contents carry a `Document`, and its settings. Out: errors in the report of the build.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from plugins.core.problems import Report, did_you_mean
from plugins.dialect.page.links import SOURCES, Link
from plugins.dialect.source.front_matter import HeaderError, decode
from plugins.dialect.source.line_numbers import lines_of

# Places of the theme that a text may link to.
THEME_IDS = frozenset(("main", "top"))
# Endings of texts that no reader reads; an article is one of these whose name begins with a digit.
OTHER_TEXTS = frozenset(("", ".txt", ".text", ".mdx", ".qmd", ".rmd", ".org", ".adoc"))


@dataclass(frozen=True)
class Targets:
    """What links may lead to: published texts by their files, files of drafts, and every file that is written."""

    by_file: dict[PurePosixPath, object]
    held_back: frozenset[PurePosixPath]
    written: frozenset[str]


def check_files(context: dict, settings: dict, report: Report) -> Targets:
    """Report two sources for one address, and links out of content/; return what links may lead to."""
    published = shown(context)
    _links_out(context, settings, report)
    _unread_texts(context, settings, report)
    written = _addresses(context, settings, published, report)
    _check_home_page(written, settings, report)
    by_file = {_source(content): content for content in published}
    held_back = frozenset(_source(content) for content in [*context["drafts"], *context["draft_pages"]])
    return Targets(by_file, held_back, frozenset(written))


def check_links(texts: Iterable, targets: Targets, report: Report) -> None:
    """Report the links of texts that lead to nothing."""
    for text in texts:
        for link in text.document.links:
            if problem := _problem(link, targets):
                _report(report, text, link, problem)


def quote_address(content: object) -> None:
    """An address as it stands in links: a file may be called `a#b.pdf`, and Pelican would write that as it is."""
    content.override_url = quote(content.url)


def linked_files(texts: Iterable) -> set[str]:
    """The files that published texts link to, as paths from the content folder.

    Pelican would also copy what only a draft links to (getpelican/pelican#3371).
    """
    files = {link.file for text in texts for link in text.document.links}
    return {file.as_posix() for file in files if file and file.suffix not in SOURCES}


def _source(content: object) -> PurePosixPath:
    """The content's file, relative to the content folder."""
    return PurePosixPath(content.get_relative_source_path())


def shown(context: dict) -> list:
    """Every text that is published."""
    return [*context["articles"], *context["hidden_articles"], *context["pages"], *context["hidden_pages"]]


def _links_out(context: dict, settings: dict, report: Report) -> None:
    """A symbolic link publishes nothing that lies elsewhere on the author's disk."""
    content = Path(settings["PATH"])
    for static in context.get("staticfiles", ()):
        path = Path(static.source_path)
        if not path.exists():
            report.error(path, None, "this link leads nowhere")
        elif not path.resolve().is_relative_to(content.resolve()):
            message = f"this link leads out of {content.name}/, and what is there is not published"
            report.error(path, None, message)


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


def _addresses(context: dict, settings: dict, published: list, report: Report) -> set[str]:
    """Every file that will be written; two sources for one are an error, also if only case tells them apart."""
    owners = defaultdict(list, {"sitemap.xml": ["the sitemap"], ".vita-build": ["the build's own mark"]})
    if settings.get("FEED_ALL_ATOM"):
        owners[settings["FEED_ALL_ATOM"]].append("the feed")
    if settings.get("CV_PDF"):
        owners["cv.pdf"].append("the CV as PDF")
    for name in settings["DIRECT_TEMPLATES"]:
        if save_as := settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html"):
            owners[save_as].append(f"the theme's {name}.html")
    for year in sorted({article.date.year for article in context["articles"]}):
        owners[settings["YEAR_ARCHIVE_SAVE_AS"].format(date=date(year, 1, 1))].append(f"the archive of {year}")
    for save_as, source in context.get("generated", {}).items():
        owners[save_as].append(source)
    for content in [*published, *context.get("staticfiles", ())]:
        owners[content.save_as].append(_shown(settings, report, content.get_relative_source_path()))
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
            [(holder, place), *_] = folded[parent]
            report.error(first, None, f"would be written to {written}, where {holder} is written as {place}")


def _folders_of(addresses: Iterable[str]) -> set[str]:
    """All folders in which files lie: of `news/first/index.html` they are `news/first` and `news`."""
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
    if link.address and not link.address.startswith("{") and not _is_written(link.address, targets.written):
        return f"no page or file '{link.written}'{did_you_mean(link.written, _spellings(link, targets.written))}"
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


def _report(report: Report, content: object, link: Link, problem: str) -> None:
    path = Path(content.source_path)
    try:
        lines = lines_of(link.written, decode(path.read_bytes()))
    except (OSError, HeaderError):
        lines = []
    for line in lines or [None]:
        report.error(path, line, problem)


def _shown(settings: dict, report: Report, source: str) -> str:
    path = Path(settings["PATH"], source)
    return path.relative_to(report.root).as_posix() if path.is_relative_to(report.root) else path.as_posix()
