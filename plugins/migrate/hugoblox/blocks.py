"""The blocks of a landing page, and the widgets of older sites, as text of a page.

In: a `Plan` and a landing page. Out: Markdown. What has a counterpart becomes a block of ours; of the rest, the words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname
from typing import Any

from plugins.migrate.hugoblox.config import weight_of
from plugins.migrate.hugoblox.front_matter import long_text, one_line, table_of, tables_of, words_of
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import LANDING, POSTS, PUBLICATIONS, HugoPage
from plugins.migrate.hugoblox.texts import plain

# What a home page shows that has no text and no blocks
EMPTY_HOME: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("about", {}),
    ("publications", {"title": "Publications", "filters": {"folders": list(PUBLICATIONS)}, "count": 10}),
    ("posts", {"title": "News", "filters": {"folders": list(POSTS)}}),
)


@dataclass(frozen=True)
class Block:
    """A block: its `name`, `anchor`, `content` by lower-case key, text in Markdown; where it stands."""

    name: str
    anchor: str
    content: Mapping[str, Any]
    text: str
    page: HugoPage
    line: int

    def get(self, *keys: str) -> str:
        return next((found for key in keys if (found := one_line(self.content.get(key)))), "")

    @property
    def title(self) -> str:
        return plain(self.get("title"))

    @property
    def folders(self) -> list[str]:
        """The sections whose texts a collection shows."""
        filters = table_of(self.content.get("filters"))
        one = self.get("page_type") or one_line(filters.get("kinds"))
        return words_of(filters.get("folders")) or ([one] if one else [])

    @property
    def limit(self) -> int:
        count = self.content.get("count")
        return count if isinstance(count, int) and count > 0 else 0


def is_landing(plan: Plan, page: HugoPage) -> bool:
    return bool(page.text.values.get("sections")) or page.text.text("type") in LANDING


def blocks_of(plan: Plan, page: HugoPage) -> list[Block]:
    """The blocks of a landing page in their order: `sections` in its front matter, or texts beside it."""
    if sections := tables_of(page.text.values.get("sections")):
        return list(_sections(page, sections))
    folder = "home" if page.kind == "home" else dirname(page.name)
    widgets = [part for part in plan.site.parts if dirname(part.name) == folder and part.text.text("widget")]
    shown = [part for part in widgets if part.text.values.get("active") is not False and not part.is_draft]
    found = [_widget(part) for part in sorted(shown, key=lambda part: weight_of(part.text.values.get("weight")))]
    return found or ([Block(name, "", values, "", page, 1) for name, values in EMPTY_HOME] if _is_empty(page) else [])


def _is_empty(page: HugoPage) -> bool:
    return page.kind == "home" and not page.text.body.strip()


def _sections(page: HugoPage, sections: list[Mapping[str, Any]]) -> Iterator[Block]:
    at = 0
    for section in sections:
        content = table_of(section.get("content"))
        name = one_line(section.get("block")).lower()
        line, at = page.text.line_of(rf"\bblock\b[\"' ]*[:=][\"' ]*{re.escape(name)}\b", at)
        if not section.get("demo"):
            yield Block(name, one_line(section.get("id")), content, long_text(content.get("text")), page, line)


def _widget(part: HugoPage) -> Block:
    values = {**part.text.values, **part.text.table("content")}
    stem = part.name.rpartition("/")[2].rpartition(".")[0]
    return Block(part.text.text("widget").lower(), stem, values, part.text.body, part, part.text.body_line)


def anchors_of(plan: Plan, page: HugoPage) -> set[str]:
    return {block.anchor for block in blocks_of(plan, page) if block.anchor}
