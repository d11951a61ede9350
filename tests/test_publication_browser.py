"""Lists and pages of publications in a browser without script: choices, folded authors, BibTeX to copy."""

import re

import pytest

from tests.browser import visiting

pytest_plugins = ["tests.scholar"]
LIST = "/publications/"
PAGES = {
    "list": LIST,
    "publication": "/publications/madeup2024steamarxiv/",
    "block": "/research/",
    "cv": "/cv/",
    "home": "/",
}
PROJECT = "/publications/uydurma2026umbrella/"
SHOWN = "li.publication:visible"
GROUPS = ".group:visible"


@pytest.fixture
def page(visit):
    """The list of publications, without script."""
    return visit(LIST, of="scholar", java_script_enabled=False).page


@pytest.fixture(scope="module", params=PAGES)
def opened(request, browser, served):
    with visiting(browser, served("scholar") + PAGES[request.param]) as visit:
        yield visit


def count_of(label):
    return int(re.search(r"(\d+)$", label.inner_text().strip())[1])


def labels(page, name):
    return page.locator(f".publication-filters label[for^='publications-{name}-']").all()


def test_every_kind_and_topic_leaves_as_many_as_its_button_says(page):
    total = page.locator(SHOWN).count()
    assert total == page.locator("li.publication").count() > 50
    for name in ("kind", "topic"):
        for label in labels(page, name):
            label.click()
            assert page.locator(SHOWN).count() == count_of(label)
        page.locator(f"label[for='publications-{name}']").click()
        assert page.locator(SHOWN).count() == total
    assert sum(map(count_of, labels(page, "kind"))) == total


def test_kind_and_topic_together_leave_what_is_both(page):
    for kind in ("journal", "thesis", "talk"):
        page.locator(f"label[for='publications-kind-{kind}']").click()
        for topic in ("proofs", "caching"):
            page.locator(f"label[for='publications-topic-{topic}']").click()
            both = page.locator(f"li.publication.is-{kind}.on-{topic}").count()
            assert page.locator(SHOWN).count() == both
            assert page.locator(".no-match").is_visible() == (both == 0)
            assert page.locator(GROUPS).count() == page.locator(GROUPS, has=page.locator(SHOWN)).count()


def test_headings_without_publications_vanish_and_come_back(page):
    all_of_them = page.locator(GROUPS).count()
    page.locator("label[for='publications-kind-patent']").click()
    assert page.locator(f"{GROUPS} h2").all_inner_texts() == ["2023", "2017"]
    page.locator("label[for='publications-kind']").click()
    assert page.locator(GROUPS).count() == all_of_them


def test_nothing_of_a_kind_on_a_topic_is_said(page):
    assert not page.locator(".no-match").is_visible()
    page.locator("label[for='publications-kind-patent']").click()
    page.locator("label[for='publications-topic-open-science']").click()
    assert (page.locator(SHOWN).count(), page.locator(GROUPS).count()) == (0, 0)
    assert page.get_by_text("No publication matches all of these.").is_visible()


def test_choices_work_by_keyboard(page):
    page.locator("#publications-kind").focus()
    page.keyboard.press("ArrowRight")
    first = labels(page, "kind")[0]
    assert page.locator("#publications-kind-journal").is_checked()
    assert page.locator(SHOWN).count() == count_of(first)
    page.keyboard.press("ArrowLeft")
    assert page.locator(SHOWN).count() == page.locator("li.publication").count()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator(SHOWN).count() == count_of(labels(page, "topic")[0])


def test_chosen_button_looks_chosen_and_focused(page):
    label = page.locator("label[for='publications-kind-journal']")
    before = label.evaluate("(label) => getComputedStyle(label).backgroundColor + getComputedStyle(label).color")
    page.locator("#publications-kind").focus()
    page.keyboard.press("ArrowRight")
    after = label.evaluate("(label) => getComputedStyle(label).backgroundColor + getComputedStyle(label).color")
    outline = label.evaluate("(label) => getComputedStyle(label).outlineStyle")
    assert (before != after, outline != "none") == (True, True)


def test_long_lists_of_authors_unfold(page):
    details = page.locator("details", has_text="32 more")
    name = details.get_by_role("link", name="Charles Pretend, Jr.")
    assert not name.is_visible()
    details.locator("summary").focus()
    page.keyboard.press("Enter")
    assert name.is_visible()


def test_folded_authors_stand_in_the_line_of_the_others(page):
    """They are no note: nothing is drawn around them."""
    fold = page.locator(".authors details").first
    look = fold.evaluate(
        "node => { const s = getComputedStyle(node); return [s.display, s.borderLeftWidth, s.padding] }"
    )
    assert look == ["inline", "0px", "0px"]
    assert fold.evaluate("node => getComputedStyle(node).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_click_selects_all_of_an_entry(visit):
    page = visit(PAGES["publication"], of="scholar").page
    page.locator("#cite ~ pre.bibtex").click()
    selected = page.evaluate("getSelection().toString()")
    assert selected.strip() == page.locator("#cite ~ pre.bibtex").text_content().strip()
    assert selected.startswith("@article{madeup2025steam,")
    page.get_by_text("BibTeX").first.click()
    page.locator(".history pre.bibtex").click()
    assert page.evaluate("getSelection().toString()").startswith("@article{madeup2024steamarxiv,")


def test_many_kinds_are_one_line_on_a_phone(visit):
    page = visit(LIST, of="scholar", width=390).page
    heights = page.locator(".publication-filters fieldset").evaluate_all("(all) => all.map((one) => one.clientHeight)")
    assert len(heights) == 2 and max(heights) < 50
    page.locator("#publications-kind").focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    assert page.locator("label[for='publications-kind-talk']").is_visible()
    box = page.locator("label[for='publications-kind-talk']").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_no_page_scrolls_sideways(opened):
    for width in (1280, 768, 390, 320):
        opened.page.set_viewport_size({"width": width, "height": 800})
        assert opened.page.evaluate("document.scrollingElement.scrollWidth") <= width, width


def test_browser_complains_of_nothing(opened):
    opened.read_to_the_end()
    assert opened.complaints == []
    assert opened.foreign == []


# tests/test_browser.py has the list
@pytest.mark.parametrize(
    "path", [PAGES["publication"], PROJECT, PAGES["block"], "/de/", "/zh/", "/ja/research/", "/ar/group/"]
)
def test_axe_finds_nothing(visit, path):
    assert visit(path, of="scholar", bypass_csp=True).violations() == []


def test_files_of_a_publication_are_there(visit):
    page = visit(PAGES["publication"], of="scholar").page
    for name, kind in (("BibTeX", "@article{"), ("RIS", "TY  - JOUR"), ("PDF", "%PDF")):
        address = page.get_by_role("link", name=name, exact=True).first.evaluate("(link) => link.href")
        assert page.request.get(address).body().startswith(kind.encode())


def test_paper_shows_a_publication_without_what_only_a_screen_has(visit):
    page = visit(PAGES["publication"], of="scholar").page
    page.emulate_media(media="print")
    for name in ("BibTeX", "RIS", "PDF"):
        assert not page.get_by_text(name, exact=True).first.is_visible()
    assert page.locator(".bibtex").last.is_visible()
