"""The tags of raw HTML as the author typed them: which are malformed, never closed, crossed or misplaced.

In: a Markdown text, with all but prose and tags blanked out. Out: edits after which Markdown reads the tags as browsers
do (without them, it takes everything after the start tag of a block for raw HTML up to the end tag), and warnings.
"""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from plugins.dialect.source.elements import BLOCKS, FORMATTING, KNOWN, OBSOLETE, OPTIONAL_END, VOID, WITHIN
from plugins.dialect.source.html_tags import MARKDOWN, TAG, UNFINISHED, is_empty, is_markdown, is_regular, spelled

# What Markdown takes for a block of raw HTML, beyond HTML's own blocks.
RAW_BLOCKS = BLOCKS | frozenset(
    ("canvas", "iframe", "legend", "map", "noscript", "object", "option", "output", "progress", "textarea", "video")
)
SWALLOWING = frozenset(("iframe", "script", "style", "textarea", "title"))  # up to their end tag, all is their text


@dataclass(frozen=True)
class Edit:
    """A replacement for the source between two offsets; what it `keeps` is put back after Markdown."""

    start: int
    stop: int
    text: str = ""
    keeps: str = ""


@dataclass(frozen=True)
class Tag:
    """A tag by its name in lower case and its place, and whether its element's content is Markdown."""

    name: str
    start: int
    stop: int
    is_markdown: bool = False


@dataclass
class OpenTags:
    """The elements that are open while tags are read one by one.

    `warnings` are messages by offset; `ignored` are end tags that a browser ignores; `endless` are start tags without
    an end tag, by error or because HTML needs none.
    """

    warnings: list[tuple[int, str]]
    ignored: list[Tag] = field(default_factory=list)
    endless: list[Tag] = field(default_factory=list)
    _open: list[Tag] = field(default_factory=list)
    _count: Counter = field(default_factory=Counter)  # of the names in `_open`, so that deep nesting costs nothing
    _reported: Counter = field(default_factory=Counter)  # names whose end tag is known to come too late

    @property
    def is_raw(self) -> bool:
        """Whether the text at this place is HTML, not Markdown."""
        block = next((tag for tag in reversed(self._open) if tag.name in BLOCKS), None)
        return block is not None and not block.is_markdown

    def begin(self, tag: Tag) -> None:
        if tag.name == "a" and self._count["a"]:
            self._warn(tag, "a link within a link: the first ends where this one begins")
        outer = WITHIN.get(tag.name, ())
        if outer and not any(self._count[name] for name in outer):
            self._warn(tag, f"<{tag.name}> outside of {', '.join(f'<{name}>' for name in outer)}")
        if tag.name not in VOID:
            self._open.append(tag)
            self._count[tag.name] += 1

    def end(self, tag: Tag) -> None:
        if not self._count[tag.name]:
            self._end_nothing(tag)
            return
        place = next(place for place in range(len(self._open) - 1, -1, -1) if self._open[place].name == tag.name)
        inner = self._open[place + 1 :]
        unclosed = [other for other in inner if other.name not in OPTIONAL_END]
        if tag.name in BLOCKS:
            self._close(place, len(self._open))
            self.endless += inner
            for other in unclosed:
                self._warn(other, f"<{other.name}> is not closed before </{tag.name}>")
                self._reported[other.name] += 1
            return
        self._close(place, place + 1)
        blocks = [other for other in inner if other.name in BLOCKS and tag.name not in FORMATTING]
        if crossed := blocks or unclosed:
            self._warn(tag, f"</{tag.name}> crosses <{crossed[-1].name}>")
        if blocks:
            self.ignored.append(tag)

    def finish(self) -> None:
        """Handle the end of the text: elements that are open now are never closed."""
        self.endless += self._open
        for tag in self._open:
            if tag.name not in OPTIONAL_END:
                self._warn(tag, f"<{tag.name}> is never closed")

    def _close(self, place: int, stop: int) -> None:
        self._count.subtract(tag.name for tag in self._open[place:stop])
        del self._open[place:stop]

    def _end_nothing(self, tag: Tag) -> None:
        if tag.name == "br":
            self._warn(tag, "</br> read as <br>")
            return
        if self._reported[tag.name]:
            self._reported[tag.name] -= 1
        else:
            self._warn(tag, f"</{tag.name}> ends nothing")
        if tag.name not in FORMATTING:
            self.ignored.append(tag)

    def _warn(self, tag: Tag, message: str) -> None:
        self.warnings.append((tag.start, message))


class TagReader:
    """Reads the tags of a text outside code; `edits` are by their offsets, and `warnings` are messages by theirs."""

    def __init__(self, body: str, visible: str) -> None:
        self.edits: dict[int, Edit] = {}
        self.warnings: list[tuple[int, str]] = []
        self._body, self._visible = body, visible
        self._open = OpenTags(self.warnings)
        self._obsolete: set[str] = set()
        self._last_ends: dict[str, int] = {}

    def read(self, code: list[tuple[int, int]]) -> None:
        """Read all tags; indented lines (`code`) are code, except within a block of raw HTML."""
        for match in TAG.finditer(self._visible):
            if _is_within(code, match.start()) and not self._open.is_raw:
                continue
            if match["name"].lower() in KNOWN:
                self._read_tag(match)
            elif "-" not in match["name"] and not match["close"]:
                self._warn(match, f"HTML has no <{match['name']}>: to show it, write &lt;{match['name']}>")
        if (cut := UNFINISHED.search(self._visible)) and cut["name"].lower() in KNOWN:
            self._warn(cut, f"{cut[0].strip()[:60]} is never closed, so that a browser shows nothing of it")
        self._open.finish()
        self.edits |= {tag.start: Edit(tag.start, tag.stop) for tag in self._open.ignored}
        for tag in self._open.endless:
            if tag.name in RAW_BLOCKS:
                self._put_aside(tag)

    def _read_tag(self, match: re.Match) -> None:
        name, before = match["name"].lower(), self._body[match.start() : match.end()]
        tag = Tag(name, *match.span(), is_markdown(match))
        if match["close"]:
            self._open.end(tag)
            return
        if name in OBSOLETE - self._obsolete:
            self._obsolete.add(name)
            self._warn(match, f"<{name}> is obsolete HTML: use a style instead")
        after = spelled(before, match)
        if not is_regular(match):
            self._warn(match, f"malformed tag {before} read as {after}")
        if is_empty(match) or (name in SWALLOWING and self._last_end(name) < tag.stop):
            after = f"{after.rstrip('/ >')}></{name}>"
            self._warn(match, f"{before} read as {after}")
        else:
            self._open.begin(tag)
        if after != before:
            self.edits[tag.start] = Edit(*match.span(), after)

    def _put_aside(self, tag: Tag) -> None:
        """Replace a tag without an end tag by a placeholder, and keep it for after Markdown."""
        before = self.edits.get(tag.start) or Edit(tag.start, tag.stop, self._body[tag.start : tag.stop])
        bare = MARKDOWN.sub("", before.text[:-1]) + ">"
        # A comment is a block where it begins a line; elsewhere, Markdown would move it to the end of the text.
        line = self._body[self._body.rfind("\n", 0, tag.start) + 1 : tag.start]
        place = '<i data-kept="\0"></i>' if line.strip() else "<!--kept-\0-->"
        self.edits[tag.start] = Edit(tag.start, tag.stop, place, bare)

    def _last_end(self, name: str) -> int:
        if name not in self._last_ends:
            ends = re.finditer(f"</{name}", self._visible, re.I)
            self._last_ends[name] = max((end.start() for end in ends), default=-1)
        return self._last_ends[name]

    def _warn(self, match: re.Match, message: str) -> None:
        self.warnings.append((match.start(), message))


def _is_within(spans: list[tuple[int, int]], offset: int) -> bool:
    before = bisect_right(spans, (offset, float("inf"))) - 1
    return before >= 0 and offset < spans[before][1]
