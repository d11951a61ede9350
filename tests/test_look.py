"""The look of the pages: measure, header, first view, contrast of lines, forced colors, and the choices of LOOK."""

import re
from functools import cache
from itertools import count
from urllib.request import urlopen

import pytest

from plugins.building import build
from plugins.look import CHOICES
from tests.browser import visiting
from tests.serve import serving
from tests.small_site import ICON, ROOT, picture, write

pytest_plugins = ["tests.lively"]
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


def test_formula_and_figure_are_in_the_middle_of_the_text(browser, tmp_path):
    figure = '<figure markdown="span">\n  **Owl**\n  <figcaption>An owl</figcaption>\n</figure>'
    folder = write(tmp_path, {"content/pages/index.md": f"# Ann Lee\n\n{PROSE}\n\n$$ a = b $$\n\n{figure}\n"})
    build(folder / "pelicanconf.py", folder / "output")
    with serving(folder / "output") as address, visiting(browser, f"{address}/") as visit:
        boxes = [visit.page.locator(selector).bounding_box() for selector in ("main > p", "math", "figure strong")]
    text, *others = [box["x"] + box["width"] / 2 for box in boxes]
    assert others == pytest.approx([text, text], abs=1)


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
    gaps = """(all) => all.map((root) => {
        const sign = 0.794 * parseFloat(getComputedStyle(root).fontSize); // the width of √ in STIX Two Math
        return root.getBoundingClientRect().width - root.firstElementChild.getBoundingClientRect().width - sign;
    })"""
    with serving(folder / "output") as address, visiting(browser, f"{address}/") as visit:
        for _ in range(10):  # a font for formulas that comes late is shown on the next page
            found = visit.page.locator("msqrt").evaluate_all(gaps)
            if max(map(abs, found)) < 1:
                break
            visit.page.reload()
    assert [abs(gap) < 1 for gap in found] == [True, True]


# The choices of LOOK, on a home page that has what they change

CHOSEN = f"""# Ann Lee ![Ann](images/ann.png){{ align=right style="width:7.5em; border-radius: 1em" }}

Room 0.00, House of Mirrors, [ann [at] nowhere [dot] example](mailto:ann@nowhere.example)

## Bio

{PROSE}

- Owls
- Mice

!!! note
    Owls sleep by day.

=== "By night"

    They hunt. [Meet them](https://owls.example){{ .md-button }}

## Publications

/// publications
///

## Contact

{PROSE}
"""
ENTRY = """@{kind}{{owls{year},
  title = {{Owls of {year}}},
  author = {{Lee, Ann and Roe, Bo}},
  {venue} = {{Owls and Mice}},
  year = {year},
  doi = {{10.1000/{year}}},
  abbr = {{OM}},
  preview = {{owl.png}},
}}
"""
KINDS = [("article", "journal", 2023), ("article", "journal", 2024), ("inproceedings", "booktitle", 2025)]
SHEETS = {path.stem: path.read_text("utf-8") for path in ROOT.glob("theme/static/css/choices/*.css")}

HELPERS = """
const find = (selector) => document.querySelector(selector);
const style = (selector) => getComputedStyle(find(selector));
const box = (selector) => find(selector).getBoundingClientRect();
const place = (one, other) =>
    box(one).right <= box(other).left ? "before" : box(one).bottom <= box(other).top ? "above" : "over";
const isAt = (side) => Math.abs(box(".portrait")[side] - box(".profile")[side]) < 1;
const font = (selector) => {
    const family = style(selector).fontFamily.split(",")[0].replaceAll('"', "");
    const faces = [...document.fonts].filter((face) => face.family.replaceAll('"', "") === family);
    return [family, faces.some(({ status }) => status === "loaded")];
};
"""
# What to measure on the page, and the results for each value
EFFECTS = {
    # The fonts of headings and text, and whether their files arrive
    "fonts": (
        "[font('h1'), font('body')]",
        {
            "sans": [["Gabarito", True], ["Vita Sans", True]],
            "serif": [["Gabarito", True], ["Vita Serif", True]],
            "gabarito": [["Gabarito", True], ["Gabarito", True]],
            "system": [["system-ui", False], ["system-ui", False]],
        },
    ),
    # The place of a section's name and of the profile beside the text, and whether the name stays in view
    "layout": (
        "(scrollTo(0, 400), [place('h2', 'h2 + p'), place('.profile', 'h2 + p'), box('h1').top > 0])",
        {
            "column": ["above", "above", False],
            "margin": ["before", "above", False],
            "sidebar": ["above", "before", True],
        },
    ),
    # Whether the portrait is at the left or right edge; its corners, its width by its height; the lines of contact
    "portrait": (
        """[isAt('left'), isAt('right'), style('.portrait').borderRadius,
            box('.portrait').width / box('.portrait').height,
            Math.round(box('.profile p').height / parseFloat(style('.profile p').lineHeight))]""",
        {
            "right": [False, True, "32px", 1.5, 1],
            "left": [True, False, "32px", 1.5, 1],
            "as-written": [False, True, "32px", 1.5, 1],
            "circle": [False, True, "50%", 1, 1],
            "square": [False, True, "0px", 1, 1],
        },
    ),
    "owner": (
        "[style('.owner').fontWeight, style('.owner').textDecorationLine]",
        {"bold": ["600", "none"], "underline": ["400", "underline"]},
    ),
    # The width of the icon, the border, the line below the words
    "links": (
        """[box('.publication-links .icon').width > 0, style('.publication-links a').borderTopWidth,
            style('.publication-links a').textDecorationLine]""",
        {
            "icons-and-words": [True, "0px", "underline"],
            "words": [False, "0px", "underline"],
            "buttons": [True, "1px", "none"],
        },
    ),
    "thumbnails": (
        """find('.thumbnail')?.decode().then(() => [box('.thumbnail').width, find('.thumbnail').naturalWidth > 0])
            ?? null""",
        {False: None, True: [120, True]},
    ),
}
HEIGHTS = "['main ul li', '.publication', 'h2', 'main'].map((selector) => box(selector).height)"
SCHEMES = ("light", "dark")
WHITE, BLACK = "rgb(255, 255, 255)", "rgb(20, 18, 23)"
PAGES_OF = {"auto": ["light dark", WHITE, BLACK], "light": ["light", WHITE, WHITE], "dark": ["dark", BLACK, BLACK]}
ACCENT = {"#800000": "rgb(128, 0, 0)", "#ffb3b3": "rgb(255, 179, 179)"}
# The accent, and what is mixed with it
SHADES = "[style('main a').color, style('main a').textDecorationColor, style('.label').backgroundColor]"
COLORS = """(() => {
    const names = [...style("html")].filter((name) => /color|fill|stroke|shadow|image/.test(name));
    const parts = [null, "::before", "::after", "::marker"];
    const everything = [...document.querySelectorAll("*")];
    const styles = everything.flatMap((one) => parts.map((part) => getComputedStyle(one, part)));
    return [...new Set(styles.flatMap((each) => names.map((name) => each.getPropertyValue(name))))];
})()"""


def values_of(names):
    return [(name, value) for name in names for group in CHOICES[name].groups for value in group]


@pytest.fixture(scope="module")
def look(tmp_path_factory):
    """A function that builds a site with choices, `look(fonts="serif")`, and returns its address."""
    pictures = {f"content/images/{name}.png": picture("PNG", 360, 240) for name in ("ann", "owl")}
    entries = "".join(ENTRY.format(kind=kind, venue=venue, year=year) for kind, venue, year in KINDS)
    files = {"content/pages/index.md": CHOSEN, "content/publications.bib": entries, **pictures}
    folder, numbers = write(tmp_path_factory.mktemp("choices"), files), count()

    @cache
    def build_look(**choices):
        output = folder / f"output/{next(numbers)}"
        write(folder, {"pelicanconf.py": f'SITENAME = AUTHOR = "Ann Lee"\nLOOK = {choices}\n'})
        build(folder / "pelicanconf.py", output)
        return f"{address}/{output.name}/"

    with serving(folder / "output") as address:
        yield build_look


def measure(browser, address, expression, schemes=("light",)):
    """What an expression is on a page, for a visitor of each scheme."""
    results = []
    with visiting(browser, address) as visit:
        visit.page.evaluate("document.fonts.ready.then(() => null)")
        for scheme in schemes:
            visit.page.emulate_media(color_scheme=scheme)
            results.append(visit.page.evaluate(f"() => {{ {HELPERS} return {expression}; }}"))
    assert visit.complaints == []
    return results


@pytest.mark.parametrize(("name", "value"), values_of(EFFECTS))
def test_each_value_has_its_effect(browser, look, name, value):
    expression, results = EFFECTS[name]
    assert measure(browser, look(**{name: value}), expression) == [results[value]]


def test_dense_pages_are_shorter(browser, look):
    [airy], [dense] = (measure(browser, look(density=value), HEIGHTS) for value in CHOICES["density"].values)
    assert [small < large for small, large in zip(dense, airy, strict=True)] == [True] * 4


@pytest.mark.parametrize("value", CHOICES["scheme"].values)
def test_scheme_is_the_visitor_s_unless_one_is_chosen(browser, look, value):
    expression = "[style('html').colorScheme, style('html').backgroundColor]"
    light, dark = measure(browser, look(scheme=value), expression, SCHEMES)
    assert [*light, dark[1]] == PAGES_OF[value]


def test_accent_replaces_every_shade_of_the_theme_s(browser, look):
    theirs, address = measure(browser, look(), SHADES, SCHEMES), look(accent=tuple(ACCENT))
    assert [link for link, *_ in measure(browser, address, SHADES, SCHEMES)] == list(ACCENT.values())
    for page in ("", "publications/", "publications/owls2023/"):
        for colors, shades in zip(measure(browser, address + page, COLORS, SCHEMES), theirs, strict=True):
            assert [color for color in colors if any(shade in color for shade in shades)] == []


@pytest.mark.parametrize(("name", "value"), values_of(CHOICES))
def test_page_has_the_style_sheets_of_its_choices_alone(look, name, value):
    with urlopen(look(**{name: value})) as page:
        css = squeezed(page.read().decode())
    chosen = {f"{name}-{value}", "fonts-sans" if name != "fonts" else ""}
    assert {sheet for sheet, text in SHEETS.items() if squeezed(text) in css} == chosen & SHEETS.keys()


def squeezed(css):
    """A style sheet without what minifying and the fonts' folder change."""
    return re.sub(r"/\*.*?\*/|url\(.*?\)|[\s;]", "", css, flags=re.S)


def test_current_menu_entry_is_underlined_in_forced_colors(browser, home):
    with visiting(browser, f"{home}/teaching/", forced_colors="active") as visit:
        lines = visit.page.locator(".site-header li a").evaluate_all(
            "(all) => all.map((one) => [one.textContent, getComputedStyle(one).textDecorationLine])"
        )
    assert [title for title, line in lines if line == "underline"] == ["Teaching"]


def test_current_page_of_the_news_has_a_thicker_line_in_forced_colors(visit):
    page = visit("/news/", of="lively", forced_colors="active").page
    widths = page.locator(".pagination a").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).borderBlockEndWidth)"
    )
    assert widths == ["3px", "1px", "1px"]
