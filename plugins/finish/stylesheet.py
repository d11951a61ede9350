"""The theme's style sheets, and the author's own, as one piece for the head of a page.

In: the theme's `static/css` folder and the author's `custom.css`. Out: `Sheets`, in which `layers.css` comes first;
the order of the others does not matter, since each names its layer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

ON_DEMAND = "on-demand"
WHERE = re.compile(r"/\* On pages with `(?P<selector>[^`]+)`")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
SIGNS = "{};,"  # around which no space means anything
PLACE = "/*\ue000*/"  # in a page's tree: the sheet is longer than most pages
FONT_URL = re.compile(r"url\((['\"]?)\.\./fonts/")


@dataclass(frozen=True)
class Sheets:
    """What is said of every page, and of those with rare elements, by a selector of these; fonts are at `FONTS/`."""

    always: str
    on_demand: Mapping[str, str]
    _made: dict[tuple[str, ...], str] = field(default_factory=dict)

    def of(self, tree: LexborHTMLParser, root: str) -> str:
        """The style of a page, from which the site's root is at `root`: `../../`, or nothing on the home page."""
        rare = tuple(selector for selector in self.on_demand if tree.css_first(selector) is not None)
        if (root, *rare) not in self._made:
            sheets = (self.always, *map(self.on_demand.get, rare))
            self._made[root, *rare] = "".join(sheets).replace("FONTS/", f"{root}theme/")
        return self._made[root, *rare]


def read(css: Path, custom: Path | None = None) -> Sheets:
    """All files below `css` and the author's own, comments and spare white space gone.

    What lies in `on-demand` is for pages with what its first comment names.
    """
    first, rare = css / "layers.css", css / ON_DEMAND
    files = [first, *(path for path in sorted(css.rglob("*.css")) if path != first and path.parent != rare)]
    sheets = [path.read_text("utf-8") for path in files]
    if custom and custom.is_file():
        sheets.append(f"@layer custom {{ {custom.read_text('utf-8')} }}")
    named = [path.read_text("utf-8") for path in sorted(rare.glob("*.css"))]
    on_demand = {WHERE.match(sheet)["selector"]: _with_fonts(smaller(sheet)) for sheet in named}
    return Sheets(_with_fonts(smaller("\n".join(sheets))), on_demand)


def _with_fonts(css: str) -> str:
    return FONT_URL.sub(r"url(\1FONTS/", css)


def smaller(css: str) -> str:
    """Without comments and white space that means nothing; strings of our sheets hold neither."""
    css = " ".join(COMMENT.sub("", css).split())
    for sign in SIGNS:
        css = css.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    return css.replace(";}", "}")


def place(tree: LexborHTMLParser, css: str) -> list[str]:
    """Mark where `put` writes the page's style, `css`; return all style sheets of the page."""
    nodes = tree.tags("style")
    if nodes and nodes[0].parent.tag == "head":
        nodes[0].inner_html = PLACE
    texts = [node.text() for node in nodes]
    return [css if text == PLACE else text for text in texts]


def put(html: bytes, css: str) -> bytes:
    """The page's HTML with its style where it was marked."""
    return html.replace(f">{PLACE}</style>".encode(), b">%b</style>" % _encoded(css), 1)


_encoded = lru_cache(maxsize=64)(str.encode)  # most pages of a site share their style sheet
