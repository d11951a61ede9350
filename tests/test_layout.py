"""The layout contract of the home page, in the window of a telephone, a tablet and a desk, light and dark."""

import json
from itertools import combinations, pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.browser import visiting

MEASURE = Path(__file__).with_name("layout.js").read_text("utf-8")
WINDOWS = [(width, scheme) for width in (390, 600, 768, 1280) for scheme in ("light", "dark")]


@pytest.fixture(scope="module")
def layouts(browser, server):
    """What layout.js measures in each window, as records."""
    with visiting(browser, f"{server}/") as visit:
        visit.read_to_the_end()
        return {window: measure(visit.page, *window) for window in WINDOWS}


def measure(page, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    return json.loads(json.dumps(page.evaluate(MEASURE)), object_hook=lambda boxes: SimpleNamespace(**boxes))


@pytest.fixture(params=WINDOWS, ids=lambda window: f"{window[0]}px-{window[1]}")
def layout(request, layouts):
    return layouts[request.param]


def test_column_is_at_most_50_rem_wide_and_centered(layout):
    column = layout.column
    assert min(44 * layout.rem, 0.85 * layout.viewport) <= column.width <= 50 * layout.rem
    assert column.left == pytest.approx(layout.viewport - column.right, abs=1)


def test_portrait_ends_at_the_column_s_right_edge(layout):
    assert layout.portrait.right == pytest.approx(layout.column.right, abs=1)


def test_portrait_begins_level_with_the_name(layout):
    assert layout.portrait.top == pytest.approx(layout.name.top, abs=24)


def test_portrait_is_as_wide_as_asked_or_leaves_room_for_the_name(layout):
    if layout.viewport >= 600:
        assert layout.portrait.width == pytest.approx(240, abs=1)
    else:
        assert layout.portrait.width <= 0.45 * layout.column.width


def test_name_and_contact_lines_stand_beside_the_portrait(layout):
    assert layout.name.right <= layout.portrait.left
    beside = [line for line in layout.contacts if line.top < layout.portrait.bottom]
    assert beside
    assert all(line.right <= layout.portrait.left for line in beside)


def test_text_wraps_on_the_left_of_the_portrait(layout):
    if layout.viewport >= 600:
        assert layout.heading.top - max(line.bottom for line in layout.contacts) < 4 * layout.rem


def test_no_empty_band_from_the_name_to_the_first_heading(layout):
    beside = sorted((layout.name, *layout.contacts), key=lambda line: line.top)
    assert all(below.top - above.bottom < 3 * layout.rem for above, below in pairwise(beside))
    lowest = max(line.bottom for line in (*layout.contacts, layout.portrait))
    assert layout.heading.top - lowest < 3 * layout.rem


def test_logos_end_at_the_column_s_right_edge(layout):
    assert len(layout.entries) == 4
    for entry in layout.entries:
        assert entry.logo.right == pytest.approx(layout.column.right, abs=1)


def test_logos_are_as_tall_as_asked(layout):
    for entry in layout.entries:
        assert entry.logo.height == pytest.approx(120 if entry.isHeading else 80, abs=1)


def test_logo_begins_level_with_the_first_line_of_its_entry(layout):
    for entry in layout.entries:
        assert entry.logo.top == pytest.approx(entry.line.top, abs=12)


def test_logo_ends_before_the_text_after_its_entry(layout):
    for entry in layout.entries:
        assert entry.logo.bottom <= min(entry.next.top, entry.box.bottom + 1)


def test_logos_never_stand_side_by_side(layout):
    for above, below in combinations([entry.logo for entry in layout.entries], 2):
        assert above.bottom <= below.top


def test_no_logo_pushes_the_text_of_another_entry(layout):
    for entry in layout.entries:
        assert entry.line.left == pytest.approx(layout.column.left, abs=1)
        assert entry.next.left == pytest.approx(layout.column.left, abs=1) or entry is layout.entries[-1]
        assert entry.box.width == pytest.approx(layout.column.width, abs=1)
