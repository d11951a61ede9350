"""The theme's style sheets and the author's own as one style sheet for the head of a page.

In: the theme's `static/css` folder, the choices of LOOK, and the author's `custom.css`. Out: `Sheets`. `layers.css`
comes first, and choices come last, so that they win within their layers; the order of the others does not matter, since
each names its layer.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

CHOICES = "choices"
CONDITION = re.compile(r"/\* On pages with `(?P<selector>[^`]+)`")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
PUNCTUATION = "{};,"  # spaces around these have no meaning
FONT_URL = re.compile(r"url\((['\"]?)(?:\.\./)+fonts/")


@dataclass(frozen=True)
class Sheets:
    """The rules for every page, those for pages on which a selector matches, and the author's choices, again for every
    page. `FONTS/` is the path of the fonts."""

    always: str
    on_demand: Mapping[str, str]
    chosen: str

    def of(self, tree: LexborHTMLParser, root: str) -> str:
        """The rules for a page. `root` leads from it to the site's root: `../../`, or nothing on the home page."""
        rare = (sheet for selector, sheet in self.on_demand.items() if tree.css_first(selector) is not None)
        return "".join((self.always, *rare, self.chosen)).replace("FONTS/", f"{root}theme/")


def read_sheets(
    css: Path, custom: Path | None = None, chosen: Sequence[str] = ("fonts-sans",), tokens: str = ""
) -> Sheets:
    """Read and minify all files below `css`, and the author's own: of those in `choices` only the `chosen`, as far as
    these need one. `tokens` are rules with the values that an author chose.

    A file that not every page needs names the selector of the elements that need it in its first comment.
    """
    first, choices = css / "layers.css", css / CHOICES
    others = (path for path in sorted(css.rglob("*.css")) if path.parent != choices)
    sheets = _read(dict.fromkeys((first, *others)))
    always, rare = [one for one in sheets if not CONDITION.match(one)], [one for one in sheets if CONDITION.match(one)]
    own = [*_read(choices / f"{name}.css" for name in chosen), tokens]
    if custom and custom.is_file():
        own.append(f"@layer custom {{ {custom.read_text('utf-8')} }}")
    on_demand = {CONDITION.match(sheet)["selector"]: _prepare(sheet) for sheet in rare}
    return Sheets(_prepare("\n".join(always)), on_demand, _prepare("\n".join(own)))


def _read(paths: Iterable[Path]) -> list[str]:
    return [path.read_text("utf-8") for path in paths if path.is_file()]


def _prepare(css: str) -> str:
    return FONT_URL.sub(r"url(\1FONTS/", minify(css))


def minify(css: str) -> str:
    """Remove comments and white space without meaning; no string in our style sheets has either."""
    css = " ".join(COMMENT.sub("", css).split())
    for character in PUNCTUATION:
        css = css.replace(f" {character}", character).replace(f"{character} ", character)
    return css.replace(";}", "}")
