"""The picture that other sites show with a link to this one (https://ogp.me): name, address and portrait.

In: two lines of text, a portrait or None, the theme's fonts, the accent. Out: a JPEG of 1200 × 630 pixels, whose bytes
depend on nothing else.
"""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from plugins.pictures.variants import OPTIONS, Picture

SIZE = (1200, 630)
MARGIN, PORTRAIT = 90, 400  # pixels: the portrait is a square
PAPER, INK, MUTED = "#ffffff", "#1c1a22", "#5d5869"  # as in the theme's tokens.css


def card(name: str, line: str, portrait: Picture | None, fonts: tuple[Path, Path], accent: str) -> bytes:
    """Draw the card: the name in the first of the fonts, the line in the second.

    Both are left out if the font lacks characters of the name, which would be drawn as boxes.
    """
    head, text = fonts
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, SIZE[1] - 16, *SIZE), fill=accent)
    width = SIZE[0] - 2 * MARGIN
    if portrait:
        image.paste(*_round_portrait(portrait))
        width -= PORTRAIT + MARGIN
    if _can_write(name, head):
        draw.text((MARGIN, 300), name, fill=INK, font=_fit_font(name, head, width), anchor="ls")
        draw.text((MARGIN, 370), line, fill=MUTED, font=ImageFont.truetype(text, 38), anchor="ls")
    buffer = BytesIO()
    image.save(buffer, "JPEG", **OPTIONS["JPEG"])
    return buffer.getvalue()


def _round_portrait(portrait: Picture) -> tuple[Image.Image, tuple[int, int], Image.Image]:
    """The central square of the portrait: the picture, its place on the card, and a mask with round corners."""
    pixels = portrait.pixels.convert("RGB")
    side = min(pixels.size)
    left, top = (pixels.width - side) // 2, (pixels.height - side) // 2
    square = pixels.resize((PORTRAIT, PORTRAIT), Image.Resampling.LANCZOS, box=(left, top, left + side, top + side))
    mask = Image.new("L", (PORTRAIT, PORTRAIT), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, PORTRAIT, PORTRAIT), 48, fill=255)
    return square, (SIZE[0] - MARGIN - PORTRAIT, (SIZE[1] - PORTRAIT) // 2), mask


def _fit_font(text: str, font: Path, width: int) -> ImageFont.FreeTypeFont:
    """The font in the largest size in which the text is at most `width` pixels wide."""
    fonts = (ImageFont.truetype(font, size) for size in range(100, 30, -6))
    return next((loaded for loaded in fonts if loaded.getlength(text) <= width), ImageFont.truetype(font, 30))


def _can_write(text: str, font: Path) -> bool:
    """Whether the font has every character of the text."""
    loaded = ImageFont.truetype(font, 40)
    missing = bytes(loaded.getmask("\uffff"))
    return all(character.isspace() or bytes(loaded.getmask(character)) != missing for character in text)
