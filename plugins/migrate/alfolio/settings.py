"""Whose site of al-folio it is: names, links, menu, language.

In: the site and its documents. Out: settings of pelicanconf.py.
"""

import re
from collections.abc import Iterator
from typing import Any

from plugins.migrate.jekyll.old_site import Document, JekyllSite, as_list, as_table
from plugins.migrate.jekyll.public import timezone_setting
from plugins.migrate.jekyll.sorting import Sorted, menu_target
from plugins.migrate.new_text import plain_words
from plugins.migrate.profiles import profile_of
from plugins.migrate.report import MigrationReport
from plugins.migrate.settings_file import REMOVED
from plugins.migrate.shared_settings import is_address, language_code

# Keys of socials.yml, and once of _config.yml, that name no service
NO_SERVICE = ("rss_icon", "cv_pdf", "custom_social", "wechat_qr", "socials_in_search")
MARKUP = re.compile(r"[<\[*_`]")
PROFILE = re.compile(r"\w+_(?:username|userid|user|id|url|profile|number)|email")
NO_SOCIAL = ("google_analytics_id", "first_name")


def author_of(site: JekyllSite) -> str:
    """The owner's name: that of the settings, else the title of the site."""
    names = (site.text(key) for key in ("first_name", "middle_name", "last_name"))
    title = site.text("title")
    return " ".join(filter(None, names)) or ("" if title == "blank" else title)


def subtitle_of(about: Document | None) -> str:
    """The subtitle if it is plain text, which is SITESUBTITLE."""
    subtitle = about.text("subtitle") if about else ""
    return "" if MARKUP.search(subtitle) else subtitle


def alfolio_settings(site: JekyllSite, found: Sorted, report: MigrationReport) -> dict[str, object]:
    """Who, links, menu, language."""
    author, title = author_of(site), site.text("title")
    about = next((page for page in found.pages if not found.places[page.source].address), None)
    profile = as_table(about.values.get("profile")) if about else {}
    has_news = any(document.kind == "news" for document in found.articles)
    given: dict[str, object] = timezone_setting(site) | {
        "AUTHOR": author,
        "SITENAME": title if title not in ("", "blank", author) else REMOVED,
        "SITESUBTITLE": subtitle_of(about),
        "SOCIAL": _social(site, report),
        "DEFAULT_LANG": language_code(site.text("lang")),
        "MENU": [*_menu(site, found, report)],
    }
    footer = site.text("footer_text")
    if footer and "jekyll" not in footer.lower():
        given["COPYRIGHT"] = f"© {author}. {plain_words(footer)}"
    given |= {"NEWS_TITLE": found.news_title} if found.news_title and not has_news else {}
    return given | ({"LOOK": {"portrait": "circle"}} if profile.get("image_circular") is True else {})


def _social(site: JekyllSite, report: MigrationReport) -> list[dict[str, str]]:
    """The links of `_data/socials.yml`, and those that older versions had in the settings."""
    older = {key: value for key, value in site.config.items() if PROFILE.fullmatch(key) and key not in NO_SOCIAL}
    links = []
    for key, value in {**older, **as_table(site.data.get("socials"))}.items():
        if value in (None, "", False) or key in NO_SERVICE:
            continue
        url = str(as_table(value).get("url") or "")
        own = {"name": str(as_table(value).get("title") or url), "url": url}
        if link := own if is_address(url) else profile_of(key, value):
            links.append(link)
        elif key not in older or isinstance(value, str):
            report.leave("_data/socials.yml", None, f"'{key}' is not known here: add its address to SOCIAL")
    return links


def _menu(site: JekyllSite, found: Sorted, report: MigrationReport) -> Iterator[tuple[str, Any]]:
    """The pages that the old menu showed, in its order."""
    documents = [*found.pages, *found.lists, *found.needless]
    for document in sorted(documents, key=lambda one: (order_of(one.values.get("nav_order")), one.source)):
        if document.values.get("nav") is not True or not document.address or document.address.startswith("404"):
            continue
        children = [as_table(each) for each in as_list(document.values.get("children"))]
        below = [(str(each.get("title")), menu_target(found, str(each.get("permalink") or ""))) for each in children]
        below = [(title, target) for title, target in below if target and title != "divider"]
        if document.values.get("dropdown"):
            yield from [(document.title, below)] if below else []
        elif target := menu_target(found, document.address):
            yield document.title, target


def order_of(value: Any) -> float:
    return value if isinstance(value, int | float) else 1_000
