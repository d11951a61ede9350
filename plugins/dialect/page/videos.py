"""Videos, written like pictures: `![What it shows](talk.mp4){ poster=still.jpg captions=talk.vtt }`, as in Pandoc.

Input: the tree of a page, and the hosts that the author allows. Output: the same tree, with a `<video>` for each file,
and for each address of YouTube, Vimeo or Bilibili a link around its still, which `plugins/embeds/videos.py` puts into a
frame; and pairs of a message and the text in the source that it is about.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.locales import Locale
from plugins.dialect.page.nodes import add_class, is_within

ENDINGS = frozenset((".m4v", ".mov", ".mp4", ".ogv", ".webm"))
FLAGS = frozenset(("autoplay", "loop", "muted"))  # which Markdown can only write with a value, such as `muted=true`


@dataclass(frozen=True)
class Player:
    """A host of videos: the `form` of its addresses, with the groups `id` and `start`, and the address of a frame."""

    site: str
    form: re.Pattern[str]
    frame: str
    start: str


PLAYERS = (
    # https://developers.google.com/youtube/player_parameters; this host sets no cookie before the video plays
    Player(
        "YouTube",
        re.compile(
            r"https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|shorts/|live/)|youtu\.be/)"
            r"(?P<id>[\w-]{6,})(?:.*[?&](?:t|start)=(?P<start>\d+)s?\b)?.*"
        ),
        "https://www.youtube-nocookie.com/embed/{id}?autoplay=1",
        "&start={start}",
    ),
    # https://developer.vimeo.com/player/sdk/embed: `dnt` asks it to track nobody
    Player(
        "Vimeo",
        re.compile(r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(?P<id>\d+)(?:.*#t=(?P<start>\d+)s?)?.*"),
        "https://player.vimeo.com/video/{id}?dnt=1&autoplay=1",
        "#t={start}s",
    ),
    Player(
        "Bilibili",
        re.compile(r"https?://(?:www\.|m\.)?bilibili\.com/video/(?P<id>BV\w+)(?:.*[?&]t=(?P<start>\d+))?.*"),
        "https://player.bilibili.com/player.html?bvid={id}&autoplay=1",
        "&t={start}",
    ),
)


def arrange_videos(tree: LexborHTMLParser, hosts: Collection[str], locale: Locale) -> list[tuple[str, str]]:
    """Replace each picture that is a video; return the problems."""
    found: list[tuple[str, str]] = []
    for node in tree.css("[data-player]"):
        del node.attrs["data-player"]  # which is ours alone
    for node in tree.css("img[src]"):
        address = (node.attrs["src"] or "").strip()
        if PurePosixPath(_path(address)).suffix.lower() in ENDINGS:
            _show_file(tree, node)
        elif player := next((each for each in PLAYERS if each.form.fullmatch(address)), None):
            found += _show_still(tree, node, player, hosts, locale)
    return found


def _show_file(tree: LexborHTMLParser, node: LexborNode) -> None:
    """Show a file in the browser's own player, which loads nothing of it before the visitor plays it."""
    video, attributes = tree.create_node("video"), dict(node.attributes)
    captions, words = attributes.pop("captions", None), attributes.pop("alt", None)
    preload = "none" if "poster" in attributes else "metadata"
    named = {"aria-label": words} if words else {}
    for name, value in ({"controls": "", "playsinline": "", "preload": preload} | named | attributes).items():
        video.attrs[name] = "" if name in FLAGS else value
    if captions:
        track = tree.create_node("track")
        for name, value in {"kind": "captions", "src": captions, "default": ""}.items():
            track.attrs[name] = value
        video.insert_child(track, move=True)
    _replace(node, video)


def _show_still(
    tree: LexborHTMLParser, node: LexborNode, player: Player, hosts: Collection[str], locale: Locale
) -> Iterator[tuple[str, str]]:
    """Show a still that leads to the player."""
    address = (node.attrs["src"] or "").strip()
    match = player.form.fullmatch(address)
    source = player.frame.format(id=match["id"]) + (player.start.format(**match.groupdict()) if match["start"] else "")
    host = urlsplit(source).hostname
    if host not in hosts or not _is_alone(node):
        allow = f"plays a video of {host}: allow it by name in EMBEDS_HOSTS of pelicanconf.py, or make it a link"
        yield allow if host not in hosts else "a video of another host stands in a paragraph of its own", address
        node.decompose()
        return
    title = node.attrs.get("alt") or locale.word("texts.video", site=player.site)
    poster = node.attrs.get("poster")
    still = f'<img src="{escape(poster)}" alt="">' if poster else ""
    figure = tree.create_node("figure")
    figure.attrs["class"] = "video"
    inside = f'{still}<span class="title">{escape(title)}</span>'
    figure.inner_html = (
        f'<a href="{escape(address)}" data-player="{escape(source)}">{inside}</a>'
        f'<figcaption><a href="{escape(address)}">{player.site}</a></figcaption>'
    )
    _replace(node, figure)


def _is_alone(node: LexborNode) -> bool:
    """Whether nothing else is in the paragraph of a picture, which stands in no heading, link or line of text."""
    parent = node.parent
    if parent.tag != "p":
        return not is_within(node, ("a", "p", "span", "h1", "h2", "h3", "h4", "h5", "h6"))
    others = (each for each in parent.iter(include_text=True) if each.mem_id != node.mem_id)
    return all(each.is_text_node and not each.text().strip() for each in others)


def _replace(node: LexborNode, video: LexborNode) -> None:
    """Put a video in the place of a picture, or in that of a paragraph which holds nothing else."""
    place = node.parent if node.parent.tag == "p" and _is_alone(node) else node
    if video.tag == "video":
        add_class(video, "video")
    place.insert_before(video, move=True)
    place.decompose()


def _path(address: str) -> str:
    """The path of an address; empty for what is none, which `links.py` reports."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
