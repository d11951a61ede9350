"""Pictures and fonts that `url()` names, in the style sheets and style attributes of a page.

Input: the tree of a page and the `Place` of its file. Output: the tree with addresses from the site's root; a `Link`
for each, and those that lead nowhere. When the page is finished, `make_relative` makes the addresses relative to it.
"""

import posixpath
import re
from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from plugins.dialect.page.links import BadLink, Link, Place

URL = re.compile(r"""(?P<begin>url\(\s*(?P<quote>["']?))(?P<address>[^"')\s]+)(?P<end>(?P=quote)\s*\))""", re.I)


def resolve_style_links(tree: LexborHTMLParser, place: Place) -> tuple[list[Link], list[BadLink]]:
    """Rewrite every local address in the styles of the page."""
    links, bad = [], []

    def resolve(match: re.Match) -> str:
        try:
            address = urlsplit(match["address"])
        except ValueError:
            bad.append(BadLink(match["address"], f"this is not an address: '{match['address']}'"))
            return match[0]
        if address.scheme or address.netloc or not address.path:
            return match[0]
        found = place.find(unquote(address.path))
        if found is None:
            bad.append(BadLink(match["address"], f"no file '{address.path}', which a style names"))
            return match[0]
        links.append(Link(match["address"], file=found))
        return f"{match['begin']}/{quote(found.as_posix())}{match['end']}"

    _rewrite(tree, resolve)
    return links, bad


def make_relative(tree: LexborHTMLParser, page: str, base: str = "") -> set[str]:
    """Make the addresses relative to the `page`, or begin them with `base`; return the files that they mean, as paths
    from the site's root."""
    files = set()

    def rewrite(match: re.Match) -> str:
        if not match["address"].startswith("/") or match["address"].startswith("//"):
            return match[0]
        file = posixpath.normpath(unquote(match["address"].lstrip("/")))
        files.add(file)
        address = base + quote(posixpath.relpath(file, "." if base else posixpath.dirname(page) or "."))
        return f"{match['begin']}{address}{match['end']}"

    _rewrite(tree, rewrite)
    return files


def _rewrite(tree: LexborHTMLParser, change: Callable[[re.Match], str]) -> None:
    for node in tree.css("[style*='url(']"):
        node.attrs["style"] = URL.sub(change, node.attrs["style"])
    for sheet in tree.css("body style"):
        if "url(" in sheet.text():
            sheet.inner_html = URL.sub(change, sheet.text())
