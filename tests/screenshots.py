"""Take pictures of every kind of page: `python -m tests.screenshots SITE PICTURES`.

SITE is the folder of a built site. PICTURES gets each kind of page at three widths, in light and dark, and in print.
"""

import subprocess
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from tests import tools
from tests.browser import HEIGHTS, chromium, visiting
from tests.kinds import KINDS, find
from tests.serve import serving


def draw(browser: Browser, page: str, name: Path) -> None:
    for width, scheme in product(HEIGHTS, ("light", "dark")):
        with visiting(browser, page, width=width, scheme=scheme) as visit:
            visit.read_to_the_end()
            visit.page.screenshot(path=f"{name}-{width}-{scheme}.png", full_page=True)
            if visit.complaints:
                print(f"{name.name} {width} {scheme}:", *visit.complaints, sep="\n  ")
    with visiting(browser, page) as visit:
        visit.read_to_the_end()
        visit.page.pdf(path=f"{name}-print.pdf", format="A4")
    if pdftoppm := tools.which("pdftoppm"):
        subprocess.run([pdftoppm, "-png", "-r", "80", f"{name}-print.pdf", f"{name}-print"], check=True)


def main(site: Path, pictures: Path) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    with serving(site) as server, chromium() as browser:
        for kind in KINDS:
            if page := find(site, kind):
                draw(browser, server + page, pictures / kind)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
