"""Lists of publications in a browser: the row of links, what unfolds, filters, numbers, thumbnails, and years."""

import re
from collections import Counter

import pytest

from tests.browser import visiting
from tests.pages import read

pytest_plugins = ["tests.scholar", "tests.publication_lists"]
KB = 1000
LIST = "/publications/"
ITEM = "li.publication:visible"
STEAM = "li.publication:has(a.title[href*=madeup2024steamarxiv])"


@pytest.fixture
def page(visit):
    """A page of the site `choosy`, without script."""
    return lambda path, **how: visit(path, of="choosy", java_script_enabled=False, **how).page


def box(locator):
    found = locator.bounding_box()
    return found | {"right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


def choose(page, *ids):
    for name in ids:
        page.locator(f"label[for$='-{name}']").click()


def keys(page):
    return page.locator(f"{ITEM} .title").evaluate_all("(all) => all.map((one) => one.href.split('/').at(-2))")


# The item


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_links_stand_in_a_row_of_their_own_and_break_only_between_links(page, width):
    list_page = page(LIST, width=width)
    lines = "(all) => all.map((one) => one.getClientRects().length)"
    links = list_page.locator(".publication-links > a, .publication-links summary")
    assert links.count() > 150
    assert set(links.evaluate_all(lines)) == {1}
    for item in list_page.locator(".publication:has(.publication-links)").all()[:20]:
        venue, row = box(item.locator(".publication-venue")), box(item.locator(".publication-links"))
        assert row["y"] >= venue["bottom"] - 1
        assert box(item.locator(".publication-links > a, .publication-links summary").first)["x"] == pytest.approx(
            row["x"], abs=40
        )


def test_title_authors_venue_and_links_follow_each_other(page):
    item = page(LIST).locator(STEAM)
    parts = [box(item.locator(part)) for part in (".title", ".authors", ".publication-venue", ".publication-links")]
    assert all(one["bottom"] <= other["y"] + 3 for one, other in zip(parts, parts[1:], strict=False))


def test_marks_do_not_change_the_height_of_a_line(visit):
    authors = visit("/", of="choosy").page.locator(".authors:has(sup)").first
    before = box(authors)["height"]
    authors.evaluate("(node) => node.querySelectorAll('sup').forEach((mark) => mark.remove())")
    assert box(authors)["height"] == before


def test_owner_stands_out_among_muted_co_authors(page):
    style = "(node) => { const s = getComputedStyle(node); return [s.fontWeight, s.color] }"
    item = page(LIST).locator(STEAM)
    weight, color = item.locator(".owner").evaluate(style)
    others = item.locator(".authors").evaluate(style)
    assert (weight, others[0]) == ("600", "400")
    assert color != others[1]


def test_award_is_a_tag_and_a_state_is_words(page):
    text = page(LIST).locator(".publication-venue").all_inner_texts()
    assert any(line.endswith("(in press)") for line in text)
    assert "(Best Paper Award)" not in " ".join(text)
    assert page(LIST).locator(".award", has_text="Best Paper Award").count() == 1


# What unfolds


def test_abstract_and_bibtex_unfold_by_keyboard_one_at_a_time_below_the_row(page):
    item = page(LIST).locator(STEAM)
    row, abstract = item.locator(".publication-links"), item.get_by_text("Whoever shares a boiler")
    place = box(item.locator("summary", has_text="BibTeX"))
    item.locator("summary", has_text="Abstract").focus()
    item.page.keyboard.press("Enter")
    assert abstract.is_visible()
    assert box(abstract)["width"] == pytest.approx(box(row)["width"], abs=1)
    assert box(abstract)["y"] >= box(item.locator("summary", has_text="BibTeX"))["bottom"] - 1
    assert box(item.locator("summary", has_text="BibTeX"))["x"] == place["x"]
    item.page.keyboard.press("Tab")
    item.page.keyboard.press("Enter")
    assert (item.locator(".bibtex").is_visible(), abstract.is_visible()) == (True, False)


def test_one_click_selects_the_whole_bibtex(visit):
    item = visit(LIST, of="choosy").page.locator(STEAM)
    item.locator("summary", has_text="BibTeX").click()
    item.locator(".bibtex").click()
    selected = item.page.evaluate("getSelection().toString()")
    assert selected.strip() == item.locator(".bibtex").text_content().strip()
    assert selected.startswith("@article{madeup2025steam,")


def test_short_lists_unfold_what_they_are_told(page):
    assert page("/selected/").locator(".publication details[name]").count() == 0
    words = Counter(page("/unfolding/").locator(".publication summary").all_inner_texts())
    assert words["BibTeX"] == page("/unfolding/").locator(ITEM).count()
    assert 0 < words["Abstract"] <= words["BibTeX"]
    assert page("/compact/").locator(".publication-links").count() == 0


def test_list_of_sixty_is_no_heavy_page(choosy):
    html = (choosy / "publications/index.html").read_text("utf-8")
    assert len(re.sub("<style>.*?</style>", "", html, flags=re.S).encode()) < 150 * KB
    plain = (choosy / "selected/index.html").read_bytes()
    assert len(plain) < len((choosy / "unfolding/index.html").read_bytes())


# Filters, legend and years


def test_filter_of_roles_leaves_what_the_owner_wrote_first_or_last(page):
    every = page("/all/")
    owner = "(all) => all.map((one) => [...one.querySelector('.authors').childNodes].map((node) => node.className))"
    choose(every, "role-last")
    last = every.locator(f"{ITEM}:not(:has(.authors details))").evaluate_all(owner)
    assert last and all("owner" in [name for name in names if name is not None][-2:] for names in last)
    choose(every, "role-first")
    first = keys(every)
    assert sorted(first) == sorted(keys(page("/first/")))
    assert "madeup2024steamarxiv" in first  # first, with another by equal contribution
    choose(every, "kind-thesis")
    assert set(keys(every)) <= set(first)


def test_three_filters_leave_no_heading_over_nothing(page):
    every = page("/all/")
    for kind in ("journal", "conference", "workshop"):
        for topic in ("proofs", "caching"):
            for role in ("first", "last"):
                choose(every, f"kind-{kind}", f"topic-{topic}", f"role-{role}")
                shown = every.locator(ITEM).count()
                assert shown == every.locator(f"li.is-{kind}.on-{topic}.as-{role}").count()
                groups = every.locator(".group:visible")
                assert groups.count() == every.locator(".group:visible", has=every.locator(ITEM)).count()
                assert every.locator(".no-match").is_visible() == (shown == 0)


@pytest.mark.parametrize("chosen", [(), ("kind-preprint",), ("kind-preprint", "topic-caching"), ("kind-journal",)])
def test_legend_explains_the_marks_of_what_is_shown(page, chosen):
    list_page = page(LIST)
    choose(list_page, *chosen)
    used = set("".join(list_page.locator(f"{ITEM} .authors sup").all_text_contents()))
    shown = list_page.locator(".legend .mark:visible sup").all_text_contents()
    assert set(shown) == used


def test_what_is_chosen_is_seen_without_color(visit):
    for scheme in ("active", "none"):
        page = visit(LIST, of="choosy", forced_colors=scheme).page
        choose(page, "kind-preprint")
        mark = "(label) => getComputedStyle(label, '::before').content"
        chosen = page.locator("label[for$=kind-preprint]")
        assert "✓" in chosen.evaluate(mark)
        assert page.locator("label[for$=kind-journal]").evaluate(mark) == "none"
    look = "(label) => getComputedStyle(label).backgroundColor"
    forced = visit(LIST, of="choosy", forced_colors="active").page
    assert forced.locator("label[for$='-kind']").evaluate(look) != forced.locator("label[for$=-kind-book]").evaluate(
        look
    )


def test_years_lead_to_their_headings_and_vanish_with_them(page):
    list_page = page(LIST)
    years = list_page.get_by_role("navigation", name="Years")
    assert years.locator("a").all_inner_texts() == list_page.locator(".group h2").all_inner_texts()
    years.get_by_text("2019").click()
    assert 0 <= box(list_page.locator("#publications-2019"))["y"] < 200
    choose(list_page, "kind-patent")
    assert years.locator("a:visible").all_inner_texts() == ["2023", "2017"]
    assert not page("/selected/").locator(".publication-years").count()


# Numbers and thumbnails


def test_numbers_count_all_publications_of_a_letter_whatever_is_shown(page):
    every = page("/all/")
    numbers = [text.strip("[]") for text in every.locator(".number").all_inner_texts()]
    for letter in {number[0] for number in numbers}:
        counted = [int(number[1:]) for number in numbers if number[0] == letter]
        assert counted == list(range(len(counted), 0, -1))
    journal = every.locator("li.is-journal .number").all_inner_texts()
    assert page("/journal/").locator(".number").all_inner_texts() == journal[:3]
    choose(every, "topic-proofs")
    assert every.locator("li.is-journal.on-proofs .number").first.inner_text() in journal
    assert "journal articles" in every.locator(".legend").inner_text()


@pytest.mark.parametrize("width", [390, 768])
def test_thumbnails_leave_the_text_aligned(page, width):
    every = page("/all/", width=width)
    titles = every.locator(".title").evaluate_all("(all) => all.map((one) => one.getClientRects()[0].x)")
    assert len(set(map(round, titles))) == 1
    pictures = every.locator(".thumbnail:visible").all()
    assert len(pictures) == (4 if width >= 600 else 0)
    for picture in pictures:
        assert box(picture)["width"] == 120
        assert box(picture)["right"] < titles[0]
        item = picture.locator("xpath=ancestor::li")
        assert box(picture)["bottom"] <= box(item)["bottom"]
    assert all(one.get_attribute("loading") == "lazy" for one in pictures[1:])


# Right to left, paper, axe


def test_names_keep_their_order_on_an_arabic_page(page):
    names = page("/ar/arabic/").locator(".publication", has_text="Quiet Kettles").locator(".authors > *")
    owner, second = (box(names.nth(number)) for number in (0, 1))
    assert owner["right"] < second["x"]


def test_paper_has_identifiers_in_place_of_links(visit):
    page = visit(LIST, of="choosy").page
    page.emulate_media(media="print")
    assert page.locator(STEAM).get_by_text("doi:10.5555/jis.2025.21.101").is_visible()
    for part in (".publication-links", ".publication-filters", ".publication-years"):
        assert page.locator(f"{part}:visible").count() == 0


@pytest.mark.parametrize("path", ["/all/", "/unfolding/", "/ar/arabic/"])
def test_axe_finds_nothing(visit, path):
    opened = visit(path, of="choosy", bypass_csp=True)
    opened.page.evaluate("document.querySelectorAll('details[name]').forEach((one) => { one.open = true })")
    assert opened.violations() == []
    assert opened.complaints == []


# The page of a publication


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("slug", ["madeup2020ladders", "madeup2024steamarxiv"])
def test_pdf_and_abstract_are_in_the_first_view(page, width, slug):
    own = page(f"/publications/{slug}/", width=width)
    height = own.viewport_size["height"]
    links = own.locator(".publication-links a")
    assert (links.first.inner_text(), "md-button--primary" in links.first.get_attribute("class")) == ("PDF", True)
    assert box(own.locator("#abstract + p"))["y"] + 60 < height
    for preview in own.locator(".preview").all():
        assert box(preview)["height"] <= 256
    own.emulate_media(media="print")
    assert own.locator("header .identifier").is_visible()


# A thousand


@pytest.fixture(scope="module")
def whole(browser, served):
    with visiting(browser, f"{served('thousand')}/whole/", java_script_enabled=False) as visit:
        yield visit.page


def count_shown(page):
    """How many publications visitors see; locators would look at each of a thousand."""
    every = "[...document.querySelectorAll('.publication')]"
    return page.evaluate(f"{every}.filter((one) => one.checkVisibility()).length")


def test_filters_of_a_thousand_leave_what_they_say(whole):
    assert count_shown(whole) == 1001
    for name in ("kind-journal", "topic-topic-3", "role-first"):
        choose(whole, name)
        own = {"kind": "is", "topic": "on", "role": "as"}[name.partition("-")[0]] + "-" + name.partition("-")[2]
        count = int(re.search(r"\d+$", whole.locator(f"label[for$='-{name}']").inner_text())[0])
        assert count_shown(whole) == count == whole.locator(f"li.{own}").count()
        whole.locator(f"label[for$='-{name.partition('-')[0]}']").click()


def test_many_publications_have_a_page_for_each_year(thousand):
    folder = thousand / "publications"
    first = read((folder / "index.html").read_text("utf-8"))
    links = {link.text(): link.attrs["href"] for link in first.css(".publication-years a")}
    assert list(links)[:2] == ["Newest", "2024"] and list(links)[-1] == "1990"
    assert first.css_first(".publication-years [aria-current=page]").text() == "Newest"
    assert links["2015"] == "in-2015/index.html"  # a publication has the address of the year
    assert "A Key Like a Year" in (folder / "2015/index.html").read_text("utf-8")
    shown = []
    for title, address in list(links.items())[1:]:
        page = (folder / address).read_text("utf-8")
        assert len(page.encode()) < 150 * KB, title
        assert [heading.text() for heading in read(page).css(".group h2")] == [title]
        shown += [link.attrs["href"].split("/")[-2] for link in read(page).css(".publication .title")]
    assert len(shown) == len(set(shown)) == 1001
    assert len((folder / "index.html").read_bytes()) < 150 * KB


def test_pages_of_years_are_pages_like_others(thousand):
    page = read((thousand / "publications/2024/index.html").read_text("utf-8"))
    assert page.css_first("title").text().startswith("Publications 2024 ")
    canonical = page.css_first("link[rel=canonical]").attrs["href"]
    assert canonical == "https://ann.example/publications/2024/"
    assert f"<loc>{canonical}</loc>" in (thousand / "sitemap.xml").read_text("utf-8")
    assert len(re.findall("^@", (thousand / "publications.bib").read_text("utf-8"), re.M)) == 1001
