"""A finished page → HTML for WeasyPrint: without the parts that are not printed, and with links that work in a file.

The source is the page for browsers, so that both have the same text; it is adapted to WeasyPrint and PDF/UA.
"""

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from plugins.cv.print_css import adapt_css
from plugins.publications.typeset import plain

PAPERS = ("A4", "letter")
# Margins of the page by form; the long form has those of print.css.
MARGINS = {"long": "", "short": "margin: 12mm 16mm 14mm"}
NOT_PRINTED = """
    script, iframe, source, link, .site-header, .site-footer, .skip-link, .toc, .publication-filters, .authors summary
"""
UNSAFE_IN_CSS_STRING = re.compile(r"[\"\\\x00-\x1f<]")


@dataclass(frozen=True)
class Sheet:
    """How to print: `author` is for the foot of each page, `siteurl` for links to the site's pages."""

    paper: str = "A4"
    form: str = "long"
    author: str = ""
    siteurl: str = ""


def prepare_html(html: str, path: str, sheet: Sheet) -> str:
    """The page at `path` of the site, such as `cv/`, as HTML to print."""
    tree = LexborHTMLParser(html)
    name = tree.css_first('meta[property="og:site_name"]')
    tree.root.attrs["data-form"] = sheet.form
    if sheet.form == "short":
        _remove(tree, ".long-only")
    _remove(tree, NOT_PRINTED)
    for details in tree.css(".authors details"):
        details.unwrap()
    _write_formulas_as_text(tree)
    _inline_icons(tree)
    _embed_decoration(tree)
    _flatten_links(tree)
    _resolve_links(tree, f"{sheet.siteurl.rstrip('/')}/{path}" if sheet.siteurl else "")
    for style in tree.css("style"):
        style.inner_html = adapt_css(style.text())
    _extend_head(tree, sheet, sheet.author or ((name.attrs.get("content") or "") if name is not None else ""))
    return tree.html


def _extend_head(tree: LexborHTMLParser, sheet: Sheet, author: str) -> None:
    style, meta = tree.create_node("style"), tree.create_node("meta")
    foot = UNSAFE_IN_CSS_STRING.sub(lambda match: f"\\{ord(match[0]):x} ", author)
    page = f"size: {sheet.paper}; {MARGINS[sheet.form]}"
    style.inner_html = f'@page {{ {page}; @bottom-left {{ content: "{foot}" }} }}'
    meta.attrs["name"], meta.attrs["content"] = "author", author
    for node in (style, meta):
        tree.head.insert_child(node, move=True)


def _remove(tree: LexborHTMLParser, selector: str) -> None:
    for node in tree.css(selector):
        node.decompose()


def _write_formulas_as_text(tree: LexborHTMLParser) -> None:
    """Replace formulas by text, since WeasyPrint draws no MathML."""
    for math in tree.css("math"):
        source = math.css_first("annotation")
        math.replace_with(plain(f"${source.text()}$") if source is not None else math.text())


def _inline_icons(tree: LexborHTMLParser) -> None:
    """Copy shared drawings into their icons, since WeasyPrint does not support `<use>`; give linked icons a title."""
    symbols = {node.attrs["id"]: node.inner_html for node in tree.css(".sprite symbol[id]")}
    for icon in tree.css("svg.icon"):
        use = icon.css_first("use")
        name = (use.attrs.get("href") or "").removeprefix("#") if use is not None else ""
        if name in symbols:
            icon.inner_html = symbols[name]
    _remove(tree, ".sprite")
    for icon in tree.css("a[aria-label] > svg.icon:only-child"):
        icon.inner_html = f"<title>{escape(icon.parent.attrs['aria-label'] or '')}</title>{icon.inner_html}"


def _embed_decoration(tree: LexborHTMLParser) -> None:
    """Replace decorative pictures by `<embed>`: WeasyPrint 70 tags `<img>` and `<svg>` as figures, which need a
    description in PDF/UA."""
    for node in tree.css("svg.icon:not(:has(title)), img[alt='']"):
        embed = tree.create_node("embed")
        embed.attrs["src"] = node.attrs.get("src") or f"data:image/svg+xml,{quote(_with_namespace(node.html))}"
        embed.attrs["class"] = node.attrs.get("class") or ""
        node.replace_with(embed)


def _with_namespace(svg: str) -> str:
    return svg if "xmlns=" in svg else svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def _flatten_links(tree: LexborHTMLParser) -> None:
    """Move elements in a link around it: PDF/UA requires the text directly in the link (ISO 14289-1, 7.18.5)."""
    for span in tree.css("a span"):
        is_all = span.prev is None and span.next is None
        if is_all and (lang := span.attrs.get("lang")) and span.parent.tag == "a":
            span.parent.attrs["lang"] = lang
        span.unwrap()
    for style in tree.css("a > :is(strong, em, b, i, u, code):only-child"):
        link = style.parent
        if style.prev is None and style.next is None:
            link.insert_before(style, move=True)
            inner = style.inner_html
            link.inner_html, style.inner_html = inner, ""
            style.insert_child(link, move=True)


def _resolve_links(tree: LexborHTMLParser, base: str) -> None:
    """Make links within the site absolute; without the site's address, they become plain text."""
    for link in tree.css("a[href]"):
        target = link.attrs["href"] or ""
        if target.startswith("#") or urlsplit(target).scheme:
            continue
        if base:
            link.attrs["href"] = re.sub(r"(^|/)index\.html(?=$|#)", r"\1", urljoin(base, target))
        else:
            del link.attrs["href"]
