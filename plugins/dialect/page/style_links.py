"""Pictures and fonts that style names: `url()` in a style sheet of the text, or in a style attribute.

In: the tree of a text and where its file lies. Out: the tree, in which each local one is an address of the site from
its root; a `Link` of each, and those that lead nowhere. When the page is written, `make_relative` seats them.
"""

import re
from collections.abc import Callable
from os.path import relpath
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from plugins.dialect.page.links import BadLink, Link, Place

URL = re.compile(r"""(?P<begin>url\(\s*(?P<quote>["']?))(?P<address>[^"')\s]+)(?P<end>(?P=quote)\s*\))""", re.I)


def resolve_all(tree: LexborHTMLParser, place: Place) -> tuple[list[Link], list[BadLink]]:
    """Rewrite every local address in the text's styles."""
    links, bad = [], []

    def resolved(match: re.Match) -> str:
        try:
            address = urlsplit(match["address"])
        except ValueError:
            bad.append(BadLink(match["address"], f"this is no address: '{match['address']}'"))
            return match[0]
        if address.scheme or address.netloc or not address.path:
            return match[0]
        found = place.find(unquote(address.path))
        if found is None:
            bad.append(BadLink(match["address"], f"no file '{address.path}', which a style names"))
            return match[0]
        links.append(Link(match["address"], file=found))
        return f"{match['begin']}/{quote(found.relative_to(place.content).as_posix())}{match['end']}"

    _rewrite(tree, resolved)
    return links, bad


def make_relative(tree: LexborHTMLParser, page: Path, folder: Path, base: str = "") -> set[Path]:
    """Rewrite the addresses from the root as seen from the page, or after `base`; return the files that they mean."""
    files = set()

    def seated(match: re.Match) -> str:
        if not match["address"].startswith("/") or match["address"].startswith("//"):
            return match[0]
        file = folder / unquote(match["address"].lstrip("/"))
        files.add(file)
        spelled = base + quote(Path(relpath(file, folder if base else page.parent)).as_posix())
        return f"{match['begin']}{spelled}{match['end']}"

    _rewrite(tree, seated)
    return files


def _rewrite(tree: LexborHTMLParser, change: Callable[[re.Match], str]) -> None:
    for node in tree.css("[style*='url(']"):
        node.attrs["style"] = URL.sub(change, node.attrs["style"])
    for sheet in tree.css("body style"):
        if "url(" in sheet.text():
            sheet.inner_html = URL.sub(change, sheet.text())
