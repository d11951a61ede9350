"""Names for what has none: links that are only an icon, boxes of task lists.

In: the tree of a page. Out: the same tree with an `aria-label` on each of these.
"""

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Hosts by the name that their users say; a host not listed is named by its icon, then by itself.
SITES = {
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "linkedin.com": "LinkedIn",
    "x.com": "X",
    "twitter.com": "X",
    "scholar.google.com": "Google Scholar",
    "semanticscholar.org": "Semantic Scholar",
    "orcid.org": "ORCID",
    "dblp.org": "DBLP",
    "dblp.uni-trier.de": "DBLP",
    "arxiv.org": "arXiv",
    "export.arxiv.org": "arXiv",
    "doi.org": "DOI",
    "openreview.net": "OpenReview",
    "researchgate.net": "ResearchGate",
    "huggingface.co": "Hugging Face",
    "zhihu.com": "Zhihu",
    "bsky.app": "Bluesky",
    "youtube.com": "YouTube",
    "facebook.com": "Facebook",
    "instagram.com": "Instagram",
    "t.me": "Telegram",
    "stackoverflow.com": "Stack Overflow",
    "medium.com": "Medium",
    "bilibili.com": "Bilibili",
    "aclanthology.org": "ACL Anthology",
}
SCHEMES = {"mailto": "Email", "tel": "Telephone", "geo": "Map"}
# Parts of an icon's name that say which set it is from, not what it shows.
SET_WORDS = re.compile(r"^(?:fontawesome-(?:brands|solid|regular)|material|octicons|simple|academicons)-|-(?:16|24)$")


def name_icon_links(tree: LexborHTMLParser) -> None:
    """Give each link that holds an icon and no text the name of what it leads to."""
    for link in tree.css("a[href]"):
        is_named = link.text().strip() or link.attrs.get("aria-label") or link.css_first("img[alt]:not([alt=''])")
        if link.css_first("svg.icon") is not None and not is_named:
            link.attrs["aria-label"] = link.attrs.get("title") or site_name(link.attrs["href"] or "", icon_of(link))
    for icon in tree.css("svg[data-icon]"):
        del icon.attrs["data-icon"]


def name_checkboxes(tree: LexborHTMLParser) -> None:
    """Say what a task list's boxes show."""
    for box in tree.css("input[type=checkbox]:not([aria-label])"):
        box.attrs["aria-label"] = "Done" if "checked" in box.attributes else "To do"


def site_name(href: str, icon: str = "") -> str:
    """What an address leads to, in a word or two; `icon` is the shortcode's name where one is known."""
    try:
        parts = urlsplit(href)
    except ValueError:  # told where links are resolved
        return "Link"
    if parts.scheme in SCHEMES:
        return SCHEMES[parts.scheme]
    host = (parts.hostname or "").removeprefix("www.")
    if host in SITES:
        return SITES[host]
    words = SET_WORDS.sub("", icon).replace("-", " ").strip()
    return words.capitalize() or host or "Link"


def icon_of(link: LexborNode) -> str:
    """The shortcode's name of a link's icon, which the icon carries while the page is made."""
    icon = link.css_first("svg.icon")
    return (icon.attrs.get("data-icon") or "") if icon else ""
