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
from urllib.parse import SplitResult, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.locales import Locale
from plugins.dialect.page.nodes import add_class, is_within

ENDINGS = frozenset((".m4v", ".mov", ".mp4", ".ogv", ".webm"))
FLAGS = frozenset(("autoplay", "loop", "muted"))  # which Markdown can only write with a value, such as `muted=true`
OFF = frozenset(("0", "false", "no", "off"))
CAPTIONS = ".vtt"
OF_FIGURES = frozenset(("class", "id", "lang", "style"))  # attributes of a picture that its video keeps
HOST = r"(?:https?:)?//(?:www\.|m\.|music\.)?"
START = re.compile(r"[?&#](?:t|start)=(?:(?P<h>\d+)h)?(?:(?P<m>\d+)m)?(?:(?P<s>\d+)(?:\.\d+)?s?)?(?=[&#]|$)")


@dataclass(frozen=True)
class Player:
    """A host of videos: its `domains`, the `form` of its addresses with the group `id`, and the address of a `frame`.

    `start` and `more` are what the address of the frame ends with, for a second to start at, and for what else the
    address of the video says; authors can copy `example`.
    """

    site: str
    domains: frozenset[str]
    form: re.Pattern[str]
    frame: str
    start: str
    example: str
    more: tuple[tuple[re.Pattern[str], str], ...] = ()

    def is_host_of(self, address: str) -> bool:
        """Whether a page of this host is at `address`; a picture of the host is a picture."""
        parts = _split(address)
        domain = ".".join((parts.hostname or "").split(".")[-2:])
        return domain in self.domains and PurePosixPath(parts.path).suffix in ("", ".html")

    def source(self, address: str) -> str:
        """The address of the frame for the video at `address`; empty if that is not the address of a video."""
        if not (match := self.form.match(address)):
            return ""
        said = ((pattern.search(address), text) for pattern, text in self.more)
        parts = [text.format(found[1]) for found, text in said if found]
        return self.frame.format(match["id"]) + "".join(parts) + self._start(address)

    def _start(self, address: str) -> str:
        found = START.search(address)
        hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
        second = 3600 * hours + 60 * minutes + seconds
        return self.start.format(second) if second else ""


BILIBILI = {
    "site": "Bilibili",
    "domains": frozenset(("bilibili.com", "b23.tv")),
    "start": "&t={}",
    "example": "https://www.bilibili.com/video/BV1xx411c7mD",
    "more": ((re.compile(r"[?&](?:p|page)=(\d+)"), "&p={}"),),
}
PLAYERS = (
    # https://developers.google.com/youtube/player_parameters; this host sets no cookie before the video plays
    Player(
        "YouTube",
        frozenset(("youtube.com", "youtube-nocookie.com", "youtu.be")),
        re.compile(
            rf"{HOST}(?:youtube(?:-nocookie)?\.com/(?:watch/?\?(?:.*&)?v=|(?:embed|live|shorts|v)/(?!videoseries))"
            r"|youtu\.be/)(?P<id>[\w-]{6,})(?=$|[?&#/])",
            re.I,
        ),
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
        "&start={}",
        "https://youtu.be/dQw4w9WgXcQ",
    ),
    # https://developer.vimeo.com/player/sdk/embed: `dnt` asks it to track nobody, `h` opens a video that is unlisted
    Player(
        "Vimeo",
        frozenset(("vimeo.com",)),
        re.compile(
            rf"{HOST}(?:player\.)?vimeo\.com/"
            r"(?:video/|channels/[^/]+/|groups/[^/]+/videos/|(?:album|showcase)/\d+/video/)?(?P<id>\d+)(?=$|[?#/])",
            re.I,
        ),
        "https://player.vimeo.com/video/{}?dnt=1&autoplay=1",
        "#t={}s",
        "https://vimeo.com/76979871",
        ((re.compile(r"(?:/\d+/|[?&]h=)([0-9a-f]{6,})(?![^?&#/])"), "&h={}"),),
    ),
    Player(
        form=re.compile(
            rf"{HOST}(?:bilibili\.com/video/|player\.bilibili\.com/player\.html\?(?:.*&)?bvid=)(?P<id>BV\w+)", re.I
        ),
        frame="https://player.bilibili.com/player.html?bvid={}&autoplay=1",
        **BILIBILI,
    ),
    Player(
        form=re.compile(
            rf"{HOST}(?:bilibili\.com/video/av|player\.bilibili\.com/player\.html\?(?:.*&)?aid=)(?P<id>\d+)", re.I
        ),
        frame="https://player.bilibili.com/player.html?aid={}&autoplay=1",
        **BILIBILI,
    ),
)


def arrange_videos(tree: LexborHTMLParser, hosts: Collection[str], locale: Locale) -> list[tuple[str, str]]:
    """Replace each picture that is a video; return the problems."""
    found: list[tuple[str, str]] = []
    for node in tree.css("[data-player]"):
        del node.attrs["data-player"]  # only this module writes it
    for node in tree.css("img[src]"):
        address = (node.attrs["src"] or "").strip()
        if _ending(address) in ENDINGS:
            found += _show_file(tree, node)
        elif player := next((each for each in PLAYERS if each.source(address)), None):
            found += _show_still(tree, node, player, hosts, locale)
        elif player := next((each for each in PLAYERS if each.is_host_of(address)), None):
            message = f"'{address}' is not the address of a video at {player.site}: copy one such as {player.example}"
            found.append((message, address))
            node.decompose()
    return found


def _show_file(tree: LexborHTMLParser, node: LexborNode) -> Iterator[tuple[str, str]]:
    """Show a file in the browser's own player, which loads nothing of it before the visitor plays it."""
    video, attributes = tree.create_node("video"), dict(node.attributes)
    captions, words = attributes.pop("captions", None), attributes.pop("alt", None)
    if is_within(node, ("a", "button")):
        yield "a video has buttons of its own, so it cannot be in a link: take it out of that", attributes["src"] or ""
    if captions and _ending(captions) != CAPTIONS:
        yield f"captions are a file in WebVTT, which ends in {CAPTIONS}; '{captions}' is none", captions
    switched_off = {name for name in FLAGS & set(attributes) if (attributes[name] or "").lower() in OFF}
    if not attributes.get("poster"):
        switched_off.add("poster")
    given = {name: value for name, value in attributes.items() if name not in switched_off}
    preload = "none" if "poster" in given else "metadata"
    named = {"aria-label": words} if words else {}
    for name, value in ({"controls": "", "playsinline": "", "preload": preload} | named | given).items():
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
    source = player.source(address)
    host = urlsplit(source).hostname
    problem = "" if _is_alone(node) else "a video of another host stands in a paragraph of its own"
    if host not in hosts:
        problem = f"plays a video of {host}: allow it by name in EMBEDS_HOSTS of pelicanconf.py, or make it a link"
    if problem:
        yield problem, address
        node.decompose()
        return
    title = node.attrs.get("alt") or locale.word("texts.video", site=player.site)
    poster = node.attrs.get("poster")
    still = f'<img src="{escape(poster)}" alt="">' if poster else ""
    figure = tree.create_node("figure")
    for name, value in _of_figure(node).items():
        figure.attrs[name] = value
    inside = f'{still}<span class="title">{escape(title)}</span>'
    figure.inner_html = (
        f'<a href="{escape(address)}" data-player="{escape(source)}">{inside}</a>'
        f'<figcaption><a href="{escape(address)}">{player.site}</a></figcaption>'
    )
    _replace(node, figure)


def _of_figure(node: LexborNode) -> dict[str, str]:
    """The attributes of a picture that the figure in its place has too; a width is one of its style."""
    found = {name: node.attrs[name] or "" for name in sorted(OF_FIGURES & set(node.attributes))}
    if width := (node.attrs.get("width") or "").strip():
        length = f"{width}px" if width.isdigit() else width
        found["style"] = "; ".join(filter(None, (f"width: {length}", found.get("style"))))
    return found


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
    add_class(video, "video")
    place.insert_before(video, move=True)
    place.decompose()


def _split(address: str) -> SplitResult:
    """The parts of an address; empty if this is not an address, which `links.py` reports."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _ending(address: str) -> str:
    return PurePosixPath(_split(address).path).suffix.lower()
