"""The scripts of a page: which of them run, and the policy that lets a browser run the author's own and no others.

In: the tree of a page. Out: what runs on it, and the sources of `script-src` (https://www.w3.org/TR/CSP3/).
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

# A browser ignores scripts of any other type: JSON, shaders, templates.
JAVASCRIPT = re.compile(r"|module|importmap|speculationrules|(?:text|application)/(?:x-)?(?:java|ecma)script.*", re.I)
HANDLER = re.compile(r"on[a-z]+")


def runs(script: LexborNode) -> bool:
    """Whether a browser runs the script."""
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
    """What runs on a page and is not of another host: the address or the first line of each script, and attributes."""
    own = [
        node.attrs.get("src") or node.text().strip().split("\n")[0]
        for node in running(tree)
        if not is_foreign(node.attrs.get("src") or "")
    ]
    own += ["srcdoc=" for _ in tree.css("iframe[srcdoc]")]
    return [*own, *(f"{name}=" for name, _ in handlers(tree))]


def sources(tree: LexborHTMLParser) -> list[str]:
    """The sources of a page's policy that let its own scripts run, and nothing else."""
    scripts, attributes = running(tree), [code for _, code in handlers(tree)]
    local = ["'self'"] if any(node.attrs.get("src") for node in scripts) else []
    inline = [digest(node.text()) for node in scripts if not node.attrs.get("src")]
    of_attributes = ["'unsafe-hashes'", *map(digest, attributes)] if attributes else []
    return list(dict.fromkeys([*local, *inline, *of_attributes]))


def digest(text: str) -> str:
    """The source of a policy that allows a script or a style by its text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def is_foreign(address: str) -> bool:
    return "//" in address and bool(urlsplit(address).hostname)
