"""Draw the pictures of `docs/looks.md`: `python -m tests.draw_looks [PICTURE ...]`.

Each value of LOOK gets a picture of the part of the sample site where it shows, `docs/pictures/looks/NAME-VALUE.png`.
PICTURE is such a NAME-VALUE; without one, the script draws them all.
"""

import sys
import tempfile
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from plugins.building import build
from plugins.look import CHOICES
from tests.browser import chromium, visiting
from tests.scholar import write_sources
from tests.serve import serving
from tests.small_site import ROOT

PICTURES = ROOT / "docs/pictures/looks"
ACCENTS = {"4e078d": ["#4e078d", "#cf9efa"], "00594e": "#00594e"}  # the theme's, and another
MARGIN = 16  # around what a picture shows
COLORS = 128


@dataclass(frozen=True)
class View:
    """A part of a page: `height` pixels from the first element that matches `start`, or only that element if there is
    no `height`; for visitors of each of the `schemes`, one below the other."""

    start: str
    height: int = 0
    page: str = ""
    width: int = 760
    schemes: tuple[str, ...] = ("light",)


PROFILE, LIST = View("h1", 284), View(".publication:has(a[href*=socks])", 250)
PAGE = View(".site-header", 236, "research/")
# For each choice, and for a value that needs another
VIEWS = {
    "accent": replace(LIST, schemes=("light", "dark")),
    "fonts": View("h1", 298, "research/"),
    "layout": View(".site-header", 720, width=1100),
    "portrait": View(".portrait"),
    "portrait-right": PROFILE,
    "portrait-left": PROFILE,
    "density": View("h1", 540, "research/"),
    "scheme-auto": replace(PAGE, schemes=("light", "dark")),
    "scheme-light": replace(PAGE, schemes=("dark",)),
    "scheme-dark": PAGE,
    "owner": LIST,
    "links": LIST,
    "thumbnails": LIST,
}


def looks() -> dict[str, tuple[str, object]]:
    """The name of each picture, with a choice and its value."""
    accents = {f"accent-{name}": ("accent", value) for name, value in ACCENTS.items()}
    values = ((name, value) for name, choice in CHOICES.items() for group in choice.groups for value in group)
    return accents | {f"{name}-{value}".lower(): (name, value) for name, value in values}


def draw(browser: Browser, site: str, view: View) -> Image.Image:
    parts = [_draw_part(browser, site, view, scheme) for scheme in view.schemes]
    picture = Image.new("RGB", (parts[0].width, sum(part.height for part in parts)))
    for index, part in enumerate(parts):
        picture.paste(part, (0, index * part.height))
    return picture.quantize(COLORS, dither=Image.Dither.NONE)


def _draw_part(browser: Browser, site: str, view: View, scheme: str) -> Image.Image:
    with visiting(browser, f"{site}/{view.page}", width=view.width, scheme=scheme) as visit:
        visit.read_to_the_end()
        box = visit.page.locator(view.start).first.bounding_box()
        left, top, bottom = box["x"] - MARGIN, max(0, box["y"] - MARGIN), box["y"] + box["height"] + MARGIN
        narrow = {"x": left, "y": top, "width": box["width"] + 2 * MARGIN, "height": bottom - top}
        wide = {"x": 0, "y": top, "width": view.width, "height": view.height}
        shot = visit.page.screenshot(clip=wide if view.height else narrow, full_page=True)
    return Image.open(BytesIO(shot)).convert("RGB")


def main(*pictures: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        conf, output = write_sources(Path(folder, "source")) / "pelicanconf.py", Path(folder, "output")
        settings = conf.read_text("utf-8")
        with serving(output) as site:
            for picture in pictures or looks():
                name, value = looks()[picture]
                conf.write_text(f"{settings}\nLOOK = {{{name!r}: {value!r}}}\n", "utf-8")
                build(conf, output)
                view = VIEWS.get(picture) or VIEWS[name]
                draw(browser, site, view).save(PICTURES / f"{picture}.png", optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
