"""Fixtures for a small site that shows everything: `sites/lively`, with articles and pictures made here.

`lively` is the folder of its public build. `built` is this repository's site, then the lively one, each as a
`tests.pages.BuiltSite`.
"""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

SOURCE = Path(__file__).with_name("sites") / "lively"
TURNED = 6  # EXIF orientation of a camera held on its side
ARTICLE = """---
title: Number {number} -- the "{number}th" & <last>
tags: [examples]
---

This is article number {number}, whose first paragraph is long enough to describe it to a search engine.
It links to [the paper](https://example.org/paper) and to :fontawesome-brands-github: [the code](https://example.org/code).
"""


@pytest.fixture(scope="session")
def lively(build_once: Callable[[str, Callable], Path]) -> Path:
    """The lively site as it is published."""
    from plugins.building import build

    def make(folder: Path) -> None:
        build(write_sources(folder.with_name("lively.source")) / "publishconf.py", folder)

    return build_once("lively", make)


@pytest.fixture(scope="session", params=["site", "lively"])
def built(request: pytest.FixtureRequest) -> "BuiltSite":  # noqa: F821
    """Each of the two sites, with its pages parsed."""
    from plugins.building.settings import run_settings
    from tests.pages import BuiltSite

    source = SOURCE.parents[2] if request.param == "site" else SOURCE
    settings = run_settings(source / "publishconf.py")
    return BuiltSite(request.getfixturevalue(request.param), settings["SITEURL"], settings["EMBEDS_HOSTS"])


def write_sources(folder: Path) -> Path:
    """Copy the site to `folder`; add 23 articles and pictures of every shape."""
    shutil.copytree(SOURCE, folder, dirs_exist_ok=True)
    for number in range(23):
        day = date(2022, 1, 15) + timedelta(days=33 * number)
        file = folder / f"content/news/{day.isoformat()}-number-{number}.md"
        file.write_text(ARTICLE.format(number=number), "utf-8")
    write_pictures(folder / "content/images")
    return folder


def write_pictures(folder: Path) -> None:
    """Write a landscape, a phone's photo on its side, logos with and without alpha, and an animation."""
    _gradient(2000, 900).save(folder / "wide.jpg", quality=80)
    phone = _gradient(800, 600)
    exif = phone.getexif()
    exif[0x0112] = TURNED
    phone.save(folder / "phone.jpg", exif=exif)
    logo = Image.new("RGBA", (300, 240), (0, 0, 0, 0))
    ImageDraw.Draw(logo).ellipse((20, 20, 280, 220), fill=(78, 7, 141, 255))
    logo.save(folder / "logo.png")
    logo.convert("RGB").save(folder / "secret.png")
    dots = [Image.new("L", (60, 40), shade) for shade in (0, 128, 255)]
    dots[0].save(folder / "dancing.gif", save_all=True, append_images=dots[1:], duration=200, loop=0)


def _gradient(width: int, height: int) -> Image.Image:
    return Image.merge(
        "RGB", [Image.linear_gradient("L").resize((width, height)).rotate(angle) for angle in (0, 90, 180)]
    )
