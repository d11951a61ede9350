"""The picture that other sites show with a link to this one (https://ogp.me): who it is, and where to read more.

In: three texts, a portrait or None, the theme's fonts, the accent. Out: a JPEG of 1200 × 630 pixels, whose bytes depend
on nothing else. No font of the machine is used: a word with a character that no font of the theme has is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from plugins.pictures.lettering import Face, fit_lines, writable
from plugins.pictures.variants import OPTIONS, Picture

SIZE = (1200, 630)
MARGIN, PORTRAIT, CORNER, BAR, GAP = 88, 400, 48, 16, 28  # pixels: the portrait is a square
PAPER, INK, MUTED = "#ffffff", "#131118", "#565160"  # as in the theme's tokens.css


@dataclass(frozen=True)
class CardTexts:
    """What the card says."""

    name: str
    role: str = ""
    address: str = ""


@dataclass(frozen=True)
class CardFonts:
    """The files of the typeface of names, and of that of the text; each file has some of the characters."""

    head: tuple[Path, ...]
    text: tuple[Path, ...]


@dataclass(frozen=True)
class Block:
    """Lines in one face and color; `leading` is the distance of their baselines in pixels."""

    lines: Sequence[str]
    face: Face
    color: str

    @property
    def leading(self) -> int:
        return round(self.face.size * 1.2)

    @property
    def height(self) -> int:
        return len(self.lines) * self.leading


def card(texts: CardTexts, portrait: Picture | None, fonts: CardFonts, accent: str) -> bytes:
    """Draw the card."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, SIZE[1] - BAR, *SIZE), fill=accent)
    width = SIZE[0] - 2 * MARGIN
    if portrait:
        image.paste(*_round_portrait(portrait))
        width -= PORTRAIT + MARGIN // 2
    _write(draw, list(_blocks(texts, fonts, accent, width)))
    buffer = BytesIO()
    image.save(buffer, "JPEG", **OPTIONS["JPEG"])
    return buffer.getvalue()


def _blocks(texts: CardTexts, fonts: CardFonts, accent: str, width: int) -> Iterator[Block]:
    """The name, or else the address in its place, then the role and the address, as far as they can be written."""
    name, role = writable(texts.name, fonts.head), writable(texts.role, fonts.text)
    address = writable(texts.address, fonts.text)
    for text, files, color, sizes, most in (
        (name or address, fonts.head, INK, range(96, 38, -4), 2),
        (role, fonts.text, MUTED, range(42, 26, -2), 3),
        (address if name else "", fonts.text, accent, range(34, 20, -2), 1),
    ):
        if text:
            yield Block(*fit_lines(text, files, width, sizes, most), color)


def _write(draw: ImageDraw.ImageDraw, blocks: Sequence[Block]) -> None:
    """Write the blocks below each other, the whole in the middle of the card's height."""
    height = sum(block.height for block in blocks) + GAP * (len(blocks) - 1)
    top = (SIZE[1] - BAR - height) // 2
    for block in blocks:
        for number, line in enumerate(block.lines):
            baseline = top + number * block.leading + round(block.face.size * 0.95)
            block.face.write(draw, (MARGIN, baseline), line, block.color)
        top += block.height + GAP


def _round_portrait(portrait: Picture) -> tuple[Image.Image, tuple[int, int], Image.Image]:
    """The central square of the portrait: the picture, its place on the card, and a mask with round corners."""
    pixels = portrait.pixels.convert("RGB")
    side = min(pixels.size)
    left, top = (pixels.width - side) // 2, (pixels.height - side) // 2
    square = pixels.resize((PORTRAIT, PORTRAIT), Image.Resampling.LANCZOS, box=(left, top, left + side, top + side))
    mask = Image.new("L", (4 * PORTRAIT, 4 * PORTRAIT), 0)  # four times as large, for smooth edges
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 4 * PORTRAIT - 1, 4 * PORTRAIT - 1), 4 * CORNER, fill=255)
    place = SIZE[0] - MARGIN - PORTRAIT, (SIZE[1] - BAR - PORTRAIT) // 2
    return square, place, mask.resize(square.size, Image.Resampling.BOX)
