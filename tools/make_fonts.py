"""Make the text fonts in `theme/static/fonts/` from npm's packages; print their sizes, and ranges for the style sheets.

From the repository's root:

    pip install fonttools brotli
    npm install --prefix PACKAGES @fontsource-variable/gabarito @fontsource-variable/source-sans-3 \\
        @fontsource-variable/source-serif-4
    python -m tools.make_fonts PACKAGES

The first file of a face holds the characters of English text and of most names in it. A browser fetches another file
only for a character in its range. The same packages and tools give the same bytes. The license of Adobe's fonts
reserves the name "Source" for unchanged copies, so ours are named Vita Sans and Vita Serif.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parents[1] / "theme/static/fonts"
ENGLISH = frozenset({*range(0x20, 0x7F), *map(ord, "\u00a0©°·×\u2009\u200b–—‘’“”•…"), *map(ord, "áäåçèéíñóöøü")})
SIGNS = "ıŒœʻʼˆ˚˜\u0300\u0301\u0303\u0304\u0308\u0309\u0323\u0329\u2002‚„′″‹›⁄€™↑↓−∕"
LATIN_1 = frozenset({*range(0xA1, 0x100), *map(ord, SIGNS)}) - ENGLISH
EXTENDED = {*range(0x100, 0x180), *range(0x1CD, 0x1DD), *range(0x218, 0x21C), *range(0x1E00, 0x1EA0), 0x259} - LATIN_1
VIETNAMESE = frozenset({0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA)})  # besides the letters in the other files
# The end of a file's name, npm's part, and the file's characters: none is in two files.
PARTS = (
    ("", "latin", ENGLISH),
    ("-latin-1", "latin", LATIN_1),
    ("-latin-ext", "latin-ext", EXTENDED),
    ("-vietnamese", "vietnamese", VIETNAMESE),
)
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "tnum", "pnum"]
COPYRIGHT, FAMILY, STYLE, UNIQUE_NAME, FULL_NAME, POSTSCRIPT_NAME = 0, 1, 2, 3, 4, 6
NAMES = [COPYRIGHT, FAMILY, STYLE, UNIQUE_NAME, FULL_NAME, 5, POSTSCRIPT_NAME, 13, 14]  # 5: version; 13, 14: license


@dataclass(frozen=True)
class Face:
    """A font of npm's `package` named `family`, limited to `weights`; `stem` begins the names of its files."""

    stem: str
    family: str
    package: str
    weights: float | tuple[float, float] = (400, 600)
    style: str = "normal"

    @property
    def full_name(self) -> str:
        return self.family + (" Italic" if self.style == "italic" else "")


FACES = (
    Face("vita-sans", "Vita Sans", "source-sans-3"),
    Face("vita-sans-italic", "Vita Sans", "source-sans-3", style="italic"),
    Face("vita-serif", "Vita Serif", "source-serif-4"),
    Face("vita-serif-italic", "Vita Serif", "source-serif-4", style="italic"),
    Face("gabarito", "Gabarito", "gabarito", weights=600),
    Face("gabarito-text", "Gabarito", "gabarito"),
)


def reopened(font: TTFont) -> TTFont:
    """Save the font and read it again, because fonttools 4.68 cannot subset a font that it has just instanced."""
    file = BytesIO()
    font.flavor = None
    font.save(file)
    return TTFont(BytesIO(file.getvalue()), recalcTimestamp=False)


def limited(path: Path, face: Face) -> TTFont:
    """The variable font at `path`, restricted to the face's weights and named like it."""
    font = instantiateVariableFont(TTFont(path, recalcTimestamp=False), {"wght": face.weights})
    style = "Italic" if face.style == "italic" else "Regular"
    values = {
        FAMILY: face.family,
        STYLE: style,
        UNIQUE_NAME: f"{face.full_name} {font['head'].fontRevision:.3f}",
        FULL_NAME: face.full_name,
        POSTSCRIPT_NAME: f"{face.family.replace(' ', '')}-{style}",
    }
    for record in font["name"].names:
        record.string = values.get(record.nameID, record.string)
    return reopened(font)


def write_subset(font: TTFont, characters: Iterable[int], path: Path) -> None:
    """Write the font's glyphs for `characters` (code points) to `path`, and print its size."""
    options = Options(layout_features=FEATURES, name_IDs=NAMES, flavor="woff2")
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(path)
    print(f"{path.name}: {path.stat().st_size} bytes")


def unicode_range(characters: Iterable[int]) -> str:
    """Code points as the value of CSS's `unicode-range`."""
    ranges: list[list[int]] = []
    for character in sorted(characters):
        if ranges and character == ranges[-1][1] + 1:
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    return ", ".join(f"U+{first:X}" + (f"-{last:X}" if last > first else "") for first, last in ranges)


def make(packages: Path, face: Face) -> None:
    """Write the face's files."""
    for end, part, characters in PARTS:
        path = packages / face.package / "files" / f"{face.package}-{part}-wght-{face.style}.woff2"
        if path.exists():
            write_subset(limited(path, face), characters, FONTS / f"{face.stem}{end}.woff2")


def write_license(packages: Path, face: Face) -> None:
    """Write the package's license, whose first line names its packager, with the copyright line of the font itself."""
    copyright_line = TTFont(FONTS / f"{face.stem}.woff2")["name"].getDebugName(COPYRIGHT)
    _, text = (packages / face.package / "LICENSE").read_text("utf-8").split("\n", 1)
    (FONTS / f"OFL-{face.family.lower().replace(' ', '-')}.txt").write_text(f"{copyright_line}\n{text}", "utf-8")


def main(packages: Path) -> None:
    for end, _, characters in PARTS:
        print(f"unicode-range of *{end}.woff2: {unicode_range(characters)};")
    for face in FACES:
        make(packages, face)
        write_license(packages, face)


if __name__ == "__main__":
    main(Path(sys.argv[1]) / "node_modules" / "@fontsource-variable")
