"""The services where people have a profile, and the schemes of addresses: what visitors call each, and its icon.

In: an address. Out: the `Service` to which it leads.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Service:
    """What visitors call a service, and the name of its icon; empty if the pack has none."""

    name: str
    icon: str = ""


ELSEWHERE = "fontawesome-solid-link"
SCHEMES = {
    "mailto": Service("Email", "fontawesome-solid-envelope"),
    "tel": Service("Telephone", "fontawesome-solid-phone"),
    "geo": Service("Map", "fontawesome-solid-location-dot"),
}
MASTODON = Service("Mastodon", "fontawesome-brands-mastodon")
ON_MASTODON = re.compile(r"/@[\w.-]+(?:@[\w.-]+)?/?")
DBLP = Service("DBLP", "simple-dblp")
SCHOLAR = Service("Google Scholar", "fontawesome-brands-google-scholar")
X = Service("X", "fontawesome-brands-x-twitter")
# Of an icon's several drawings the lightest: a row of them is on the home page, which may weigh 14 kB.
# By host, or by the first part of hosts, with the dot after it. Hosts below a host are the same service.
SERVICES = {
    "aclanthology.org": Service("ACL Anthology"),
    "arxiv.org": Service("arXiv", "academicons-arxiv"),
    "bilibili.com": Service("Bilibili", "fontawesome-brands-bilibili"),
    "bsky.app": Service("Bluesky", "fontawesome-brands-bluesky"),
    "dblp.": DBLP,
    "doi.org": Service("DOI", "academicons-doi"),
    "facebook.com": Service("Facebook", "fontawesome-brands-facebook"),
    "github.com": Service("GitHub", "fontawesome-brands-github"),
    "gitlab.": Service("GitLab", "fontawesome-brands-gitlab"),
    "hackmd.io": Service("HackMD"),
    "huggingface.co": Service("Hugging Face", "simple-huggingface"),
    "instagram.com": Service("Instagram", "fontawesome-brands-instagram"),
    "linkedin.com": Service("LinkedIn", "fontawesome-brands-linkedin"),
    "medium.com": Service("Medium", "fontawesome-brands-medium"),
    "observablehq.com": Service("Observable", "simple-observable"),
    "openreview.net": Service("OpenReview", "fontawesome-solid-comments"),
    "orcid.org": Service("ORCID", "fontawesome-brands-orcid"),
    "researchgate.net": Service("ResearchGate", "fontawesome-brands-researchgate"),
    "scholar.google.": SCHOLAR,
    "semanticscholar.org": Service("Semantic Scholar", "academicons-semantic-scholar"),
    "stackoverflow.com": Service("Stack Overflow", "fontawesome-brands-stack-overflow"),
    "substack.com": Service("Substack", "simple-substack"),
    "t.me": Service("Telegram", "fontawesome-brands-telegram"),
    "threads.net": Service("Threads", "fontawesome-brands-threads"),
    "tiktok.com": Service("TikTok", "fontawesome-brands-tiktok"),
    "twitter.com": X,
    "x.com": X,
    "youtube.com": Service("YouTube", "fontawesome-brands-youtube"),
    "zhihu.com": Service("Zhihu", "simple-zhihu"),
}


def service_of(address: str) -> Service | None:
    """The service to which an address leads; None if it is not one of these. Raises ValueError if it is no address."""
    parts = urlsplit(address)
    if parts.scheme in SCHEMES:
        return SCHEMES[parts.scheme]
    host = (parts.hostname or "").removeprefix("www.")
    by_host = (service for known, service in SERVICES.items() if _is_at(host, known))
    return next(by_host, MASTODON if host and ON_MASTODON.fullmatch(parts.path) else None)


def _is_at(host: str, known: str) -> bool:
    return host.startswith(known) if known.endswith(".") else host == known or host.endswith(f".{known}")
