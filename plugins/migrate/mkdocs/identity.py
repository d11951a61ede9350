"""Whose site it is and where it is published, from `mkdocs.yml`: values by the names of Pelican's settings."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from plugins.icons import Pack
from plugins.migrate.mkdocs.menu import NavEntry
from plugins.migrate.mkdocs.mkdocs_config import MkDocsConfig
from plugins.migrate.new_text import TAG, plain_line
from plugins.migrate.profiles import profile_name
from plugins.migrate.report import MigrationReport
from plugins.migrate.settings_file import REMOVED
from plugins.migrate.shared_settings import language_code, public_address

ADDRESS = re.compile(r"(?:https?|mailto|tel):[^\s<>\"]+|/[^\s<>\"]*")
FEED = "feed.xml"  # FEED_ALL_ATOM of publishconf.py
FEEDS = {"rss_created": "feed_rss_created.xml", "rss_updated": "feed_rss_updated.xml"}


@dataclass(frozen=True)
class Icons:
    """The icons of this theme, and the names of the author's own."""

    own: Collection[str]
    pack: Pack

    def __contains__(self, name: str) -> bool:
        return name in self.own or name in self.pack


def identity_settings(config: MkDocsConfig, icons: Icons, report: MigrationReport) -> dict[str, object]:
    """Names, copyright, language, profiles."""
    name = config.get("site_name") or "Home"
    author = config.get("site_author") or name
    return {
        "AUTHOR": author,
        "SITENAME": name,
        "SITESUBTITLE": config.get("site_description").strip(),
        "COPYRIGHT": _plain_copyright(config, author, report),
        "SOCIAL": _read_profiles(config, icons, report),
        "DEFAULT_LANG": language_code(config.get("theme", "language")),
    }


def public_settings(config: MkDocsConfig, domain: str, report: MigrationReport) -> dict[str, object]:
    """SITEURL and PUBLISH; `domain` is that of CNAME."""
    given = public_address(config.get("site_url"), domain, "site_url", config.place("site_url"), report)
    remote = {"remote": config.get("remote_name"), "branch": config.get("remote_branch")}
    return given | {"PUBLISH": {"domain": domain} | {name: value for name, value in remote.items() if value}}


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


def _plain_copyright(config: MkDocsConfig, author: str, report: MigrationReport) -> str:
    written = config.get("copyright")
    plain = plain_line(written)
    if TAG.search(written):
        report.change(*config.place("copyright"), f"COPYRIGHT is plain text: '{plain}'")
    return plain or f"© {author}"


def _read_profiles(config: MkDocsConfig, icons: Icons, report: MigrationReport) -> list[dict[str, str]]:
    profiles = []
    for index, entry in enumerate(config.get("extra", "social", kind=list)):
        place = config.place("extra", "social", index)
        link, icon = (entry.get("link"), entry.get("icon")) if isinstance(entry, dict) else (None, None)
        if not isinstance(link, str) or not ADDRESS.fullmatch(link) or not isinstance(icon, str):
            report.leave(*place, "this profile has no link or no icon: add it to SOCIAL in pelicanconf.py")
            continue
        icon = icon.replace("/", "-")
        if icon not in icons:
            other = icons.pack.suggest(icon)
            if not other or other.rpartition("-")[2] != icon.rpartition("-")[2]:
                meant = f" (did you mean '{other}'?)" if other else ""
                report.leave(*place, f"no icon named '{icon}'{meant}: choose another in SOCIAL of pelicanconf.py")
                continue
            report.change(*place, f"no icon named '{icon}': {other} takes its place")
            icon = other
        profiles.append({"name": str(entry.get("name") or profile_name(link, icon)), "icon": icon, "url": link})
    return profiles


def nav_profiles(entries: Iterable[NavEntry], icons: Icons) -> Iterator[dict[str, str]]:
    """The entries of the nav that show only an icon and lead to another site."""
    for entry in entries:
        if not entry.title and ADDRESS.fullmatch(entry.target):
            icon = next((icon for icon in entry.icons if icon in icons), "fontawesome-solid-link")
            yield {"name": profile_name(entry.target, icon), "icon": icon, "url": entry.target}
