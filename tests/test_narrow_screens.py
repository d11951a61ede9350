"""What authors make wide, on the screen of a telephone: floats that leave room for words or none, and fixed boxes."""

import pytest

from tests.browser import visiting
from tests.serve import serving
from tests.small_site import built, picture, write

PROSE = "Welcome to my personal website! I am currently pursuing a degree in counting, and count every day. " * 3
FLOATS = {
    "wide": "![A](a.png){ align=left width=300 }",
    "right": "![A](a.png){ align=right width=290 }",
    "style": '<img src="a.png" style="float: left; width: 18em" alt="A">',
    "box": '<div style="float: right; width: 290px">Box</div>',
    "percent": '<div style="float: left; width: 85%">Box</div>',
    "frame": '<iframe src="b/" title="B" width="300" height="100" align="right"></iframe>',
    "own-size": "![A](b.png){ align=left }",
    "small": "![A](a.png){ align=left width=150 }",
}
BOXES = {
    "div": '<div style="width: 900px">Words</div>',
    "least": '<div style="min-width: 60em">Words</div>',
    "nested": '<div style="width: 900px"><div style="width: 800px">Words</div></div>',
    "row": '<div style="display: flex"><b style="flex: none; width: 500px">a</b><b style="flex: none">b</b></div>',
    "line": f'<p style="white-space: nowrap">{PROSE}</p>',
    "table": '<table width="1200"><tr><td style="min-width: 900px">a</td><td>b</td></tr></table>',
    "pre": f'<pre style="width: 900px">{PROSE}</pre>',
    "frame": '<iframe src="b/" title="B" width="1200" height="100"></iframe>',
    "window": '<div style="width: 100vw">Words</div>',
    "picture": '<img src="a.png" style="width: 900px; max-width: none" alt="A">',
}
# The narrowest line of text beside a float, in pixels, or null if all are as wide as the column
BESIDE = """() => {
    const main = document.querySelector('main'), style = getComputedStyle(main);
    const column = main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const float = [...main.querySelectorAll('*')].find((node) => getComputedStyle(node).float !== 'none');
    return float ? column - float.getBoundingClientRect().width : null;
}"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory, browser):
    folder = tmp_path_factory.mktemp("narrow")
    texts = {f"float-{name}": f"{text}\n\n{PROSE}" for name, text in FLOATS.items()}
    texts |= {f"box-{name}": text for name, text in BOXES.items()}
    files = {f"content/pages/{name}.md": f"# {name}\n\n{text}\n" for name, text in texts.items()}
    pictures = {"content/a.png": picture("PNG", 900, 400), "content/b.png": picture("PNG", 310, 200)}
    write(folder, files | pictures | {"content/pages/b.md": "# B\n"})
    built(folder)
    with serving(folder / "output") as address, visiting(browser, f"{address}/") as visit:
        visit.page.set_viewport_size({"width": 390, "height": 844})

        def opened(name: str):
            visit.page.goto(f"{address}/{name}/")
            return visit.page

        yield opened


@pytest.mark.parametrize("name", FLOATS)
def test_a_float_leaves_room_for_eight_characters_or_stands_alone(pages, name):
    room = pages(f"float-{name}").evaluate(BESIDE)
    assert room is None or room >= 8 * 9
    assert (room is None) == (name != "small")


@pytest.mark.parametrize("name", BOXES)
def test_a_wide_box_does_not_widen_the_page(pages, name):
    assert pages(f"box-{name}").evaluate("document.documentElement.scrollWidth") <= 390


def test_a_float_stands_beside_its_text_on_a_wide_screen(pages):
    page = pages("float-wide")
    page.set_viewport_size({"width": 768, "height": 844})
    try:
        assert page.evaluate(BESIDE) > 300
    finally:
        page.set_viewport_size({"width": 390, "height": 844})
