"""Draw a contact sheet for each kind of page: `python -m tests.screenshots SITE SHEETS [KIND ...]`.

SITE is the folder of a built site. Each picture in SHEETS shows a page at four widths, in light, in dark and in print.
KIND is one of `tests/kinds.py`; without one, the script draws them all.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser

from tests import tools
from tests.browser import chromium, visiting
from tests.kinds import KINDS, find
from tests.serve import serving

Tile = tuple[str, Image.Image]  # its caption, and the picture

TILES = {390: 260, 768: 384, 1280: 640, 1920: 640}  # the widths of windows, and of their tiles
PAPER = 480  # the width of a printed page
LONGEST = 2400  # how much of a long page a tile shows, in CSS pixels
GAP = 28
GRAY = "#8a8a8a"  # unlike light and dark pages


def screen(browser: Browser, address: str, width: int, scheme: str) -> Tile:
    with visiting(browser, address, width=width, scheme=scheme) as visit:
        visit.read_to_the_end()
        picture = Image.open(BytesIO(visit.page.screenshot(full_page=True))).convert("RGB")
        if visit.complaints:
            print(f"{address} {width} {scheme}:", *visit.complaints, sep="\n  ")
    picture = picture.crop((0, 0, width, min(picture.height, LONGEST)))
    picture.thumbnail((TILES[width], LONGEST), Image.Resampling.LANCZOS)
    return f"{width} {scheme}", picture


def print_out(browser: Browser, address: str) -> list[Tile]:
    """The first two printed pages; none if `pdftoppm` is missing."""
    if not (pdftoppm := tools.which("pdftoppm")):
        return []
    with visiting(browser, address) as visit, TemporaryDirectory() as folder:
        visit.read_to_the_end()
        options = ["-png", "-l", "2", "-scale-to-x", str(PAPER), "-scale-to-y", "-1"]
        pdf = visit.page.pdf(format="A4")
        subprocess.run([pdftoppm, *options, "-", f"{folder}/page"], input=pdf, check=True)
        files = sorted(Path(folder).iterdir())
        return [(f"print {number}", Image.open(file).copy()) for number, file in enumerate(files, start=1)]


def draw(browser: Browser, address: str) -> Image.Image:
    rows = [[screen(browser, address, width, scheme) for width in TILES] for scheme in ("light", "dark")]
    for row, page in zip(rows, print_out(browser, address), strict=False):
        row.append(page)
    return paste(rows)


def paste(rows: list[list[Tile]]) -> Image.Image:
    widths = [sum(tile.width + GAP for _, tile in row) for row in rows]
    heights = [max(tile.height for _, tile in row) + GAP for row in rows]
    sheet = Image.new("RGB", (max(widths) + GAP, sum(heights) + GAP), GRAY)
    pen, font, top = ImageDraw.Draw(sheet), ImageFont.load_default(16), 0
    for row, height in zip(rows, heights, strict=True):
        left = GAP
        for caption, tile in row:
            pen.text((left, top + 4), caption, "black", font)
            sheet.paste(tile, (left, top + GAP))
            left += tile.width + GAP
        top += height
    return sheet


def main(site: Path, sheets: Path, *kinds: str) -> None:
    sheets.mkdir(parents=True, exist_ok=True)
    with serving(site) as server, chromium() as browser:
        for kind in kinds or KINDS:
            if page := find(site, kind):
                draw(browser, server + page).save(sheets / f"{kind}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
