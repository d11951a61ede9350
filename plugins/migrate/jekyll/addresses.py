"""Where Jekyll publishes a document, by its documentation of permalinks.

In: a document's file, kind and front matter, and the settings. Out: its address, without the slash at its beginning.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from plugins.migrate.plain_yaml import day_of

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
DATED = re.compile(r"(?P<day>\d{4}-\d{1,2}-\d{1,2})-(?P<slug>.+)")
PART = re.compile(r":([a-z_]+)")


@dataclass(frozen=True)
class Named:
    """What decides about an address."""

    source: str
    kind: str
    values: Mapping[str, Any]
    config: Mapping[str, Any]

    @property
    def stem(self) -> str:
        return self.source.rpartition("/")[2].rpartition(".")[0]


def address_of(document: Named) -> str:
    """`blog/2015/a-post/`, `404.html`; one without an ending or a slash is published as a file that ends in .html."""
    own = document.values.get("permalink")
    template = own if isinstance(own, str) and own else _template(document)
    template = STYLES.get(template, template)
    parts = _parts(document)
    path = PART.sub(lambda match: parts.get(match[1], match[0]), template)
    return re.sub(r"/{2,}", "/", path).lstrip("/")


def output_file(address: str) -> str:
    """The file that Jekyll writes for an address."""
    if not address or address.endswith("/"):
        return f"{address}index.html"
    return address if "." in address.rpartition("/")[2] else f"{address}.html"


def _template(document: Named) -> str:
    style = str(document.config.get("permalink") or "date")
    if document.kind in ("posts", "drafts"):
        return style
    if document.kind == "pages":
        folder = document.source.rpartition("/")[0]
        if document.stem == "index":
            return f"/{folder}/"
        return _with_ending(f"/{folder}/{document.stem}", style)
    collections = document.config.get("collections")
    options = collections.get(document.kind) if isinstance(collections, dict) else None
    own = options.get("permalink") if isinstance(options, dict) else None
    return str(own) if own else _with_ending("/:collection/:path", style)


def _with_ending(path: str, style: str) -> str:
    """How the style of posts' addresses decides about those of others."""
    is_folder = style == "pretty" or (style not in STYLES and style.endswith("/"))
    has_ending = style in STYLES or style.endswith(":output_ext")
    return path + ("/" if is_folder else ".html" if has_ending else "")


def _parts(document: Named) -> dict[str, str]:
    match = DATED.fullmatch(document.stem)
    named = match["slug"] if match else document.stem
    written = str(document.values.get("slug") or named)
    path = document.source.partition("/")[2].rpartition(".")[0]
    parts = {
        "categories": _categories(document.values),
        "title": _pretty(written),
        "slug": slug_of(written),
        "name": slug_of(document.stem),
        "path": path,
        "basename": document.stem,
        "collection": document.kind,
        "output_ext": ".html",
    }
    return parts | _parts_of_day(day_of(document.values.get("date") or document.stem))


def _parts_of_day(day: date | None) -> dict[str, str]:
    formats = {"year": "%Y", "month": "%m", "day": "%d", "i_month": "%-m", "i_day": "%-d", "short_year": "%y"}
    formats |= {"y_day": "%j", "week": "%V", "short_month": "%b", "long_month": "%B", "short_day": "%a"}
    return {name: day.strftime(format_) for name, format_ in formats.items()} if day else {}


def _categories(values: Mapping[str, Any]) -> str:
    """`category` is one, `categories` are those of a list, or the words of a text."""
    written = values.get("categories")
    found = written.split() if isinstance(written, str) else written if isinstance(written, list) else []
    found = found or ([values["category"]] if values.get("category") else [])
    return "/".join(dict.fromkeys(str(each).lower() for each in found))


def _pretty(text: str) -> str:
    """As Jekyll makes `:title`: letters keep their case, and a few characters stay."""
    return re.sub(r"[^\w._~!$&'()+,;=@-]+", "-", text).strip("-")


def slug_of(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text).strip("-").lower()
