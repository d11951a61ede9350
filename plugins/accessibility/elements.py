"""Tables, videos, sounds and frames that lack what those need who do not see or hear them."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from plugins.accessibility.pictures import DECORATION
from plugins.accessibility.published import Page, closest, file_of, words_of
from plugins.core.problems import Problem

CAPTIONS = "track[kind=captions], track[kind=subtitles], track:not([kind])"  # HTML's own default is subtitles
TRANSCRIPT = re.compile(
    r"transcript|transkript|transcri|trascri|расшифровк|стенограмм|نص|תמליל|文字稿|逐字稿|書き起こし|녹취|스크립트",
    re.I,
)
CODE = "highlighttable"  # numbers of lines beside code
UNNAMED = "Part of "  # how the build calls a frame that its author did not name


def find_tables_without_headers(page: Page) -> Iterator[Problem]:
    for table in page.main.css("table"):
        is_layout = table.attrs.get("role") in DECORATION or CODE in (table.attrs.get("class") or "")
        if is_layout or any(words_of(cell) for cell in table.css("th")):
            continue
        message = (
            "a table has no headers: name its columns in its first row (in HTML, with <th>), "
            'or write role="presentation" if it only arranges things'
        )
        yield page.problem_at(table, message, _cells)


def find_silent_media(page: Page) -> Iterator[Problem]:
    """Videos with sound and no captions, sounds without a transcript."""
    for media in page.main.css("video, audio"):
        is_mute = media.tag == "video" and "muted" in media.attributes
        if is_mute or media.css_first(CAPTIONS) is not None or media.attrs.get("aria-hidden") == "true":
            continue
        if media.tag == "video":
            message = (
                "a video has no captions: add captions=….vtt, or muted=true if it has no sound "
                '(in HTML, <track kind="captions" src="….vtt"> or muted)'
            )
        elif _has_transcript(page, media):
            continue
        else:
            message = "a sound has no transcript: link to one beside it, and call it so"
        yield page.problem_at(media, message, _needles)


def find_endless_motion(page: Page) -> Iterator[Problem]:
    for media in page.main.css("video[autoplay], audio[autoplay]"):
        if "controls" not in media.attributes:
            kind = "video" if media.tag == "video" else "sound"
            message = f"nobody can stop this {kind}: add controls, or take autoplay out"
            yield page.problem_at(media, message, _needles)


def find_unnamed_frames(page: Page) -> Iterator[Problem]:
    for frame in page.main.css("iframe"):
        title = (frame.attrs.get("title") or "").strip()
        if (not title or title.startswith(UNNAMED)) and frame.attrs.get("aria-hidden") != "true":
            message = 'a frame does not say what it shows: add title="…" to its <iframe>'
            yield page.problem_at(frame, message, _needles)


def _has_transcript(page: Page, media: LexborNode) -> bool:
    """Whether a link on the page is called a transcript, or the figure around the sound has one in its caption."""
    figure = closest(media, "figure")
    links = [*page.main.css("a[href]"), *(figure.css("figcaption") if figure is not None else ())]
    return any(TRANSCRIPT.search(words_of(link)) for link in links)


def _cells(table: LexborNode) -> tuple[str, ...]:
    cells = (words for cell in table.css("td, th") if (words := words_of(cell)))
    return next(cells, ""), "<table"


def _needles(node: LexborNode) -> tuple[str, ...]:
    source = node.css_first("source[src]") or node
    return source.attrs.get("src") or "", file_of(source).name, f"<{node.tag}"
