"""What a finished page uses → classes instead of inline styles, and a Content-Security-Policy that names just that.

In: the tree of a page. Out: the same tree without style attributes, its rules in the page's own style sheets, and the
policy first in its head (https://www.w3.org/TR/CSP3/; by `<meta>`, as static hosts set no headers).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.css import declarations, in_both_schemes
from plugins.embeds import STYLE_URL, host_of, scripts

# What asks a host for something, or sends something there, without a script.
CALLING = "img, video, audio, input[src], object, embed, iframe, link[rel=stylesheet], form, [formaction]"
Hosts = Mapping[str, Iterable[str]]


def styles_to_classes(tree: LexborHTMLParser) -> str:
    """Turn inline styles into classes; return the rules for these classes."""
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
    """Style sheets that stand in the text go where HTML wants them, in their order."""
    for sheet in tree.css("body style"):
        for name in {"type", "scoped"} & set(sheet.attributes):
            del sheet.attrs[name]
        if sheet.parent.tag != "svg":
            sheet.inner_html = sheet.text().strip()  # the Nu HTML Checker takes its digest so
            tree.head.insert_child(sheet, move=True)


def content_security_policy(
    tree: LexborHTMLParser, calling: Sequence[LexborNode], styles: Sequence[str], hosts: Hosts, is_scripted: bool
) -> str:
    """The narrowest policy that lets the page be what it is; `calling` is what CALLING finds on it, `styles` are the
    texts of its style sheets, and `hosts` says where each allowed host sends visitors on.

    Scripts run only where they are the author's own, on a page that was allowed to have them.
    """
    in_styles = [address for sheet in styles for address in _in_style(sheet)]
    pictures = [*_addresses(calling, ("img", "input"), "src"), *_addresses(calling, ("video",), "poster"), *in_styles]
    objects = _addresses(calling, ("object", "embed"), "data", "src")  # browsers show a PDF in a frame
    frames = [*_addresses(calling, ("iframe",), "src"), *objects]
    sheets = [*_addresses(calling, ("link",), "href"), *(url for url in in_styles if url.endswith(".css"))]
    directives = {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": _targets(calling) or ["'none'"],
        "script-src": scripts.sources(tree) if is_scripted else [],
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


def set_policy(
    tree: LexborHTMLParser, calling: Sequence[LexborNode], styles: Sequence[str], hosts: Hosts, is_scripted: bool
) -> None:
    """Write the policy as the first thing in the head, before anything that it governs."""
    meta = tree.create_node("meta")
    meta.attrs["http-equiv"] = "Content-Security-Policy"
    meta.attrs["content"] = content_security_policy(tree, calling, styles, hosts, is_scripted)
    first = tree.head.child
    first.insert_before(meta, move=True)


@lru_cache(maxsize=64)  # most pages of a site share their style sheet
def _in_style(sheet: str) -> tuple[str, ...]:
    return tuple(found["url"] or found["sheet"] for found in STYLE_URL.finditer(sheet))


def _addresses(nodes: Iterable[LexborNode], tags: Collection[str], *names: str) -> list[str]:
    found = (node for node in nodes if node.tag in tags)
    return [node.attrs[name] or "" for node in found for name in names if name in node.attributes]


def _sources(addresses: Iterable[str], hosts: Hosts) -> list[str]:
    """The site itself, if one of the addresses is its own, and other hosts."""
    is_own = any(address and not host_of(address) and not address.startswith("data:") for address in addresses)
    return [*(["'self'"] if is_own else []), *_foreign(addresses, hosts)]


def _data(addresses: Iterable[str]) -> list[str]:
    return ["data:"] if any(address.startswith("data:") for address in addresses) else []


def _foreign(addresses: Iterable[str], hosts: Hosts) -> list[str]:
    called = {host_of(address) for address in addresses} - {""}
    every = sorted({name for host in called for name in (host, *hosts.get(host, ()))})
    return [f"https://{escape(name)}" for name in every]


def _targets(nodes: Iterable[LexborNode]) -> list[str]:
    """Where the page's forms may send what a reader writes: to a host or into a letter, as their author says."""
    names = ("action", "formaction")
    return sorted({_target(node.attrs[name] or "") for node in nodes for name in names if name in node.attributes})


def _target(address: str) -> str:
    parts = urlsplit(address)
    if parts.netloc:
        return f"{parts.scheme or 'https'}://{parts.netloc}"
    return f"{parts.scheme}:" if parts.scheme else "'self'"
