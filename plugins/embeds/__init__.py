"""Other hosts' pictures and scripts: only from hosts that the author allowed, sized, lazy, and scripts in a frame.

In: the tree of a page and the hosts of `EMBEDS_HOSTS`. Out: the tree, in which a foreign script has become a sandboxed
frame of fixed size, and the pages to be written for those frames.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

FRAME = 160  # CSS pixels: the side of a frame's square
COUNTER = (120, 20)  # CSS pixels: what a picture in a line of text is given while nobody knows its size
LOADS = "img[src], source[src], script[src], iframe[src], video[src], audio[src], embed[src], object[data]"
ASKS = f"{LOADS}, [srcset], track[src], input[src], video[poster], link[href]"
STYLE_URL = re.compile(r"""url\(\s*["']?(?P<url>[^"')]+)|@import\s*["'](?P<sheet>[^"']+)""", re.I)
PAGE = Template(Path(__file__).with_name("frame.html").read_text("utf-8"))
WIDE = ("560", "315")  # CSS pixels: what other hosts' frames are given if their author says nothing, as for a video
NAMES = {"youtube": "Video on YouTube", "vimeo": "Video on Vimeo", "bilibili": "Video on Bilibili", "maps": "Map"}


@dataclass(frozen=True)
class Frame:
    """A page of its own for one foreign script: where it is written, from the site's root, and its HTML."""

    path: str
    html: str


def host_of(address: str) -> str:
    """The other host that an address names, or nothing for this site's own."""
    try:
        return (urlsplit(address).hostname or "") if "//" in address else ""
    except ValueError:  # no address at all, as is told where links are resolved
        return ""


def unallowed(tree: LexborHTMLParser, allowed: Iterable[str]) -> list[tuple[str, str]]:
    """What a text would load from hosts that are not allowed: (address as written, host)."""
    known, found = set(allowed), []
    for address in _loaded(tree):
        host = host_of(address)
        if host and host not in known:
            found.append((address, host))
    return found


def _loaded(tree: LexborHTMLParser) -> Iterator[str]:
    """Every address that a browser would ask for by itself."""
    for node in tree.css(ASKS):
        for name in ("src", "data", "poster", "href"):
            if name in node.attributes:
                yield node.attrs[name] or ""
        for candidate in (node.attributes.get("srcset") or "").split(","):
            yield (candidate.split() or [""])[0]
    styles = [node.attrs["style"] or "" for node in tree.css("[style]")] + [node.text() for node in tree.css("style")]
    for style in styles:
        yield from (found["url"] or found["sheet"] for found in STYLE_URL.finditer(style))


def frame_scripts(tree: LexborHTMLParser, hosts: Mapping[str, Iterable[str]]) -> list[Frame]:
    """Put each foreign script of the page into a frame; `hosts` says which further hosts each one calls."""
    frames = []
    for script in tree.css("body script[src]"):
        source = secure(script.attrs["src"] or "")
        host = host_of(source)
        if not host:
            continue
        frame = _frame(source, host, script.attrs.get("id") or "", hosts.get(host, ()))
        frames.append(frame)
        _stand_in(tree, script, frame, host)
    return frames


def mend_foreign(tree: LexborHTMLParser) -> None:
    """Pictures and frames of other hosts: encrypted, lazy, keeping their place; pictures without referrer."""
    for node in tree.css("img[src], iframe[src]"):
        source = node.attrs["src"] or ""
        if node.tag == "iframe":
            _mend_frame(node, source)
        if not host_of(source):
            continue
        node.attrs["src"] = secure(source)
        node.attrs["loading"] = "lazy"
        if node.tag == "img":
            node.attrs["referrerpolicy"] = "no-referrer"
            node.attrs["decoding"] = "async"
            _keep_place(node)


def _mend_frame(node: LexborNode, source: str) -> None:
    """A name, a place that is kept, and of the reader's page the host alone: YouTube plays nothing without it."""
    host = host_of(source)
    if not (node.attrs.get("title") or "").strip():
        known = (name for word, name in NAMES.items() if word in source)
        node.attrs["title"] = next(known, f"Part of {host}" if host else "Part of this page")
    if not {"width", "height", "style", "hidden"} & set(node.attributes):
        node.attrs["width"], node.attrs["height"] = WIDE
    if host and "referrerpolicy" not in node.attributes:
        node.attrs["referrerpolicy"] = "strict-origin-when-cross-origin"


def is_frame(file: str) -> bool:
    """Whether a file of the site is a page for a foreign script."""
    return file.startswith("frames/")


def secure(address: str) -> str:
    """The address over https."""
    parts = urlsplit(address)
    return urlunsplit(("https", *parts[1:])) if parts.netloc else address


def _keep_place(node: LexborNode) -> None:
    """Nobody can measure another host's picture here: one side is as long as the other unless both are given."""
    width, height = node.attrs.get("width"), node.attrs.get("height")
    if not (width or height):
        width, height = map(str, COUNTER)
    node.attrs["width"], node.attrs["height"] = width or height, height or width
    node.attrs["class"] = f"{node.attrs.get('class') or ''} foreign".strip()


def _frame(source: str, host: str, identifier: str, further: Iterable[str]) -> Frame:
    path = f"frames/{host}-{sha256(f'{source} {identifier}'.encode()).hexdigest()[:8]}.html"
    hosts = " ".join(f"https://{name}" for name in (host, f"*.{host}", *further))
    policy = f"default-src 'none'; script-src {hosts}; img-src {hosts} data:; style-src {hosts}; connect-src {hosts}"
    called = f' id="{escape(identifier)}"' if identifier else ""
    return Frame(path, PAGE.substitute(policy=policy, host=escape(host), called=called, source=escape(source)))


def _stand_in(tree: LexborHTMLParser, script: LexborNode, frame: Frame, host: str) -> None:
    """A frame in place of the script, and of the box around it if that holds nothing else."""
    holder = tree.create_node("iframe")
    for name, value in {
        "class": "frame",
        "src": f"/{frame.path}",
        "title": f"Visitors, shown by {host}",
        "width": str(FRAME),
        "height": str(FRAME),
        "loading": "lazy",
        "referrerpolicy": "no-referrer",
        "sandbox": "allow-scripts allow-popups allow-popups-to-escape-sandbox",
    }.items():
        holder.attrs[name] = value
    parent = script.parent
    is_alone = parent.tag == "div" and not parent.text(deep=True).strip() and len(list(parent.iter())) == 1
    (parent if is_alone else script).replace_with(holder, move=True)
