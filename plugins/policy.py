"""What a finished page uses → classes instead of inline styles, and a Content-Security-Policy that names just that.

In: the tree of a page. Out: the same tree without style attributes, its rules in the page's own style sheet, and the
policy first in its head (https://www.w3.org/TR/CSP3/; by `<meta>`, as static hosts set no headers).
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.css import declarations
from plugins.embeds import host_of

# Attributes that HTML has given up, as the style that they meant (https://html.spec.whatwg.org/#presentational-hints).
ALIGNED = {"left": "start", "right": "end", "center": "center", "middle": "center", "justify": "justify"}
TABLES = frozenset(("td", "th", "tr", "thead", "tbody", "table"))


def styles_to_classes(tree: LexborHTMLParser) -> str:
    """Turn inline styles and outdated attributes into classes; return the rules for these classes."""
    rules: dict[str, str] = {}
    for node in tree.css("[style], [align], [border], [bgcolor], [valign], [nowrap], [clear], font, center"):
        style = {**_outdated(node), **declarations(node.attrs.get("style") or "")}
        if "style" in node.attrs:
            del node.attrs["style"]
        if style:
            body = ";".join(f"{name}:{value}" for name, value in style.items())
            name = rules.setdefault(body, f"s{len(rules) + 1}")
            node.attrs["class"] = f"{node.attrs.get('class') or ''} {name}".strip()
    return "".join(f".{name}{{{body}}}" for body, name in rules.items())


def _outdated(node: LexborNode) -> dict[str, str]:
    style = {}
    align = _take(node, "align").lower()
    if align in ALIGNED and node.tag not in ("img", "iframe"):
        style["text-align"] = ALIGNED[align]
    elif align in ("left", "right"):
        style["float"] = align
    if (border := _take(node, "border")) and node.tag != "table":
        style["border"] = f"{border}px solid" if border != "0" else "0"
    if color := _take(node, "bgcolor"):
        style["background-color"] = color
    if valign := _take(node, "valign"):
        style["vertical-align"] = valign
    return style


def _take(node: LexborNode, name: str) -> str:
    value = node.attrs.get(name) or ""
    if name in node.attrs:
        del node.attrs[name]
    return value


def content_security_policy(tree: LexborHTMLParser, hosts: Mapping[str, Iterable[str]]) -> str:
    """The narrowest policy that lets the page be what it is; `hosts` says where each allowed host sends visitors on."""
    directives = {"default-src": ["'none'"], "base-uri": ["'none'"], "form-action": ["'none'"]}
    directives["style-src"] = [f"'sha256-{_hash(node.text())}'" for node in tree.css("style")]
    directives["img-src"] = ["'self'", *_foreign(tree, "img[src]", hosts)]
    directives["font-src"] = ["'self'"]
    directives["connect-src"] = ["'self'"]  # no page connects; audits fetch robots.txt from within the page
    if tree.css_first("iframe[src]") is not None:
        own = ["'self'"] if any(not host_of(node.attrs["src"] or "") for node in tree.css("iframe[src]")) else []
        directives["frame-src"] = [*own, *_foreign(tree, "iframe[src]", hosts)]
    if tree.css_first("video, audio") is not None:
        directives["media-src"] = ["'self'", *_foreign(tree, "video[src], audio[src], source[src]", hosts)]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items() if values)


def set_policy(tree: LexborHTMLParser, hosts: Mapping[str, Iterable[str]]) -> None:
    """Write the policy as the first thing in the head, before anything that it governs."""
    meta = tree.create_node("meta")
    meta.attrs["http-equiv"] = "Content-Security-Policy"
    meta.attrs["content"] = content_security_policy(tree, hosts)
    first = tree.head.child
    first.insert_before(meta, move=True)


def _foreign(tree: LexborHTMLParser, selector: str, hosts: Mapping[str, Iterable[str]]) -> list[str]:
    called = {host_of(node.attrs["src"] or "") for node in tree.css(selector)} - {""}
    every = sorted({name for host in called for name in (host, *hosts.get(host, ()))})
    return [f"https://{escape(name)}" for name in every]


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
