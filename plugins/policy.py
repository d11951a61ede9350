"""The Content-Security-Policy of a page, which allows what the page uses and nothing else.

In: the tree of a page. Out: the same tree with classes in place of style attributes, its style sheets in the head, and
the policy first in the head (https://www.w3.org/TR/CSP3/; a `<meta>` element, since static hosts set no headers).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.css import declarations, in_both_schemes
from plugins.embeds import STYLE_URL, host_of, scripts

# Elements that request something from a host, or send something to it, without a script.
CALLING = "img, video, audio, input[src], object, embed, iframe, link[rel=stylesheet], form, [formaction]"
Hosts = Mapping[str, Iterable[str]]


def styles_to_classes(tree: LexborHTMLParser) -> str:
    """Replace style attributes by classes; return the rules for these classes."""
    rules: dict[str, str] = {}
    for node in tree.css("[style]"):
        style = in_both_schemes(declarations(node.attrs["style"] or ""))
        del node.attrs["style"]
        if style:
            body = ";".join(f"{name}:{value}" for name, value in style.items())
            name = rules.setdefault(body, f"s{len(rules) + 1}")
            node.attrs["class"] = f"{node.attrs.get('class') or ''} {name}".strip()
    return "".join(f".{name}{{{body}}}" for body, name in rules.items())


def styles_to_head(tree: LexborHTMLParser) -> None:
    """Move style sheets in the text to the head, where HTML requires them, in their order."""
    for sheet in tree.css("body style"):
        for name in {"type", "scoped"} & set(sheet.attributes):
            del sheet.attrs[name]
        if sheet.parent.tag != "svg":
            sheet.inner_html = sheet.text().strip()  # the Nu HTML Checker strips it before it computes the digest
            tree.head.insert_child(sheet, move=True)


def content_security_policy(
    tree: LexborHTMLParser, calling: Sequence[LexborNode], styles: Sequence[str], hosts: Hosts, is_scripted: bool
) -> str:
    """The narrowest policy with which the page works.

    `calling` are the elements that CALLING selects, `styles` the texts of its style sheets; `hosts` maps each allowed
    host to those that it redirects to. A page that `is_scripted` may run the author's own scripts.
    """
    in_styles = [match["url"] or match["sheet"] for sheet in styles for match in STYLE_URL.finditer(sheet)]
    pictures = [*_addresses(calling, ("img", "input"), "src"), *_addresses(calling, ("video",), "poster"), *in_styles]
    objects = _addresses(calling, ("object", "embed"), "data", "src")  # browsers show a PDF in a frame
    frames = [*_addresses(calling, ("iframe",), "src", "data-player"), *objects]
    sheets = [*_addresses(calling, ("link",), "href"), *(url for url in in_styles if url.endswith(".css"))]
    directives = {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": _targets(calling) or ["'none'"],
        "script-src": [*(scripts.sources(tree) if is_scripted else []), *_linked_data(tree)],
        "style-src": [*map(scripts.digest, styles), *_sources(sheets, hosts)],
        "img-src": ["'self'", *_data(pictures), *_foreign(pictures, hosts)],
        "font-src": ["'self'", *_data(in_styles), *_foreign(in_styles, hosts)],
        "connect-src": ["'self'"],  # no page connects; audits fetch robots.txt from within the page
        "frame-src": _sources(frames, hosts),
        "object-src": _sources(objects, hosts),
    }
    if any(node.tag in ("video", "audio") for node in calling):
        further = tree.css("source[src], track[src]")
        media = _addresses([*calling, *further], ("video", "audio", "source", "track"), "src")
        directives["media-src"] = ["'self'", *_data(media), *_foreign(media, hosts)]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items() if values)


def _linked_data(tree: LexborHTMLParser) -> list[str]:
    """The digests of JSON-LD, which no browser runs, but which the Nu HTML Checker takes for scripts."""
    return [scripts.digest(node.text()) for node in tree.css('script[type="application/ld+json"]')]


def set_policy(
    tree: LexborHTMLParser, calling: Sequence[LexborNode], styles: Sequence[str], hosts: Hosts, is_scripted: bool
) -> None:
    """Write the policy as the first element of the head, before everything that it governs."""
    meta = tree.create_node("meta")
    meta.attrs["http-equiv"] = "Content-Security-Policy"
    meta.attrs["content"] = content_security_policy(tree, calling, styles, hosts, is_scripted)
    tree.head.child.insert_before(meta, move=True)


def _addresses(nodes: Iterable[LexborNode], tags: Collection[str], *names: str) -> list[str]:
    tagged = (node for node in nodes if node.tag in tags)
    return [node.attrs[name] or "" for node in tagged for name in names if name in node.attributes]


def _sources(addresses: Iterable[str], hosts: Hosts) -> list[str]:
    """`'self'` if one of the addresses is the site's own, and the other hosts."""
    is_own = any(address and not host_of(address) and not address.startswith("data:") for address in addresses)
    return [*(["'self'"] if is_own else []), *_foreign(addresses, hosts)]


def _data(addresses: Iterable[str]) -> list[str]:
    return ["data:"] if any(address.startswith("data:") for address in addresses) else []


def _foreign(addresses: Iterable[str], hosts: Hosts) -> list[str]:
    called = {host_of(address) for address in addresses} - {""}
    every = sorted({name for host in called for name in (host, *hosts.get(host, ()))})
    return [f"https://{escape(name)}" for name in every]


def _targets(nodes: Iterable[LexborNode]) -> list[str]:
    """Where the page's forms may send what a visitor writes: hosts, or `mailto:`."""
    names = ("action", "formaction")
    return sorted({_target(node.attrs[name] or "") for node in nodes for name in names if name in node.attributes})


def _target(address: str) -> str:
    parts = urlsplit(address)
    if parts.netloc:
        return f"{parts.scheme or 'https'}://{parts.netloc}"
    return f"{parts.scheme}:" if parts.scheme else "'self'"
