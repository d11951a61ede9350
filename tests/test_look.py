"""The look of the pages: measure, header, first view, contrast of lines, forced colors, and the choices of LOOK."""

import pytest

from plugins.building import build
from tests.browser import visiting
from tests.serve import serving
from tests.small_site import ICON, write

PROSE = "The owls of this forest sleep by day and think by night, or so they say. " * 12
HOME = f"""# Ann Lee

:fontawesome-solid-envelope: [ann [at] nowhere [dot] example](mailto:ann@nowhere.example)

## Bio

{PROSE}
"""
# The lengths, in characters, of the full lines of a paragraph
LINES = """(selector) => {
    const text = document.querySelector(selector).firstChild, range = document.createRange(), lengths = new Map();
    for (let place = 0; place < text.length; place++) {
        range.setStart(text, place);
        range.setEnd(text, place + 1);
        const top = Math.round(range.getBoundingClientRect().top);
        lengths.set(top, (lengths.get(top) ?? 0) + 1);
    }
    return [...lengths.values()].slice(0, -1);
}"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The address of a made-up home page with a role and a long paragraph, and a page below it."""
    pages = {f"content/pages/{name}.md": f"# {name.title()}\n\nText.\n" for name in ("teaching", "software", "talks")}
    settings = 'SITENAME = AUTHOR = "Ann Lee"\nSITESUBTITLE = "PhD student, Nowhere University"\n'
    files = {"pelicanconf.py": settings, "content/pages/index.md": HOME, **pages, "content/extra/favicon.svg": ICON}
    folder = write(tmp_path_factory.mktemp("look"), files)
    build(folder / "pelicanconf.py", folder / "output")
    with serving(folder / "output") as address:
        yield address


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_running_text_has_60_to_75_characters_a_line(browser, home, width):
    with visiting(browser, f"{home}/", width=width) as visit:
        lengths = visit.page.evaluate(LINES, "h2 + p")
    assert 60 <= sum(lengths) / len(lengths) <= 75, lengths


@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
@pytest.mark.parametrize("path", ["/", "/teaching/"])
def test_header_is_one_slim_row(browser, home, width, path):
    with visiting(browser, f"{home}{path}", width=width) as visit:
        assert visit.page.locator(".site-header").bounding_box()["height"] <= 60
        tops = visit.page.locator(".site-header li a").evaluate_all("(all) => all.map((one) => one.offsetTop)")
        assert len(set(tops)) == 1
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_current_page_is_in_view_in_the_menu_of_a_phone(browser, home):
    with visiting(browser, f"{home}/teaching/", width=390) as visit:
        box = visit.page.locator(".site-header [aria-current]").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_menu_fades_at_the_end_of_its_row(browser, home):
    with visiting(browser, f"{home}/teaching/", width=390) as visit:
        bar = visit.page.locator(".site-header .bar")
        faded = {}
        for direction in ("ltr", "rtl"):
            visit.page.evaluate("(direction) => { document.documentElement.dir = direction }", direction)
            faded[direction] = bar.evaluate("(bar) => getComputedStyle(bar).maskImage")
    assert faded["ltr"].startswith("linear-gradient(to right")
    assert faded["rtl"].startswith("linear-gradient(to left")


def test_first_view_of_a_phone_says_who_this_is(browser, home):
    with visiting(browser, f"{home}/", width=390) as visit:
        shown = [visit.page.locator(selector).first for selector in ("h1", ".role", ".profile a", "h2", "h2 + p")]
        tops = [one.bounding_box()["y"] for one in shown]
    assert tops == sorted(tops)
    assert tops[-1] <= 844 - 3 * 26  # three lines of the text


def test_name_is_on_the_home_page_once(browser, home):
    with visiting(browser, f"{home}/") as visit:
        assert visit.page.locator("body :text-is('Ann Lee')").count() == 1


def test_chosen_tab_has_a_line_in_forced_colors(browser, tmp_path):
    text = '# Ann Lee\n\n=== "One"\n\n    First.\n\n=== "Two"\n\n    Second.\n'
    folder = write(tmp_path, {"content/pages/index.md": text})
    build(folder / "pelicanconf.py", folder / "output")
    with serving(folder / "output") as address, visiting(browser, f"{address}/", forced_colors="active") as visit:
        widths = visit.page.locator(".tabs > label").evaluate_all(
            "(all) => all.map((one) => getComputedStyle(one).borderBlockEndWidth)"
        )
    assert widths == ["2px", "0px"]


def test_no_line_of_a_page_from_right_to_left_leaves_a_phone(browser, tmp_path):
    title = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle"
    entry = f"@article{{a, title={{{title}}}, author={{Lee, Ann}}, journal={{{title}}}, year=2024}}\n"
    home = "---\nlang: ar\n---\n\n# ليلى حداد\n\n/// publications\n///\n"
    folder = write(tmp_path, {"content/pages/index.md": home, "content/publications.bib": entry})
    build(folder / "pelicanconf.py", folder / "output")
    with serving(folder / "output") as address, visiting(browser, f"{address}/", width=390) as visit:
        lefts = visit.page.locator(".publication *").evaluate_all(
            "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().left)"
        )
    assert len(lefts) > 3
    assert min(lefts) >= 0


def test_no_gap_stands_after_a_root(browser, tmp_path):
    text = "# Ann Lee\n\nOwls cost $\\sqrt{n}$, or $\\sqrt{\\frac{a}{b}}$."
    folder = write(tmp_path, {"content/pages/index.md": text})
    build(folder / "pelicanconf.py", folder / "output")
    with serving(folder / "output") as address, visiting(browser, f"{address}/") as visit:
        visit.page.evaluate("document.fonts.ready")
        gaps = visit.page.locator("msqrt").evaluate_all(
            """(all) => all.map((root) => {
                const sign = 0.794 * parseFloat(getComputedStyle(root).fontSize); // the width of √ in STIX Two Math
                return root.getBoundingClientRect().width - root.firstElementChild.getBoundingClientRect().width - sign;
            })"""
        )
        assert visit.page.evaluate("document.fonts.check('16px STIX Two Math')")
    assert [abs(gap) < 1 for gap in gaps] == [True, True]
