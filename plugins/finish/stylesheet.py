"""The theme's style sheets, and the author's own, as one piece for the head of a page.

In: the theme's `static/css` folder and the author's `custom.css`. Out: one text in which `layers.css` comes first;
the order of the others does not matter, since each names its layer. What lies in `on-demand` is for pages with what
its first comment names alone.
"""

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

ON_DEMAND = "on-demand"
WHERE = re.compile(r"/\* On pages with `(?P<selector>[^`]+)`")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
SPACE = re.compile(r"\s+")
AROUND_SIGNS = re.compile(r"\s*([{};,])\s*")
FONTS = re.compile(r"""url\(['"]?([^'")]*/)[^'")/]*\.woff2""")
FONT_URL = re.compile(r"url\((['\"]?)\.\./fonts/")


def stylesheet(css: Path, custom: Path | None = None) -> str:
    """All files below `css` and the author's own, comments and spare white space gone; fonts are at `FONTS/`."""
    first = css / "layers.css"
    rare = css / ON_DEMAND
    files = [first, *(path for path in sorted(css.rglob("*.css")) if path != first and path.parent != rare)]
    sheets = [path.read_text("utf-8") for path in files]
    if custom and custom.is_file():
        sheets.append(f"@layer custom {{ {custom.read_text('utf-8')} }}")
    return _with_fonts(smaller("\n".join(sheets)))


def on_demand(css: Path) -> dict[str, str]:
    """Selector, as the sheet's first comment names it → what is said of such elements; fonts are at `FONTS/`."""
    sheets = [path.read_text("utf-8") for path in sorted((css / ON_DEMAND).glob("*.css"))]
    return {WHERE.match(sheet)["selector"]: _with_fonts(smaller(sheet)) for sheet in sheets}


def add_on_demand(tree: LexborHTMLParser, sheets: dict[str, str]) -> None:
    """Put into the page's style what is said of the rare elements that it holds."""
    style = tree.css_first("head style")
    found = [css for selector, css in sheets.items() if tree.css_first(selector) is not None]
    if found and style is not None:
        fonts = FONTS.search(style.text())
        style.inner_html = style.text() + "".join(found).replace("FONTS/", fonts[1] if fonts else "theme/")


def _with_fonts(css: str) -> str:
    return FONT_URL.sub(r"url(\1FONTS/", css)


def smaller(css: str) -> str:
    """Without comments and white space that means nothing; strings of our sheets hold neither."""
    return AROUND_SIGNS.sub(r"\1", SPACE.sub(" ", COMMENT.sub("", css))).replace(";}", "}").strip()
