"""Analytics, counters and visitor maps: on a copied page they count visits for the page's former owner."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from plugins.audit.sources import Site, Source
from plugins.core.problems import Problem

REST = r"[^\"'\s<>)]*?"
# `id` and `id2` are the account; a service without an account counts by the address of the page.
SERVICES = {
    "Google Analytics": r"\b(?P<id>UA-\d{4,10}-\d{1,3}|G-(?=[A-Z]*\d)[A-Z0-9]{10})\b"
    r"|(?:[?&]id=|[\"'])(?P<id2>G-(?!X+\b)[A-Z]{10})\b",
    "Google Tag Manager": r"(?:[?&]id=|[\"'])(?P<id>GTM-(?!X+\b)[A-Z0-9]{6,8})\b",
    "Plausible": r"data-domain=[\"']?(?P<id>[\w.,-]+)(?=[^>]*plausible)"
    r"|plausible[^<>]*data-domain=[\"']?(?P<id2>[\w.,-]+)",
    "Umami": r"data-website-id=[\"']?(?P<id>[0-9a-f]{8}-[0-9a-f-]{27})",
    "Matomo": r"setSiteId[\"'],\s*[\"']?(?P<id>\w+)|(?:matomo|piwik)\.php\?" + REST + r"idsite=(?P<id2>\d+)",
    "GoatCounter": r"//(?P<id>[\w-]+)\.goatcounter\.com/count",
    "Cloudflare": r"data-cf-beacon=[^>]*?token[\"'&quot;:\s]+(?P<id>[0-9a-f]{16,})",
    "Baidu": r"hm\.baidu\.com/hm\.js\?(?P<id>\w+)",
    "CNZZ": r"cnzz\.com/" + REST + r"[?&]id=(?P<id>\d+)",
    "Yandex": r"mc\.yandex\.ru/watch/(?P<id>\d+)",
    "ClustrMaps": r"clustrmaps\.com/" + REST + r"[?&](?:d|u)=(?P<id>[\w%.-]+)",
    "MapMyVisitors": r"mapmyvisitors\.com/" + REST + r"[?&]d=(?P<id>[\w%-]+)",
    "RevolverMaps": r"revolvermaps\.com/" + REST + r"[?&]i=(?P<id>\w+)",
    "Flag Counter": r"flagcounter\.com/(?:count\w*|map|mini|more|s)/(?P<id>\w+)",
    "StatCounter": r"sc_project\s*=\s*(?P<id>\d+)|statcounter\.com/(?:counter/)?(?P<id2>\d+)/",
    "EasyCounter": r"easycounter\.com/counter\.php\?(?P<id>[\w.-]+)",
    "Amung.us": r"amung\.us/(?:widget|swidget|cwidget)/(?P<id>\w+)",
    "Hits": r"(?:hits\.seeyoufarm\.com|hitscounter\.dev)/" + REST + r"url=(?P<id>[\w%.:/-]+)"
    r"|\bhits\.sh/(?P<id2>[\w%.:/-]+)\.svg",
    "Visitor badge": r"visitor-?badge[\w.-]*/" + REST + r"(?:page_id|path)=(?P<id>[\w%.:/-]+)",
    "GitHub profile views": r"komarev\.com/ghpvc/\?" + REST + r"username=(?P<id>[\w-]+)",
    "Busuanzi": r"busuanzi[\w.-]*/" + REST + r"busuanzi[\w.-]*\.js",
}
ADVICE = "remove it, or list it in CHECK_KNOWN"
PATTERNS = {service: re.compile(pattern) for service, pattern in SERVICES.items()}


def find_counters(site: Site) -> Iterator[Problem]:
    for source in site.sources:
        for service, pattern in PATTERNS.items():
            seen = set()
            for match in pattern.finditer(source.visible):
                account = unquote(next(filter(None, match.groups()), ""))
                if account not in seen and not _is_own(account, site):
                    seen.add(account)
                    yield _counter(source, match, service, account)


def _is_own(account: str, site: Site) -> bool:
    """Whether the account is this site's host or its author's user name, which some services use as accounts."""
    own = {site.host, *(user for service, user in site.social if service == "GitHub")} - {""}
    return any(part.casefold() in own for part in re.split(r"[/,]+", account)) or account.rstrip("/") in own


def _counter(source: Source, match: re.Match, service: str, account: str) -> Problem:
    if not account:
        return source.at(match.start(), f"{service} counts every visit: {ADVICE}")
    shown = account if re.search(r"[\s\"'=]", match[0].split("?")[0]) else match[0].lstrip("?&/\"'")
    message = f"{service}, '{shown}', counts visits for the site that you copied from, unless this is yours"
    return source.at(match.start(), f"{message}: {ADVICE}")
