"""The public address of a site of Jekyll, and what its settings switch on and has no counterpart here.

In: the site. Out: settings of publishconf.py; lines of the report.
"""

import re
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from plugins.migrate.jekyll.addresses import output_file
from plugins.migrate.jekyll.old_site import JekyllSite, as_table
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
    given: dict[str, object] = {}
    url, base = site.text("url").rstrip("/"), site.text("baseurl").strip("/")
    domain = site.read("CNAME").strip() if "CNAME" in site.files else ""
    domain = domain if re.fullmatch(r"(?:[\w-]+\.)+[\w-]{2,}", domain) else ""
    if urlsplit(url).scheme in ("http", "https") and not re.search(r"[\s<>\"]", url):
        given["SITEURL"] = f"{url}/{base}".rstrip("/")
    elif domain:
        given["SITEURL"] = f"https://{domain}"
    else:
        report.leave(*site.config_place("url"), "no url: write the site's address as SITEURL in publishconf.py")
    feed = (site.text("feed", "path") or site.text("atom_feed", "path")).lstrip("/")
    if feed and feed != "feed.xml" and re.fullmatch(r"[\w./-]+", feed) and ".." not in feed:
        given["FEED_COPIES"] = [output_file(feed) if feed.endswith("/") else feed]
        report.change(*site.config_place("feed"), f"the feed is feed.xml; its readers find it at {feed} too")
    return given | ({"PUBLISH": {"domain": domain}} if domain else {})


def report_features(site: JekyllSite, report: MigrationReport) -> None:
    """What the settings switch on and has no counterpart here."""
    for key, (switch, reason) in FEATURES.items():
        value = site.config.get(key)
        value = as_table(value).get(switch) if switch else value
        if value not in (None, "", False, "false", []):
            report.leave(*site.config_place(key), f"{key}: {reason}")


def timezone_setting(site: JekyllSite) -> dict[str, object]:
    """TIMEZONE, if the settings name one."""
    name = site.text("timezone")
    return {"TIMEZONE": name} if name in available_timezones() else {}
