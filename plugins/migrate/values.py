"""Who the site is about, from `mkdocs.yml`, as values of pelicanconf.py and publishconf.py.

In: a `Config`, the names of icons, the report. Out: values by the names of settings.
"""

import re
from collections.abc import Container, Mapping
from html import unescape
from urllib.parse import urlsplit

from plugins.dialect.page.accessible_names import SITES
from plugins.migrate import leftovers
from plugins.migrate.config import Config
from plugins.migrate.report import Report
from plugins.migrate.settings import GONE

TAG = re.compile(r"<[^<>]*>")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
ADDRESS = re.compile(r"(?:https?|mailto|tel):[^\s<>\"]+|/[^\s<>\"]*")
DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}", re.I)


def identity(config: Config, icons: Container[str], report: Report) -> dict[str, object]:
    """Names, copyright, language, profiles."""
    name = config.get("site_name") or "Home"
    author = config.get("site_author") or name
    language = config.get("theme", "language") or "en"
    return {
        "AUTHOR": author,
        "SITENAME": name,
        "SITESUBTITLE": config.get("site_description").strip(),
        "COPYRIGHT": _copyright(config, author, report),
        "SOCIAL": _social(config, icons, report),
        "DEFAULT_LANG": language.replace("_", "-") if LANGUAGE.fullmatch(language) else "en",
    }


def public(config: Config, domain: str, remote: Mapping, report: Report) -> dict[str, object]:
    """The site's address, and where it is published: `remote` is what PUBLISH says so far."""
    wanted = config.get("site_url").rstrip("/")
    site_url = wanted if re.match(r"https?://[^\s/]+", wanted) else ""
    host = urlsplit(site_url).hostname or ""
    if not site_url and domain:
        site_url = f"https://{domain}"
        report.change(config.name, None, f"no site_url: SITEURL in publishconf.py is that of CNAME, {site_url}")
    elif not site_url:
        site_url = "https://example.org"
        report.leave(*config.place("site_url"), "no site_url: write the site's address as SITEURL in publishconf.py")
    elif domain and host != domain:
        report.leave(*config.place("site_url"), f"CNAME says {domain}, site_url says {host}: one of them is old")
    publish = {**remote, "domain": domain}
    for old, new in (("remote_name", "remote"), ("remote_branch", "branch")):
        if config.get(old):
            publish[new] = config.get(old)
    return {"SITEURL": site_url, "PUBLISH": publish}


def heading_ids(config: Config, report: Report) -> object:
    """How the old site made ids of headings: a value of HEADING_IDS, or nothing where it left that to Markdown."""
    options = leftovers.options(config, "toc", "markdown_extensions") or {}
    called = options.get("slugify")
    words = f"{called} {options.get('slugify_kwds', '')}"
    if not called:
        return GONE
    if "slugify_unicode" in words:
        return "unicode"
    if "slugify" not in words and "kwds" not in words:
        report.leave(config.name, None, f"ids of headings are made by {str(called)[:80]}, which is not run")
        return GONE
    return "pymdownx-lower" if "lower" in words or "uslugify" in words else "pymdownx"


def domain_of(cname: str) -> str:
    """The host that a CNAME file names."""
    first = (cname.split() or [""])[0]
    return first if DOMAIN.fullmatch(first) else ""


def _copyright(config: Config, author: str, report: Report) -> str:
    written = config.get("copyright")
    plain = " ".join(unescape(TAG.sub("", written)).split())
    if TAG.search(written):
        report.change(*config.place("copyright"), f"COPYRIGHT is plain text: '{plain}'")
    return plain or f"© {author}"


def _social(config: Config, icons: Container[str], report: Report) -> list[dict[str, str]]:
    profiles = []
    for index, entry in enumerate(config.get("extra", "social", kind=list)):
        place = config.place("extra", "social", index)
        link, icon = (entry.get("link"), entry.get("icon")) if isinstance(entry, dict) else (None, None)
        if not isinstance(link, str) or not ADDRESS.fullmatch(link) or not isinstance(icon, str):
            report.leave(*place, "this profile has no link or no icon: add it to SOCIAL in pelicanconf.py")
            continue
        icon = icon.replace("/", "-")
        if icon not in icons:
            report.leave(*place, f"no icon named '{icon}': choose another in SOCIAL of pelicanconf.py")
            continue
        profiles.append({"name": str(entry.get("name") or _named(link, icon)), "icon": icon, "url": link})
    return profiles


def _named(link: str, icon: str) -> str:
    """What readers who do not see the icon are told."""
    if link.startswith("mailto:"):
        return "Email"
    host = (urlsplit(link).hostname or "").removeprefix("www.")
    return SITES.get(host) or host or icon.rpartition("-")[2].capitalize()
