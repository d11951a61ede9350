"""What a reader meets where an author used tabs, folds, wide code or pictures for one scheme: rules of a browser."""

from contextlib import ExitStack

import pytest

from tests.browser import visiting
from tests.serve import serving
from tests.small_site import built, picture, write

TABS = """=== "C"

    c of the first

=== "Rust"

    rust of the first

Between

=== "Rust"

    rust of the second

=== "Go"

    go of the second

Between

=== "Alone"

    alone

=== "Other"

    === "Inner"

        inner

    === "Further"

        further
"""
WIDE = """| a | b | c |
|---|---|---|
| `a_name_that_no_line_can_break_anywhere` | `another_name_that_is_as_long_as_that` | c |

``` text title="a/name/that/is/longer/than/a/telephone/is/wide.txt" linenums="9" hl_lines="2"
a line that is much longer than a telephone is wide, so that it has to scroll inside of its own box
a line that is marked
```

- item

    > | a | b |
    > |---|---|
    > | `a_name_that_no_line_can_break_anywhere` | `another_name_that_is_as_long_as_that` |

<div class="grid cards" markdown>

- `a_name_that_no_line_can_break_anywhere`
- ++ctrl+alt+delete++ [Read the paper](https://example.org){ .md-button } [Code](https://example.org){ .md-button }

</div>
"""
OTHERS = """??? note

    folded

![Light](../images/l.png#only-light) ![Dark](../images/d.png#only-dark)

Used[^1] and again[^1] (1), :fontawesome-brands-github:{ title="Code" }, and H~2~O.
{ .annotate }

1. Annotation

- [x] done

!!! danger "With `code`"
    Text

> [!TIP]
> Text

[^1]: Footnote
"""
MANY = "\n".join(f'=== "Tab {number}"\n\n    panel {number}\n' for number in range(1, 26))


@pytest.fixture(scope="session")
def constructs(tmp_path_factory):
    """Where a site with a page for each group of constructs is served."""
    texts = {"tabs": TABS, "wide": WIDE, "others": OTHERS, "many": MANY}
    pages = {f"content/pages/{name}.md": f"# {name.title()}\n\n{text}" for name, text in texts.items()}
    pictures = {f"content/images/{name}.png": picture("PNG") for name in "ld"}
    folder = write(tmp_path_factory.mktemp("constructs"), {**pages, **pictures})
    built(folder)
    with serving(folder / "output") as address:
        yield address


@pytest.fixture
def open_page(browser, constructs):
    with ExitStack() as stack:
        yield lambda path, **how: stack.enter_context(visiting(browser, constructs + path, **how))


def seen(page):
    """The panels' own text that a reader sees."""
    panels = page.locator(".tab > p").all()
    return [panel.text_content() for panel in panels if panel.is_visible()]


def test_tabs_are_chosen_by_keyboard(open_page):
    page = open_page("/tabs/").page
    page.get_by_label("Alone").focus()
    page.keyboard.press("ArrowRight")
    assert seen(page)[-1] == "inner"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert seen(page)[-1] == "further"


def test_tabs_of_the_same_label_are_chosen_together(open_page):
    page = open_page("/tabs/").page
    assert seen(page) == ["c of the first", "rust of the second", "alone"]
    page.locator("label", has_text="Rust").last.click()
    assert seen(page) == ["rust of the first", "rust of the second", "alone"]
    page.locator("label", has_text="Go").click()
    assert seen(page) == ["c of the first", "go of the second", "alone"]


def test_the_chosen_label_is_marked_in_every_group(open_page):
    page = open_page("/tabs/").page
    page.locator("label", has_text="Rust").last.click()
    plain = page.locator("label", has_text="Go").evaluate("label => getComputedStyle(label).color")
    colors = [
        one.evaluate("label => getComputedStyle(label).color") for one in page.locator("label:text('Rust')").all()
    ]
    assert len(colors) == 2
    assert plain not in colors


def test_any_number_of_tabs_works_on_a_telephone(open_page):
    page = open_page("/many/", width=320).page
    for number in (1, 17, 25):
        page.get_by_text(f"Tab {number}", exact=True).click()
        assert seen(page) == [f"panel {number}"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_shows_every_panel_and_what_is_folded(open_page):
    page = open_page("/tabs/").page
    page.emulate_media(media="print")
    assert len(seen(page)) == page.locator(".tab > p").count() == 7
    page = open_page("/others/").page
    page.emulate_media(media="print")
    assert page.get_by_text("folded").bounding_box()["height"] > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_for_one_scheme_is_shown_in_that_alone(open_page, scheme):
    pictures = open_page("/others/", scheme=scheme).page.locator("main img").all()
    assert [one.get_attribute("alt") for one in pictures if one.is_visible()] == [scheme.title()]


def test_what_is_wide_scrolls_inside_itself(open_page):
    page = open_page("/wide/", width=320).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for box in page.locator("main pre, main table").all():
        assert box.evaluate("box => box.scrollWidth > box.clientWidth")


def test_lines_of_code_are_numbered_and_marked_to_their_end(open_page):
    page = open_page("/wide/", width=320).page
    number = "node => getComputedStyle(node, '::before').content"
    assert page.locator(".linenos").first.evaluate(number) == '" 9 "'
    assert page.locator(".hll").evaluate("line => line.offsetWidth >= line.closest('pre').scrollWidth - 1")


@pytest.mark.parametrize("path", ["/tabs/", "/wide/", "/others/"])
def test_constructs_are_open_to_everybody(open_page, path):
    visit = open_page(path, bypass_csp=True)
    assert visit.complaints == []
    assert visit.violations() == []
