"""The picture that a link to the site is shown with elsewhere (https://ogp.me): the name, the address, the portrait.

In: two lines of text, a portrait or none, the theme's font. Out: a JPEG of 1200 × 630 pixels, the same each time.
"""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from plugins.pictures.variants import OPTIONS, Picture

SIZE = (1200, 630)
EDGE, FACE = 90, 400  # pixels: the margin, and the portrait's side
PAPER, INK, MUTED, ACCENT = "#ffffff", "#1c1a22", "#5d5869", "#4e078d"  # as in the theme's tokens.css


def card(name: str, line: str, portrait: Picture | None, font: Path) -> bytes:
    """Draw the card. A name in letters that the font lacks is left out rather than shown as boxes."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, SIZE[1] - 16, *SIZE), fill=ACCENT)
    width = SIZE[0] - 2 * EDGE
    if portrait:
        image.paste(*_face(portrait))
        width -= FACE + EDGE
    if _can_write(name, font):
        letters = _fitting(name, font, width)
        draw.text((EDGE, 300), name, fill=INK, font=letters, anchor="ls")
        draw.text((EDGE, 370), line, fill=MUTED, font=_letters(font, 38, 400), anchor="ls")
    buffer = BytesIO()
    image.save(buffer, "JPEG", **OPTIONS["JPEG"])
    return buffer.getvalue()


def _face(portrait: Picture) -> tuple[Image.Image, tuple[int, int], Image.Image]:
    """The middle square of the portrait with round corners: picture, place, mask."""
    pixels = portrait.pixels.convert("RGB")
    side = min(pixels.size)
    left, top = (pixels.width - side) // 2, (pixels.height - side) // 2
    square = pixels.resize((FACE, FACE), Image.Resampling.LANCZOS, box=(left, top, left + side, top + side))
    mask = Image.new("L", (FACE, FACE), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, FACE, FACE), 48, fill=255)
    return square, (SIZE[0] - EDGE - FACE, (SIZE[1] - FACE) // 2), mask


def _letters(font: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    letters = ImageFont.truetype(font, size)
    letters.set_variation_by_axes([weight])
    return letters


def _fitting(text: str, font: Path, width: int) -> ImageFont.FreeTypeFont:
    return next(
        (letters for size in range(100, 30, -6) if (letters := _letters(font, size, 600)).getlength(text) <= width),
        _letters(font, 30, 600),
    )


def _can_write(text: str, font: Path) -> bool:
    letters = _letters(font, 40, 400)
    missing = bytes(letters.getmask("\uffff"))
    return all(character.isspace() or bytes(letters.getmask(character)) != missing for character in text)
