"""The theme's style sheets, and the author's own, as one piece for the head of a page.

In: the theme's `static/css` folder and the author's `custom.css`. Out: `Sheets`, in which `layers.css` comes first;
the order of the others does not matter, since each names its layer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

ON_DEMAND = "on-demand"
WHERE = re.compile(r"/\* On pages with `(?P<selector>[^`]+)`")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
PUNCTUATION = "{};,"  # around which no space means anything
FONT_URL = re.compile(r"url\((['\"]?)\.\./fonts/")


@dataclass(frozen=True)
class Sheets:
    """What is said of every page, and of those with rare elements, by a selector of these; fonts are at `FONTS/`."""

    always: str
    on_demand: Mapping[str, str]

    def of(self, tree: LexborHTMLParser, root: str) -> str:
        """The style of a page, from which the site's root is at `root`: `../../`, or nothing on the home page."""
        rare = (sheet for selector, sheet in self.on_demand.items() if tree.css_first(selector) is not None)
        return "".join((self.always, *rare)).replace("FONTS/", f"{root}theme/")


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
    for mark in PUNCTUATION:
        css = css.replace(f" {mark}", mark).replace(f"{mark} ", mark)
    return css.replace(";}", "}")
