"""Rewrite raw HTML so that Markdown reads it as a browser does.

Input: the text below the front matter. Output: a `MarkdownSource` without comments, with regular tags, an end tag for
each block, and placeholders for scripts and drawings; and warnings about broken HTML.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from html.entities import html5

from plugins.core.problems import Problem
from plugins.dialect.source.front_matter import HeaderError
from plugins.dialect.source.line_numbers import line_at
from plugins.dialect.source.raw_tags import Edit, TagReader
from plugins.dialect.source.regions import blank_out, indented_code, regions

SET_ASIDE = re.compile(r"<(?P<name>script|style|textarea|svg|math)\b", re.I)
PLACEHOLDER = re.compile(
    r"""(?:<|(?P<code>&lt;))(?:!--kept-(?P<m>\d+)--(?:>|&gt;)
      | (?P<name>[a-z]+)\ data-kept=(?:"|&quot;)(?P<n>\d+)(?:"|&quot;)(?:>|&gt;)\s*(?:<|&lt;)/(?P=name)(?:>|&gt;))""",
    re.X,
)
LEGACY = "|".join(sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True))
ENTITY = re.compile(rf"&(?:{LEGACY})(?![\w;=])")
ADDRESS = re.compile(r"""(?://|[?]|\]\(|=["']?)\S*\Z""")
LONGEST_ADDRESS = 500  # characters
PARAGRAPH = re.compile(r"(?:[^\S\n]*\S[^\n]*(?:\n|\Z))+")
PARTNERS = {"[": "]", "](": ")", "<": ">"}
MOST_OPEN = 2_000  # brackets without partners in a paragraph
LONGEST_PARAGRAPH, MOST_LINES = 1_000_000, 30_000  # characters and lines of a paragraph or a table


@dataclass(frozen=True)
class MarkdownSource:
    """A `text` for Markdown, what was `set_aside` from it, and `warnings` about broken HTML."""

    text: str
    set_aside: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def restore(self, html: str) -> str:
        """Put what was set aside back into the HTML of the text."""
        return PLACEHOLDER.sub(self._replacement, html)

    def _replacement(self, match: re.Match) -> str:
        number = int(match["n"] or match["m"])
        if number >= len(self.set_aside):
            return match[0]
        return escape(self.set_aside[number], quote=False) if match["code"] else self.set_aside[number]


def prepare_for_markdown(body: str, first_line: int = 1) -> MarkdownSource:
    """Rewrite the text, which begins on `first_line` of its file.

    Raises HeaderError for an unclosed comment, which would hide the rest of the page, and for thousands of brackets
    without partners.
    """
    found, code = regions(body), indented_code(body)
    visible = blank_out(body, ((start, stop) for _, start, stop in found))
    prose = blank_out(visible, code)
    if (unclosed := prose.find("<!--")) >= 0:
        message = "this comment is never closed: end it with '-->'"
        raise HeaderError(message, line_at(unclosed, body, first_line))
    _check_length(prose, first_line)
    _check_brackets(prose, first_line)
    tags = TagReader(body, visible)
    tags.read(code)
    edits = [Edit(start, stop) for kind, start, stop in found if kind == "comment"]
    raw = [(start, stop) for kind, start, stop in found if kind == "raw"]
    edits += [_set_aside(body, start, stop) for start, stop in raw if SET_ASIDE.match(body, start)]
    warnings = tuple(_warnings(tags.warnings, body, first_line))
    return _apply_edits(body, [*edits, *tags.edits.values(), *_entities(prose)], warnings)


def _check_length(prose: str, first_line: int) -> None:
    """Python-Markdown keeps all markup of a paragraph or table in one list, which it searches each time."""
    if len(prose) <= LONGEST_PARAGRAPH and prose.count("\n") <= MOST_LINES:
        return
    for paragraph in PARAGRAPH.finditer(prose):
        count = paragraph[0].count("\n")
        if len(paragraph[0]) > LONGEST_PARAGRAPH or count > MOST_LINES:
            message = f"this paragraph or table of {count} lines is too long to be read: part it by blank lines"
            raise HeaderError(message, line_at(paragraph.start(), prose, first_line))


def _check_brackets(prose: str, first_line: int) -> None:
    """Python-Markdown looks for the partner of each bracket to the end of its paragraph: the time is quadratic."""
    if all(prose.count(opening) <= MOST_OPEN for opening in PARTNERS):
        return
    for paragraph in PARAGRAPH.finditer(prose):
        alone = max(paragraph[0].count(opening) - paragraph[0].count(end) for opening, end in PARTNERS.items())
        if alone > MOST_OPEN:
            message = f"{alone} brackets here have no partner: write '\\' before each, or put them into code"
            raise HeaderError(message, line_at(paragraph.start(), prose, first_line))


def _apply_edits(body: str, edits: list[Edit], warnings: tuple[Problem, ...]) -> MarkdownSource:
    parts, set_aside, end = [], [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.start < end:
            continue
        parts += [body[end : edit.start], edit.text.replace("\0", str(len(set_aside)))]
        if edit.keeps:
            set_aside.append(edit.keeps)
        end = edit.stop
    return MarkdownSource("".join([*parts, body[end:]]), tuple(set_aside), warnings)


def _set_aside(body: str, start: int, stop: int) -> Edit:
    name = SET_ASIDE.match(body, start)["name"].lower()
    return Edit(start, stop, f'<{name} data-kept="\0"></{name}>', body[start:stop])


def _entities(prose: str) -> Iterator[Edit]:
    """Add the semicolon that is missing in `&copy 2024`, but not in an address such as `?a&copy`."""
    for match in ENTITY.finditer(prose):
        if not ADDRESS.search(prose, max(0, match.start() - LONGEST_ADDRESS), match.start()):
            yield Edit(match.end(), match.end(), ";")


def _warnings(broken: Iterable[tuple[int, str]], body: str, first_line: int) -> Iterator[Problem]:
    """The warnings with their lines; each message at most once per line."""
    breaks = [match.start() for match in re.finditer("\n", body)]
    yield from dict.fromkeys(
        Problem.at(bisect_right(breaks, offset) + first_line, message) for offset, message in sorted(broken)
    )
