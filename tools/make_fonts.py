"""Make the text fonts in `theme/static/fonts/` from npm's Gabarito; print the sizes and the ranges for `fonts.css`.

From the repository's root:

    pip install fonttools brotli && npm install --prefix PACKAGES @fontsource-variable/gabarito
    python -m tools.make_fonts PACKAGES

The first file holds the characters of English text and of most names in it. A browser fetches another file only for a
character in its range. The same package and the same tools give the same bytes.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parents[1] / "theme/static/fonts"
ENGLISH = frozenset({*range(0x20, 0x7F), *map(ord, "\u00a0·×\u2009\u200b–—‘’“”•…"), *map(ord, "áäåçèéíñóöøü")})
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "tnum", "pnum"]
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # copyright, family, version and license
WEIGHTS = (400, 700)


def reopened(font: TTFont) -> TTFont:
    """Save the font and read it again, because fonttools 4.68 cannot subset a font that it has just instanced."""
    file = BytesIO()
    font.flavor = None
    font.save(file)
    return TTFont(BytesIO(file.getvalue()), recalcTimestamp=False)


def limited(path: Path) -> TTFont:
    """The variable font at `path`, restricted to `WEIGHTS`."""
    return reopened(instantiateVariableFont(TTFont(path, recalcTimestamp=False), {"wght": WEIGHTS}))


def write_subset(font: TTFont, characters: set[int], path: Path) -> None:
    """Write the font's glyphs for `characters` (code points) to `path`, and print its size and `unicode-range`."""
    options = Options(layout_features=FEATURES, name_IDs=NAMES, flavor="woff2")
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    font = reopened(font)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(path)
    print(f"{path.name}: {path.stat().st_size} bytes\n  unicode-range: {unicode_range(font.getBestCmap())};")


def unicode_range(characters: set[int]) -> str:
    """Code points as the value of CSS's `unicode-range`."""
    ranges: list[list[int]] = []
    for character in sorted(characters):
        if ranges and character == ranges[-1][1] + 1:
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    return ", ".join(f"U+{first:X}" + (f"-{last:X}" if last > first else "") for first, last in ranges)


def make(package: Path) -> None:
    latin, extended = (limited(package / f"files/gabarito-{part}-wght-normal.woff2") for part in ("latin", "latin-ext"))
    covered = set(latin.getBestCmap())
    write_subset(latin, covered & ENGLISH, FONTS / "gabarito.woff2")
    write_subset(latin, covered - ENGLISH, FONTS / "gabarito-latin-1.woff2")
    write_subset(extended, set(extended.getBestCmap()) - covered, FONTS / "gabarito-latin-ext.woff2")
    shutil.copyfile(package / "LICENSE", FONTS / "OFL.txt")


if __name__ == "__main__":
    make(Path(sys.argv[1]) / "node_modules" / "@fontsource-variable" / "gabarito")
