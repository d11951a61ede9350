"""The settings of the new site, from those of another site of Pelican.

In: a `PelicanSite` and the planned files. Out: values by name.
"""

import re

from plugins.migrate.moved_site import Files
from plugins.migrate.pelican.lists import feeds_of
from plugins.migrate.pelican.settings import ADDRESS, PelicanSettings, is_plain
from plugins.migrate.pelican.site import PelicanSite, is_below
from plugins.migrate.pelican.texts import Places
from plugins.migrate.redirects import address_of, address_settings
from plugins.migrate.report import MigrationReport
from plugins.migrate.shared_settings import public_address, read_domain

KEPT = ("ARTICLE_URL", "ARTICLE_SAVE_AS", "ARTICLE_LANG_URL", "ARTICLE_LANG_SAVE_AS")
KEPT += ("PAGE_URL", "PAGE_SAVE_AS", "PAGE_LANG_URL", "PAGE_LANG_SAVE_AS")
NEEDLESS = ("sitemap", "neighbors", "minify", "minchin.pelican.plugins.nojekyll")  # plugins
# Settings that only a value makes useful
WANTED = ("ARTICLE_URL", "PAGE_URL", "SITEURL", "STATIC_PATHS", "EXTRA_PATH_METADATA", "SOCIAL", "MENUITEMS", "PATH")


def pelican_settings(site: PelicanSite, places: Places, files: Files) -> dict[str, object]:
    """pelicanconf.py."""
    settings = site.settings
    author = settings.text("AUTHOR") or settings.text("SITENAME") or "Your name"
    given: dict[str, object] = {
        "AUTHOR": author,
        "SITENAME": settings.text("SITENAME") or author,
        "SITESUBTITLE": settings.text("SITESUBTITLE"),
        "DEFAULT_LANG": settings.text("DEFAULT_LANG") or "en",
        "COPYRIGHT": f"© {author}",
        "SOCIAL": [{"name": one[0], "url": one[1]} for one in settings.pairs("SOCIAL") if ADDRESS.fullmatch(one[1])],
    }
    further = {
        "TIMEZONE": settings.text("TIMEZONE"),
        "MENU": _menu(site, places),
        "DEFAULT_PAGINATION": settings.page_length,
    }
    given |= {name: value for name, value in further.items() if value}
    for name in KEPT:
        if is_plain(settings.text(name)):
            given[name] = settings.text(name)
        elif settings.text(name):
            places.report.leave(*settings.place(name), f"{name} has fields that are not known here: addresses change")
    given |= _list_settings(site, places)
    return given | _static_settings(site, files)


def _list_settings(site: PelicanSite, places: Places) -> dict[str, object]:
    """The addresses of the lists of articles."""
    settings, news = site.settings, places.news
    archives = settings.text("ARCHIVES_SAVE_AS")
    has_archives = "archives" in settings.words("DIRECT_TEMPLATES") and is_plain(archives)
    archives = archives if has_archives else f"{news}archives/"
    year = settings.text("YEAR_ARCHIVE_SAVE_AS")
    year = year if is_plain(year) and "{date" in year else f"{news}{{date:%Y}}/"
    given: dict[str, object] = {"SITEMAP": {"exclude": ["^404", f"^{news}page/"]}}
    for name, address in (("INDEX", news), ("ARCHIVES", archives), ("YEAR_ARCHIVE", year)):
        given |= address_settings(name, address_of(address))
    return given


def _static_settings(site: PelicanSite, files: Files) -> dict[str, object]:
    """STATIC_PATHS and EXTRA_PATH_METADATA, without what is not there."""
    names = {name.removeprefix("content/") for name in files}
    static = [folder.strip("/") for folder in site.settings.words("STATIC_PATHS") if folder.strip("/")]
    static = [one for one in static if any(is_below(name, one) for name in names)]
    extra: dict[str, object] = {"pages/index.md": {"save_as": "index.html", "url": ""}}
    given: dict[str, object] = {"STATIC_PATHS": static, "EXTRA_PATH_METADATA": extra}
    for name, values in site.settings.table("EXTRA_PATH_METADATA").items():
        path = values.get("path") if isinstance(values, dict) else None
        if name in names and isinstance(path, str) and ".." not in path:
            extra[name] = {"path": path}
            if not any(is_below(name, one) for one in static):
                static.append(name)
            if re.fullmatch(r"favicon\.(?:ico|png|svg)", path) and name == f"extra/{path}":
                given["FAVICON"] = path
    return given


def _menu(site: PelicanSite, places: Places) -> list[tuple[str, str]]:
    """MENUITEMS, then the pages and the news; nothing where the menu is as usual."""
    settings, items = site.settings, []
    for title, address, *_ in settings.pairs("MENUITEMS"):
        if target := _menu_target(address, places):
            items.append((title, target))
        elif address.strip("/"):
            message = f"the menu leads to '{address}', which is not on this site"
            places.report.leave(*settings.place("MENUITEMS"), message)
    if not items:
        return []
    shown = [page for page in site.pages if page.status == "published" and not page.lang]
    further = [(page.title, places.texts.get(page.name, "")) for page in sorted(shown, key=lambda page: page.slug)]
    further = further if settings.get("DISPLAY_PAGES_ON_MENU") is not False else []
    further += [("News", f"/{places.news}")] if site.articles else []
    taken = {"", "pages/index.md", *(target for _, target in items)}
    return [*items, *(item for item in further if item[1] not in taken)]


def _menu_target(address: str, places: Places) -> str:
    if ADDRESS.fullmatch(address):
        return address
    path, mark, anchor = address.partition("#")
    old = address_of(path.strip("/")).rstrip("/")
    if not old:
        return ""
    if text := places.site.by_address.get(old):
        own = f"/{text.address}{mark}{anchor}"
        return own if anchor else places.texts.get(text.name, own)
    lists = {places.site.settings.text("ARCHIVES_SAVE_AS"), f"{places.news}index.html"}
    if old in lists or f"{old}/index.html" in lists or old in places.site.file_addresses:
        return f"/{path.lstrip('/')}"
    return next((f"/{places.redirects[one]}" for one in (old, f"{old}/") if one in places.redirects), "")


def public_settings(site: PelicanSite, report: MigrationReport) -> dict[str, object]:
    """publishconf.py."""
    settings = site.settings
    domain = read_domain(site.content / site.file_addresses.get("CNAME", "CNAME"))
    given = public_address(settings.text("SITEURL"), domain, "SITEURL", settings.place("SITEURL"), report)
    feeds = [feed for feed in feeds_of(site) if feed != "feed.xml"]
    if feeds and site.articles:
        given["FEED_COPIES"] = feeds
        place = settings.place("FEED_ALL_ATOM")
        report.change(*place, "the feed is feed.xml; its readers find it at its old addresses too")
    return given


def report_unread(settings: PelicanSettings, report: MigrationReport) -> None:
    """Settings without a counterpart here."""
    for name in settings.computed:
        if name in WANTED:
            report.leave(*settings.place(name), f"{name} is computed, and no code is run: write its value")
    for plugin in settings.words("PLUGINS"):
        is_read = "bib" in plugin or "liquid" in plugin
        if plugin.removeprefix("pelican.plugins.") not in NEEDLESS and not is_read:
            report.leave(*settings.place("PLUGINS"), f"plugin {plugin} is not taken along")
    if theme := settings.text("THEME"):
        report.leave(*settings.place("THEME"), f"theme '{theme}': the site has this theme now")
    for name in ("GOOGLE_ANALYTICS", "DISQUS_SITENAME", "PIWIK_URL", "MATOMO_URL", "GAUGES"):
        if settings.text(name):
            message = f"{name} has no counterpart here: no page runs a script of another host"
            report.leave(*settings.place(name), message)
    if settings.table("MARKDOWN"):
        report.leave(*settings.place("MARKDOWN"), "Markdown has the extensions that docs/dialect.md describes")
