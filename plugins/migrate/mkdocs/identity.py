"""Whose site it is and where it is published, from `mkdocs.yml`: values by the names of Pelican's settings."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from urllib.parse import urlsplit

from plugins.core.services import service_of
from plugins.migrate.mkdocs.menu import NavEntry
from plugins.migrate.mkdocs.mkdocs_config import MkDocsConfig
from plugins.migrate.report import MigrationReport
from plugins.migrate.settings_file import REMOVED

TAG = re.compile(r"<[^<>]*>")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
ADDRESS = re.compile(r"(?:https?|mailto|tel):[^\s<>\"]+|/[^\s<>\"]*")
FEED = "feed.xml"  # FEED_ALL_ATOM of publishconf.py
FEEDS = {"rss_created": "feed_rss_created.xml", "rss_updated": "feed_rss_updated.xml"}
DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}", re.I)


def identity_settings(
    config: MkDocsConfig,
    is_icon: Callable[[str], bool],
    suggest: Callable[[str], str | None],
    report: MigrationReport,
) -> dict[str, object]:
    """Names, copyright, language, profiles. `is_icon` says whether there is an icon of a name, `suggest` a like one."""
    name = config.get("site_name") or "Home"
    author = config.get("site_author") or name
    language = config.get("theme", "language") or "en"
    return {
        "AUTHOR": author,
        "SITENAME": name,
        "SITESUBTITLE": config.get("site_description").strip(),
        "COPYRIGHT": _plain_copyright(config, author, report),
        "SOCIAL": _read_profiles(config, is_icon, suggest, report),
        "DEFAULT_LANG": language.replace("_", "-") if LANGUAGE.fullmatch(language) else "en",
    }


def public_settings(config: MkDocsConfig, domain: str, report: MigrationReport) -> dict[str, object]:
    """SITEURL and PUBLISH; `domain` is that of CNAME."""
    wanted = config.get("site_url").rstrip("/")
    site_url = wanted if re.match(r"https?://[^\s/]+", wanted) else ""
    host = urlsplit(site_url).hostname or ""
    if not site_url and domain:
        site_url = f"https://{domain}"
        report.change(config.name, None, f"no site_url: SITEURL in publishconf.py is the domain of CNAME, {site_url}")
    elif not site_url:
        site_url = "https://example.org"
        report.leave(*config.place("site_url"), "no site_url: write the site's address as SITEURL in publishconf.py")
    elif domain and host != domain:
        report.leave(*config.place("site_url"), f"CNAME says {domain}, site_url says {host}: correct one of them")
    publish = {"domain": domain}
    for old, new in (("remote_name", "remote"), ("remote_branch", "branch")):
        if config.get(old):
            publish[new] = config.get(old)
    return {"SITEURL": site_url, "PUBLISH": publish}


def feed_settings(config: MkDocsConfig, has_posts: bool, report: MigrationReport) -> dict[str, object]:
    """FEED_COPIES: the old addresses of the feed that the plugin rss made, if the site has posts."""
    options = config.options("rss")
    if options is None:
        return {"FEED_COPIES": REMOVED}
    places = (place for name, _, place in config.entries("plugins") if name.endswith("rss"))
    place = next(places, config.place("plugins"))
    if not has_posts:
        report.leave(*place, "plugin rss: the feed lists news, and this site has none")
        return {"FEED_COPIES": REMOVED}
    named = options.get("feeds_filenames")
    names = {**FEEDS, **(named if isinstance(named, dict) else {})}
    copies = [name for key in FEEDS if (name := str(names[key]).lstrip("/")) != FEED and ".." not in name]
    report.change(*place, f"the feed is {FEED}; its readers find it at {' and '.join(copies) or FEED} too")
    return {"FEED_COPIES": copies or REMOVED}


def heading_ids_setting(config: MkDocsConfig, report: MigrationReport) -> object:
    """HEADING_IDS: how the old site made ids of headings; REMOVED if it left that to Markdown."""
    options = config.options("toc", "markdown_extensions") or {}
    called = options.get("slugify")
    words = f"{called} {options.get('slugify_kwds', '')}"
    if not called:
        return REMOVED
    if "slugify_unicode" in words:
        return "unicode"
    if "slugify" not in words and "kwds" not in words:
        report.leave(config.name, None, f"{str(called)[:80]}, which made the ids of headings, is not run")
        return REMOVED
    return "pymdownx-lower" if "lower" in words or "uslugify" in words else "pymdownx"


def read_cname(cname: str) -> str:
    """The domain in the text of a CNAME file, or nothing."""
    first = (cname.split() or [""])[0]
    return first if DOMAIN.fullmatch(first) else ""


def _plain_copyright(config: MkDocsConfig, author: str, report: MigrationReport) -> str:
    written = config.get("copyright")
    plain = " ".join(unescape(TAG.sub("", written)).split())
    if TAG.search(written):
        report.change(*config.place("copyright"), f"COPYRIGHT is plain text: '{plain}'")
    return plain or f"© {author}"


def _read_profiles(
    config: MkDocsConfig,
    is_icon: Callable[[str], bool],
    suggest: Callable[[str], str | None],
    report: MigrationReport,
) -> list[dict[str, str]]:
    profiles = []
    for index, entry in enumerate(config.get("extra", "social", kind=list)):
        place = config.place("extra", "social", index)
        link, icon = (entry.get("link"), entry.get("icon")) if isinstance(entry, dict) else (None, None)
        if not isinstance(link, str) or not ADDRESS.fullmatch(link) or not isinstance(icon, str):
            report.leave(*place, "this profile has no link or no icon: add it to SOCIAL in pelicanconf.py")
            continue
        icon = icon.replace("/", "-")
        if not is_icon(icon):
            other = suggest(icon)
            if not other or other.rpartition("-")[2] != icon.rpartition("-")[2]:
                meant = f" (did you mean '{other}'?)" if other else ""
                report.leave(*place, f"no icon named '{icon}'{meant}: choose another in SOCIAL of pelicanconf.py")
                continue
            report.change(*place, f"no icon named '{icon}': {other} takes its place")
            icon = other
        profiles.append({"name": str(entry.get("name") or _profile_name(link, icon)), "icon": icon, "url": link})
    return profiles


def nav_profiles(entries: Iterable[NavEntry], is_icon: Callable[[str], bool]) -> Iterator[dict[str, str]]:
    """The entries of the nav that show only an icon and lead to another site."""
    for entry in entries:
        if not entry.title and ADDRESS.fullmatch(entry.target):
            icon = next(filter(is_icon, entry.icons), "fontawesome-solid-link")
            yield {"name": _profile_name(entry.target, icon), "icon": icon, "url": entry.target}


def _profile_name(link: str, icon: str) -> str:
    """The name of a profile for visitors who do not see its icon."""
    service = service_of(link)
    host = (urlsplit(link).hostname or "").removeprefix("www.")
    return service.name if service else host or icon.rpartition("-")[2].capitalize()
