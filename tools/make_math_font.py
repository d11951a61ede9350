"""Make the math font in `theme/static/fonts/` from STIX Two Math; print the sizes and the ranges for `math.css`.

From the repository's root:

    pip install fonttools brotli && pip download --no-deps ziamath==0.13 && unzip ziamath-*.whl -d PACKAGES
    npm install --prefix PACKAGES @fontsource/stix-two-math@5.3.0
    python -m tools.make_math_font PACKAGES

ziamath (PyPI) contains the whole font, release 2.11. @fontsource's copy lacks glyphs, so only its license is used.
A browser lays out formulas and stretches characters with the file that contains the space. That file therefore holds
every character that stretches; the other files hold the rest. The same packages and tools give the same bytes.
"""

import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from tools.make_fonts import FONTS, NAMES, unicode_range

FEATURES = ["dtls"]  # dotless letters, to put accents on
# MathML writes primes as superscripts. The font has glyphs for that position (`ssty`); Chromium 156 does not use them.
PRIMES = range(0x2032, 0x2038)
SYMBOLS = "".join(
    (
        "\u00a0\u2003\u2009\u200a\u2061\u2062\u2063\u2064¬°±·×÷¯´¨ˆˇ˘˙˜",  # spaces, invisible operators, accents
        "†‡…′″‴‵⁄−∓∗∘∙⋅⋆⋯⋮⋱∂∇∞∅∀∃∄∈∉∋∖⊕⊖⊗⊙⊤⊥⊢⊨∧∨∩∪∝∠",
        "∼≃≅≈≔≕≜≝≠≡≤≥≪≫≲≳≺≻≼≽⊂⊃⊆⊇⊈⊊⊔⊓△□◻∎",
        "/\\|‖∣∥()[]{}⌈⌉⌊⌋⟦⟧⟨⟩⎰⎱√∏∐∑∫∬∭∮⋀⋁⋂⋃⨀⨁⨂⨄⨆",  # from here on: characters that stretch
        "\u0302\u0303\u0305\u030c\u0332\u20d7_‾⎴⎵⏜⏝⏞⏟←→↔↑↓↕↦↩↪↼↽⇀⇁⇌⇐⇒⇔⇑⇓⇕⟵⟶⟷⟸⟹⟺⟼",
    )
)
LETTERS = frozenset(
    {
        *range(0x20, 0x7F),
        *range(0x391, 0x3AA),  # upright, like capitals in TeX; a browser looks up small letters before it slants them
        *range(0x3B1, 0x3CA),
        *map(ord, "ϑϕϖϱϰϵ"),
        *range(0x1D434, 0x1D468),  # italic
        *range(0x1D6FC, 0x1D71C),
        *range(0x1D49C, 0x1D4B6),  # calligraphic and blackboard capitals; the next line has those from older blocks
        *range(0x1D538, 0x1D552),
        *map(ord, "ℎℏℓℬℰℱℋℐℒℳℛℂℍℕℙℚℝℤ𝟙𝚤𝚥ℜℑℵ"),
    }
)
BOLD = frozenset(
    {
        *range(0x1D400, 0x1D434),
        *range(0x1D468, 0x1D49C),
        *range(0x1D6A8, 0x1D6E2),
        *range(0x1D71C, 0x1D756),
        *range(0x1D7CE, 0x1D7D8),
    }
)
ALPHABETS = frozenset({*range(0x3B1, 0x400), *range(0x2100, 0x2150), *range(0x1D400, 0x1D800)})
REST = frozenset(
    {
        *range(0xA1, 0x100),
        *range(0x2000, 0x2070),
        *range(0x2190, 0x2400),
        *range(0x25A0, 0x2670),
        *range(0x2713, 0x2720),
        *range(0x27C0, 0x2B00),
    }
)


def set_primes(font: TTFont) -> None:
    """Map each prime to its glyph for superscripts."""
    names, known = font.getBestCmap(), set(font.getGlyphOrder())
    forms = {prime: f"{names[prime]}.ssty" for prime in PRIMES if f"{names[prime]}.ssty" in known}
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap.update(forms)


def fix_arrows(font: TTFont) -> None:
    """Swap the connector lengths of right arrows: as the font has them, browsers do not stretch the arrows."""
    variants = font["MATH"].table.MathVariants
    for construction in variants.HorizGlyphConstruction:
        last = construction.GlyphAssembly.PartRecords[-1] if construction.GlyphAssembly else None
        if last and last.StartConnectorLength < variants.MinConnectorOverlap <= last.EndConnectorLength:
            last.StartConnectorLength, last.EndConnectorLength = last.EndConnectorLength, last.StartConnectorLength


def narrow_roots(font: TTFont) -> None:
    """Make the taller root signs as wide as the smallest: Chromium leaves as much space after each root as the widest
    of them would need (MathML Core, 3.3.3, "the preferred inline size of a glyph stretched along the block axis")."""
    variants, root = font["MATH"].table.MathVariants, font.getBestCmap()[ord("√")]
    construction = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(root)]
    taller = [[record.VariantGlyph] for record in construction.MathGlyphVariantRecord[1:]]
    parts = [part.glyph for part in construction.GlyphAssembly.PartRecords]
    width = font["hmtx"][root][0]
    for names in (*taller, parts):
        scale = width / max(font["hmtx"][name][0] for name in names)
        for name in names:
            glyph, (advance, left) = font["glyf"][name], font["hmtx"][name]
            glyph.coordinates.scale((scale, 1))
            glyph.coordinates.toInt()
            glyph.recalcBounds(font["glyf"])
            font["hmtx"][name] = round(advance * scale), round(left * scale)


def write_subset(source: Path, characters: frozenset[int], path: Path) -> None:
    """Write the font's glyphs for `characters` (code points) to `path`, and print its size and `unicode-range`."""
    font = TTFont(source, recalcTimestamp=False)
    set_primes(font)
    fix_arrows(font)
    narrow_roots(font)
    options = Options(layout_features=FEATURES, name_IDs=NAMES, flavor="woff2", hinting=False)
    options.drop_tables += ["GDEF", "GPOS"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(path)
    print(f"{path.name}: {path.stat().st_size} bytes\n  unicode-range: {unicode_range(font.getBestCmap())};")


def make(packages: Path) -> None:
    source = packages / "ziamath" / "fonts" / "STIXTwoMath-Regular.ttf"
    base = LETTERS | frozenset(map(ord, SYMBOLS))
    parts = {"": base, "-bold": BOLD - base, "-alphabets": ALPHABETS - BOLD - base, "-signs": REST - ALPHABETS - base}
    for name, characters in parts.items():
        write_subset(source, characters, FONTS / f"stix-two-math{name}.woff2")
    shutil.copyfile(packages / "node_modules/@fontsource/stix-two-math/LICENSE", FONTS / "OFL-stix-two-math.txt")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
