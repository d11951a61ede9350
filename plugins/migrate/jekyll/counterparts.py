"""What Liquid of every site of Jekyll stands for here: settings, links to other texts, figures, films."""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from plugins.migrate.jekyll.liquid import Words
from plugins.migrate.jekyll.old_site import JekyllSite

FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*\n", re.S | re.M)
SIZE = re.compile(r"(\d+)(?:px)?")


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

    return {"link": to_file, "post_url": to_post, "gist": _gist, "youtube": _film, "twitter": _bare_link}


def _gist(words: str) -> str | None:
    first = (words.split() or [""])[0].strip("\"'")
    return f"[{first}](https://gist.github.com/{first})" if re.fullmatch(r"[\w/-]+", first) else None


def _film(words: str) -> str | None:
    first = (words.split() or [""])[0].strip("\"'")
    return f"<https://www.youtube.com/watch?v={first}>" if re.fullmatch(r"[\w-]+", first) else None


def _bare_link(words: str) -> str | None:
    first = (words.split() or [""])[0].strip("\"'")
    return f"<{first}>" if re.fullmatch(r"https?://[^\s<>]+", first) else None


def own_includes(site: JekyllSite) -> Callable[[str], str | None]:
    """The texts of `_includes` that are no more than text: those with scripts are the theme's."""

    def read(name: str) -> str | None:
        if not site.holds(f"_includes/{name}"):
            return None
        text = FRONT_MATTER.sub("", site.read(f"_includes/{name}"))
        return None if re.search(r"<(?:script|style|link|iframe)\b", text, re.I) else text

    return read


def figure(words: Words) -> str:
    """A picture with its caption, of the words of an include."""
    path = _root_path(words.get("path") or words.get("image_path") or words.get("src") or words.get("url"))
    if not path:
        return ""
    caption = str(words.get("caption") or "")
    alt = words.get("alt") or words.get("title") or caption
    size = "".join(f' {name}="{match[1]}"' for name in ("width", "height") if (match := _size(words.get(name))))
    image = f'<img src="{escape(path)}" alt="{escape(_plain(alt))}"{size}>'
    shown = f"\n<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>\n{image}{shown}\n</figure>"


def film(words: Words) -> str:
    """A film or a sound in a file, which plays on request; one of another host is a link."""
    path = _root_path(words.get("path"))
    if not path:
        return ""
    caption = str(words.get("caption") or "")
    shown = f"\n<figcaption>{caption}</figcaption>" if caption else ""
    if re.match(r"https?://", path):
        name = escape(_plain(words.get("title") or path))
        return f'<p><a href="{escape(path)}">{name}</a> {caption}</p>'
    kind = "audio" if re.search(r"\.(?:mp3|ogg|wav|m4a|flac)$", path, re.I) else "video"
    return f'<figure>\n<{kind} src="{escape(path)}" controls></{kind}>{shown}\n</figure>'


def _root_path(value: Any) -> str:
    """An address, or a path from the site's root."""
    text = str(value or "").strip()
    return text if not text or re.match(r"https?://", text) else f"/{text.lstrip('/')}"


def _size(value: Any) -> re.Match | None:
    return SIZE.fullmatch(str(value or ""))


def _plain(value: Any) -> str:
    return " ".join(re.sub(r"<[^<>]*>", "", str(value or "")).split())
