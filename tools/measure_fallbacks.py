"""Measure fonts that visitors have, and print them as `@font-face` rules that stand in for the theme's fonts.

From the repository's root, with Liberation Sans and Liberation Serif installed, which are as wide as Arial and Times
(Gelasio is as wide as Georgia):

    npm install --prefix PACKAGES @fontsource/roboto @fontsource/noto-serif @fontsource/gelasio
    python -m tools.measure_fallbacks SITE PACKAGES

SITE is the folder of a built site; the text of its pages is measured in Chromium. The rules stand in
`theme/static/css/choices/`. Where spaces and capitals of the theme's font are much narrower than the fallback's, four
groups of characters have a size each: lines of names or years would otherwise end elsewhere. The rule for spaces has
the line's height, as browsers take it from the font that has the space.
"""

import re
import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont
from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser

from tests.browser import chromium
from tools.make_fonts import FONTS

# Their `unicode-range`, and runs of them in a text. A later rule wins where ranges overlap.
# Arial has Arabic and Hebrew letters too: those come from a better font.
TOGETHER = (("U+0-52F, U+1E00-22FF", re.compile(".+")),)
APART = (
    ("U+0-DE, U+2000-20CF", re.compile("[^A-Za-zÀ-ɏ ]+")),
    ("U+41-5A, U+C0-DE", re.compile("[A-ZÀ-Þ]+")),
    ("U+61-7A, U+DF-52F, U+1E00-1FFF, U+2100-22FF", re.compile("[a-zß-ɏ]+")),
    ("U+20", re.compile(" ")),
)
ARIAL = ("Arial", "Liberation Sans", "Arimo", "Helvetica")
ARIAL_BOLD = ("Arial Bold", "Liberation Sans Bold", "Arimo Bold", "Helvetica Bold")
ARIAL_ITALIC = ("Arial Italic", "Liberation Sans Italic", "Arimo Italic", "Helvetica Oblique")
GEORGIA, GEORGIA_BOLD, GEORGIA_ITALIC = (
    ("Georgia", "Gelasio"),
    ("Georgia Bold", "Gelasio Bold"),
    ("Georgia Italic", "Gelasio Italic"),
)
TIMES = ("Times New Roman", "Liberation Serif", "Tinos", "Times")
TIMES_BOLD = ("Times New Roman Bold", "Liberation Serif Bold", "Tinos Bold", "Times Bold")
TIMES_ITALIC = ("Times New Roman Italic", "Liberation Serif Italic", "Tinos Italic", "Times Italic")
ROBOTO, ROBOTO_BOLD, ROBOTO_ITALIC = ("Roboto",), ("Roboto Bold", "Roboto-Bold"), ("Roboto Italic", "Roboto-Italic")
NOTO, NOTO_BOLD, NOTO_ITALIC = (
    ("Noto Serif",),
    ("Noto Serif Bold", "NotoSerif-Bold"),
    ("Noto Serif Italic", "NotoSerif-Italic"),
)
MEASURE = """async ([source, weight, style, runs]) => {
    const font = new FontFace("measured", source, {weight: "1 999", style});
    document.fonts.add(await font.load());
    const span = document.createElement("span");
    span.style.cssText = `font: ${style} ${weight} 100px measured; position: absolute; white-space: pre`;
    document.body.append(span);
    const widths = runs.map((run) => { span.textContent = run; return span.getBoundingClientRect().width; });
    span.remove();
    document.fonts.delete(font);
    return widths.reduce((sum, width) => sum + width, 0);
}"""


@dataclass(frozen=True)
class Fallback:
    """`names` that a system may have, in place of the theme's font in the file `stem`, at a weight and in a style.

    `measured` is a file of npm's packages that is as wide as they are; without one, the second name is measured.
    """

    family: str
    stem: str
    names: tuple[str, ...]
    weight: int = 400
    style: str = "normal"
    groups: tuple[tuple[str, re.Pattern], ...] = APART
    measured: str = ""


FALLBACKS = (
    Fallback("Vita Sans fallback", "vita-sans", ARIAL),
    Fallback("Vita Sans fallback", "vita-sans", ARIAL_BOLD, 600),
    Fallback("Vita Sans fallback", "vita-sans-italic", ARIAL_ITALIC, 400, "italic"),
    Fallback("Gabarito fallback", "gabarito-text", ARIAL, groups=TOGETHER),
    Fallback("Gabarito fallback", "gabarito-text", ARIAL_BOLD, 600, groups=TOGETHER),
    Fallback("Vita Serif fallback", "vita-serif", GEORGIA, 400, "normal", TOGETHER, "gelasio-latin-400-normal"),
    Fallback("Vita Serif fallback", "vita-serif", GEORGIA_BOLD, 600, "normal", TOGETHER, "gelasio-latin-700-normal"),
    Fallback(
        "Vita Serif fallback", "vita-serif-italic", GEORGIA_ITALIC, 400, "italic", TOGETHER, "gelasio-latin-400-italic"
    ),
    Fallback("Vita Serif as Times", "vita-serif", TIMES),
    Fallback("Vita Serif as Times", "vita-serif", TIMES_BOLD, 600),
    Fallback("Vita Serif as Times", "vita-serif-italic", TIMES_ITALIC, 400, "italic"),
    Fallback("Vita Sans on Android", "vita-sans", ROBOTO, 400, "normal", TOGETHER, "roboto-latin-400-normal"),
    Fallback("Vita Sans on Android", "vita-sans", ROBOTO_BOLD, 600, "normal", TOGETHER, "roboto-latin-700-normal"),
    Fallback(
        "Vita Sans on Android", "vita-sans-italic", ROBOTO_ITALIC, 400, "italic", TOGETHER, "roboto-latin-400-italic"
    ),
    Fallback("Gabarito on Android", "gabarito-text", ROBOTO, 400, "normal", TOGETHER, "roboto-latin-400-normal"),
    Fallback("Gabarito on Android", "gabarito-text", ROBOTO_BOLD, 600, "normal", TOGETHER, "roboto-latin-700-normal"),
    Fallback("Vita Serif on Android", "vita-serif", NOTO, 400, "normal", TOGETHER, "noto-serif-latin-400-normal"),
    Fallback("Vita Serif on Android", "vita-serif", NOTO_BOLD, 600, "normal", TOGETHER, "noto-serif-latin-700-normal"),
    Fallback(
        "Vita Serif on Android",
        "vita-serif-italic",
        NOTO_ITALIC,
        400,
        "italic",
        TOGETHER,
        "noto-serif-latin-400-italic",
    ),
)


def text_of(site: Path) -> str:
    """What visitors read on the pages of a built site: each line once."""
    trees = (LexborHTMLParser(file.read_bytes()) for file in sorted(site.rglob("*.html")))
    lines = (
        line.strip() for tree in trees if tree.css_first("main") for line in tree.css_first("main").text().split("\n")
    )
    return "\n".join(dict.fromkeys(line for line in lines if line.isascii()))


def source_of(file: Path) -> str:
    return f"url(data:font/woff2;base64,{b64encode(file.read_bytes()).decode()})"


def npm_file(packages: Path, name: str) -> Path:
    package = name.partition("-latin")[0]
    return packages / f"node_modules/@fontsource/{package}/files/{name}.woff2"


def rules(fallback: Fallback, page: Page, text: str, packages: Path) -> Iterator[str]:
    """The rule of each group of characters."""
    file = FONTS / f"{fallback.stem}.woff2"
    theirs = source_of(npm_file(packages, fallback.measured)) if fallback.measured else f'local("{fallback.names[1]}")'
    for characters, pattern in fallback.groups:
        runs = pattern.findall(text)
        ours, other = (
            page.evaluate(MEASURE, [font, fallback.weight, fallback.style, runs]) for font in (source_of(file), theirs)
        )
        yield rule(fallback, characters, ours / other, file)


def rule(fallback: Fallback, characters: str, scale: float, file: Path) -> str:
    lines = [f'font-family: "{fallback.family}"']
    lines += ["font-style: italic"] * (fallback.style == "italic")
    lines += [f"font-weight: {fallback.weight}"]
    lines += ["src:" + ",".join(f'\n    local("{name}")' for name in fallback.names)]
    lines += [f"size-adjust: {scale:.2%}"]
    lines += [f"unicode-range: {characters}"]
    if characters == fallback.groups[-1][0]:
        font = TTFont(file)
        metrics, units = font["hhea"], font["head"].unitsPerEm * scale
        lines += [f"ascent-override: {metrics.ascent / units:.1%}", f"descent-override: {-metrics.descent / units:.1%}"]
        lines += ["line-gap-override: 0%"]
    return "@font-face {\n" + "".join(f"  {line};\n" for line in lines) + "}\n"


def main(site: Path, packages: Path) -> None:
    text = text_of(site)
    with chromium() as browser:
        page = browser.new_page()
        for fallback in FALLBACKS:
            print(*rules(fallback, page, text, packages), sep="\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
