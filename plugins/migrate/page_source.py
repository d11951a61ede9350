"""The source of a page: its front matter, its title, and its links, some of which are rewritten."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import SplitResult, quote, urlsplit

from plugins.dialect.source.line_numbers import line_at
from plugins.dialect.source.regions import mask_code
from plugins.migrate.plain_yaml import BadYaml, load_yaml

HEADER = re.compile(r"\A﻿?---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
HEADING = re.compile(r"^#[ \t]+(?P<text>.+?)[ \t]*#*[ \t]*\r?$|^(?P<under>\S.*)\n=+[ \t]*\r?$", re.M)
HIDES = re.compile(r"```|~~~|<|^(?: {4}|\t)", re.M)  # syntax that may turn a heading into code
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


def read_front_matter(text: str) -> dict:
    """The values of the front matter by lower-case key; none if there is no front matter, or it cannot be read."""
    match = HEADER.match(text)
    try:
        values = load_yaml(match["yaml"]) if match else {}
    except BadYaml:
        values = {}
    return {str(key).lower(): value for key, value in values.items()} if isinstance(values, dict) else {}


def written_title(text: str) -> str:
    """The title as MkDocs finds it: that of the front matter, else the source of the first heading."""
    title = read_front_matter(text).get("title")
    body = HEADER.sub("", text)
    match = HEADING.search(body)
    if match and HIDES.search(body, 0, match.start()):
        match = HEADING.search(mask_code(body))
    heading = (match["text"] or match["under"]) if match else ""
    return str(title) if title else heading.strip()


def has_text_below_heading(text: str) -> bool:
    """Whether a page holds more than front matter, a heading and comments."""
    return bool(re.sub(r"<!--.*?-->", "", HEADING.sub("", HEADER.sub("", text), count=1), flags=re.S).strip())


def plain_title(text: str, name: str) -> str:
    """The title of the page in the file `name` as plain text, for a menu."""
    plain = LINK.sub(r"\g<text>", PICTURE.sub("", ATTRIBUTES.sub("", written_title(text))))
    plain = " ".join(unescape(MARKUP.sub("", SHORTCODE.sub("", plain))).split())
    folder, _, last = name.rpartition(".")[0].rpartition("/")
    stem = folder.rpartition("/")[2] if last in ("index", "README") and folder else last
    return plain or file_title(stem)


def add_title(text: str, title: str) -> str:
    """The text of a page with a title in its front matter."""
    line = f"title: {json.dumps(title, ensure_ascii=False)}\n"
    text = text.removeprefix("\ufeff")
    if match := HEADER.match(text):
        return f"{text[: match.start('yaml')]}{line}{text[match.start('yaml') :]}"
    is_header = re.match(r"[\w-]+:(?:[ \t]|\r?$)", text, re.M)  # Pelican's, and MultiMarkdown's
    return f"title: {title}\n{text}" if is_header else f"---\n{line}---\n\n{text}"


def file_title(stem: str) -> str:
    """The title that MkDocs makes of the name of a file or a folder."""
    return stem.replace("-", " ").replace("_", " ").capitalize()


def find_link_targets(text: str) -> Iterator[tuple[int, int, str]]:
    """Each address in links, definitions and tags outside code and comments: start, end, address."""
    visible = mask_code(text)
    for match in TARGET.finditer(visible):
        kind = next(name for name in ("inline", "defined", "d", "s", "u") if match[name] is not None)
        yield *match.span(kind), match[kind]


def rewrite_links(text: str, rewrite: Callable[[str], str | None]) -> tuple[str, list[tuple[int, str, str]]]:
    """The text with each address replaced for which `rewrite` returns another; and line, old and new one of each."""
    parts, changes, end = [], [], 0
    for start, stop, before in find_link_targets(text):
        after = rewrite(before)
        if after and after != before:
            parts += [text[end:start], after]
            changes.append((line_at(start, text), before, after))
            end = stop
    return "".join([*parts, text[end:]]), changes


def split_address(link: str) -> SplitResult:
    """The parts of a link; of one that is no address, those of an address without a host and a path."""
    try:
        return urlsplit(link.strip())
    except ValueError:
        return urlsplit("x:")


def split_relative(link: str) -> tuple[str, str]:
    """The path of a relative link, and what follows it: query and anchor; no path if this is another link."""
    path, rest = re.fullmatch(r"([^?#]*)(.*)", link, re.S).groups()
    is_relative = not re.match(r"[a-z][a-z0-9+.-]*:|[/{|]", link, re.I)
    return (path, rest) if is_relative else ("", "")


def quote_path(path: str) -> str:
    """A path as an address in Markdown, in which few characters need to be escaped."""
    return quote(path, safe="/()'!*,;:@&=+$~")


def escape_markdown(text: str) -> str:
    return re.sub(r"([\[\]*_`<>\\])", r"\\\1", text)
