"""The feed as readers show it: whole articles, absolute addresses, pictures that exist, nothing that needs a page.

In: the Atom file that Pelican wrote. Out: the same file, its HTML without frames, drawings and inline styles.
"""

import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from plugins.pictures import box, local_file
from plugins.pictures.variants import NotAPicture, Picture, encoded, name_of

HTML = re.compile(r'(<(content|summary) type="html">)(.*?)(</\2>)', re.S)


def finish(folder: Path, settings: dict, originals: set[Path], cache: Path) -> None:
    """Rewrite the feed of the site in `folder`, if it has one."""
    name = settings.get("FEED_ALL_ATOM")
    path = folder / name if name else None
    if path is None or not path.is_file():
        return
    base = f"{settings['SITEURL']}/"
    text = path.read_text("utf-8")
    path.write_text(HTML.sub(lambda match: _entry(match, base, folder, originals, cache), text), "utf-8", newline="\n")


def _entry(match: re.Match, base: str, folder: Path, originals: set[Path], cache: Path) -> str:
    tree = LexborHTMLParser(f"<body>{unescape(match[3])}")
    for node in tree.css("svg.icon, iframe, script, style"):
        node.decompose()
    for node in tree.css("[class], [style], [id]"):
        for name in ("class", "style", "id"):
            if name in node.attributes:
                del node.attrs[name]
    for node in tree.css("[href], [src]"):
        name = "href" if "href" in node.attributes else "src"
        address = node.attrs[name] or ""
        node.attrs[name] = urljoin(base, address.lstrip("/") if _is_own(address) else address)
    for node in tree.css("img[src]"):
        _picture(node, base, folder, originals, cache)
    return match[1] + escape(tree.body.inner_html, quote=False) + match[4]


def _is_own(address: str) -> bool:
    return not urlsplit(address).scheme and not address.startswith("//")


def _picture(node, base: str, folder: Path, originals: set[Path], cache: Path) -> None:
    """Point at a variant that is published, twice as large as shown, in a format that every reader knows."""
    address = node.attrs["src"]
    if not address.startswith(base):
        return
    original = local_file(address.removeprefix(base), folder / "feed.xml", folder)
    try:
        if original not in originals:
            return
        picture = Picture(original)
        width, height = box(node, picture.size)
        wide = min(2 * width, picture.size[0])
        published = original.with_name(name_of(picture, wide, picture.own_format))
        if not published.exists():
            published.write_bytes(encoded(picture, wide, picture.own_format, cache))
    except NotAPicture:
        return
    node.attrs["src"] = base + quote(published.relative_to(folder).as_posix())
    node.attrs["width"], node.attrs["height"] = str(width), str(height)
