"""The blocks of a landing page, and the widgets of older sites, as text of a page.

In: a `Plan` and a landing page. Out: Markdown. What has a counterpart becomes a block of ours; of the rest, the words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname
from typing import Any

from plugins.migrate.hugoblox.config import weight_of
from plugins.migrate.hugoblox.front_matter import first_of, long_text, table_of, words_of
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import LANDING, POSTS, PUBLICATIONS, HugoPage

# What a home page shows that has no text and no blocks
EMPTY_HOME: Mapping[str, Mapping[str, Any]] = {
    "about": {},
    "publications": {"title": "Publications", "filters": {"folders": list(PUBLICATIONS)}, "count": 10},
    "posts": {"title": "News", "filters": {"folders": list(POSTS)}},
}


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
        return first_of(self.content, *keys)

    @property
    def folders(self) -> list[str]:
        """The sections whose texts a collection shows."""
        filters = table_of(self.content.get("filters"))
        return words_of(filters.get("folders")) or words_of(self.get("page_type") or filters.get("kinds"))[:1]

    @property
    def limit(self) -> int:
        count = self.content.get("count")
        return count if isinstance(count, int) and count > 0 else 0


def is_landing(page: HugoPage) -> bool:
    return bool(page.text.values.get("sections")) or page.text.text("type") in LANDING


def blocks_of(plan: Plan, page: HugoPage) -> list[Block]:
    """The blocks of a landing page in their order: `sections` in its front matter, or texts beside it."""
    if sections := page.text.tables("sections"):
        return list(_sections(page, sections))
    folder = "home" if page.kind == "home" else dirname(page.name)
    widgets = [part for part in plan.site.parts if dirname(part.name) == folder and part.text.text("widget")]
    shown = [part for part in widgets if part.text.values.get("active") is not False and not part.is_draft]
    shown.sort(key=lambda part: weight_of(part.text.values.get("weight")))
    if shown or page.kind != "home" or page.text.body.strip():
        return [_widget(part) for part in shown]
    return [Block(name, "", values, "", page, 1) for name, values in EMPTY_HOME.items()]


def _sections(page: HugoPage, sections: list[Mapping[str, Any]]) -> Iterator[Block]:
    at = 0
    for section in sections:
        content = table_of(section.get("content"))
        name = first_of(section, "block").lower()
        line, at = page.text.line_of(rf"\bblock\b[\"' ]*[:=][\"' ]*{re.escape(name)}\b", at)
        if not section.get("demo"):
            yield Block(name, first_of(section, "id"), content, long_text(content.get("text")), page, line)


def _widget(part: HugoPage) -> Block:
    values = {**part.text.values, **part.text.table("content")}
    stem = part.name.rpartition("/")[2].rpartition(".")[0]
    return Block(part.text.text("widget").lower(), stem, values, part.text.body, part, part.text.body_line)


def anchors_of(plan: Plan, page: HugoPage) -> set[str]:
    return {block.anchor for block in blocks_of(plan, page) if block.anchor}
