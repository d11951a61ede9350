"""The theme's style sheets and the author's own as one style sheet for the head of a page.

In: the theme's `static/css` folder, the choices of LOOK, and the author's `custom.css`. Out: `Sheets`. `layers.css`
comes first, and choices come last, so that they win within their layers; the order of the others does not matter, since
each names its layer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

ON_DEMAND, CHOICES = "on-demand", "choices"
CONDITION = re.compile(r"/\* On pages with `(?P<selector>[^`]+)`")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
PUNCTUATION = "{};,"  # spaces around these have no meaning
FONT_URL = re.compile(r"url\((['\"]?)(?:\.\./)+fonts/")


@dataclass(frozen=True)
class Sheets:
    """The rules for every page, and those for pages on which a selector matches. `FONTS/` is the path of the fonts."""

    always: str
    on_demand: Mapping[str, str]

    def of(self, tree: LexborHTMLParser, root: str) -> str:
        """The rules for a page. `root` leads from it to the site's root: `../../`, or nothing on the home page."""
        rare = (sheet for selector, sheet in self.on_demand.items() if tree.css_first(selector) is not None)
        return "".join((self.always, *rare)).replace("FONTS/", f"{root}theme/")


def read_sheets(
    css: Path, custom: Path | None = None, chosen: Sequence[str] = ("fonts-sans",), tokens: str = ""
) -> Sheets:
    """Read and minify all files below `css`, and the author's own: of those in `choices` only the `chosen`, as far as
    these need one. `tokens` are rules with the values that an author chose.

    The first comment of each file in `on-demand` names the selector of the elements that need it.
    """
    first, rare_folder, choices = css / "layers.css", css / ON_DEMAND, css / CHOICES
    others = (path for path in sorted(css.rglob("*.css")) if path.parent not in (rare_folder, choices))
    own = (path for name in chosen if (path := choices / f"{name}.css").is_file())
    sheets = [path.read_text("utf-8") for path in dict.fromkeys((first, *others, *own))] + [tokens]
    if custom and custom.is_file():
        sheets.append(f"@layer custom {{ {custom.read_text('utf-8')} }}")
    rare = [path.read_text("utf-8") for path in sorted(rare_folder.glob("*.css"))]
    on_demand = {CONDITION.match(sheet)["selector"]: _with_fonts(minify(sheet)) for sheet in rare}
    return Sheets(_with_fonts(minify("\n".join(sheets))), on_demand)


def _with_fonts(css: str) -> str:
    return FONT_URL.sub(r"url(\1FONTS/", css)


def minify(css: str) -> str:
    """Remove comments and white space without meaning; no string in our style sheets has either."""
    css = " ".join(COMMENT.sub("", css).split())
    for character in PUNCTUATION:
        css = css.replace(f" {character}", character).replace(f"{character} ", character)
    return css.replace(";}", "}")
