"""Blocks that stand for the site's own records, on a page, in an article and in the feed."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plugins.blocks import in_years
from plugins.core.problems import BuildFailed
from tests.small_site import built, write

NEWS = {f"content/news/{day}-{name}.md": f"# {name.upper()} & co.\n\nText of {name}.\n" for day, name in [
    ("2022-05-06", "a"), ("2023-01-02", "b"), ("2023-03-04", "c"), ("2024-05-06", "d"),
]}  # fmt: skip
DRAFT = {"content/news/2025-01-01-e.md": "---\nstatus: draft\n---\n# E\n"}


@pytest.fixture
def page(tmp_path):
    """The page that a text becomes, among four articles and a draft."""

    def build(text, name="content/pages/index.md", written="index.html"):
        write(tmp_path, {**NEWS, **DRAFT, name: f"# Ann Lee\n\n{text}"})
        built(tmp_path)
        return LexborHTMLParser(Path(tmp_path, "output", written).read_text("utf-8"))

    return build


def links(tree, selector="main"):
    return [(link.text(), link.attrs["href"]) for link in tree.css(f"{selector} a[href]")]


def test_news_lists_the_newest_first_and_no_draft(page):
    tree = page("/// news\n///\n")
    assert links(tree) == [
        ("D & co.", "news/d/index.html"),
        ("C & co.", "news/c/index.html"),
        ("B & co.", "news/b/index.html"),
        ("A & co.", "news/a/index.html"),
    ]
    assert [time.attrs["datetime"] for time in tree.css("main time")][0] == "2024-05-06"


def test_news_ends_at_its_limit_and_leads_on(page):
    assert links(page("/// news\n    limit: 1\n///\n")) == [
        ("D & co.", "news/d/index.html"),
        ("All news", "news/index.html"),
    ]


def test_news_of_a_year(page):
    tree = page("/// news\n    year: 2023\n///\n")
    assert [text for text, _ in links(tree)] == ["C & co.", "B & co.", "All news"]


def test_news_in_tabs_by_year(page):
    tree = page("/// news\n    style: tabs\n///\n\n/// news\n    style: tabs\n///\n")
    assert [label.text() for label in tree.css(".tabs label")] == ["2024", "2023", "2022"] * 2
    assert len({node.attrs["name"] for node in tree.css(".tabs input")}) == 2
    assert [[link.text() for link in panel.css("a")] for panel in tree.css(".tab")][1] == ["C & co.", "B & co."]


def test_news_as_excerpts(page):
    tree = page("/// news\n    style: excerpts\n    limit: 2\n///\n")
    assert [node.text() for node in tree.css(".news-item p:not(.date)")] == ["Text of d.", "Text of c."]


def test_news_without_any_article_is_nothing(tmp_path):
    write(tmp_path, {"content/pages/index.md": "# Ann Lee\n\n/// news\n///\n"})
    built(tmp_path)
    tree = LexborHTMLParser(Path(tmp_path, "output/index.html").read_text("utf-8"))
    assert tree.css_first("main").text().split() == ["Ann", "Lee"]


def test_block_in_a_tab_in_a_folder(page):
    text = '=== "News"\n\n    /// news\n        limit: 4\n    ///\n'
    assert links(page(text, "content/pages/team.md", "team/index.html"))[0] == ("D & co.", "../news/d/index.html")


def test_block_in_code_is_code(page):
    assert page("```\n/// news\n///\n```\n").css_first("main pre").text().strip() == "/// news\n///"


def test_block_in_an_article_is_in_the_feed_too(tmp_path):
    public = 'SITEURL = FEED_DOMAIN = "https://ann.example"\nFEED_ALL_ATOM = "feed.xml"\n'
    text = {"content/news/2024-12-01-all.md": "# All\n\n/// news\n    year: 2022\n///\n"}
    write(tmp_path, {"pelicanconf.py": public, **NEWS, **text})
    built(tmp_path)
    assert '&lt;a href="https://ann.example/news/a/"&gt;' in Path(tmp_path, "output/feed.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("span", "years"),
    [("", [2022, 2023, 2024]), ("2023", [2023]), ("2022-2023", [2022, 2023]), ("2023-", [2023, 2024])],
)
def test_years(span, years):
    assert [year for year in (2022, 2023, 2024) if in_years(year, span)] == years


BIBLIOGRAPHY = """
@article{owls, title = {Owls}, author = {Lee, Ann}, journal = {J}, year = 2024, keywords = {birds}, selected = {2}}
@misc{owls-draft, title = {Draft}, author = {Lee, Ann}, year = 2021, eprint = {2101.00001}, related = {owls}}
@inproceedings{bees, title = {Bees}, author = {Lee, Ann}, booktitle = {C}, year = 2023, selected = {1}}
@book{cats, title = {Cats}, author = {Lee, Ann}, publisher = {P}, year = 2022, keywords = {pets}}
"""
LISTS = {
    "keys: bees": ["Bees"],
    "keys: cats, owls": ["Owls", "Cats"],
    "keys: [CATS]": ["Cats"],
    "keys: owls-draft": ["Owls"],
    "keys: owls, bees\n    kind: conference": ["Bees"],
    "keys: owls, bees\n    limit: 1": ["Owls"],
    "selected: yes": ["Bees", "Owls"],
    "selected: no": ["Owls", "Bees", "Cats"],
    "kind: book, journal": ["Owls", "Cats"],
    "topic: pets": ["Cats"],
    "topic: Birds, pets": ["Owls", "Cats"],
    "year: 2023": ["Bees"],
    "year: 2022-2023": ["Bees", "Cats"],
    "year: 2023-": ["Owls", "Bees"],
    "limit: 2": ["Owls", "Bees"],
    "group: kind": ["Owls", "Bees", "Cats"],
}
UNKNOWN = {
    "keys: beees": "no publication has the key 'beees' (did you mean 'bees'?)",
    "topic: pigs": "no publication has the topic 'pigs'",
}


def publications_block(options):
    return f"/// publications\n    {options}\n///\n"


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """The titles that `/// publications` lists with each of the options in LISTS."""
    folder = tmp_path_factory.mktemp("lists")
    pages = {
        f"content/pages/list-{number}.md": f"# List\n\n{publications_block(options)}"
        for number, options in enumerate(LISTS)
    }
    write(folder, {"content/publications.bib": BIBLIOGRAPHY, **pages})
    built(folder)

    def titles(number):
        tree = LexborHTMLParser(Path(folder, f"output/list-{number}/index.html").read_text("utf-8"))
        return [title.text() for title in tree.css(".publication .title")]

    return {options: titles(number) for number, options in enumerate(LISTS)}


@pytest.mark.parametrize("options", LISTS)
def test_publications_lists_what_its_options_ask_for(lists, options):
    assert lists[options] == LISTS[options]


@pytest.mark.parametrize("options", UNKNOWN)
def test_publications_names_what_no_publication_has(tmp_path, options):
    text = f"# Ann Lee\n\n{publications_block(options)}"
    write(tmp_path, {"content/publications.bib": BIBLIOGRAPHY, "content/pages/index.md": text})
    with pytest.raises(BuildFailed) as failure:
        built(tmp_path)
    assert list(map(str, failure.value.errors)) == [f"content/pages/index.md:4: {UNKNOWN[options]}"]


def test_a_heading_over_nothing_is_not_shown(tmp_path):
    headings = "".join(f"## Part {number}\n\nText.\n\n" for number in range(6))
    text = f"# Ann Lee\n\n## News\n\n/// news\n///\n\n## Works\n\n/// publications\n///\n\n{headings}"
    write(tmp_path, {"content/pages/index.md": text})
    built(tmp_path)
    tree = LexborHTMLParser(Path(tmp_path, "output/index.html").read_text("utf-8"))
    shown = [f"Part {number}" for number in range(6)]
    assert [heading.text() for heading in tree.css("main h2")] == shown
    assert [text for text, _ in links(tree, ".toc")] == shown
