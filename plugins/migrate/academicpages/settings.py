"""Whose site of academicpages it is: names, links, menu, language.

In: the site and its documents. Out: settings of pelicanconf.py.
"""

from collections.abc import Iterator
from typing import Any

from plugins.migrate.jekyll.old_site import JekyllSite, as_list, as_table
from plugins.migrate.jekyll.public import timezone_setting
from plugins.migrate.jekyll.sorting import Sorted, menu_target
from plugins.migrate.new_text import plain_words
from plugins.migrate.profiles import profile_of
from plugins.migrate.report import MigrationReport
from plugins.migrate.settings_file import REMOVED
from plugins.migrate.shared_settings import language_code

# What `author` of the settings says besides links
NO_LINKS = ("avatar", "name", "pronouns", "bio", "location", "employer", "uri")


def author_of_config(site: JekyllSite) -> str:
    return site.text("author", "name") or site.text("name") or site.text("title")


def academicpages_settings(site: JekyllSite, found: Sorted, report: MigrationReport) -> dict[str, object]:
    """Who, links, menu, language."""
    author, title = author_of_config(site), site.text("title")
    given: dict[str, object] = timezone_setting(site) | {
        "AUTHOR": author,
        "SITENAME": title if title not in ("", author) else REMOVED,
        "SITESUBTITLE": plain_words(site.text("author", "bio")),
        "SOCIAL": [*_social(site, report)],
        "DEFAULT_LANG": language_code(site.text("locale")),
        "MENU": [*_menu(site, found, report)] or REMOVED,
    }
    return given | ({"NEWS_TITLE": found.news_title} if found.news_title and site.of_kind("posts") else {})


def _social(site: JekyllSite, report: MigrationReport) -> Iterator[dict[str, str]]:
    for key, value in as_table(site.config.get("author")).items():
        if key in NO_LINKS or value in (None, "", False):
            continue
        if link := profile_of(key, value):
            yield link
        else:
            report.leave(*site.config_place(key), f"'{key}' is not known here: add its address to SOCIAL")


def _menu(site: JekyllSite, found: Sorted, report: MigrationReport) -> Iterator[tuple[str, Any]]:
    """The entries of `_data/navigation.yml`."""
    for entry in map(as_table, as_list(as_table(site.data.get("navigation")).get("main"))):
        title, url = str(entry.get("title") or ""), str(entry.get("url") or "")
        if not title or not url.strip("/"):
            continue
        if target := menu_target(found, url):
            yield title, target
        else:
            report.leave("_data/navigation.yml", None, f"'{title}' leads to '{url}', which is not a page of this site")
