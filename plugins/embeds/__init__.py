"""Pictures, frames and scripts of other hosts: only from hosts that the author allows, lazy, and of a known size.

In: the tree of a page and the hosts of `EMBEDS_HOSTS`. Out: the tree, with a sandboxed frame in place of each foreign
script, and the pages in these frames.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.locales import Locale
from plugins.embeds.frames import Frame

FRAME = 160  # CSS pixels: the side of a frame's square
COUNTER = (120, 20)  # CSS pixels: the size of a picture without one, which most often is a counter
LOADS = "img[src], source[src], script[src], iframe[src], video[src], audio[src], embed[src], object[data]"
REQUESTING = f"{LOADS}, [srcset], track[src], input[src], video[poster], link[href]"
STYLE_URL = re.compile(r"""url\(\s*["']?(?P<url>[^"')]+)|@import\s*["'](?P<sheet>[^"']+)""", re.I)
NO_SLASHES = re.compile(r"\A\s*(https?:|ftp:)/?(?=[^/\\])", re.I)  # browsers read `https:host` as `https://host`
FRAME_PAGE = Template(Path(__file__).with_name("frame.html").read_text("utf-8"))
VIDEO = ("560", "315")  # CSS pixels: the size of a frame without one, which most often shows a video
VIDEOS = {"youtube": "YouTube", "vimeo": "Vimeo", "bilibili": "Bilibili"}


def host_of(address: str) -> str:
    """The host that an address names; empty for an address of this site."""
    address = NO_SLASHES.sub(r"\1//", address)
    try:
        return (urlsplit(address).hostname or "") if "//" in address else ""
    except ValueError:  # not an address: `links.py` reports it
        return ""


def unallowed(tree: LexborHTMLParser, allowed: Iterable[str]) -> list[tuple[str, str]]:
    """What a page would load from hosts that are not allowed: each address as written, and its host."""
    hosts = [(address, host_of(address)) for address in _loaded_addresses(tree)]
    known = {"", *allowed}
    return [(address, host) for address, host in hosts if host not in known]


def _loaded_addresses(tree: LexborHTMLParser) -> Iterator[str]:
    """Every address that a browser requests without the visitor's doing, and those of the players of videos."""
    yield from (node.attrs["data-player"] or "" for node in tree.css("[data-player]"))
    for node in tree.css(REQUESTING):
        for name in ("src", "data", "poster", "href"):
            if name in node.attributes:
                yield node.attrs[name] or ""
        for candidate in (node.attributes.get("srcset") or "").split(","):
            yield (candidate.split() or [""])[0]
    styles = [node.attrs["style"] or "" for node in tree.css("[style]")] + [node.text() for node in tree.css("style")]
    for style in styles:
        yield from (found["url"] or found["sheet"] for found in STYLE_URL.finditer(style))


def frame_scripts(tree: LexborHTMLParser, hosts: Mapping[str, Iterable[str]], locale: Locale) -> list[Frame]:
    """Put each foreign script of the page into a frame; `hosts` maps its host to the further hosts that it calls."""
    frames = []
    for script in tree.css("body script[src]"):
        source = secure(script.attrs["src"] or "")
        host = host_of(source)
        if not host:
            continue
        frame = _make_frame(source, host, script.attrs.get("id") or "", hosts.get(host, ()))
        frames.append(frame)
        _replace_script(tree, script, frame, locale.word("texts.visitors", host=host))
    return frames


def prepare_foreign(tree: LexborHTMLParser, locale: Locale) -> None:
    """Make pictures and frames of other hosts encrypted and lazy, and reserve their space; pictures get no referrer."""
    for node in tree.css("img[src], iframe[src]"):
        source = node.attrs["src"] or ""
        if node.tag == "iframe":
            _prepare_frame(node, source, locale)
        if not host_of(source):
            continue
        node.attrs["src"] = secure(source)
        node.attrs["loading"] = "lazy"
        if node.tag == "img":
            node.attrs["referrerpolicy"] = "no-referrer"
            node.attrs["decoding"] = "async"
            _reserve_space(node)


def _prepare_frame(node: LexborNode, source: str, locale: Locale) -> None:
    """Give a frame a title, a size, and a referrer that is this site's host alone: YouTube plays nothing without it."""
    host = host_of(source)
    if not (node.attrs.get("title") or "").strip():
        node.attrs["title"] = _frame_title(source, host, locale)
    if not {"width", "height", "style", "hidden"} & set(node.attributes):
        node.attrs["width"], node.attrs["height"] = VIDEO
    if host and "referrerpolicy" not in node.attributes:
        node.attrs["referrerpolicy"] = "strict-origin-when-cross-origin"


def _frame_title(source: str, host: str, locale: Locale) -> str:
    if site := next((name for word, name in VIDEOS.items() if word in source), ""):
        return locale.word("texts.video", site=site)
    if "maps" in source:
        return locale.word("texts.map")
    return locale.word("texts.part_of", host=host) if host else locale.word("texts.part_of_page")


def secure(address: str) -> str:
    """The address over https."""
    parts = urlsplit(address)
    return urlunsplit(("https", *parts[1:])) if parts.netloc else address


def _reserve_space(node: LexborNode) -> None:
    """Set both sides of a picture: its size is unknown here, so one given side is that of a square."""
    width, height = node.attrs.get("width"), node.attrs.get("height")
    if not (width or height):
        width, height = map(str, COUNTER)
    node.attrs["width"], node.attrs["height"] = width or height, height or width
    node.attrs["class"] = f"{node.attrs.get('class') or ''} foreign".strip()


def _make_frame(source: str, host: str, identifier: str, further: Iterable[str]) -> Frame:
    path = f"frames/{host}-{sha256(f'{source} {identifier}'.encode()).hexdigest()[:8]}.html"
    hosts = " ".join(f"https://{name}" for name in (host, f"*.{host}", *further))
    policy = f"default-src 'none'; script-src {hosts}; img-src {hosts} data:; style-src {hosts}; connect-src {hosts}"
    called = f' id="{escape(identifier)}"' if identifier else ""
    return Frame(path, FRAME_PAGE.substitute(policy=policy, host=escape(host), called=called, source=escape(source)))


def _replace_script(tree: LexborHTMLParser, script: LexborNode, frame: Frame, title: str) -> None:
    """Replace the script, or a box that holds nothing else, by a frame."""
    iframe = tree.create_node("iframe")
    for name, value in {
        "class": "frame",
        "src": f"/{frame.path}",
        "title": title,
        "width": str(FRAME),
        "height": str(FRAME),
        "loading": "lazy",
        "referrerpolicy": "no-referrer",
        "sandbox": "allow-scripts allow-popups allow-popups-to-escape-sandbox",
    }.items():
        iframe.attrs[name] = value
    parent = script.parent
    is_alone = parent.tag == "div" and not parent.text(deep=True).strip() and len(list(parent.iter())) == 1
    (parent if is_alone else script).replace_with(iframe, move=True)
