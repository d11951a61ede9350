"""Pages on paper, as a browser prints them."""

from io import BytesIO

import pytest
from pypdf import PdfReader

pytest_plugins = ["tests.scholar"]

COLORS = """() => [...document.querySelectorAll('main a')].filter((link) => link.checkVisibility())
    .map((link) => getComputedStyle(link).color === getComputedStyle(link.parentElement).color || link.className)"""


@pytest.fixture
def printed(visit):
    """A function that returns the texts of the sheets of a page of the scholar."""

    def texts(path):
        page = visit(path, of="scholar").page
        return [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]

    return texts


def test_home_page_is_a_sheet_or_two_with_names_addresses_and_identifiers(printed):
    sheets = printed("/")
    text = " ".join(" ".join(sheets).split())
    assert len(sheets) <= 2 and sheets[0].count("Ada Madeup-Example") >= 1
    for words in ("https://orcid.example/ada", "ada [at] made-up", "doi:10.5555/jis.2025.21.101"):
        assert words in "".join(text.split()) or words in text, words


def test_sheets_have_numbers_and_the_first_the_name_but_no_menu(printed):
    first, *others = printed("/publications/")
    assert "Ada Madeup-Example" in first.splitlines()[:2] and "The Kettle Group" not in first
    assert all(f"{number} / {len(others) + 1}" in text for number, text in enumerate((first, *others), 1))
    assert "BibTeX" not in "".join((first, *others))


def test_curriculum_vitae_has_the_name_once(printed):
    assert printed("/cv/")[0].partition("Positions")[0].count("Ada Madeup-Example") == 1


def test_links_on_paper_have_the_color_of_the_text_around_them(visit):
    page = visit("/", of="scholar").page
    page.emulate_media(media="print")
    assert set(page.evaluate(COLORS)) <= {True, "title"}
    assert (
        page.locator(".publication .title").first.evaluate("link => getComputedStyle(link).color") != "rgb(78, 7, 141)"
    )


BOXES = """() => [...document.querySelectorAll('.cv > li:has(.date)')].map((entry) => {
    const box = (selector) => entry.querySelector(selector).getBoundingClientRect(), list = entry.parentElement;
    const text = box('.cv-line > p'), date = box('.date');
    const range = document.createRange();
    range.selectNodeContents(entry.querySelector('.date'));
    const words = range.getBoundingClientRect(), {left, right} = list.getBoundingClientRect();
    return {atStart: words.left - left, atEnd: right - words.right,
        below: date.top - text.bottom, level: date.top - text.top,
        lines: Math.round(date.height / parseFloat(getComputedStyle(entry).lineHeight))};
})"""


def test_dates_of_the_curriculum_vitae_end_at_one_edge(visit):
    boxes = visit("/cv/", of="scholar", width=900).page.evaluate(BOXES)
    assert len(boxes) > 20
    assert all(abs(box["atEnd"]) <= 1 and abs(box["level"]) <= 6 and box["lines"] == 1 for box in boxes)


def test_dates_stand_below_the_title_on_a_phone(visit):
    boxes = visit("/cv/", of="scholar", width=390).page.evaluate(BOXES)
    assert all(abs(box["atStart"]) <= 1 and -1 <= box["below"] <= 8 and box["lines"] == 1 for box in boxes)
