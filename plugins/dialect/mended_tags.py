"""How the tags of a text are spelled for Markdown, and which of them are broken.

In: the text, with all but prose and tags blank. Out: edits by their offsets, and what is wrong where.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from plugins.dialect.balance import Balance, Tag
from plugins.dialect.elements import BLOCKS, KNOWN
from plugins.dialect.source.html_tags import MARKDOWN, TAG, UNFINISHED, is_empty, is_markdown, is_regular, spelled
from plugins.dialect.source.regions import BLANK

# What Markdown takes for a block of raw HTML, beyond HTML's own blocks.
RAW_BLOCKS = BLOCKS | frozenset(
    ("canvas", "iframe", "legend", "map", "noscript", "object", "option", "output", "progress", "textarea", "video")
)
SWALLOWING = frozenset(("iframe", "script", "style", "textarea", "title"))  # up to their end tag, all is their text


@dataclass(frozen=True)
class Edit:
    """What stands in place of a part of the source; what it `keeps` comes back when Markdown has been."""

    start: int
    stop: int
    text: str = ""
    keeps: str = ""


@dataclass
class Tags:
    """The tags of a text outside code: how they are spelled, and what is broken, by its offset."""

    body: str
    balance: Balance = field(default_factory=Balance)
    edits: dict[int, Edit] = field(default_factory=dict)
    broken: list[tuple[int, str]] = field(default_factory=list)
    _last_ends: dict[str, int] = field(default_factory=dict)

    def read(self, visible: str, code: list[tuple[int, int]]) -> None:
        """Read all tags; indented lines are code, except within a block of raw HTML."""
        for match in TAG.finditer(visible):
            if _is_within(code, match.start()) and not self.balance.is_raw:
                continue
            if match["name"].lower() in KNOWN:
                self._tag(match, visible)
            elif "-" not in match["name"] and not match["close"]:
                name = match["name"]
                self.broken.append((match.start(), f"HTML has no <{name}>: to show it, write &lt;{name}>"))
        if (cut := UNFINISHED.search(visible)) and cut["name"].lower() in KNOWN:
            said = f"{cut[0].strip()[:60]} is never closed, so that a browser shows nothing of it"
            self.broken.append((cut.start(), said))
        self.balance.finish()
        self.broken += [(tag.start, message) for tag, message in self.balance.broken]
        self.edits |= {tag.start: Edit(tag.start, tag.stop) for tag in self.balance.idle}
        for tag in self.balance.endless:
            if tag.name in RAW_BLOCKS:
                before = self.edits.get(tag.start) or Edit(tag.start, tag.stop, self.body[tag.start : tag.stop])
                bare = MARKDOWN.sub("", before.text[:-1]) + ">"
                self.edits[tag.start] = Edit(tag.start, tag.stop, self._place_for(tag), bare)
        for tag in set(self.balance.astray) & set(self.balance.endless):
            blank = BLANK.search(visible, tag.stop)
            end = blank.start() if blank else len(visible.rstrip())
            self.edits[-end] = Edit(end, end, "\n\n<!--kept-\0-->\n", f"</{tag.name}>")

    def _tag(self, match: re.Match, visible: str) -> None:
        name, before = match["name"].lower(), self.body[match.start() : match.end()]
        tag = Tag(name, *match.span(), is_markdown(match))
        if match["close"]:
            self.balance.end(tag)
            return
        after = spelled(before, match)
        if not is_regular(match):
            self.broken.append((tag.start, f"malformed tag {before} read as {after}"))
        if is_empty(match) or (name in SWALLOWING and self._last_end(name, visible) < tag.stop):
            after = f"{after.rstrip('/ >')}></{name}>"
            self.broken.append((tag.start, f"{before} read as {after}"))
        else:
            self.balance.begin(tag)
        if after != before:
            self.edits[tag.start] = Edit(*match.span(), after)

    def _place_for(self, tag: Tag) -> str:
        """A block where the tag begins a line; behind another, Markdown would move a comment to the end of the text."""
        before = self.body[self.body.rfind("\n", 0, tag.start) + 1 : tag.start]
        return '<i data-kept="\0"></i>' if before.strip() else "<!--kept-\0-->"

    def _last_end(self, name: str, visible: str) -> int:
        if name not in self._last_ends:
            ends = re.finditer(f"</{name}", visible, re.I)
            self._last_ends[name] = max((end.start() for end in ends), default=-1)
        return self._last_ends[name]


def _is_within(spans: list[tuple[int, int]], offset: int) -> bool:
    before = bisect_right(spans, (offset, float("inf"))) - 1
    return before >= 0 and offset < spans[before][1]
