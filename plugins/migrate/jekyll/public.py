"""The public address of a site of Jekyll, and what its settings switch on and has no counterpart here.

In: the site. Out: settings of publishconf.py; lines of the report.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from plugins.migrate.jekyll.addresses import output_file
from plugins.migrate.jekyll.old_site import JekyllSite
from plugins.migrate.report import MigrationReport

FEATURES = {
    "google_analytics": "visits are not counted here: no page runs a script of another host",
    "analytics": "visits are not counted here: no page runs a script of another host",
    "disqus_shortname": "there are no comments here",
    "comments": "there are no comments here",
    "giscus": "there are no comments here",
    "newsletter": "there is no form for a newsletter",
    "external_sources": "posts of other sites are not fetched: write a link to each in content/news/",
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
    for key, reason in FEATURES.items():
        value = site.config.get(key)
        is_off = value in (None, "", False, [], {}) or (isinstance(value, dict) and not any(_set_values(value)))
        if not is_off:
            report.leave(*site.config_place(key), f"{key}: {reason}")


def _set_values(values: dict) -> Iterator[object]:
    for value in values.values():
        if isinstance(value, dict):
            yield from _set_values(value)
        elif value not in (None, "", False, "false", []):
            yield value
