"""Make the text fonts in `theme/static/fonts/` from npm's packages; print the sizes and the ranges for `fonts.css`.

From the repository's root:

    pip install fonttools brotli
    npm install --prefix PACKAGES @fontsource-variable/gabarito @fontsource-variable/source-sans-3
    python -m tools.make_fonts PACKAGES

The first file holds the characters of English text and of most names in it. A browser fetches another file only for a
character in its range. The same package and the same tools give the same bytes.
"""

import shutil
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parents[1] / "theme/static/fonts"
ENGLISH = frozenset({*range(0x20, 0x7F), *map(ord, "\u00a0·×\u2009\u200b–—‘’“”•…"), *map(ord, "áäåçèéíñóöøü")})
EXTENDED = frozenset({*range(0x100, 0x180), *range(0x1CD, 0x1DD), *range(0x218, 0x21C), *range(0x1E00, 0x1F00), 0x259})
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "tnum", "pnum"]
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # copyright, family, version and license


@dataclass(frozen=True)
class Face:
    """A font of npm's `package`, limited to `weights` (one, or a range); `stem` begins the names of its files."""

    stem: str
    package: str
    style: str
    weights: float | tuple[float, float]


FACES = (
    Face("source-sans", "source-sans-3", "normal", (400, 600)),
    Face("source-sans-italic", "source-sans-3", "italic", (400, 600)),
    Face("gabarito", "gabarito", "normal", 600),
)


def reopened(font: TTFont) -> TTFont:
    """Save the font and read it again, because fonttools 4.68 cannot subset a font that it has just instanced."""
    file = BytesIO()
    font.flavor = None
    font.save(file)
    return TTFont(BytesIO(file.getvalue()), recalcTimestamp=False)


def limited(path: Path, weights: float | tuple[float, float]) -> TTFont:
    """The variable font at `path`, restricted to `weights`."""
    return reopened(instantiateVariableFont(TTFont(path, recalcTimestamp=False), {"wght": weights}))


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


def make(packages: Path, face: Face) -> None:
    files = packages / face.package / "files"
    latin, extended = (
        limited(files / f"{face.package}-{part}-wght-{face.style}.woff2", face.weights)
        for part in ("latin", "latin-ext")
    )
    covered = set(latin.getBestCmap())
    write_subset(latin, covered & ENGLISH, FONTS / f"{face.stem}.woff2")
    write_subset(latin, covered - ENGLISH, FONTS / f"{face.stem}-latin-1.woff2")
    write_subset(extended, (set(extended.getBestCmap()) & EXTENDED) - covered, FONTS / f"{face.stem}-latin-ext.woff2")
    shutil.copyfile(packages / face.package / "LICENSE", FONTS / f"OFL-{face.package}.txt")


if __name__ == "__main__":
    for each in FACES:
        make(Path(sys.argv[1]) / "node_modules" / "@fontsource-variable", each)
