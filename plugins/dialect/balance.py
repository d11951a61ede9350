"""Whether the tags of a text hold each other: what is never closed, what ends nothing, what crosses.

In: begin and end tags in order. Out: what is broken and where, and which tags Markdown must not see: it takes all
that follows a block's begin for raw HTML until it meets its end.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from plugins.dialect.elements import BLOCKS, END_PARAGRAPH, ENDS, FORMATTING, OPTIONAL_END, VOID, WITHIN

PLACES = {"li": "list", "dd": "list of terms (<dl>)", "dt": "list of terms (<dl>)"}
BARRIERS = frozenset(("button", "caption", "marquee", "object", "table", "td", "th"))  # a paragraph outside stays open


@dataclass(frozen=True)
class Tag:
    """A tag by its name in small letters, its place, and whether its element's content is Markdown."""

    name: str
    start: int
    stop: int
    is_markdown: bool = False


@dataclass
class Balance:
    """Reads tags one by one. `broken` are places with what is wrong there; `idle` are tags that a parser ignores;
    `endless` are those whose end is missing, by error or because HTML needs none."""

    broken: list[tuple[Tag, str]] = field(default_factory=list)
    idle: list[Tag] = field(default_factory=list)
    endless: list[Tag] = field(default_factory=list)
    astray: list[Tag] = field(default_factory=list)  # items without their list
    _open: list[Tag] = field(default_factory=list)
    _names: Counter = field(default_factory=Counter)  # of the open ones, so that deep nesting costs nothing
    _late: dict[str, Tag] = field(default_factory=dict)
    _crossed: set[Tag] = field(default_factory=set)

    @property
    def is_raw(self) -> bool:
        """Whether what stands here is HTML, not Markdown."""
        place = next((place for place in self._downward() if self._is(place, BLOCKS)), None)
        return place is not None and not self._open[place].is_markdown

    def begin(self, tag: Tag) -> None:
        if tag.name in VOID:
            return
        self._end_implied(tag)
        if tag.name == "a" and (outer := self._last("a")) is not None:
            self.broken.append((tag, "a link within a link: the first ends where this one begins"))
            [self._late["a"]] = self._close(outer, outer + 1)
        if tag.name in WITHIN and not any(outer.name in WITHIN[tag.name] for outer in self._open):
            self.broken.append((tag, f"<{tag.name}> outside of a {PLACES.get(tag.name, 'table')}"))
            self.astray.append(tag)
        self._open.append(tag)
        self._names[tag.name] += 1

    def end(self, tag: Tag) -> None:
        place = self._last(tag.name)
        if place is None:
            self._end_nothing(tag)
        elif tag.name in FORMATTING:
            self._end_phrase(tag, place)
        elif tag.name not in BLOCKS and any(inner.name in BLOCKS for inner in self._open[place:]):
            self.broken.append((tag, f"</{tag.name}> crosses <{self._open[-1].name}>"))
            self.idle.append(tag)
            self._crossed.add(self._open[place])
        else:
            self._end_with_inner(place)

    def finish(self) -> None:
        """No more tags: what is open now is never closed."""
        for tag in sorted({*self._open, *self._late.values()} - self._crossed, key=lambda tag: tag.start):
            self._leave_open(tag)

    def _last(self, name: str) -> int | None:
        if not self._names[name]:
            return None
        return next(place for place in self._downward() if self._is(place, (name,)))

    def _close(self, place: int, stop: int | None = None) -> list[Tag]:
        closed = self._open[place:stop]
        del self._open[place:stop]
        self._names.subtract(tag.name for tag in closed)
        return closed

    def _leave_open(self, tag: Tag) -> None:
        if tag.name not in OPTIONAL_END:
            self.broken.append((tag, f"<{tag.name}> is never closed"))
        self.endless.append(tag)

    def _end_implied(self, tag: Tag) -> None:
        """Close what needs no end tag of its own: a paragraph where a block begins, an item where the next begins."""
        closed, barrier = ENDS.get(tag.name, ((), ()))
        if any(self._names[name] for name in closed):
            inside = next((place for place in self._downward() if self._is(place, barrier)), -1)
            first = next((place for place in range(inside + 1, len(self._open)) if self._is(place, closed)), None)
            for inner in self._close(first) if first is not None else ():
                self._leave_open(inner)
        place = self._last("p") if tag.name in END_PARAGRAPH else None
        if place is not None and not any(inner.name in BARRIERS for inner in self._open[place:]):
            self.endless += self._close(place, place + 1)

    def _downward(self) -> range:
        return range(len(self._open) - 1, -1, -1)

    def _is(self, place: int, names: Collection[str]) -> bool:
        return self._open[place].name in names

    def _end_nothing(self, tag: Tag) -> None:
        if tag.name in self._late:
            del self._late[tag.name]
            if tag.name != "a":
                self.broken.append((tag, f"</{tag.name}> comes after the end of what <{tag.name}> stands in"))
        elif tag.name == "br":
            self.broken.append((tag, "</br> read as <br>"))
            return
        else:
            self.broken.append((tag, f"</{tag.name}> ends nothing"))
        if tag.name not in FORMATTING:
            self.idle.append(tag)

    def _end_phrase(self, tag: Tag, place: int) -> None:
        """Formatting ends by itself; what began within it goes on."""
        inner = [other for other in self._open[place + 1 :] if other.name not in OPTIONAL_END]
        if inner:
            self.broken.append((tag, f"</{tag.name}> crosses <{inner[-1].name}>"))
        self._close(place, place + 1)

    def _end_with_inner(self, place: int) -> None:
        for inner in self._close(place + 1):
            if inner.name in OPTIONAL_END:
                self.endless.append(inner)
            else:
                self._late[inner.name] = inner
        self._close(place)
