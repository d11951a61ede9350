"""The text of a page or an article: front matter, then Markdown."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from html import unescape
from itertools import chain, count

TAG = re.compile(r"<[^<>]*>")
SENTENCE = re.compile(r"[.!?。！？](?=\s|$)")
LONGEST_TITLE = 80
ELSEWHERE = {
    "youtube": ("https://www.youtube.com/watch?v=", "Video on YouTube"),
    "vimeo": ("https://vimeo.com/", "Video on Vimeo"),
    "bilibili": ("https://www.bilibili.com/video/", "Video on Bilibili"),
    "instagram": ("https://www.instagram.com/p/", "Post on Instagram"),
    "gist": ("https://gist.github.com/", "Code on GitHub"),
}


def new_text(values: Mapping[str, object], body: str) -> bytes:
    """A text with these values above it; empty ones are left out."""
    kept = {key: value for key, value in values.items() if value not in (None, "", [], False)}
    header = "".join(f"{key}: {_yaml(value)}\n" for key, value in kept.items())
    return f"---\n{header}---\n\n{body.strip()}\n".encode() if header else f"{body.strip()}\n".encode()


def _yaml(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M %z").strip()
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def free_name(stem: str, taken: Iterable[str], ending: str = "") -> str:
    """The first of `stem`, `stem-2`, `stem-3` … with its ending that is not taken, on a disk that ignores case too."""
    names = chain([f"{stem}{ending}"], (f"{stem}-{number}{ending}" for number in count(2)))
    known = {name.casefold() for name in taken}
    return next(name for name in names if name.casefold() not in known)


def portrait(name: str, path: str, style: str) -> str:
    """The picture of a person in a heading; nothing without a path below content/."""
    return f' ![{name}](/{path}){{ align=right style="{style}" }}' if path else ""


def block(name: str, **options: object) -> str:
    """A block of this theme, `/// name`, with its options; empty ones are left out."""
    lines = [f"    {key}: {value}" for key, value in options.items() if value]
    return "\n".join([f"/// {name}", *lines, "///"])


def service_link(service: str, name: str, title: str = "") -> str:
    """A link in place of what a script of one of `ELSEWHERE` would show."""
    address, words = ELSEWHERE[service]
    return f"[{title or words}]({address}{name})"


def title_link(title: str, address: str) -> str:
    shown = title.replace("[", "\\[").replace("]", "\\]")
    return f"[{shown}]({address})"


def cards(items: Iterable[Iterable[str]]) -> str:
    """A grid of cards, of which each has these parts; empty ones are left out."""
    shown = ["-   " + "\n\n    ".join(filter(None, parts)) for parts in items]
    return '<div class="grid cards" markdown>\n\n' + "\n\n".join(shown) + "\n\n</div>" if shown else ""


def title_of_words(text: str) -> str:
    """A title for a text that has none: its first sentence, or as many whole words as a title has room for."""
    words = plain_words(text)
    first = SENTENCE.split(words, maxsplit=1)[0].strip()
    if len(words) <= LONGEST_TITLE:
        return words.rstrip(".") if words.count(".") < 2 else words
    if 0 < len(first) <= LONGEST_TITLE:
        return first
    return f"{words[: LONGEST_TITLE + 1].rpartition(' ')[0].rstrip(' ,;:') or words[:LONGEST_TITLE]} …"


def plain_line(text: str) -> str:
    """A line of HTML as text."""
    return " ".join(unescape(TAG.sub("", text)).split())


def plain_words(text: str) -> str:
    """The words of a Markdown text on one line, without markup."""
    text = re.sub(r"!?\[([^\]]*)\]\([^()\s]*(?:\([^()]*\))?[^()]*\)", r"\1", TAG.sub("", text))
    text = re.sub(r":[a-z0-9_+-]+:|\{:?[^{}]*\}|[*`]|(?<!\w)_|_(?!\w)", "", text)
    return " ".join(text.split())
