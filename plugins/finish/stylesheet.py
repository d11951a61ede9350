"""The theme's style sheets, and the author's own, as one piece for the head of a page.

In: the theme's `static/css` folder and the author's `custom.css`. Out: one text in which `layers.css` comes first;
the order of the others does not matter, since each names its layer.
"""

import re
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.S)
SPACE = re.compile(r"\s+")
AROUND_SIGNS = re.compile(r"\s*([{};,])\s*")
FONT_URL = re.compile(r"url\((['\"]?)\.\./fonts/")


def stylesheet(css: Path, custom: Path | None = None) -> str:
    """All files below `css` and the author's own, comments and spare white space gone; fonts are at `FONTS/`."""
    first = css / "layers.css"
    files = [first, *(path for path in sorted(css.rglob("*.css")) if path != first)]
    sheets = [path.read_text("utf-8") for path in files]
    if custom and custom.is_file():
        sheets.append(f"@layer custom {{ {custom.read_text('utf-8')} }}")
    return FONT_URL.sub(r"url(\1FONTS/", smaller("\n".join(sheets)))


def smaller(css: str) -> str:
    """Without comments and white space that means nothing; strings of our sheets hold neither."""
    return AROUND_SIGNS.sub(r"\1", SPACE.sub(" ", COMMENT.sub("", css))).replace(";}", "}").strip()
