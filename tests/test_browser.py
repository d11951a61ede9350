"""What a reader's browser makes of every kind of page: rules that only a browser can check."""

import re

import pytest

from pelicanconf import EMBEDS_HOSTS
from tests.browser import visiting
from tests.kinds import KINDS, find

pytest_plugins = ["tests.lively", "tests.scholar"]
MENU = "header nav a"
# How what has the focus, or its label, looks: whether it lies in view, on top, and whether an outline goes round it
FOCUS = """() => {
    const element = document.activeElement, shown = element.labels?.[0] ?? element;
    const { outlineStyle, outlineWidth } = getComputedStyle(shown);
    const isOfVideo = element.matches(":is(video, iframe):not(:focus-visible)");  // outlined within
    const { x, y, width, height } = shown.getClientRects()[0];  // of a link on two lines, the first
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return {
        markup: element.outerHTML.slice(0, 200),
        href: element.getAttribute("href"),
        isBody: element === document.body,
        isVisible: width > 1 && height > 1 && shown.contains(top),
        isOutlined: isOfVideo || outlineStyle === "auto" || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2),
    };
}"""

# Icons that a line's end parts from the text after them
PARTED = """() => [...document.querySelectorAll(".icon")].filter((icon) => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
    words.currentNode = icon;
    let word = words.nextNode();
    while (word && !word.data.trim()) word = words.nextNode();
    const block = icon.closest("p, li, div, dt, dd, h1, h2, h3");
    if (!word || !block?.contains(word)) return false;
    const start = word.data.search(/\\S/);
    range.setStart(word, start);
    range.setEnd(word, start + 1);
    return range.getBoundingClientRect().top > icon.getBoundingClientRect().bottom;
}).length"""


# Each kind of page once: on the site that everybody has, or where there is more on it
OF_RECORDS = ("publications", "publication", "project", "person", "group", "talks", "teaching", "course", "cv")
SITE_OF = {"lost": "site"} | dict.fromkeys(OF_RECORDS, "scholar")
PAGES = [("site", "home"), *((SITE_OF.get(kind, "lively"), kind) for kind in KINDS)]


@pytest.fixture(params=PAGES, ids="-".join)
def open_page(request, visit):
    """Opens one page of each kind: `open_page(width=390)`; `under` puts its site into that folder."""
    site, kind = request.param
    path = find(request.getfixturevalue(site), kind)
    return lambda under="", **how: visit(under + path, of=site, **how)


@pytest.fixture(scope="module", params=PAGES, ids="-".join)
def read(request, browser, served):
    """A page of each kind, opened and read to the end."""
    site, kind = request.param
    with visiting(browser, served(site) + find(request.getfixturevalue(site), kind)) as visit:
        visit.read_to_the_end()
        yield visit


def test_browser_complains_of_nothing(read):
    assert read.complaints == []


def test_page_runs_no_script(read):
    assert read.page.locator('script:not([type="application/ld+json"])').count() == 0


def test_axe_finds_nothing(open_page):
    assert open_page(bypass_csp=True).violations() == []


def test_no_page_scrolls_sideways(open_page):
    page = open_page().page
    for width in (1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize(("of", "path"), [("site", "/"), ("scholar", "/cv/"), ("scholar", "/publications/")])
def test_no_line_ends_between_an_icon_and_its_words(visit, of, path):
    page = visit(path, of=of).page
    for width in range(320, 800, 40):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(PARTED) == 0, width


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_fonts_and_pictures_come_late(open_page, width):
    opened = open_page(width=width, late=re.compile(r"\.(woff2|avif|webp|png|jpg|gif|svg)$"))
    opened.read_to_the_end()
    assert opened.moved() == []
    assert opened.shift() < 0.002


def test_site_works_in_a_subfolder(open_page):
    opened = open_page(under="/~user")
    opened.read_to_the_end()
    assert opened.complaints == []


@pytest.mark.parametrize(("of", "path"), [("site", "/nothing"), ("site", "/no/such/"), ("lively", "/~ada/no/such/")])
def test_lost_reader_gets_a_whole_page_at_any_depth(visit, served, of, path):
    assert visit(path, of=of).complaints == [f"404 {served(of)}{path}"]


def test_home_page_calls_only_the_hosts_that_the_settings_allow(visit):
    opened = visit()
    opened.read_to_the_end()
    sent_on = {host for hosts in EMBEDS_HOSTS.values() for host in hosts}
    assert opened.foreign_hosts <= {*EMBEDS_HOSTS, *sent_on}


def test_first_tab_shows_the_skip_link(open_page):
    page = open_page().page
    page.keyboard.press("Tab")
    focus = page.evaluate(FOCUS)
    assert focus["isVisible"]
    assert page.locator(focus["href"]).get_by_role("heading", level=1).count() == 1


def test_focus_is_always_visible(open_page):
    page = open_page().page
    page.keyboard.press("Tab")
    while not (focus := page.evaluate(FOCUS))["isBody"]:
        assert focus["isVisible"] and focus["isOutlined"], focus
        page.keyboard.press("Tab")


@pytest.mark.parametrize("name", ["site", "lively"])
def test_menu_works_from_disk(browser, request, name):
    home = (request.getfixturevalue(name) / "index.html").as_uri()
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(home)
        for number in range(page.locator(MENU).count()):
            page.goto(home)
            page.locator(MENU).nth(number).click()
            assert page.locator("main h1").count() == 1, page.url


def test_home_page_prints_on_two_sheets(visit):
    assert len(re.findall(rb"/Type\s*/Page\b", visit().page.pdf(format="A4"))) <= 2
