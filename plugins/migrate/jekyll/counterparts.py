"""What Liquid of every site of Jekyll stands for here: settings, links to other texts, figures, films."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import Any

from plugins.migrate.jekyll.liquid import Words
from plugins.migrate.jekyll.old_site import JekyllSite
from plugins.migrate.new_text import plain_line
from plugins.migrate.page_source import HEADER

SIZE = re.compile(r"(\d+)(?:px)?")
ELSEWHERE = {
    "gist": (r"[\w/-]+", "[{0}](https://gist.github.com/{0})"),
    "youtube": (r"[\w-]+", "<https://www.youtube.com/watch?v={0}>"),
    "twitter": (r"https?://[^\s<>]+", "<{0}>"),
}


def site_values(site: JekyllSite) -> dict[str, Any]:
    """The variable `site`: settings and data. Addresses are paths from the site's root."""
    return {**site.config, "data": site.data, "url": "", "baseurl": ""}


def link_tags(site: JekyllSite, addresses: Mapping[str, str]) -> dict[str, Callable[[str], str | None]]:
    """`link` and `post_url`, which stand for the new address of a file."""

    def to_file(words: str) -> str | None:
        name = words.strip("\"' /")
        if name in addresses:
            return f"/{addresses[name]}"
        return f"/{name}" if name in site.files else None

    def to_post(words: str) -> str | None:
        name = words.strip("\"' /")
        found = (f"/{new}" for source, new in addresses.items() if source.startswith(f"_posts/{name}."))
        return next(found, None)

    elsewhere = {name: partial(_link_elsewhere, *forms) for name, forms in ELSEWHERE.items()}
    return {"link": to_file, "post_url": to_post, **elsewhere}


def _link_elsewhere(form: str, link: str, words: str) -> str | None:
    """The link that the first of the words of a tag makes, if it has this form."""
    first = (words.split() or [""])[0].strip("\"'")
    return link.format(first) if re.fullmatch(form, first) else None


def own_includes(site: JekyllSite) -> Callable[[str], str | None]:
    """The texts of `_includes` that are no more than text: those with scripts are the theme's."""

    def read(name: str) -> str | None:
        if not site.holds(f"_includes/{name}"):
            return None
        text = HEADER.sub("", site.read(f"_includes/{name}"))
        return None if re.search(r"<(?:script|style|link|iframe)\b", text, re.I) else text

    return read


def figure(words: Words) -> str:
    """A picture with its caption, of the words of an include."""
    path = _root_path(words.get("path") or words.get("image_path") or words.get("src") or words.get("url"))
    if not path:
        return ""
    alt = plain_line(str(words.get("alt") or words.get("title") or words.get("caption") or ""))
    sizes = [(name, SIZE.fullmatch(str(words.get(name) or ""))) for name in ("width", "height")]
    size = "".join(f' {name}="{match[1]}"' for name, match in sizes if match)
    return _with_caption(f'<img src="{escape(path)}" alt="{escape(alt)}"{size}>', words)


def _with_caption(element: str, words: Words) -> str:
    caption = f"\n<figcaption>{words['caption']}</figcaption>" if words.get("caption") else ""
    return f"<figure>\n{element}{caption}\n</figure>"


def film(words: Words) -> str:
    """A film or a sound in a file, which plays on request; one of another host is a link."""
    path = _root_path(words.get("path"))
    if not path:
        return ""
    if re.match(r"https?://", path):
        name = escape(plain_line(str(words.get("title") or path)))
        return f'<p><a href="{escape(path)}">{name}</a> {words.get("caption") or ""}</p>'
    kind = "audio" if re.search(r"\.(?:mp3|ogg|wav|m4a|flac)$", path, re.I) else "video"
    return _with_caption(f'<{kind} src="{escape(path)}" controls></{kind}>', words)


def _root_path(value: Any) -> str:
    """An address, or a path from the site's root."""
    text = str(value or "").strip()
    return text if not text or re.match(r"https?://", text) else f"/{text.lstrip('/')}"
