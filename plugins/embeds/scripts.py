"""Scripts that authors write: which run, whose are allowed, and what lets a browser run just these.

In: the tree of a page. Out: what runs on it, and the sources of `script-src` (https://www.w3.org/TR/CSP3/).
"""

import re
from base64 import b64encode
from collections.abc import Collection, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Any other type is data, which a browser does not read: JSON, shaders, templates.
JAVASCRIPT = re.compile(r"|module|importmap|speculationrules|(?:text|application)/(?:x-)?(?:java|ecma)script.*", re.I)
HANDLER = re.compile(r"on[a-z]+")


def runs(script: LexborNode) -> bool:
    """Whether a browser runs this one."""
    return JAVASCRIPT.fullmatch((script.attrs.get("type") or "").strip()) is not None


def running(tree: LexborHTMLParser) -> list[LexborNode]:
    """The scripts of a page that a browser runs."""
    return [node for node in tree.css("script") if runs(node)]


def handlers(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Attributes that run, such as `onclick`, with their code."""
    for node in tree.css("*"):
        for name, code in (node.attributes or {}).items():
            if HANDLER.fullmatch(name):
                yield name, code or ""


def own_scripts(tree: LexborHTMLParser) -> list[str]:
    """What runs on a page and is the author's own: how it begins in the source."""
    found = [
        node.attrs.get("src") or node.text().strip().split("\n")[0]
        for node in running(tree)
        if not is_foreign(node.attrs.get("src") or "")
    ]
    found += ["srcdoc=" for _ in tree.css("iframe[srcdoc]")]
    return [*found, *(f"{name}=" for name, _ in handlers(tree))]


def sources(tree: LexborHTMLParser) -> list[str]:
    """The sources of a page's policy that let its own scripts run, and nothing else."""
    scripts, attributes = running(tree), [code for _, code in handlers(tree)]
    local = ["'self'"] if any(node.attrs.get("src") for node in scripts) else []
    inline = [digest(node.text()) for node in scripts if not node.attrs.get("src")]
    of_attributes = ["'unsafe-hashes'", *map(digest, attributes)] if attributes else []
    return list(dict.fromkeys([*local, *inline, *of_attributes]))


@lru_cache(maxsize=64)  # most pages of a site share their style sheet
def digest(text: str) -> str:
    """The source of a policy that stands for a text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def is_allowed(file: Path, content: Path, names: Collection[str]) -> bool:
    """Whether EMBEDS_SCRIPTS names a text."""
    return file.is_relative_to(content) and file.relative_to(content).as_posix() in names


def is_foreign(address: str) -> bool:
    return "//" in address and bool(urlsplit(address).hostname)
