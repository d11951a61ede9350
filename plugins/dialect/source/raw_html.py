"""Raw HTML as people write it, made such that Markdown sees what a browser would.

In: the text below the front matter. Out: a `Readable` text: no comments, each tag regular, no block without an end,
scripts and drawings put aside to come back as they are; and what was broken, with its line.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from html.entities import html5

from plugins.dialect.mended_tags import Edit, Tags
from plugins.dialect.source.line_numbers import UnclosedComment, blanked
from plugins.dialect.source.regions import indented_code, regions

ASIDE = re.compile(r"<(?P<name>script|style|textarea|svg|math)\b", re.I)
KEPT = re.compile(
    r"""(?:<|(?P<code>&lt;))(?:!--kept-(?P<m>\d+)--(?:>|&gt;)
      | (?P<name>[a-z]+)\ data-kept=(?:"|&quot;)(?P<n>\d+)(?:"|&quot;)(?:>|&gt;)\s*(?:<|&lt;)/(?P=name)(?:>|&gt;))""",
    re.X,
)
LEGACY = "|".join(sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True))
ENTITY = re.compile(rf"&(?:{LEGACY})(?![\w;=])")
ADDRESS = re.compile(r"""(?://|[?]|\]\(|=["']?)\S*\Z""")
LONGEST_ADDRESS = 500  # characters


@dataclass(frozen=True)
class Mended:
    """What was broken on a `line` of the text."""

    line: int
    message: str


@dataclass(frozen=True)
class Readable:
    """A text that Markdown can read, what was put aside with the lines where it began, and what was mended."""

    text: str
    kept: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    mended: tuple[Mended, ...] = ()

    def restored(self, html: str) -> str:
        """The HTML of the text, with what was put aside."""
        return KEPT.sub(self._restore, html) if self.kept else html

    def line_of(self, code: str) -> int | None:
        """The line on which something stands that was put aside."""
        for kept, line in zip(self.kept, self.lines, strict=True):
            if code in kept:
                return line + kept.count("\n", 0, kept.index(code))
        return None

    def _restore(self, match: re.Match) -> str:
        number = int(match["n"] or match["m"])
        if number >= len(self.kept):
            return match[0]
        return escape(self.kept[number], quote=False) if match["code"] else self.kept[number]


def readable(body: str) -> Readable:
    """The text for Markdown. Raises UnclosedComment."""
    found, code = regions(body), indented_code(body)
    visible = blanked(body, ((start, stop) for _, start, stop in found))
    prose = blanked(visible, code) if "&" in visible or "<!--" in visible else ""
    if (unclosed := prose.find("<!--")) >= 0:
        raise UnclosedComment(unclosed)
    tags = Tags(body)
    tags.read(visible, code)
    edits = [Edit(start, stop) for kind, start, stop in found if kind == "comment"]
    edits += [_aside(body, start, stop) for kind, start, stop in found if kind == "raw" and ASIDE.match(body, start)]
    return _edited(body, [*edits, *tags.edits.values(), *_entities(prose)], tuple(_by_line(tags.broken, body)))


def _edited(body: str, edits: list[Edit], mended: tuple[Mended, ...]) -> Readable:
    pieces, kept, lines, end, line = [], [], [], 0, 1
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.start < end:
            continue
        pieces += [body[end : edit.start], edit.text.replace("\0", str(len(kept)))]
        line += body.count("\n", end, edit.start)
        if edit.keeps:
            kept.append(edit.keeps)
            lines.append(line)
        line += body.count("\n", edit.start, edit.stop)
        end = edit.stop
    return Readable("".join([*pieces, body[end:]]), tuple(kept), tuple(lines), mended)


def _aside(body: str, start: int, stop: int) -> Edit:
    name = ASIDE.match(body, start)["name"].lower()
    return Edit(start, stop, f'<{name} data-kept="\0"></{name}>', body[start:stop])


def _entities(prose: str) -> Iterator[Edit]:
    """The semicolon that old pages leave out: `&copy 2024`; an address such as `?a&copy` means its letters."""
    for match in ENTITY.finditer(prose):
        if not ADDRESS.search(prose, max(0, match.start() - LONGEST_ADDRESS), match.start()):
            yield Edit(match.end(), match.end(), ";")


def _by_line(broken: Iterable[tuple[int, str]], body: str) -> Iterator[Mended]:
    """Each thing once for each line."""
    if broken:
        breaks = [match.start() for match in re.finditer("\n", body)]
        yield from dict.fromkeys(Mended(bisect_right(breaks, offset) + 1, text) for offset, text in sorted(broken))
