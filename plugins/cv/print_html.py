"""A finished page → HTML for WeasyPrint: with a header, without the parts that are not printed, and with links that
work in a file.

The source is the page for browsers, so that both have the same text; it is adapted to paper, WeasyPrint and PDF/UA.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from plugins.cv.header import Contact, Owner, add_header, owner_of
from plugins.cv.print_css import adapt_css
from plugins.cv.print_formulas import draw_formulas

PAPERS = ("A4", "letter")
FORMS = ("long", "short")
TEMPLATES = Path(__file__).parents[2] / "theme/templates"
NOT_PRINTED = """
    script, iframe, source, link, .site-header, .site-footer, .skip-link, .toc, .cv-pdf,
    .publication-filters, .publication-years, .publication-links, .authors summary
"""
# A link to what identifies a publication, and what stands before that on paper.
IDENTIFIERS = {"https://doi.org/": "doi:", "https://arxiv.org/abs/": "arXiv:"}


@dataclass(frozen=True)
class Sheet:
    """How to print: `owner` is for the header, `siteurl` for links to the site's pages, `templates` the folders of the
    theme and of what overrides it."""

    paper: str = "A4"
    form: str = "long"
    owner: Owner = field(default_factory=Owner)
    siteurl: str = ""
    templates: tuple[Path, ...] = (TEMPLATES,)


def sheet_of(settings: Mapping, root: Path, paper: str, form: str = "long") -> Sheet:
    """The sheet for a site with these settings, whose paths start at `root`."""
    folders = *settings.get("THEME_TEMPLATES_OVERRIDES", ()), Path(settings.get("THEME", "theme"), "templates")
    templates = tuple(root / folder for folder in folders)
    return Sheet(paper, form, owner_of(settings), settings.get("SITEURL") or "", templates)


def prepare_html(html: str, path: str, sheet: Sheet) -> str:
    """The page at `path` of the site, such as `cv/`, as HTML to print.

    Raises ImportError if it has a formula, and what draws formulas is missing.
    """
    tree = LexborHTMLParser(html)
    owner = sheet.owner if sheet.owner.name else replace(sheet.owner, name=_site_name(tree))
    tree.root.attrs["data-form"] = sheet.form
    if sheet.form == "short":
        _remove(tree, ".long-only")
    _remove(tree, NOT_PRINTED)
    for details in tree.css(".authors details"):
        details.unwrap()
    _write_identifiers(tree)
    draw_formulas(tree)
    _inline_icons(tree)
    _write_addresses(tree)
    _embed_decoration(tree)
    add_header(tree, owner, sheet.templates, form=sheet.form, paper=sheet.paper)
    _flatten_links(tree)
    _resolve_links(tree, f"{sheet.siteurl.rstrip('/')}/{path}" if sheet.siteurl else "")
    for style in tree.css("style"):
        style.inner_html = adapt_css(style.text())
    _name_author(tree, owner.name)
    return tree.html


def _site_name(tree: LexborHTMLParser) -> str:
    name = tree.css_first('meta[property="og:site_name"]')
    return (name is not None and name.attrs.get("content")) or ""


def _name_author(tree: LexborHTMLParser, name: str) -> None:
    """Name the author in the PDF's metadata."""
    meta = tree.create_node("meta")
    meta.attrs["name"], meta.attrs["content"] = "author", name
    tree.head.insert_child(meta, move=True)


def _remove(tree: LexborHTMLParser, selector: str) -> None:
    for node in tree.css(selector):
        node.decompose()


def _write_identifiers(tree: LexborHTMLParser) -> None:
    """Write the identifier itself in links to it that say only `DOI` or `arXiv`."""
    for link in tree.css("main a[href]"):
        text, target = link.text().strip().lower(), link.attrs["href"] or ""
        for start, prefix in IDENTIFIERS.items():
            if f"{text}:" == prefix.lower() and target.startswith(start):
                link.inner_html = escape(prefix + unquote(target.removeprefix(start)))


def _inline_icons(tree: LexborHTMLParser) -> None:
    """Copy shared drawings into their icons, since WeasyPrint does not support `<use>`."""
    symbols = {node.attrs["id"]: node.inner_html for node in tree.css(".sprite symbol[id]")}
    for icon in tree.css("svg.icon"):
        use = icon.css_first("use")
        name = (use.attrs.get("href") or "").removeprefix("#") if use is not None else ""
        if name in symbols:
            icon.inner_html = symbols[name]
    _remove(tree, ".sprite")


def _write_addresses(tree: LexborHTMLParser) -> None:
    """Write the address beside an icon that is a link: on paper, the icon alone leads nowhere."""
    for icon in tree.css("a[href][aria-label] > svg.icon:only-child"):
        link = icon.parent
        icon.insert_after(f" {Contact(link.attrs['href'] or '', link.attrs['aria-label'] or '').words}")
        del link.attrs["aria-label"]


def _embed_decoration(tree: LexborHTMLParser) -> None:
    """Replace decorative pictures by `<embed>`: WeasyPrint 70 tags `<img>` and `<svg>` as figures, which need a
    description in PDF/UA."""
    for node in tree.css("svg.icon, img[alt='']"):
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
