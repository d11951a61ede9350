"""Texts of publication pages, `content/publications/KEY.md`, and the videos in them."""

import json
from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.small_site import built, picture, write

pytest_plugins = ["tests.scholar"]
PAGE = "/publications/uydurma2026umbrella/"
VIDEO = "https://www.youtube-nocookie.com/embed/madeup-talk?autoplay=1"
BIBLIOGRAPHY = """
@article{DBLP:journals/j/Lee24, title = {Owls}, author = {Lee, Ann}, journal = {J}, year = 2024,
  abstract = {They do.}, preview = {images/owl.png}}
@article{cats, title = {Cats}, author = {Lee, Ann}, journal = {J}, year = 2025, abstract = {They purr.}}
"""
OWLS = """---
description: How owls fly.
---

# Owls

![An owl](../../../images/owl.png)

Words after the picture.

## News

They fly [home](../../../pages/index.md), says @cats.
"""
FILES = {
    "content/publications.bib": BIBLIOGRAPHY,
    "content/images/owl.png": picture("PNG"),
    "content/pages/index.md": "# Ann Lee\n\nSee [owls](../publications/DBLP:journals/j/Lee24.md).\n",
    "content/publications/DBLP:journals/j/Lee24.md": OWLS,
    "content/publications/cats.md": "---\ndraft: true\n---\n\nThey are not ready.\n",
    "content/news/2025-01-01-out.md": "---\npublications: [DBLP:journals/j/Lee24]\n---\n\n# It is out\n",
}


def order(page, *selectors):
    """Whether the first elements that the selectors match follow each other."""
    nodes = [page.css_first(selector).mem_id for selector in selectors]
    return [node.mem_id for node in page.root.traverse() if node.mem_id in nodes] == nodes


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = write(tmp_path_factory.mktemp("owls"), FILES)
    built(folder)
    return folder / "output"


@pytest.fixture(scope="module")
def owls(site):
    [page] = site.glob("publications/*Lee24/index.html")
    return LexborHTMLParser(page.read_bytes())


def test_the_lead_stands_above_the_abstract_and_the_rest_below(owls):
    assert order(owls, "h1", ".publication-lead img[alt='An owl']", "#abstract", "#news", "#references", "#cite")
    assert owls.css_first(".publication-lead").text().strip() == ""
    assert [node.text() for node in owls.css("h1")] == ["Owls"]


def test_the_lead_takes_the_place_of_the_preview(owls):
    assert owls.css_first(".preview") is None


def test_the_tags_of_machines_are_around_a_text(owls):
    assert owls.css_first("meta[name=citation_title]").attrs["content"] == "Owls"
    assert owls.css_first("meta[name=description]").attrs["content"] == "How owls fly."
    assert json.loads(owls.css_first("script[type='application/ld+json']").text())["@type"] == "ScholarlyArticle"


def test_no_id_is_there_twice(owls):
    ids = [node.id for node in owls.css("[id]")]
    assert len(ids) == len(set(ids)) and {"news", "cite"} <= set(ids)
    assert [node.text() for node in owls.css("h2")].count("News") == 2


def test_links_lead_to_and_from_a_text(site, owls):
    home = LexborHTMLParser((site / "index.html").read_bytes())
    address = home.css_first("main a").attrs["href"]
    assert (site / address).is_file()
    assert owls.css_first("#news ~ p a").attrs["href"] == "../../index.html"
    assert [node.text() for node in home.css(".site-header nav a")] == ["Publications", "News"]


def test_a_draft_is_on_no_page(site):
    assert "not ready" not in (site / "publications/cats/index.html").read_text("utf-8")


def test_links_lead_to_the_sections_around_a_text_and_the_menu_to_its_page(tmp_path):
    cats = "[Words](#abstract), [entry](#cite), [news](#news).\n"
    news = "---\npublications: [cats]\n---\n\n# It is out\n\nSee [it](../publications/cats.md#cite).\n"
    files = {"content/publications/cats.md": cats, "content/news/2025-01-02-cats.md": news}
    folder = write(tmp_path, FILES | files | {"pelicanconf.py": 'MENU = [("Cats", "publications/cats.md")]\n'})
    assert built(folder).warnings == ()
    page = LexborHTMLParser((folder / "output/publications/cats/index.html").read_bytes())
    assert page.css_first(".site-header nav a").attrs["aria-current"] == "page"


def test_a_description_needs_no_text(tmp_path):
    cats = "---\ndescription: How cats purr.\n---\n"
    folder = write(tmp_path, FILES | {"content/publications/cats.md": cats})
    built(folder)
    page = LexborHTMLParser((folder / "output/publications/cats/index.html").read_bytes())
    assert page.css_first("meta[name=description]").attrs["content"] == "How cats purr."


def test_a_link_to_a_file_without_a_text_leads_to_the_page(tmp_path):
    home = "# Ann Lee\n\nSee [cats](../publications/cats.md).\n"
    folder = write(tmp_path, FILES | {"content/publications/cats.md": "# Cats\n", "content/pages/index.md": home})
    assert built(folder).warnings == ()


def test_what_a_text_says_in_vain_is_a_warning(tmp_path):
    cats = "---\nsave_as: cats.html\ndescription: Cats.\nhide: [toc]\n---\n\nThey purr.\n"
    folder = write(tmp_path, FILES | {"content/publications/cats.md": cats})
    said = "'save_as' has no effect in the text of a publication: 'description' and 'draft' have"
    assert list(map(str, built(folder).warnings)) == [f"content/publications/cats.md:2: {said}"]


def test_a_template_that_is_older_than_texts_is_a_warning(tmp_path):
    older = '{% extends "base.html" %}{% block main %}<h1>{{ title }}</h1>{% endblock main %}\n'
    settings = f"THEME_TEMPLATES_OVERRIDES = [{str(tmp_path / 'templates')!r}]\n"
    folder = write(tmp_path, FILES | {"templates/publication.html": older, "pelicanconf.py": settings})
    said = "shows no 'body', so the texts of content/publications/ are on no page: the theme's own shows how"
    assert list(map(str, built(folder).warnings)) == [f"templates/publication.html: {said}"]


def test_a_changed_text_changes_its_page(tmp_path):
    folder = write(tmp_path, FILES)
    built(folder)
    write(folder, {"content/publications/cats.md": "They sleep.\n\n## Where\n\nEverywhere.\n"})
    assert built(folder).warnings == ()
    assert "They sleep." in (folder / "output/publications/cats/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Dogs\n\nThey bark.\n", "1: the title 'Dogs' is not shown: the page has that of the entry 'cats'"),
        ("They bark.\n\n# Dogs\n", "3: a second title, 'Dogs', is a heading of the second rank here: write '## Dogs'"),
    ],
)
def test_the_title_of_a_text_is_that_of_the_entry(tmp_path, text, said):
    folder = write(tmp_path, FILES | {"content/publications/cats.md": text})
    assert list(map(str, built(folder).warnings)) == [f"content/publications/cats.md:{said}"]
    page = LexborHTMLParser((folder / "output/publications/cats/index.html").read_bytes())
    assert [node.text() for node in page.css("h1")] == ["Cats"]


def test_a_title_with_a_formula_is_that_of_the_entry(tmp_path):
    entry = "@article{cats, title = {Cats of {$O(n^2)$}}, author = {Lee, Ann}, journal = {J}, year = 2025}"
    folder = write(
        tmp_path, {"content/publications.bib": entry, "content/publications/cats.md": "# Cats of $O(n^2)$\n"}
    )
    assert built(folder).warnings == ()


def test_a_video_calls_its_host_only_when_it_is_opened(visit):
    visited = visit(PAGE, of="scholar", java_script_enabled=False)
    still = visited.page.frame_locator(".video iframe").get_by_role("link", name="Who took my umbrella?")
    assert still.locator("img").evaluate("(image) => image.complete && image.naturalWidth") >= 736
    assert visited.foreign == []
    with visited.page.expect_event("framenavigated"):
        still.press("Enter")
    assert (visited.foreign, visited.complaints) == ([VIDEO], [])


def test_a_still_of_another_host_is_allowed_in_its_frame(tmp_path):
    hosts = {"www.youtube-nocookie.com": [], "i.ytimg.com": []}
    video = "![Owls](https://youtu.be/abcdefghijk){ poster=https://i.ytimg.com/vi/abcdefghijk/0.jpg }"
    settings = f"EMBEDS_HOSTS = {hosts}\n"
    folder = write(tmp_path, {"pelicanconf.py": settings, "content/pages/index.md": f"# Ann Lee\n\n{video}\n"})
    built(folder)
    [frame] = (folder / "output/frames").iterdir()
    page = LexborHTMLParser(frame.read_bytes())
    assert page.css_first("img").attrs["src"] == "https://i.ytimg.com/vi/abcdefghijk/0.jpg"
    assert page.css_first("meta[content]").attrs["content"].endswith("img-src 'self' https://i.ytimg.com")


def test_every_size_of_a_still_is_there(tmp_path):
    settings = 'EMBEDS_HOSTS = {"player.vimeo.com": []}\n'
    cats = "![Cats](https://vimeo.com/123){ poster=../images/cat.png }\n"
    files = {"content/publications/cats.md": cats, "content/images/cat.png": picture("PNG", 1600, 900)}
    folder = write(tmp_path, FILES | files | {"pelicanconf.py": settings})
    built(folder)
    [frame] = (folder / "output/frames").iterdir()
    nodes = LexborHTMLParser(frame.read_bytes()).css("img, source")
    named = [node.attrs["src"] for node in nodes if node.tag == "img"]
    named += [one.split()[0] for node in nodes for one in node.attrs["srcset"].split(", ")]
    assert len(named) == 7 and all((frame.parent / name).is_file() for name in named)


def test_videos_in_the_feed_have_their_stills(tmp_path):
    still = "{ poster=../images/owl.png }"
    text = f"# Out\n\n![Owls](../files/owl.mp4){still}\n\n![Owls](https://vimeo.com/123){still}\n"
    settings = 'SITEURL = "https://ann.example"\nFEED_ALL_ATOM = "feed.xml"\nEMBEDS_HOSTS = {"player.vimeo.com": []}\n'
    files = {"pelicanconf.py": settings, "content/files/owl.mp4": "", "content/news/2025-01-01-out.md": text}
    folder = write(tmp_path, files | {"content/images/owl.png": picture("PNG", 1600, 900)})
    built(folder)
    entry = LexborHTMLParser(unescape((folder / "output/feed.xml").read_text("utf-8")))
    film, link = entry.css_first("video"), entry.css_first("a[href='https://vimeo.com/123']")
    assert film.attrs["src"] == "https://ann.example/files/owl.mp4"
    shown = [film.attrs["poster"], link.css_first("img").attrs["src"]]
    assert all((folder / "output" / one.removeprefix("https://ann.example/")).is_file() for one in shown)
    assert "data-player" not in link.attrs and "Owls" in link.text()


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_a_video_keeps_its_shape_and_its_room(visit, width):
    visited = visit(PAGE, of="scholar", width=width)
    visited.read_to_the_end()
    column = visited.page.locator(".publication-lead img").bounding_box()["width"]
    for video in visited.page.locator(".video").all():
        box = video.bounding_box()
        assert abs(box["width"] - column) <= 1
        assert 0.55 <= box["height"] / box["width"] <= 0.7
    assert visited.shift() < 0.002


def test_a_film_loads_nothing_before_it_plays(visit):
    visited = visit(PAGE, of="scholar")
    visited.read_to_the_end()
    film = visited.page.locator("video.video")
    assert film.evaluate("(film) => [film.networkState, film.readyState]") == [1, 0]
    assert film.evaluate("(film) => film.play().then(() => film.videoWidth)") == 640
