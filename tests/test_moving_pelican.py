"""The made-up site of Pelican in `tests/sites/pelican` moves in, and its settings in tables."""

from pathlib import Path

import pytest

from plugins.migrate import MigrationFailed, migrate
from plugins.migrate.pelican.rest import read_rest
from plugins.migrate.pelican.settings import fill_address, read_settings
from plugins.migrate.systems import recognize
from tests.moved_sites import move_and_build, words_of

SITE = Path(__file__).with_name("sites") / "pelican"
# What Pelican writes for this site, without the draft and the pictures, which pages show in the sizes that they need
ADDRESSES = """
index.html index2.html archives.html categories.html tags.html authors.html contact/ contact/index.html
category/moss.html category/articles.html category/lichen.html
tag/spring.html tag/walks.html tag/lichen.html
author/tove-lindqvist.html author/tove-lindqvist2.html author/odd-berg.html
posts/2010/old-words.html posts/2023/first-moss.html posts/2023/a-second-walk-bogs-boots.html posts/2024/lichen.html
posts/2010/10/index.html posts/2023/04/index.html posts/2023/05/index.html posts/2024/01/index.html
pages/about-tove.html pages/herbarium.html pages/herbarium-sv.html
feeds/all.atom.xml feeds/all-en.atom.xml feeds/moss.atom.xml feeds/articles.atom.xml feeds/lichen.atom.xml
pdfs/list.pdf images/key.png CNAME robots.txt
""".split()  # noqa: SIM905 (a list to read)
TEXTS = {
    "posts/2023/first-moss.html": "articles/2023-04-01-first-moss.md",
    "posts/2023/a-second-walk-bogs-boots.html": "articles/second-walk.md",
    "posts/2024/lichen.html": "articles/lichen/third.md",
    "pages/about-tove.html": "pages/about.md",
    "pages/herbarium.html": "pages/herbarium.md",
    "pages/herbarium-sv.html": "pages/herbarium-sv.md",
    "contact/": "pages/contact.md",
}
REPORTED = """
content/articles/old.rst:20: Unknown directive type "map"
content/articles/second-walk.md:12: the tag 'notebook' has no counterpart here
content/articles/lichen/third.md:6: template 'fancy'
content/articles/2023-04-01-first-moss.md:8: link '{filename}second-walk.md' is now
pelicanconf.py:30: the menu leads to '/gone.html'
pelicanconf.py:44: plugin related_posts is not taken along
pelicanconf.py:47: DISQUS_SITENAME has no counterpart here
publishconf.py:10: the feed is feed.xml
""".strip().split("\n")


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    return move_and_build(SITE, tmp_path_factory.mktemp("pelican"))


def test_the_site_is_recognized():
    assert recognize(SITE)[0].NAME == "Pelican"


def test_every_old_address_is_kept_or_redirected(moved):
    assert moved.missing(ADDRESSES) == []


@pytest.mark.parametrize("address", TEXTS)
def test_no_word_is_lost(moved, address):
    text = (SITE / "content" / TEXTS[address]).read_text("utf-8")
    body = text.removeprefix("---").partition("\n---\n" if text.startswith("---") else "\n\n")[2]
    assert words_of(body) - words_of(moved.text_at(address)) == set()


def test_restructured_text_is_shown(moved):
    text = " ".join(moved.text_at("posts/2010/old-words.html").split())
    assert [
        words for words in ("Old words", "This is reStructuredText", "Stones", "Two stones") if words not in text
    ] == []


def test_no_tag_is_shown(moved):
    assert list(moved.left_over()) == []


def test_drafts_stay_unpublished(moved):
    assert not [path for path in moved.output.rglob("*.html") if "Nobody should read" in path.read_text("utf-8")]


def test_the_report_names_what_did_not_come_over(moved):
    lines = [*map(str, moved.report.changed), *map(str, moved.report.left)]
    assert [start for start in REPORTED if not any(line.startswith(start) for line in lines)] == []


def test_the_build_of_the_moved_site_has_no_warnings(moved):
    assert moved.warnings == ()


def test_a_text_is_copied_byte_for_byte_where_nothing_needs_another_form(moved):
    name = "content/pages/herbarium.md"
    assert (moved.site / name).read_bytes() == (SITE / name).read_bytes()


@pytest.mark.parametrize(
    ("source", "name", "value"),
    [
        ("A = 'x'", "A", "x"),
        ("A = 'x'\nB = A + '/y'", "B", "x/y"),
        ("A = ['x'] + ['y']", "A", ["x", "y"]),
        ("A = open('/tmp/made', 'w')", "A", None),
        ("import os\nA = os.environ['HOME']", "A", None),
        ("A = __import__('os').system('true')", "A", None),
        ("A = 1\nA = f()", "A", None),
        ("if True:\n    A = 1", "A", None),
    ],
)
def test_settings_are_read_and_not_run(tmp_path, source, name, value):
    (tmp_path / "pelicanconf.py").write_text(source, "utf-8")
    assert read_settings(tmp_path).get(name) == value


def test_an_address_has_no_attributes_of_its_fields():
    assert fill_address("/{slug.__class__}{slug}/{other}", {"slug": "x"}) == "x/"


def test_docutils_reads_no_other_file(tmp_path):
    (tmp_path / "secret").write_text("Secret words", "utf-8")
    text = f"Title\n#####\n\n.. include:: {tmp_path}/secret\n\n.. raw:: html\n\n   <script></script>\n\nEnd.\n"
    values, body, problems = read_rest(text)
    assert values == {"title": "Title"}
    assert "Secret" not in body and "<script" not in body and "End." in body
    assert [problem.line for problem in problems] == [4, 6]


def test_a_site_of_this_theme_is_upgraded_instead(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old/pelicanconf.py").write_text("LOOK = {}\n", "utf-8")
    with pytest.raises(MigrationFailed, match="'invoke upgrade'"):
        migrate(tmp_path / "old", tmp_path / "new", show=lambda line: None)


def test_a_folder_outside_of_the_site_is_not_read(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old/pelicanconf.py").write_text("A = 1\nPATH = '..'\n", "utf-8")
    with pytest.raises(MigrationFailed, match=r"pelicanconf\.py:2: PATH names no folder"):
        migrate(tmp_path / "old", tmp_path / "new", show=lambda line: None)
