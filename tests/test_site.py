"""Every page of the author's site and of the lively one: links, headings, heads, addresses, menu and lists."""

import json
import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from plugins.building import build
from plugins.finish.stylesheet import read_sheets
from tests import small_site
from tests.pages import host_of, is_own, read

pytest_plugins = ["tests.lively"]
LEFTOVER = re.compile(
    r"\{static\}|\{filename\}|\{attach\}|\{\{|\bNone\b|:fontawesome|:academicons|&lt;span|Image title"
)
NOT_TEXT = "script, style, code, pre, svg"
WITH_ABSOLUTE = "link[rel=canonical], meta[property^='og:'], meta[name^='citation_'], script"


ROOT = Path(__file__).parents[1]


def meta(tree, name):
    found = tree.css(f"meta[name='{name}'], meta[property='{name}']")
    assert len(found) == 1, name
    return found[0].attrs["content"]


def article_dates(built):
    """The date of each article, by its page."""
    times = {path: tree.css_first("article > header time") for path, tree in built.public.items()}
    return {path: time.attrs["datetime"] for path, time in times.items() if time}


def test_settings_of_one_site_never_reach_another(tmp_path):
    public = {"publishconf.py": (ROOT / "publishconf.py").read_bytes()}
    for name in ("Ann Lee", "Bob Ray"):
        folder = small_site.write(tmp_path / name, {"pelicanconf.py": f'SITENAME = "{name}"\n', **public})
        build(folder / "publishconf.py", folder / "output")
        shown = read((folder / "output/404.html").read_text("utf-8")).css_first(".site-name")
        assert shown.text() == name


def test_settings_of_the_author_s_own_never_hide_what_templates_need(tmp_path):
    own = 'ROOT = CANONICAL_BASE = 7\nSITEURL = "https://example.edu/~ann"\n'
    folder = small_site.write(tmp_path, {"pelicanconf.py": own})
    build(folder / "pelicanconf.py", folder / "output")
    head = read((folder / "output/index.html").read_text("utf-8")).head
    assert head.css_first("link[rel=canonical]").attrs["href"] == "https://example.edu/~ann/"


# Links


def test_internal_links_and_anchors_resolve(built):
    for path, node in built.nodes("[href], [src], [data], [poster]"):
        address = next(node.attrs[name] for name in ("href", "src", "data", "poster") if name in node.attrs)
        if not is_own(address):
            continue
        target, _, anchor = address.partition("#")
        file = built.file(target, path)
        assert file.is_file(), (path, address)
        if anchor and file.suffix == ".html":
            ids = {found.attrs["id"] for found in read(file.read_text("utf-8")).css("[id]")}
            assert anchor in ids, (path, address)


def test_addresses_are_relative_and_end_in_a_file_s_name(built):
    for path, node in built.nodes("a[href], link[href], [src]"):
        address = node.attrs.get("href") or node.attrs.get("src")
        if path != "404.html" and is_own(address) and not address.startswith("#"):
            assert not address.startswith("/"), (path, address)
            assert Path(address.partition("#")[0].partition("?")[0]).suffix, (path, address)


def test_addresses_of_the_lost_page_begin_at_the_site_s_root(built):
    root = f"/{built.address.partition('//')[2].partition('/')[2]}/".replace("//", "/")
    for node in built.pages["404.html"].css("a[href], link[href], [src]"):
        address = node.attrs.get("href") or node.attrs.get("src")
        assert not is_own(address) or address.startswith((root, "#")), address


def test_only_metadata_holds_the_site_s_absolute_address(built):
    for path, tree in built.pages.items():
        copy = read(tree.html)
        for node in copy.css(WITH_ABSOLUTE):
            node.decompose()
        assert built.address not in copy.html, path


def test_every_page_but_the_lost_one_has_a_folder_of_its_own(built):
    assert {Path(path).name for path in built.public} == {"index.html"}


# Text


def test_every_page_has_one_h1(built):
    for path, tree in built.pages.items():
        assert [bool(node.text().strip()) for node in tree.css("h1")] == [True], path


def test_every_page_has_a_title_of_its_own(built):
    titles = Counter(tree.css_first("title").text().strip() for tree in built.pages.values())
    assert "" not in titles
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_page_has_a_description_of_its_own(built):
    descriptions = Counter(meta(tree, "description").strip() for tree in built.pages.values())
    assert "" not in descriptions
    assert [text for text, count in descriptions.items() if count > 1] == []


def test_titles_and_attributes_hold_no_markup(built):
    for path, node in built.nodes("title, meta, [alt], [title], [aria-label]"):
        texts = [node.text() if node.tag == "title" else ""]
        texts += [node.attrs.get(name) or "" for name in ("content", "alt", "title", "aria-label")]
        assert not re.search(r"<span|</|&#?\w+;", " ".join(texts)), (path, texts)


def test_nothing_of_the_source_is_left_over(built):
    for path, tree in built.pages.items():
        copy = read(tree.html)
        for node in copy.css(NOT_TEXT):
            node.decompose()
        assert LEFTOVER.findall(copy.html) == [], path


def test_comments_are_not_published(built):
    for path, tree in built.documents.items():
        assert "<!--" not in tree.html, path


def test_code_stays_as_it_was_written(lively):
    text = read((lively / "index.html").read_text("utf-8")).css_first("main code").text()
    assert text == 'code -- "untouched"'


def test_every_heading_but_the_list_s_has_an_id(built):
    for path, node in built.nodes("main h2, main h3, main h4, main h5, main h6"):
        assert node.attrs.get("id") or node.css_first("a[href]"), (path, node.text())


def test_ids_are_unique_on_their_page(built):
    for path, tree in built.pages.items():
        ids = Counter(node.attrs["id"] for node in tree.css("[id]"))
        assert [name for name, count in ids.items() if count > 1] == [], path


def test_ranks_of_headings_leave_none_out(built):
    for path, tree in built.pages.items():
        ranks = [int(node.tag[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
        assert all(below <= above + 1 for above, below in zip(ranks, ranks[1:], strict=False)), path


def test_page_says_its_language(lively):
    languages = {
        path: read((lively / path).read_text("utf-8")).css_first("html").attrs["lang"]
        for path in ("index.html", "zh/about/index.html")
    }
    assert languages == {"index.html": "en", "zh/about/index.html": "zh"}


def test_other_scripts_are_marked_in_an_english_page(lively):
    marked = read((lively / "index.html").read_text("utf-8")).css("main [lang=zh]")
    assert [node.text() for node in marked] == ["示例姓名"]


def test_drafts_and_future_articles_are_nowhere(lively):
    for file in lively.rglob("*"):
        name = file.relative_to(lively).as_posix()
        assert not re.search("unfinished|draft|future|secret", name), name
        if file.suffix in (".html", ".xml"):
            assert not re.search("Hidden words|Draft article|Future article|Unfinished", file.read_text("utf-8")), name


# Head


def test_canonical_is_the_page_s_public_address(built):
    for path, tree in built.public.items():
        assert [node.attrs["href"] for node in tree.css("link[rel=canonical]")] == [built.url(path)], path


def test_lost_page_asks_not_to_be_listed_and_has_no_canonical(built):
    lost = built.pages["404.html"]
    assert lost.css("link[rel=canonical], meta[property='og:url']") == []
    assert meta(lost, "robots") == "noindex"


def test_open_graph_says_what_the_page_is(built):
    for path, tree in built.public.items():
        assert meta(tree, "og:url") == built.url(path)
        assert meta(tree, "og:title") == tree.css_first("title").text()
        assert meta(tree, "og:description") == meta(tree, "description")
        is_text = path in article_dates(built) or tree.css_first("article.publication-page") is not None
        kind = "profile" if path == "index.html" else "article" if is_text else "website"
        assert meta(tree, "og:type") == kind, path


def test_open_graph_picture_is_published_in_its_size(built):
    from PIL import Image

    for path, tree in built.public.items():
        file = built.folder / meta(tree, "og:image").removeprefix(f"{built.address}/")
        size = tuple(int(meta(tree, f"og:image:{side}")) for side in ("width", "height"))
        assert Image.open(file).size == size == (1200, 630), path
        assert meta(tree, "og:image:alt")


def test_person_is_described_for_machines(lively):
    person = json.loads(read((lively / "index.html").read_text("utf-8")).css_first("script").text())
    assert (person["@context"], person["@type"]) == ("https://schema.org", "Person")
    assert person["name"] == "Ada O'Neill & Co"
    assert person["alternateName"] == "示例姓名"
    assert person["affiliation"] == {
        "@type": "Organization",
        "name": "Example University",
        "url": "https://www.example.edu/",
    }
    assert person["url"] == "https://people.example.edu/~ada/"
    profiles = ["https://github.com/example", "https://scholar.google.com/citations?user=example&hl=en"]
    assert person["sameAs"] == profiles


def test_only_the_home_page_describes_the_person(built):
    described = {path: json.loads(node.text())["@type"] for path, node in built.nodes("script")}
    assert [path for path, kind in described.items() if kind == "Person"] == ["index.html"]
    assert all(path.startswith("publications/") for path, kind in described.items() if kind != "Person")


def test_profiles_are_marked_as_the_same_person(built):
    home = built.pages["index.html"]
    same = set(json.loads(home.css_first("script").text())["sameAs"])
    assert same == {node.attrs["href"] for node in home.css("main a[rel~=me]")}


def test_every_page_offers_the_feed(built):
    for path, tree in built.pages.items():
        [link] = tree.css("link[rel=alternate][type='application/atom+xml']")
        assert built.file(link.attrs["href"], path) == built.folder / "feed.xml" or path != "404.html"
        assert built.file(link.attrs["href"], path).resolve() == built.folder.resolve() / "feed.xml"


def test_icon_only_links_have_a_name(built):
    for path, node in built.nodes("a[href]"):
        pictures = [picture.attrs.get("alt") for picture in node.css("img")]
        assert node.text().strip() or node.attrs.get("aria-label") or any(pictures), (path, node.html[:200])


# Policy: what a page runs, calls and looks like


def test_no_page_holds_a_script(built):
    for path, node in built.nodes("script"):
        assert node.attrs.get("type") == "application/ld+json", path
    for path, tree in built.pages.items():
        assert not re.search(r"<[^>]+\son[a-z]+=|javascript:", tree.html), path


def test_no_element_has_a_style_of_its_own(built):
    assert [path for path, _ in built.nodes("[style]")] == []


def test_pages_call_only_hosts_that_the_settings_allow(built):
    for path, node in built.nodes(
        "img, source, iframe, script, object, embed, video, audio, link:not([rel=canonical])"
    ):
        for name in ("src", "srcset", "data", "poster", "href"):
            host = host_of(node.attrs.get(name) or "")
            assert not host or host in built.hosts, (path, host)


def test_styles_call_nobody(built):
    for path, node in built.nodes("style"):
        text = node.text()
        assert "@import" not in text
        for address in re.findall(r"url\(['\"]?([^)'\"]+)", text):
            assert address.startswith("data:") or built.file(address, path).is_file(), (path, address)


def test_policy_comes_first_in_every_head(built):
    for path, tree in built.documents.items():
        first = next(node for node in tree.head.iter())
        assert first.attrs.get("http-equiv") == "Content-Security-Policy", path
        assert "unsafe" not in first.attrs["content"], path


def policy_of(tree):
    """The policy of a page: its directives, each with the set of its sources."""
    text = tree.css_first("meta[http-equiv=Content-Security-Policy]").attrs["content"]
    directives = (directive.split() for directive in text.split(";"))
    return {name: set(sources) for name, *sources in directives}


def test_policy_allows_the_page_s_own_styles_alone(built):
    for path, tree in built.pages.items():
        hashes = {f"'sha256-{b64encode(sha256(node.text().encode()).digest()).decode()}'" for node in tree.css("style")}
        assert policy_of(tree)["style-src"] == hashes, path


def test_policy_allows_no_script_and_nothing_that_is_not_named(built):
    for path, tree in built.pages.items():
        policy = policy_of(tree)
        assert policy["default-src"] == {"'none'"}, path
        data = [node.text() for node in tree.css("script[type='application/ld+json']")]  # which never runs
        assert policy.get("script-src", set()) == {
            f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in data
        }
        assert policy["base-uri"] == policy["form-action"] == {"'none'"}


def test_policy_names_just_the_hosts_of_the_page_s_pictures(built):
    for path, tree in built.pages.items():
        called = {host_of(node.attrs["src"]) for node in tree.css("img")} - {""}
        named = {f"https://{name}" for host in called for name in (host, *built.hosts[host])}
        assert policy_of(tree)["img-src"] == {"'self'", *named}, path


def test_policy_allows_frames_where_there_are_some(built):
    for path, tree in built.pages.items():
        assert ("frame-src" in policy_of(tree)) == bool(tree.css("iframe")), path


# Frames


@pytest.fixture(params=["site", "lively"])
def frame(request):
    """The one frame of a home page, with the page that it shows."""
    folder = request.getfixturevalue(request.param)
    [node] = read((folder / "index.html").read_text("utf-8")).css("iframe")
    return node, read((folder / node.attrs["src"]).read_text("utf-8"))


def test_frame_is_sandboxed_lazy_and_of_fixed_size(frame):
    node, _ = frame
    assert set(node.attrs["sandbox"].split()) == {"allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox"}
    assert node.attrs["loading"] == "lazy"
    assert node.attrs["referrerpolicy"] == "no-referrer"
    assert node.attrs["width"].isdigit() and node.attrs["height"].isdigit()
    assert node.attrs["title"]


def test_page_in_the_frame_runs_one_script_of_an_allowed_host(frame):
    _, page = frame
    [script] = page.css("script")
    host = host_of(script.attrs["src"])
    assert script.attrs["src"].startswith("https://")
    assert policy_of(page)["script-src"] == {f"https://{host}", f"https://*.{host}"}
    assert policy_of(page)["default-src"] == {"'none'"}
    assert meta(page, "robots") == "noindex"


# Menu and lists


def test_menu_shows_what_exists(lively, site):
    menus = [
        [node.text() for node in read((folder / "index.html").read_text("utf-8")).css("header nav a")]
        for folder in (site, lively)
    ]
    assert menus[0] == ["Publications", "News"]
    assert sorted(menus[1]) == sorted(["Guide to “<em>” & friends", "News", "关于我们"])


def test_menu_marks_where_the_reader_is(built):
    for path, tree in built.public.items():
        current = tree.css("header [aria-current]")
        marked = [
            built.file(node.attrs["href"], path).resolve().relative_to(built.folder.resolve()) for node in current
        ]
        if path == "index.html":
            continue  # its name is the page's heading
        list_of = re.match(r"(news|publications)/", path)
        expected = f"{list_of[0]}index.html" if list_of else path
        assert [mark.as_posix() for mark in marked] == [expected], path
        assert current[0].attrs["aria-current"] == ("page" if path == expected else "true"), path


def test_nothing_is_marked_on_the_lost_page(built):
    assert built.pages["404.html"].css("[aria-current]") == []


def test_list_of_news_comes_in_pages_of_ten_newest_first(lively):
    pages = [lively / "news/index.html", *(lively / f"news/page/{number}/index.html" for number in (2, 3))]
    dates = [[time.attrs["datetime"] for time in read(page.read_text("utf-8")).css("main time")] for page in pages]
    assert [len(page) for page in dates] == [10, 10, 5]
    together = [date for page in dates for date in page]
    assert together == sorted(together, reverse=True)
    assert not (lively / "news/page/4").exists()


def test_each_page_of_the_list_links_to_the_others(lively):
    for number in (1, 2, 3):
        page = lively / "news" / ("index.html" if number == 1 else f"page/{number}/index.html")
        links = read(page.read_text("utf-8")).css("nav.pagination a")
        assert [link.text() for link in links] == ["1", "2", "3"]
        assert [link.text() for link in links if link.attrs.get("aria-current") == "page"] == [str(number)]


def test_archives_list_every_article_once_by_year(built):
    archives = built.pages["news/archives/index.html"]
    years = [node.text().strip() for node in archives.css("main h2")]
    assert years == sorted(years, reverse=True)
    links = [built.file(node.attrs["href"], "news/archives/index.html") for node in archives.css("main ol a")]
    listed = [file.resolve().relative_to(built.folder.resolve()).as_posix() for file in links]
    dates = article_dates(built)
    assert listed == sorted(listed, key=lambda path: dates[path], reverse=True)
    assert sorted(listed) == sorted(dates)


def test_each_year_has_a_page_of_its_articles(built):
    dates = article_dates(built)
    for year in {date[:4] for date in dates.values()}:
        page = f"news/{year}/index.html"
        links = {built.file(node.attrs["href"], page).resolve() for node in built.pages[page].css("main ol a")}
        assert links == {(built.folder / path).resolve() for path, date in dates.items() if date.startswith(year)}


def test_articles_lead_to_the_next_and_the_last_one(lively):
    path = lively / "news/number-1/index.html"
    links = read(path.read_text("utf-8")).css("nav.neighbors a")
    targets = {link.attrs["rel"]: (path.parent / link.attrs["href"]).resolve().parent.name for link in links}
    assert targets == {"next": "number-2", "prev": "number-0"}


def test_a_page_has_the_style_sheets_of_what_is_on_it_and_no_others(built):
    sheets = read_sheets(ROOT / "theme/static/css").on_demand
    wrong = [
        (page, selector)
        for page, tree in built.pages.items()
        for selector, sheet in sheets.items()
        if (tree.css_first(selector) is not None) != (sheet[-80:] in tree.css_first("style").text())
    ]
    assert wrong == []
