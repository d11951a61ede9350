"""Accessible names for links that are only an icon, and for the boxes of task lists.

Input: the tree of a page. Output: the same tree with an `aria-label` on each of these.
"""

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.locales import Locale
from plugins.core.services import MASTODON, service_of

# The parts of an icon's name that name its set, not its picture.
SET_WORDS = re.compile(
    r"^(?:fontawesome-(?:brands|solid|regular)|material|octicons|simple|academicons|lucide)-|-(?:16|24)$"
)


def name_icon_links(tree: LexborHTMLParser, locale: Locale) -> None:
    """Name each link that holds an icon and no text by its target."""
    for link in tree.css("a[href]"):
        is_named = link.text().strip() or link.attrs.get("aria-label") or link.css_first("img[alt]:not([alt=''])")
        if link.css_first("svg.icon") is not None and not is_named:
            name = link.attrs.get("title") or _site_name(link.attrs["href"] or "", _icon_of(link))
            link.attrs["aria-label"] = name or locale.word("texts.link")
    for icon in tree.css("svg[data-icon]"):
        del icon.attrs["data-icon"]


def name_checkboxes(tree: LexborHTMLParser, locale: Locale) -> None:
    """Name the boxes of task lists by their state."""
    for box in tree.css("input[type=checkbox]:not([aria-label])"):
        box.attrs["aria-label"] = locale.word("texts.done" if "checked" in box.attributes else "texts.to_do")


def _site_name(href: str, icon: str = "") -> str:
    """Name the target of an address in a word or two, if possible; `icon` is the name of its shortcode, if any."""
    try:
        service = service_of(href)
        host = (urlsplit(href).hostname or "").removeprefix("www.")
    except ValueError:  # links.py reports it
        return ""
    if service and service is not MASTODON:  # an icon knows better than the form of an address
        return service.name
    words = SET_WORDS.sub("", icon).replace("-", " ").strip()
    return words.capitalize() or (service.name if service else host)


def _icon_of(link: LexborNode) -> str:
    """The shortcode of a link's icon, which is in `data-icon` until the names are set."""
    icon = link.css_first("svg.icon")
    return (icon.attrs.get("data-icon") or "") if icon else ""
