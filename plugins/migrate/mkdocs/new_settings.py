"""The settings of the new site, of pelicanconf.py and of publishconf.py.

In: an `OldSite` and the planned files. Out: values by name.
"""

import re
from collections.abc import Mapping

from plugins.building.settings_table import SETTINGS
from plugins.dialect.source.line_numbers import line_at
from plugins.icons import Pack
from plugins.migrate.mkdocs.docs_folder import is_page
from plugins.migrate.mkdocs.identity import (
    Icons,
    feed_settings,
    heading_ids_setting,
    identity_settings,
    nav_profiles,
    public_settings,
)
from plugins.migrate.mkdocs.look_setting import look_setting
from plugins.migrate.mkdocs.menu import flatten_nav, nav_from_files
from plugins.migrate.mkdocs.old_site import BIBLIOGRAPHY, OldSite, nav_target
from plugins.migrate.mkdocs.unsupported import find_unsupported
from plugins.migrate.moved_site import Files
from plugins.migrate.page_facts import PageFacts, embed_settings
from plugins.migrate.page_source import has_text_below_heading, read_front_matter
from plugins.migrate.redirects import address_settings
from plugins.migrate.report import MigrationReport
from plugins.migrate.settings_file import Pattern
from plugins.migrate.shared_settings import cover, file_settings, read_domain

# The address of a page is its path
FOLDERS = r"(?:pages/|news/(?:(?P<date>\d{4}-\d{2}-\d{2})-)?)"
IN_FOLDERS = Pattern((FOLDERS + r"(?P<slug>.*?)(?:/index|/README)?\.m\w+$",))
AS_FILES = Pattern((FOLDERS + r"(?P<slug>.*)\.m\w+$",))
DATE = Pattern((r"(?P<date>\d{4}-\d{2}-\d{2}).*",))  # the slug is in the path
NOTHING = PageFacts(True)  # of a page that cannot be read
CONTENTS = "---\ntitle: {title}\n---\n\n{body}\n"


def plan_settings(
    site: OldSite, facts: Mapping[str, PageFacts], files: Files, report: MigrationReport
) -> dict[str, object]:
    """Identity, menu, addresses, files, hosts. Adds the page of contents to `files`."""
    drawings = (name.removeprefix("content/icons/") for name in files if name.startswith("content/icons/"))
    icons = Icons({name.removesuffix(".svg").replace("/", "-") for name in drawings}, Pack())
    given = identity_settings(site.config, icons, report)
    given["SOCIAL"] += [one for one in nav_profiles(site.nav, icons) if one not in given["SOCIAL"]]
    index = next((name for name in site.texts if site.blog and site.blog.is_index(name)), "")
    if index:
        given["NEWS_TITLE"] = site.title(index)
        if has_text_below_heading(site.texts[index]):
            report.leave(site.place(index), None, "the text above the list of posts is not shown: move it to a page")
    has_symbols = site.config.options("pymdownx.smartsymbols", "markdown_extensions") is not None
    given |= {
        "MENU": _menu_setting(site, facts, files, report),
        "HEADING_IDS": heading_ids_setting(site.config, report),
        "TABS_LINKED": "content.tabs.link" in site.config.get("theme", "features", kind=list),
        "SMART_SYMBOLS": has_symbols,
        "LOOK": look_setting(site, report),
    }
    return given | _address_settings(site) | _file_settings(site, files) | _embed_settings(site, facts, report)


def _menu_setting(
    site: OldSite, facts: Mapping[str, PageFacts], files: Files, report: MigrationReport
) -> list[tuple[str, str]]:
    pages = [name for name in site.texts if name not in site.posts and name in site.moved]
    menu, contents, lost = flatten_nav(
        site.nav or nav_from_files(pages, site.title),
        lambda written: nav_target(site, written, lambda name, anchor: anchor in facts.get(name, NOTHING).ids),
        site.moved.get(site.home, ""),
    )
    for keys, written in lost:
        report.leave(*site.config.place(*keys), f"nav leads to '{written}', which is not a page or a file of this site")
    if site.blog and not site.blog.base:
        menu.append(("News", f"/{site.news}"))
        report.change(site.config.name, None, f"posts are listed on the home page, and all of them at /{site.news}")
    if contents:
        name = next(f"{stem}.md" for stem in ("contents", "all-pages", "site-map") if f"{stem}.md" not in site.moved)
        title = "目录" if site.config.get("theme", "language").startswith("zh") else "Contents"
        files[f"content/pages/{name}"] = CONTENTS.format(title=title, body=contents).encode()
        menu.append((title, f"pages/{name}"))
        report.change("pelicanconf.py", None, f"the menu has one level: pages/{name} lists the pages below it")
    return menu


def _address_settings(site: OldSite) -> dict[str, object]:
    """The addresses of pages and articles, and of the list of articles, which replaces that of the blog."""
    path, page = (IN_FOLDERS, "{slug}/") if site.in_folders else (AS_FILES, "{slug}.html")
    given: dict[str, object] = {"FILENAME_METADATA": DATE, "PATH_METADATA": path}
    given["SITEMAP"] = {"exclude": ["^404", f"^{site.news}page/"]}
    of_articles = {
        name: re.sub(r"\bnews/", lambda match: site.news, str(SETTINGS[f"{name}_URL"].default))
        for name in ("ARTICLE", "INDEX", "ARCHIVES", "YEAR_ARCHIVE")
    }
    if site.blog:
        of_articles["YEAR_ARCHIVE"] = f"{site.news_years}{{date:%Y}}/"
        of_articles["ARTICLE"] = site.blog.pattern or of_articles["ARTICLE"]
    in_each_language = {"PAGE": page, "PAGE_LANG": page, "ARTICLE_LANG": of_articles["ARTICLE"]}
    for name, address in {**of_articles, **in_each_language}.items():
        given |= address_settings(name, address)
    return given


def _file_settings(site: OldSite, files: Files) -> dict[str, object]:
    """The files to publish even if no page links to them, and those with another path in the output."""
    copied = (name for name in site.moved.values() if not name.startswith(("/", "extra/")) and not is_page(name))
    given = file_settings(cover(sorted(name for name in copied if name != BIBLIOGRAPHY)), files)
    if site.home == "index.md" or (not site.home and "index.html" not in site.moved):
        return given
    extra = {name: values for name, values in given["EXTRA_PATH_METADATA"].items() if name != "pages/index.md"}
    home = {f"pages/{site.home}": {"save_as": "index.html", "url": ""}} if site.home else {}
    return given | {"EXTRA_PATH_METADATA": home | extra}


def _embed_settings(site: OldSite, facts: Mapping[str, PageFacts], report: MigrationReport) -> dict[str, object]:
    """The hosts from which pages load, and the pages with scripts of their own; reports what is unsupported."""
    moved = [name for name in site.texts if not site.moved.get(name, "/").startswith("/")]
    for name in moved:
        source = site.texts[name]
        header = read_front_matter(source)
        hidden = header.get("hide")
        if "nav" in (hidden if isinstance(hidden, list) else [hidden]):
            line = line_at(re.search(r"\bnav\b", source).start(), source)
            report.change(site.text_place(name), line, "'nav' in 'hide' is read as 'navigation'")
        addressed = {"slug", "url", "save_as"} & header.keys() if name not in site.posts else set()
        for key in sorted(addressed):
            report.leave(site.place(name), 1, f"'{key}' in front matter changes the page's address here: remove it")
        for line, reason in find_unsupported(source):
            report.leave(site.text_place(name), line, reason)
    pages = ((site.text_place(name), site.moved[name], facts.get(name, NOTHING)) for name in moved)
    return embed_settings(pages, report)


def plan_public_settings(site: OldSite, report: MigrationReport) -> dict[str, object]:
    """The address of the site, where it is published, and the old addresses of its feed."""
    domain = read_domain(site.docs / "CNAME") if "CNAME" in site.moved else ""
    given = public_settings(site.config, domain, report)
    return given | feed_settings(site.config, bool(site.posts), report)
