"""Videos of other hosts: a frame of the site's own with a still, which leads to the player when a visitor presses it.

In: the tree of a page, with the links of `plugins/dialect/page/videos.py`. Out: the tree with a frame in place of each,
and the pages in these frames. A frame that a browser loads late would do with scripts only: without them, browsers load
every frame at once (https://html.spec.whatwg.org/#lazy-loading-attributes).
"""

import posixpath
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.embeds import host_of
from plugins.embeds.frames import Frame
from plugins.embeds.scripts import digest

FOLDER = Path(__file__).parent
PAGE = Template((FOLDER / "video.html").read_text("utf-8"))
STYLE = " ".join((FOLDER / "video.css").read_text("utf-8").split())
POLICY = f"default-src 'none'; style-src {digest(STYLE)}; img-src 'self'"
ALLOWED = "autoplay; encrypted-media; fullscreen; picture-in-picture"


def frame_videos(tree: LexborHTMLParser, page: str) -> list[Frame]:
    """Put each video of `page`, a path from the site's root, into a frame."""
    frames = []
    for link in tree.css("a[data-player]"):
        frame, title = _frame(link, page, tree.root.attributes.get("lang") or "en")
        frames.append(frame)
        iframe = tree.create_node("iframe")
        for name, value in {
            "src": f"/{frame.path}",
            "data-player": link.attrs["data-player"] or "",
            "title": title,
            "width": "736",
            "height": "414",
            "allow": ALLOWED,
            "loading": "lazy",
        }.items():
            iframe.attrs[name] = value
        link.replace_with(iframe, move=True)
    return frames


def _frame(link: LexborNode, page: str, lang: str) -> tuple[Frame, str]:
    """The page around the still of a video, and the video's title."""
    for node in link.css(":is([src], [srcset])"):  # a list of selectors would find what has both twice
        for name in {"src", "srcset"} & set(node.attributes):
            candidates = (candidate.split(" ") for candidate in (node.attrs[name] or "").split(", "))
            moved = (" ".join((_from_frames(address, page), *size)) for address, *size in candidates)
            node.attrs[name] = ", ".join(moved)
        if "loading" in node.attributes:
            del node.attrs["loading"]  # the frame itself comes late
    hosts = {host_of(node.attrs["src"] or "") for node in link.css("img[src]")}
    title = link.text().strip()
    html = PAGE.substitute(
        lang=escape(lang),
        policy=" ".join((POLICY, *sorted(f"https://{host}" for host in hosts if host))),
        title=escape(title),
        style=STYLE,
        player=escape(link.attrs["data-player"] or ""),
        still=link.inner_html,
    )
    return Frame(f"frames/video-{sha256(html.encode()).hexdigest()[:8]}.html", html), title


def _from_frames(address: str, page: str) -> str:
    """An address on a page, or from the site's root, as one on a page in the folder of frames; others are unchanged."""
    if urlsplit(address).scheme or address.startswith("//"):
        return address
    target = address if address.startswith("/") else posixpath.join("/", posixpath.dirname(page), address)
    return posixpath.relpath(target, "/frames")
