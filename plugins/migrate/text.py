"""A page's source: its front matter, its title, and the links in it, of which some are spelled anew.

In: the text of a Markdown file. Out: values; or the same text, with each changed link and its line.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

import yaml

from plugins.dialect.source.line_numbers import line_at
from plugins.dialect.source.regions import mask_code
from plugins.migrate.config import Loader

HEADER = re.compile(r"\A﻿?---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
HEADING = re.compile(r"^#[ \t]+(?P<text>.+?)[ \t]*#*[ \t]*\r?$|^(?P<under>\S.*)\n=+[ \t]*\r?$", re.M)
HIDES = re.compile(r"```|~~~|<|^(?: {4}|\t)", re.M)  # what may make a heading no heading
ATTRIBUTES = re.compile(r"\{[^{}]*\}")
PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
LINK = re.compile(r"\[(?P<text>[^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
MARKUP = re.compile(r"</?\w[^>]*>|[*_`]")
TARGET = re.compile(
    r"""\]\(\s*<?(?P<inline>[^\s<>()]+(?:\([^\s()]*\))?)   # [text](target
      | ^[ ]{0,3}\[[^\]^]+\]:[ \t]*<?(?P<defined>[^\s<>]+) # [text]: target
      | \b(?:href|src|data|poster)\s*=\s*(?:"(?P<d>[^"\n]*)"|'(?P<s>[^'\n]*)'|(?P<u>[^\s"'>]+))
    """,
    re.X | re.M | re.I,
)


@dataclass(frozen=True)
class Relinked:
    """A link that is spelled anew: its line, as it was, as it is."""

    line: int
    before: str
    after: str


def header(text: str) -> dict:
    """The front matter's values; nothing where there is none, or none that can be read."""
    match = HEADER.match(text)
    try:
        values = yaml.load(match["yaml"], Loader) if match else {}  # Loader is a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError):
        values = {}
    return {str(key).lower(): value for key, value in values.items()} if isinstance(values, dict) else {}


def body(text: str) -> str:
    match = HEADER.match(text)
    return text[match.end() :] if match else text


def written_title(text: str) -> str:
    """What MkDocs takes for the title: the front matter's, else the first heading as it is written."""
    title = header(text).get("title")
    source = body(text)
    match = HEADING.search(source)
    if match and HIDES.search(source, 0, match.start()):
        match = HEADING.search(mask_code(source))
    heading = (match["text"] or match["under"]) if match else ""
    return str(title) if title else heading.strip()


def title(text: str, name: str) -> str:
    """A page's title as plain text, for a menu; `name` is its file's."""
    plain = LINK.sub(r"\g<text>", PICTURE.sub("", ATTRIBUTES.sub("", written_title(text))))
    plain = " ".join(unescape(MARKUP.sub("", SHORTCODE.sub("", plain))).split())
    folder, _, last = name.rpartition(".")[0].rpartition("/")
    stem = folder.rpartition("/")[2] if last in ("index", "README") and folder else last
    return plain or stem.replace("-", " ").replace("_", " ").capitalize()


def targets(text: str) -> Iterator[tuple[int, int, str]]:
    """Every address in links, definitions and tags, outside code and comments: start, end, address."""
    visible = mask_code(text)
    for match in TARGET.finditer(visible):
        kind = next(name for name in ("inline", "defined", "d", "s", "u") if match[name] is not None)
        yield *match.span(kind), match[kind]


def relinked(text: str, spelled: Callable[[str], str | None]) -> tuple[str, list[Relinked]]:
    """The text with each address for which `spelled` knows another one, and what was changed."""
    pieces, changes, end = [], [], 0
    for start, stop, before in targets(text):
        after = spelled(before)
        if after and after != before:
            pieces += [text[end:start], after]
            changes.append(Relinked(line_at(start, text), before, after))
            end = stop
    return "".join([*pieces, text[end:]]), changes
