"""What a site of Jekyll publishes: its address, its author's files at the paths that they had, and what has no
counterpart here.

In: the site. Out: settings, files below content/, lines of the report.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from zoneinfo import available_timezones

from plugins.migrate.jekyll.addresses import output_file
from plugins.migrate.jekyll.old_site import JekyllSite, as_table
from plugins.migrate.jekyll.sorting import MADE_HERE
from plugins.migrate.moved_site import Files
from plugins.migrate.report import MigrationReport
from plugins.migrate.shared_settings import cover, file_settings, is_picture, public_address, read_domain

# Of the repository and of the theme, not of the site
NO_CONTENT = re.compile(
    r"(?:[^/]*\.(?:gemspec|lock|toml|cfg|ini|sh|rb|py|scss|sass|ya?ml|config\.js|map)|Gemfile|Dockerfile|Rakefile|CNAME"
    r"|LICENSE[^/]*|[^/]*\.md|package(?:-lock)?\.json|[^/]*rc(?:\.json)?|purgecss[^/]*|requirements[^/]*)"
)
THEME_FOLDERS = ("assets/css/", "assets/js/", "assets/fonts/", "assets/webfonts/", "assets/libs/", "assets/plotly/")
LIQUID_FILE = re.compile(rb"\A---[ \t]*\r?\n")
NO_COUNTING = "visits are not counted here: no page runs a script of another host"
NO_COMMENTS = "there are no comments here"
# Settings, each with the key in it that switches it on
FEATURES = {
    "google_analytics": ("", NO_COUNTING),
    "analytics": ("provider", NO_COUNTING),
    "disqus_shortname": ("", NO_COMMENTS),
    "comments": ("provider", NO_COMMENTS),
    "giscus": ("repo", NO_COMMENTS),
    "newsletter": ("enabled", "there is no form for a newsletter"),
    "external_sources": ("", "posts of other sites are not fetched: write a link to each in content/news/"),
}


def public_settings(site: JekyllSite, report: MigrationReport) -> dict[str, object]:
    """SITEURL of `url` and `baseurl`, the domain of CNAME, and the feed's old address if it had another."""
    url = site.text("url").rstrip("/")
    domain = read_domain(site.folder / "CNAME") if "CNAME" in site.files else ""
    place = site.config_place("url")
    given = public_address(f"{url}/{site.text('baseurl').strip('/')}", domain, "url", place, report)
    feed = (site.text("feed", "path") or site.text("atom_feed", "path")).lstrip("/")
    if feed and feed != "feed.xml" and re.fullmatch(r"[\w./-]+", feed) and ".." not in feed:
        given["FEED_COPIES"] = [output_file(feed) if feed.endswith("/") else feed]
        report.change(*site.config_place("feed"), f"the feed is feed.xml; its readers find it at {feed} too")
    return given


def plan_files(site: JekyllSite, favicon: str) -> tuple[Files, dict[str, object]]:
    """The files below content/ that are the site's own, at the paths that they had, the favicon and the domain in
    content/extra/; and the settings that publish them."""
    names = [name for name in site.files if _is_content(site, name)]
    files: Files = {f"content/{name}": site.folder / name for name in names}
    if "CNAME" in site.files:
        files["content/extra/CNAME"] = site.folder / "CNAME"
    if favicon in site.files:
        files[f"content/extra/favicon{Path(favicon).suffix.lower()}"] = site.folder / favicon
    return files, file_settings(cover(names), files)


def _is_content(site: JekyllSite, name: str) -> bool:
    if name in MADE_HERE or name.startswith(THEME_FOLDERS) or NO_CONTENT.fullmatch(name):
        return False
    if is_picture(name):
        return True
    with (site.folder / name).open("rb") as file:
        return not LIQUID_FILE.match(file.read(8)) and not name.lower().endswith((".scss", ".sass", ".map"))


def report_unread(site: JekyllSite, known: Iterable[str], report: MigrationReport) -> None:
    """What the settings switch on and has no counterpart here; data files other than those that are `known`."""
    for key, (switch, reason) in FEATURES.items():
        value = site.config.get(key)
        value = as_table(value).get(switch) if switch else value
        if value not in (None, "", False, "false", []):
            report.leave(*site.config_place(key), f"{key}: {reason}")
    for name in sorted(site.data.keys() - {*known}):
        source = next(one for one in site.sources if one.startswith(f"_data/{name}."))
        report.leave(source, None, "not moved: no page here reads this file")


def timezone_setting(site: JekyllSite) -> dict[str, object]:
    """TIMEZONE, if the settings name one."""
    name = site.text("timezone")
    return {"TIMEZONE": name} if name in available_timezones() else {}
