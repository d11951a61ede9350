"""How the text of a site appears on a first visit over a slow line: `python -m tests.font_loading SITE [PAGE ...]`.

SITE is the folder of a built site, PAGE a path on it such as `/publications/`; without one, the home page. Chromium
slows down the line to 1.6 Mbit/s. The times are milliseconds from the click to the whole HTML, to the first text, and
to the text in its final fonts; the last column is Cumulative Layout Shift.
"""

import sys
from dataclasses import astuple, dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import FOREIGN, HEIGHTS, WATCH_SHIFTS, chromium
from tests.serve import serving

ROUND_TRIPS = (20, 60, 100, 150)  # milliseconds
WIDTHS = (390, 1280)
BYTES_PER_SECOND = 1_600_000 / 8
WATCH_FONTS = """
    window.fontsLoaded = 0;
    document.fonts.addEventListener("loadingdone", () => { fontsLoaded = performance.now(); });
"""
READ_TIMES = """async () => {
    await document.fonts.ready;
    await new Promise((done) => setTimeout(done, 200));
    const [navigation] = performance.getEntriesByType("navigation");
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    return [navigation.responseEnd, paint.startTime, fontsLoaded, shift];
}"""


@dataclass(frozen=True)
class Loading:
    """When a page's HTML, its text, and its fonts were there, in milliseconds; and how much the page moved."""

    html: float
    text: float
    fonts: float
    shift: float


def load(browser: Browser, address: str, width: int, round_trip: int) -> Loading:
    """Visit a page with an empty cache. No other host answers."""
    size = {"width": width, "height": HEIGHTS[width]}
    with browser.new_context(viewport=size) as context:
        context.add_init_script(WATCH_SHIFTS + WATCH_FONTS)
        context.route(FOREIGN, lambda route: route.abort())
        page = context.new_page()
        line = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND, "latency": round_trip}
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", {"offline": False, **line})
        page.goto(address)
        return Loading(*page.evaluate(READ_TIMES))


def main(site: str, *pages: str) -> None:
    print(f"{'page':32} {'width':>5} {'trip':>5} {'html':>6} {'text':>6} {'fonts':>6} {'shift':>7}")
    with serving(Path(site)) as address, chromium() as browser:
        for page, width, round_trip in product(pages or ["/"], WIDTHS, ROUND_TRIPS):
            html, text, fonts, shift = astuple(load(browser, address + page, width, round_trip))
            print(f"{page:32} {width:5} {round_trip:5} {html:6.0f} {text:6.0f} {fonts:6.0f} {shift:7.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
