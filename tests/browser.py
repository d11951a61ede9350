"""A Chromium, and visits to a site in it: a page as a visitor sees it, its requests to other hosts, and its complaints.

No request leaves the machine: stand-ins answer for every other host, and the visit records the addresses.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, sync_playwright

from tests import tools

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEIGHTS = {390: 844, 768: 1024, 1280: 800, 1920: 1080}
FOREIGN = re.compile(r"^https?://(?!127\.0\.0\.1:)")
STAND_INS = {
    "image": ("image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="80"/>'),
    "document": ("text/html", "<!doctype html><title>Elsewhere</title>"),
    "script": ("text/javascript", ""),
    "stylesheet": ("text/css", ""),
}
# Cumulative Layout Shift, and how far each node moved vertically and grew in height. Words may move sideways
# when a font arrives, and be as high as its letters. For a moment, Chromium may also set them on another line.
WATCH_SHIFTS = """
    window.shift = 0;
    window.moves = new Map();
    new PerformanceObserver((list) => list.getEntries().forEach(({ value, sources }) => {
        window.shift += value;
        for (const { node, previousRect, currentRect } of sources) {
            const [down, growth] = moves.get(node) ?? [0, 0];
            const grown = node?.outerHTML ? currentRect.height - previousRect.height : 0;
            moves.set(node, [down + currentRect.y - previousRect.y, growth + grown]);
        }
    })).observe({type: "layout-shift", buffered: true});
"""
MOVED = """[...moves].filter(([, move]) => move.some((pixels) => Math.abs(pixels) >= 1))
    .map(([node]) => (node?.outerHTML ?? node?.parentElement?.outerHTML)?.slice(0, 120))"""
PAINTED = """new Promise((done, fail) => {
    new PerformanceObserver(() => done()).observe({type: 'paint', buffered: true});
    setTimeout(() => fail(new Error('nothing was painted')), 30000);
})"""
# On a busy machine Chromium may skip a frame, so a timeout does as well. A picture that never arrives fails the test.
READ = """async () => {
    const frame = () => new Promise((done) => {
        requestAnimationFrame(() => setTimeout(done, 10));
        setTimeout(done, 500);
    });
    const arrival = (picture) => new Promise((done, fail) => {
        picture.onload = picture.onerror = done;
        setTimeout(() => fail(new Error(`${picture.src} did not come`)), 30000);
    });
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
        scrollTo(0, y);
        await frame();
    }
    scrollTo(0, 0);
    await Promise.all([...document.images].filter((one) => !one.complete && one.checkVisibility()).map(arrival));
    await frame();
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECK = """(rules) => axe.run({runOnly: rules, iframes: false}).then(({violations}) => violations.flatMap(
    (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.failureSummary}`)))"""


@dataclass
class Visit:
    """An open `page`, the `foreign` addresses that it requested, and the browser's `complaints`."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def foreign_hosts(self) -> set[str]:
        return {urlsplit(address).hostname for address in self.foreign}

    def read_to_the_end(self) -> None:
        """Scroll down as a visitor does, so that lazy pictures and frames load, then back to the top."""
        self.page.evaluate(READ)

    def shift(self) -> float:
        """Cumulative Layout Shift so far."""
        return self.page.evaluate("window.shift")

    def moved(self) -> list[str]:
        """The elements that have moved vertically or changed their height so far."""
        return self.page.evaluate(MOVED)

    def violations(self) -> list[str]:
        """What axe finds (WCAG 2.2 AA, best practice), in light and dark. Open the page with `bypass_csp=True`."""
        self.page.add_script_tag(path=tools.AXE)
        found = []
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            found += [f"{scheme}: {violation}" for violation in self.page.evaluate(CHECK, RULES)]
        return found


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.path("Chromium"), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visiting(
    browser: Browser, address: str, width: int = 1280, scheme: str = "light", late: re.Pattern | None = None, **options
) -> Iterator[Visit]:
    """Open `address`; files that match `late` arrive after the first paint. `options`: Playwright's, for a context."""
    size = {"width": width, "height": HEIGHTS.get(width, 800)}
    with browser.new_context(viewport=size, color_scheme=scheme, **options) as context:
        visit = Visit(context.new_page())
        context.add_init_script(WATCH_SHIFTS)
        context.route(FOREIGN, lambda route: _stand_in(route, visit))
        _listen(visit.page, visit.complaints.append)
        if late:
            _open_with_late_files(visit.page, address, late)
        else:
            visit.page.goto(address)
        yield visit


def _open_with_late_files(page: Page, address: str, late: re.Pattern) -> None:
    held: list[Route] = []
    hold = held.append
    page.route(late, lambda route: hold(route))
    page.goto(address, wait_until="commit")
    page.evaluate(PAINTED)
    hold = Route.continue_
    for route in held:
        route.continue_()
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready.then(() => null)")


def _listen(page: Page, complain: Callable[[str], None]) -> None:
    def on_message(message: ConsoleMessage) -> None:
        # Missing files are recorded below, with their addresses
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            complain(message.text)

    page.on("console", on_message)
    page.on("pageerror", lambda error: complain(str(error)))
    page.on("response", lambda answer: answer.status >= 400 and complain(f"{answer.status} {answer.url}"))
    page.on("requestfailed", lambda request: _is_failure(request) and complain(f"{request.failure} {request.url}"))


def _is_failure(request: Request) -> bool:
    """Whether a request failed. The browser itself cancels one where a resized page takes another size of a picture."""
    return request.failure != "net::ERR_ABORTED"


def _stand_in(route: Route, visit: Visit) -> None:
    visit.foreign.append(route.request.url)
    kind, body = STAND_INS.get(route.request.resource_type, ("text/plain", ""))
    route.fulfill(content_type=kind, body=body)
