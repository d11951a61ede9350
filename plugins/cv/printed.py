"""A finished page as it goes to paper: its own HTML and style sheet, with what WeasyPrint needs differently.

In: the HTML of a finished page, and how it is wanted. Out: HTML without what the form leaves out, icons drawn where
they stand, links that lead somewhere from a file on a reader's disk.
"""

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from plugins.cv.paper import readable
from plugins.publications.typeset import plain

PAPERS = ("A4", "letter")
# Between the sheet's edge and the text; the long form has those of print.css.
MARGINS = {"long": "", "short": "margin: 12mm 16mm 14mm"}
UNPRINTED = "script, iframe, source, link, .site-header, .site-footer, .skip-link, .toc, .choices, .authors summary"
CSS_STRING = re.compile(r"[\"\\\x00-\x1f<]")


@dataclass(frozen=True)
class Sheet:
    """How the CV is wanted; `author` stands at the foot of each page, `siteurl` before links to the site's pages."""

    paper: str = "A4"
    form: str = "long"
    author: str = ""
    siteurl: str = ""


def printed(html: str, path: str, sheet: Sheet) -> str:
    """The page at `path` of the site, such as `cv/`, as HTML to print."""
    tree = LexborHTMLParser(html)
    name = _meta(tree, "og:site_name")
    author = sheet.author or name
    tree.root.attrs["data-form"] = sheet.form
    if sheet.form == "short":
        _drop(tree, ".long-only")
    _drop(tree, UNPRINTED)
    _unfold(tree)
    _spell_formulas(tree)
    _draw_icons(tree)
    _set_decoration_apart(tree)
    _flatten_links(tree)
    _lead_links_out(tree, f"{sheet.siteurl.rstrip('/')}/{path}" if sheet.siteurl else "")
    for style in tree.css("style"):
        style.inner_html = readable(style.text())
    _add_to_head(tree, author, f"size: {sheet.paper}; {MARGINS[sheet.form]}")
    return tree.html


def _add_to_head(tree: LexborHTMLParser, author: str, page: str) -> None:
    style, meta = tree.create_node("style"), tree.create_node("meta")
    style.inner_html = f'@page {{ {page}; @bottom-left {{ content: "{_quoted(author)}" }} }}'
    meta.attrs["name"], meta.attrs["content"] = "author", author
    for node in (style, meta):
        tree.head.insert_child(node, move=True)


def _meta(tree: LexborHTMLParser, name: str) -> str:
    node = tree.css_first(f'meta[property="{name}"]')
    return (node.attrs.get("content") or "") if node is not None else ""


def _drop(tree: LexborHTMLParser, selector: str) -> None:
    for node in tree.css(selector):
        node.decompose()


def _unfold(tree: LexborHTMLParser) -> None:
    """Names that a list folds away stand in their line."""
    for details in tree.css(".authors details"):
        details.unwrap()


def _spell_formulas(tree: LexborHTMLParser) -> None:
    """WeasyPrint draws no MathML: a formula is what Unicode has for it."""
    for math in tree.css("math"):
        source = math.css_first("annotation")
        math.replace_with(plain(f"${source.text()}$") if source is not None else math.text())


def _draw_icons(tree: LexborHTMLParser) -> None:
    """Put each drawing that the page holds once back where it is used, and name those that are links."""
    symbols = {node.attrs["id"]: node.inner_html for node in tree.css(".sprite symbol[id]")}
    for icon in tree.css("svg.icon"):
        use = icon.css_first("use")
        name = (use.attrs.get("href") or "").removeprefix("#") if use is not None else ""
        if name in symbols:
            icon.inner_html = symbols[name]
    _drop(tree, ".sprite")
    for icon in tree.css("a[aria-label] > svg.icon:only-child"):
        icon.inner_html = f"<title>{escape(icon.parent.attrs['aria-label'] or '')}</title>{icon.inner_html}"


def _set_decoration_apart(tree: LexborHTMLParser) -> None:
    """WeasyPrint 70 tags each <img> and <svg> as a figure, which PDF/UA wants described; an <embed> is none."""
    for node in tree.css("svg.icon:not(:has(title)), img[alt='']"):
        embed = tree.create_node("embed")
        embed.attrs["src"] = node.attrs.get("src") or f"data:image/svg+xml,{quote(_standing_alone(node.html))}"
        embed.attrs["class"] = node.attrs.get("class") or ""
        node.replace_with(embed)


def _flatten_links(tree: LexborHTMLParser) -> None:
    """PDF/UA wants a link's words right in it (ISO 14289-1, 7.18.5): what tells a language or a style goes around."""
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


def _standing_alone(svg: str) -> str:
    return svg if "xmlns=" in svg else svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def _lead_links_out(tree: LexborHTMLParser, address: str) -> None:
    """Links within the site get its address; where that is not known they become plain text."""
    for link in tree.css("a[href]"):
        target = link.attrs["href"] or ""
        if target.startswith("#") or urlsplit(target).scheme:
            continue
        if address:
            link.attrs["href"] = re.sub(r"(^|/)index\.html(?=$|#)", r"\1", urljoin(address, target))
        else:
            del link.attrs["href"]


def _quoted(text: str) -> str:
    return CSS_STRING.sub(lambda match: f"\\{ord(match[0]):x} ", text)
