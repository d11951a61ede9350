"""What a reader's browser makes of every kind of page: rules that only a browser can check."""

import re

import pytest

from pelicanconf import EMBEDS_HOSTS
from tests.browser import visiting
from tests.kinds import KINDS, address

MENU = "header nav a"
# How the element that has the focus looks: whether it lies in view, on top, and whether an outline goes round it
FOCUS = """() => {
    const element = document.activeElement, { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const { x, y, width, height } = element.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return {
        href: element.getAttribute("href"),
        isBody: element === document.body,
        isVisible: width > 1 && height > 1 && element.contains(top),
        isOutlined: outlineStyle === "auto" || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2),
    };
}"""


@pytest.fixture(params=KINDS)
def kind(request, site):
    """The address of one page of each kind, from the site's root."""
    return address(site, request.param)


@pytest.fixture(scope="module", params=KINDS)
def read(request, site, browser, server):
    """A page of each kind, opened and read to the end."""
    with visiting(browser, server + address(site, request.param)) as visit:
        visit.read_to_the_end()
        yield visit


def test_browser_complains_of_nothing(read):
    assert read.complaints == []


def test_page_calls_only_the_hosts_that_the_settings_allow(read):
    sent_on = {host for hosts in EMBEDS_HOSTS.values() for host in hosts}
    assert read.foreign_hosts <= {*EMBEDS_HOSTS, *sent_on}


def test_page_runs_no_script(read):
    assert read.page.locator('script:not([type="application/ld+json"])').count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, kind, scheme):
    assert visit(kind, scheme=scheme, bypass_csp=True).violations() == []


def test_no_page_scrolls_sideways(visit, kind):
    page = visit(kind).page
    for width in (1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_fonts_and_pictures_come_late(visit, kind, width):
    opened = visit(kind, width=width, late=re.compile(r"\.(woff2|avif|webp|png|jpg)$"))
    opened.read_to_the_end()
    assert opened.shift() == 0


def test_site_works_in_a_subfolder(visit, kind):
    opened = visit(f"/~user{kind}")
    opened.read_to_the_end()
    assert opened.complaints == []


@pytest.mark.parametrize("path", ["/nothing", "/no/such/page/", "/~user/no/such/page/"])
def test_lost_reader_gets_a_whole_page_at_any_depth(visit, server, path):
    assert visit(path).complaints == [f"404 {server}{path}"]


def test_first_tab_shows_the_skip_link(visit, kind):
    page = visit(kind).page
    page.keyboard.press("Tab")
    focus = page.evaluate(FOCUS)
    assert focus["isVisible"]
    assert page.locator(focus["href"]).get_by_role("heading", level=1).count() == 1


def test_focus_is_always_visible(visit, kind):
    page = visit(kind).page
    page.keyboard.press("Tab")
    while not (focus := page.evaluate(FOCUS))["isBody"]:
        assert focus["isVisible"] and focus["isOutlined"], focus
        page.keyboard.press("Tab")


def test_menu_works_from_disk(browser, site):
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    links = page.locator(MENU)
    for number in range(links.count()):
        page.goto((site / "index.html").as_uri())
        links.nth(number).click()
        assert page.locator("main h1").count() == 1, page.url
    page.close()


def test_home_page_prints_on_two_sheets(visit):
    assert len(re.findall(rb"/Type\s*/Page\b", visit().page.pdf(format="A4"))) <= 2
