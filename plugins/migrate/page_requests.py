"""What a page needs to be allowed, or cannot have here: other hosts, scripts of its own, constructs of plugins."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from plugins.audit.text_views import visible_text
from plugins.dialect.source.line_numbers import line_at
from plugins.dialect.source.regions import mask_code

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

UNSUPPORTED = (
    (
        re.compile(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*\{?[ \t.]*mermaid\b", re.M),
        "a diagram of Mermaid is shown as its source",
    ),
    (re.compile(r"^<!-- material/tags|^\[TAGS\]", re.M), "the list of tags is not made here"),
    (re.compile(r"^::: [\w.]+", re.M), "documentation of code is not read from the code"),
)


def find_hosts(text: str) -> dict[str, int]:
    """The other hosts from which the page loads, each with its first line."""
    hosts: dict[str, int] = {}
    for offset, address in sorted(_loaded_addresses(text)):
        try:
            host = urlsplit(address).hostname
        except ValueError:
            continue
        if host:
            hosts.setdefault(host, line_at(offset, text))
    return hosts


def _loaded_addresses(text: str) -> Iterator[tuple[int, str]]:
    visible = visible_text(text)
    for match in LOADED.finditer(visible):
        yield match.start(), next(value for value in match.groups() if value)
    defined = {match["name"].casefold(): match["address"] for match in DEFINED.finditer(visible)}
    for match in REFERRED.finditer(visible):
        if address := defined.get((match["name"] or match["alt"]).casefold()):
            yield match.start(), address


def find_script(text: str) -> int | None:
    """The line of the first script of the page's own: in the text, in a file of the site, or in an attribute."""
    visible = visible_text(text)
    scripts = (
        match.start()
        for match in SCRIPT.finditer(visible)
        if not DATA.search(match["attributes"]) and not FOREIGN.search(match["attributes"])
    )
    handler = HANDLER.search(mask_code(text))
    places = [*([handler.start()] if handler else []), *scripts]
    return line_at(min(places), text) if places else None


def find_unsupported(text: str) -> Iterator[tuple[int, str]]:
    """Constructs that only a plugin or a script understands, and that stay as written: line and reason."""
    for pattern, reason in UNSUPPORTED:
        yield from ((line_at(match.start(), text), reason) for match in pattern.finditer(text))
