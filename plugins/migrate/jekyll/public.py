"""The public address of a site of Jekyll, and what its settings switch on and has no counterpart here.

In: the site. Out: settings of publishconf.py; lines of the report.
"""

import re
from collections.abc import Iterable
from zoneinfo import available_timezones

from plugins.migrate.jekyll.addresses import output_file
from plugins.migrate.jekyll.old_site import JekyllSite, as_table
from plugins.migrate.public_address import public_address, read_domain
from plugins.migrate.report import MigrationReport

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


def report_features(site: JekyllSite, report: MigrationReport) -> None:
    """What the settings switch on and has no counterpart here."""
    for key, (switch, reason) in FEATURES.items():
        value = site.config.get(key)
        value = as_table(value).get(switch) if switch else value
        if value not in (None, "", False, "false", []):
            report.leave(*site.config_place(key), f"{key}: {reason}")


def report_unread_data(site: JekyllSite, known: Iterable[str], report: MigrationReport) -> None:
    """The data files of which nothing is moved; `known` are the names of the others."""
    for name in sorted(site.data.keys() - {*known}):
        source = next(one for one in site.sources if one.startswith(f"_data/{name}."))
        report.leave(source, None, "not moved: no page here reads this file")


def timezone_setting(site: JekyllSite) -> dict[str, object]:
    """TIMEZONE, if the settings name one."""
    name = site.text("timezone")
    return {"TIMEZONE": name} if name in available_timezones() else {}
