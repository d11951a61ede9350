"""What a page asks of others: hosts that it calls, scripts of its own, and what only a plugin of MkDocs made.

In: a page's text. Out: each with its line.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from plugins.dialect.source.line_numbers import line_at
from plugins.dialect.source.regions import mask_code, regions

LOADED = re.compile(
    r"""!\[[^\]]*\]\(\s*<?(?P<picture>(?:https?:)?//[^\s)>]+)
      | <(?:img|iframe|script|video|audio|source|embed|track)\b[^>]*?\s(?:src|poster)\s*=\s*["']?
        (?P<tag>(?:https?:)?//[^\s"'>]+)
      | <object\b[^>]*?\sdata\s*=\s*["']?(?P<data>(?:https?:)?//[^\s"'>]+)
      | \burl\(\s*["']?(?P<style>(?:https?:)?//[^\s"')]+)
    """,
    re.X | re.I,
)
REFERRED = re.compile(r"!\[(?P<alt>[^\]]*)\](?:\[(?P<name>[^\]]*)\])(?!\()")
DEFINED = re.compile(r"^[ ]{0,3}\[(?P<name>[^\]]+)\]:[ \t]*<?(?P<address>(?:https?:)?//[^\s>]+)", re.M)
SCRIPT = re.compile(r"<script(?=[\s>])(?P<attributes>[^>]*)>", re.I)
DATA = re.compile(r"""\btype\s*=\s*["']?[^\s"'>]*(?:json|template)""", re.I)
FOREIGN = re.compile(r"""\bsrc\s*=\s*["']?(?:https?:)?//""", re.I)
HANDLER = re.compile(r"<\w[^<>]*\son[a-z]+\s*=", re.I)

MADE_ELSEWHERE = (
    (
        re.compile(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*\{?[ \t.]*mermaid\b", re.M),
        "a diagram of Mermaid is shown as its source",
    ),
    (re.compile(r"^<!-- material/tags|^\[TAGS\]", re.M), "the list of tags is not made here"),
    (re.compile(r"^::: [\w.]+", re.M), "documentation of code is not read from the code"),
)


def called(text: str) -> dict[str, int]:
    """Every other host that the page calls, with the line on which it first does."""
    hosts: dict[str, int] = {}
    if not LOADED.search(text) and not REFERRED.search(text):
        return hosts
    for offset, address in sorted(_addresses(text)):
        try:
            host = urlsplit(address).hostname
        except ValueError:
            continue
        if host:
            hosts.setdefault(host, line_at(offset, text))
    return hosts


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    visible = _without_comments(text)
    for match in LOADED.finditer(visible):
        yield match.start(), next(value for value in match.groups() if value)
    defined = {match["name"].casefold(): match["address"] for match in DEFINED.finditer(visible)}
    for match in REFERRED.finditer(visible):
        if address := defined.get((match["name"] or match["alt"]).casefold()):
            yield match.start(), address


def first_script(text: str) -> int | None:
    """The line of the first script of the page's own: in the text, in a file beside it, or in an attribute."""
    if not SCRIPT.search(text) and not HANDLER.search(text):
        return None
    visible = _without_comments(text)
    scripts = (
        match.start()
        for match in SCRIPT.finditer(visible)
        if not DATA.search(match["attributes"]) and not FOREIGN.search(match["attributes"])
    )
    handler = HANDLER.search(mask_code(text))
    places = [*([handler.start()] if handler else []), *scripts]
    return line_at(min(places), text) if places else None


def made_elsewhere(text: str) -> Iterator[tuple[int, str]]:
    """What stays as it is written, since a plugin or a script made it: line and reason."""
    for pattern, reason in MADE_ELSEWHERE:
        yield from ((line_at(match.start(), text), reason) for match in pattern.finditer(text))


def _without_comments(text: str) -> str:
    """The text with comments and code blanked, but not the raw parts of HTML, such as scripts."""
    characters = list(mask_code(text))
    for kind, start, stop in regions(text):
        if kind == "raw" and re.match(r"<(?:script|style)\b", text[start:stop], re.I):
            characters[start:stop] = text[start:stop]
    return "".join(characters)
