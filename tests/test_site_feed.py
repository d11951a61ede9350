"""Feed, sitemap and robots.txt of the author's site and of the lively one, as their readers take them."""

import re
from collections import Counter
from datetime import datetime
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from tests import small_site
from tests.pages import read

pytest_plugins = ["tests.lively"]
ATOM = {"": "http://www.w3.org/2005/Atom"}
SITEMAP = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}
LIST_PAGE = re.compile(r"news/page/\d+/")


@pytest.fixture(scope="module")
def feed(built):
    return ElementTree.parse(built.folder / "feed.xml").getroot()


@pytest.fixture(scope="module")
def entries(feed):
    return feed.findall("entry", ATOM)


@pytest.fixture(scope="module")
def listed(built):
    """The entries of the sitemap."""
    return ElementTree.parse(built.folder / "sitemap.xml").getroot().findall("url", SITEMAP)


def content(entry):
    node = entry.find("content", ATOM)
    assert node.get("type") == "html"
    return read(f"<body>{node.text}")


def page_at(built, address):
    """The file that a public address of the site means."""
    path = unquote(urlsplit(address.removeprefix(built.address)).path).lstrip("/")
    file = built.folder / path
    return file / "index.html" if file.is_dir() else file


def when(entry, name):
    return datetime.fromisoformat(entry.findtext(name, None, ATOM))


def test_feed_has_what_atom_asks_for(built, feed):
    assert feed.tag == f"{{{ATOM['']}}}feed"
    assert feed.findtext("id", None, ATOM).startswith("https://")
    assert feed.findtext("title", None, ATOM) == built.pages["404.html"].css_first(".site-name").text()
    links = {link.get("rel"): link.get("href") for link in feed.findall("link", ATOM)}
    assert links == {"alternate": f"{built.address}/", "self": f"{built.address}/feed.xml"}


def test_feed_was_updated_with_its_newest_entry(feed, entries):
    assert when(feed, "updated") == max(when(entry, "updated") for entry in entries)


def test_feed_holds_every_article_once(built, entries):
    links = Counter(entry.find("link", ATOM).get("href") for entry in entries)
    selector = "article:not(.publication-page) > header"
    articles = [built.url(path) for path, tree in built.public.items() if tree.css_first(selector)]
    assert links == Counter(articles)


def test_entry_has_what_atom_asks_for(entries):
    for entry in entries:
        assert entry.findtext("title", None, ATOM).strip()
        assert entry.findtext("author/name", None, ATOM).strip()
        assert when(entry, "updated").tzinfo and when(entry, "published") <= when(entry, "updated")


def test_ids_of_entries_are_unique(entries):
    ids = [entry.findtext("id", None, ATOM) for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(re.match("tag:|https://", name) for name in ids)


def test_entries_are_ordered_newest_first(entries):
    dates = [when(entry, "published") for entry in entries]
    assert dates == sorted(dates, reverse=True)


def test_title_of_an_entry_is_the_article_s(built, entries):
    for entry in entries:
        page = read(page_at(built, entry.find("link", ATOM).get("href")).read_text("utf-8"))
        assert entry.findtext("title", None, ATOM) == page.css_first("h1").text()


def test_entry_holds_the_whole_article(built, entries):
    for entry in entries:
        page = read(page_at(built, entry.find("link", ATOM).get("href")).read_text("utf-8"))
        article = page.css_first("article")
        article.css_first("header").decompose()
        assert content(entry).body.text().split() == article.text().split()


def test_addresses_in_the_feed_are_absolute(entries):
    for entry in entries:
        for node in content(entry).css("[href], [src]"):
            address = node.attrs.get("href") or node.attrs.get("src")
            assert urlsplit(address).scheme, address


def test_addresses_in_the_feed_resolve(built, entries):
    for entry in entries:
        for node in content(entry).css("[href], [src]"):
            address = node.attrs.get("href") or node.attrs.get("src")
            if not address.startswith(built.address):
                continue
            file, anchor = page_at(built, address), urlsplit(address).fragment
            assert file.is_file(), address
            assert not anchor or read(file.read_text("utf-8")).css(f"[id='{unquote(anchor)}']"), address


def test_pictures_in_the_feed_have_one_source(entries):
    for entry in entries:
        assert content(entry).css("[srcset], source, [sizes]") == []


def test_feed_holds_nothing_that_readers_drop(entries):
    for entry in entries:
        assert content(entry).css("script, iframe, style, form, input, svg.icon, [style], [class]") == []


def test_feed_links_to_its_pictures_with_their_size(entries):
    for entry in entries:
        for picture in content(entry).css("img"):
            assert picture.attrs["alt"] and picture.attrs["width"] and picture.attrs["height"], picture.html


def test_sitemap_lists_every_public_page_once(built, listed):
    addresses = Counter(entry.findtext("loc", None, SITEMAP) for entry in listed)
    public = [path for path in built.public if not LIST_PAGE.match(path)]
    assert addresses == Counter(map(built.url, public))


def test_sitemap_says_only_dates_that_are_known(listed):
    for entry in listed:
        day = entry.findtext("lastmod", None, SITEMAP)
        assert day is None or 2000 < datetime.fromisoformat(day).year < 2999, entry.findtext("loc", None, SITEMAP)


def test_robots_are_told_where_the_sitemap_is(built):
    assert f"Sitemap: {built.address}/sitemap.xml" in (built.folder / "robots.txt").read_text("utf-8").splitlines()


def test_feed_is_the_same_wherever_it_is_read(built, entries):
    for entry in entries:
        link = entry.find("link", ATOM).get("href")
        assert urljoin(f"{built.address}/feed.xml", link) == link


def test_a_feed_without_entries_is_the_same_in_every_build(tmp_path):
    settings = 'SITEURL = "https://ann.example"\nFEED_ALL_ATOM = "feed.xml"\n'
    small_site.built(small_site.write(tmp_path, {"pelicanconf.py": settings}))
    assert "<updated>1970-01-01T00:00:00+00:00</updated>" in (tmp_path / "output/feed.xml").read_text("utf-8")
