"""Moving in: made-up sites of Material for MkDocs, moved and built; what a migration refuses, and what it reports.

`tests/sites/material` uses everything, each site of `tests/sites/moved` is in a style of its own.
"""

import re
from functools import cache
from pathlib import Path
from runpy import run_path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plugins.building import build
from plugins.migrate import MigrationFailed, MigrationReport, migrate
from tests.moved_sites import link_code
from tests.small_site import everything

ROOT = Path(__file__).parents[1]
MATERIAL = ROOT / "tests/sites/material"
STYLES = ["blog", "chinese", "documentation", "one-page", "raw"]
TALK = "2024-01-31-a-talk-on-owls"


def source_of(name):
    return MATERIAL if name == "material" else ROOT / "tests/sites/moved" / name


def quiet(source, target, force=False):
    return migrate(Path(source), Path(target), force, show=lambda line: None)


@pytest.fixture(scope="session")
def moved(tmp_path_factory):
    """The folder of a moved site, and the report of its move."""

    @cache
    def move(name):
        target = tmp_path_factory.mktemp(name)
        link_code(target)
        return target, quiet(source_of(name), target)

    return move


@pytest.fixture(scope="session")
def output(moved):
    """The output of a moved site: file by path."""
    return cache(lambda name: everything(build(moved(name)[0] / "publishconf.py").output))


def small(folder, settings="site_name: A", **files):
    """A site of Material in `folder`: its settings, a home page, further files."""
    for name, text in {"mkdocs.yml": settings, "docs/index.md": "# A\n", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def settings_of(folder, name="pelicanconf.py"):
    return run_path(str(folder / name))


@pytest.mark.parametrize("name", ["material", *STYLES])
def test_a_moved_site_is_built(name, output):
    assert "index.html" in output(name)


ADDRESSES = {
    "material": [
        "blog/2024/01/31/a-talk-on-owls/index.html",
        "blog/2024/06/13/the-prize/index.html",
        "blog/archive/2024/index.html",
        "blog/category/news/index.html",
        "blog/category/owls--squares/index.html",
        "blog/index.html",
        "demo/index.html",
        "files/cv.pdf",
        "old-papers/index.html",
        "old/talk/index.html",
        "slides/index.html",
        "software/index.html",
        "teaching/algorithms/index.html",
        "teaching/archive/2023/index.html",
        "teaching/index.html",
        "zh/index.html",
        "CNAME",
        "robots.txt",
    ],
    "blog": ["about/index.html", "archive/2023/index.html", "first-note/index.html", "second-with-a-title/index.html"],
    "chinese": ["文章/论文/index.html", "文章/随笔/index.html"],
    "documentation": ["api/index.html", "assets/data.csv", "begin.html", "guide/deep/more.html", "guide/start.html"],
    "raw": ["files/thesis.pdf", "rest/index.html"],
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_address_is_as_material_for_mkdocs_wrote_it(name, output):
    assert [path for path in ADDRESSES[name] if path not in output(name)] == []


SETTINGS = [
    ("material", "AUTHOR", "Nobody Example"),
    ("material", "SITESUBTITLE", "A made-up person who studies made-up things"),
    ("material", "COPYRIGHT", "Copyright © 2021 – 2024 Nobody Example"),
    ("material", "EMBEDS_HOSTS", {"video.example": [], "counter.example": []}),
    ("material", "EMBEDS_SCRIPTS", ["pages/raw.md"]),
    ("material", "HEADING_IDS", "pymdownx-lower"),
    ("material", "LOOK", {"accent": ["#005883", "#44b9a9"]}),
    ("material", "SMART_SYMBOLS", True),
    (
        "material",
        "STATIC_PATHS",
        ["demo", "files", "extra/robots.txt", "extra/CNAME", "extra/favicon.svg", "redirects"],
    ),
    ("chinese", "DEFAULT_LANG", "zh"),
    ("chinese", "MENU", [("论文", "pages/文章/论文.md"), ("随笔", "pages/文章/随笔.md")]),
    ("one-page", "MENU", []),
    ("one-page", "LOOK", {"accent": ["#525700", "#89a4ff"]}),
    ("one-page", "COPYRIGHT", "© Some Body"),
    ("documentation", "PAGE_URL", "{slug}.html"),
    ("documentation", "SOCIAL", []),
    ("blog", "ARTICLE_URL", "{slug}/"),
    ("blog", "MENU", [("Who writes", "pages/about.md"), ("News", "/news/")]),
]


@pytest.mark.parametrize(("name", "setting", "value"), SETTINGS)
def test_settings_come_from_mkdocs_yml(name, setting, value, moved):
    assert settings_of(moved(name)[0])[setting] == value


def test_profiles_keep_their_names_and_icons(moved):
    social = settings_of(moved("material")[0])["SOCIAL"]
    assert [(one["name"], one["icon"]) for one in social] == [
        ("GitHub", "fontawesome-brands-github"),
        ("Email", "fontawesome-solid-envelope"),
        ("The lab", "lab-owl"),
    ]


def test_the_menu_has_the_order_and_titles_of_the_nav(moved):
    folder, _ = moved("material")
    titles = [title for title, _ in settings_of(folder)["MENU"]]
    assert titles == ["Research", "Papers", "Teaching", "中文", "Blog", "CV", "Lab", "Contents"]
    assert "[2023](teaching/archive/2023.md)" in Path(folder, "content/pages/contents.md").read_text("utf-8")


def test_the_public_address_and_its_domain(moved):
    public = settings_of(moved("material")[0], "publishconf.py")
    assert public["SITEURL"] == "https://nobody.example"
    assert public["PUBLISH"]["domain"] == "nobody.example"
    assert public["PUBLISH"]["branch"] == "pages"


def test_settings_keep_their_comments_and_order(moved):
    comments = re.compile(r"# .+")
    kept = comments.findall(Path(ROOT, "pelicanconf.py").read_text("utf-8"))
    written = Path(moved("material")[0], "pelicanconf.py").read_text("utf-8").splitlines()
    assert len(kept) > 5
    assert [comment for comment in comments.findall("\n".join(written)) if comment in kept] == kept
    assert max(map(len, written)) <= 120


@pytest.mark.parametrize("name", ["material", *STYLES])
def test_pages_and_files_are_the_same_bytes(name, moved):
    folder, report = moved(name)
    changed = {note.path for note in report.changed}
    docs = source_of(name) / "docs"
    for path in sorted(docs.rglob("*.*")):
        kind = "pages/" if path.suffix == ".md" else ""
        copy = folder / "content" / f"{kind}{path.relative_to(docs).as_posix()}"
        if copy.is_file() and copy.relative_to(folder).as_posix() not in changed:
            assert copy.read_bytes() == path.read_bytes()


def test_no_page_is_lost(moved):
    pages = {path.relative_to(MATERIAL / "docs").as_posix() for path in Path(MATERIAL, "docs").rglob("*.md")}
    there = {path.relative_to(moved("material")[0] / "content/pages").as_posix() for path in _pages(moved)}
    assert pages - there == {"blog/index.md", "blog/posts/draft.md", "blog/posts/prize.md", "blog/posts/talk.md"}


def _pages(moved):
    return Path(moved("material")[0], "content/pages").rglob("*.md")


def test_a_post_becomes_an_article_whose_links_hold(moved):
    text = Path(moved("material")[0], f"content/news/{TALK}.md").read_text("utf-8")
    assert "[my papers](../pages/publications.md)" in text
    assert "![The plot](../images/plot.png)" in text
    assert "[the prize](2024-06-13-the-prize.md#a-prize)" in text
    assert "authors:\n  - Nobody Example\n" in text
    assert "<!-- more -->" in text


def test_a_draft_stays_unpublished(output):
    assert [path for path in output("material") if "not-yet" in path] == []


def test_what_mkdocs_left_out_is_left_out(moved):
    assert not Path(moved("documentation")[0], "content/pages/secret.md").exists()


def test_a_redirect_leads_on_without_a_script(output):
    page = output("material")["old/talk/index.html"].decode()
    assert 'content="0; url=../../blog/2024/01/31/a-talk-on-owls/index.html"' in page
    assert 'href="https://nobody.example/blog/2024/01/31/a-talk-on-owls/"' in page
    assert "<script" not in page


def test_nothing_is_shown_as_source(output):
    shown = output("material")["software/index.html"] + output("material")["teaching/algorithms/index.html"]
    text = re.sub(r"<annotation.*?</annotation>", "", shown.decode())  # a formula's source, for copying
    assert [part for part in ("--8<--", "++ctrl", "(1)!", "[^1]", "\\sum", "*[MUP]") if part in text] == []


LEFT = [
    ("material", "docs/software.md:22: a diagram of Mermaid"),
    ("material", "docs/stylesheets/extra.css:5: 4 rules and declarations are not copied: '.md-grid' (line 5), "),
    ("material", "mkdocs.yml:41: nav leads to '../../etc/hosts.md'"),
    ("material", "mkdocs.yml:44: visits are not counted"),
    ("material", "mkdocs.yml:55: no icon named 'lab-unicorn'"),
    ("material", "mkdocs.yml:61: 'javascripts/mathjax.js'"),
    ("material", "mkdocs.yml:66: 'hooks.py'"),
    ("material", "mkdocs.yml:79: the redirect from 'lost.md'"),
    ("material", "overrides/main.html:1: a template"),
    ("blog", "mkdocs.yml: no site_url"),
]


@pytest.mark.parametrize(("name", "start"), LEFT)
def test_what_is_left_is_named_with_its_place(name, start, moved):
    assert [note for note in moved(name)[1].left if str(note).startswith(start)]


CHANGED = [
    ("material", "base.yml:2: COPYRIGHT is plain text"),
    ("material", "content/pages/index.md:16: link 'blog/posts/talk.md' is now"),
    ("material", "docs/raw.md:16: this page loads from video.example"),
    ("material", "mkdocs.yml:18: accent of LOOK is '#005883', darker than 'light blue'"),
    ("material", "mkdocs.yml:25: accent of LOOK is '#44b9a9', lighter than 'teal'"),
    ("one-page", "docs/extra.css:2: accent of LOOK is '#525700', darker than '#c0ca33'"),
    ("blog", "mkdocs.yml: posts are listed on the home page"),
]


@pytest.mark.parametrize(("name", "start"), CHANGED)
def test_what_is_changed_is_named_with_its_reason(name, start, moved):
    assert [note for note in moved(name)[1].changed if str(note).startswith(start)]


def test_the_report_is_kept_beside_the_site(moved):
    folder, report = moved("material")
    assert Path(folder, "migrate-report.md").read_text("utf-8") == str(report)
    assert "9 pages to content/pages/" in report.moved


def test_the_report_has_one_line_for_each_cause():
    report = MigrationReport()
    for line in (31, 33, 35):
        report.leave("docs/index.md", line, "'{{ b() }}' stays as it is")
    assert "\n- docs/index.md:31: '{{ b() }}' stays as it is (also at 33, 35)\n" in str(report)


@pytest.mark.parametrize("name", ["chinese", "documentation"])
def test_a_site_in_the_colors_of_material_chooses_no_look(name, moved):
    assert "LOOK" not in settings_of(moved(name)[0])


def test_rules_that_still_mean_something(moved):
    css = Path(moved("one-page")[0], "content/extra/custom.css").read_text("utf-8")
    assert ".award {\n  font-weight: bold;\n}" in css
    assert "md-" not in css


BROKEN = [
    ("mkdocs.yml:2: bad YAML", {"mkdocs.yml": "site_name: A\nnav: [b\n"}),
    ("mkdocs.yml:1: settings are lines", {"mkdocs.yml": "- a\n"}),
    ("mkdocs.yml: cannot be read", {"mkdocs.yml": b"site_name: \xff\n"}),
    ("mkdocs.yml:1: docs_dir", {"mkdocs.yml": "docs_dir: ../elsewhere\n"}),
    ("mkdocs.yml:1: INHERIT", {"mkdocs.yml": "INHERIT: /etc/passwd\n"}),
    ("mkdocs.yml:1: INHERIT", {"mkdocs.yml": "INHERIT: mkdocs.yml\n"}),
    ("zensical.toml:1: bad TOML", {"zensical.toml": "[project\nsite_name = 'A'\n"}),
    ("zensical.toml:2: docs_dir", {"zensical.toml": "[project]\ndocs_dir = '../elsewhere'\n"}),
    ("not a site that is known", {}),
]


@pytest.mark.parametrize(("message", "files"), BROKEN, ids=range(len(BROKEN)))
def test_a_site_that_cannot_be_read_is_one_line_and_nothing_is_written(message, files, tmp_path):
    site = small(tmp_path / "site", **files) if files else tmp_path
    with pytest.raises(MigrationFailed) as failure:
        quiet(site, tmp_path / "target")
    assert message in str(failure.value)
    assert "\n" not in str(failure.value)
    assert not Path(tmp_path, "target").exists()


HOSTILE = """
site_name: "A\\"; import os; os.mkdir('broken')  # ${x} {{ x }}"
site_author: !!python/object/apply:os.mkdir [broken]
copyright: !!python/object/new:os.mkdir {args: [broken]}
site_url: !ENV HOME
theme: {name: material, custom_dir: ../.., language: "../x", favicon: ../../etc/passwd, palette: {primary: "red;}"}}
nav: [../../x.md, {A: [[], {B: 3}]}, 7, {C: index.md}]
extra_css: [../../etc/passwd, 3]
extra: {social: [3, {icon: a, link: "javascript:alert(1)"}], analytics: 1}
plugins: {redirects: {redirect_maps: {../../out.md: index.md, a.md: ../../b.md}}, blog: {post_dir: ../..}}
"""


def test_nothing_of_a_hostile_site_is_run_or_reached(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    target = tmp_path / "target"
    quiet(small(tmp_path / "site", HOSTILE), target)
    settings = settings_of(target)
    assert settings["SITENAME"].startswith('A"; import os')
    assert (settings["SOCIAL"], settings["MENU"]) == ([], [])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "target"]
    assert not list(target.rglob("redirects"))


def test_links_out_of_the_site_are_not_followed(tmp_path):
    site = small(tmp_path / "site", **{"secret.txt": "secret"})
    for name, to in {
        "a.md": "/etc/passwd",
        "b.txt": "../secret.txt",
        "c": "/etc",
        "d.md": "nowhere",
        "e.md": "e.md",
    }.items():
        Path(site, "docs", name).symlink_to(to)
    report = quiet(site, tmp_path / "target")
    assert [note.path for note in report.left if note.path.startswith("docs/")] == [
        f"docs/{x}" for x in ("a.md", "b.txt", "c", "d.md", "e.md")
    ]
    assert not [path for path in Path(tmp_path, "target").rglob("*") if path.is_symlink() or path.stem in "abcde"]


@pytest.mark.parametrize("name", ["", "docs", "new"])
def test_a_target_in_the_site_is_refused(name, tmp_path):
    site = small(tmp_path / "site")
    before = everything(site)
    with pytest.raises(MigrationFailed, match="is inside the old site"):
        quiet(site, site / name)
    assert everything(site) == before


def test_nothing_is_overwritten_unless_told(tmp_path):
    site, target = small(tmp_path / "site"), tmp_path / "target"
    small(target, **{"content/pages/index.md": "mine", "content/images/a.png": b"x", "pelicanconf.py": "A = 1\n"})
    before = everything(target)
    with pytest.raises(MigrationFailed) as failure:
        quiet(site, target)
    lines = str(failure.value).splitlines()
    assert lines[1:4] == ["  content/images/a.png", "  content/pages/index.md", "  pelicanconf.py"]
    assert "--force" in lines[-1]
    assert everything(target) == before


def test_with_force_what_was_there_is_kept_aside(tmp_path):
    site, target = small(tmp_path / "site"), tmp_path / "target"
    small(target, **{"content/pages/index.md": "mine", "content/news/old.md": "mine", "pelicanconf.py": "A = 1\n"})
    quiet(site, target, force=True)
    quiet(site, target, force=True)
    kept = everything(target / "content.before-migrate")
    assert kept == {"content/news/old.md": b"mine", "content/pages/index.md": b"mine", "pelicanconf.py": b"A = 1\n"}
    assert Path(target, "content/pages/index.md").read_bytes() == b"# A\n"
    assert not Path(target, "content/news").exists()
    assert Path(target, "content.before-migrate-1/content/pages/index.md").is_file()


def test_what_the_target_chose_about_the_look_stays(tmp_path):
    target = small(tmp_path / "target", **{"pelicanconf.py": 'THEME = "theme"\nLOOK = {"layout": "margin"}\n'})
    quiet(small(tmp_path / "site", "theme: {name: material, font: false}"), target, force=True)
    assert settings_of(target)["LOOK"] == {"layout": "margin", "fonts": "system"}


def test_links_in_the_target_are_not_written_through(tmp_path):
    site, target, elsewhere = small(tmp_path / "site"), tmp_path / "target", small(tmp_path / "elsewhere")
    target.mkdir()
    before = everything(elsewhere)
    Path(target, "content").symlink_to(elsewhere)
    Path(target, "pelicanconf.py").symlink_to(elsewhere / "mkdocs.yml")
    quiet(site, target, force=True)
    assert everything(elsewhere) == before
    assert Path(target, "content").is_dir() and not Path(target, "content").is_symlink()


def test_a_move_that_fails_half_way_leaves_the_target_as_it_was(tmp_path, monkeypatch):
    site, target = small(tmp_path / "site"), tmp_path / "target"
    small(target, **{"content/pages/index.md": "mine", "pelicanconf.py": "A = 1\n"})
    before, rename = everything(target), Path.rename
    is_last = lambda path, to: Path(to) == target / "publishconf.py"  # noqa: E731 (read once, below)
    monkeypatch.setattr(Path, "rename", lambda path, to: rename(path, "/nowhere/x" if is_last(path, to) else to))
    with pytest.raises(MigrationFailed, match="cannot be written"):
        quiet(site, target, force=True)
    assert everything(target) == before


def test_posts_that_were_the_home_page_are_on_it(output):
    home = LexborHTMLParser(output("blog")["index.html"])
    titles = [link.text() for link in home.css("main .news-item h2 a")]
    assert titles == ["Second: with a title", "First note"]


def test_the_list_of_posts_is_called_as_it_was(output):
    assert LexborHTMLParser(output("material")["blog/index.html"]).css_first("h1").text() == "Blog"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("https://ann.example/site", "an address cannot be moved: clone or download the site, then name its folder"),
        ("git@github.com:ann/site.git", "an address cannot be moved"),
        ("jekyll", "a site of Jekyll, which is not read; these can be moved: Material"),
        ("jekyll/_config.yml", "a site of Jekyll, which is not read; these can be moved: Material"),
        ("hugo", "a site of Hugo, which is not read"),
        (
            "empty",
            "not a site that is known; these can be moved: Material",
        ),
        ("nowhere", "there is no such folder"),
    ],
)
def test_what_cannot_be_moved_is_one_line(source, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("jekyll/_config.yml", "hugo/hugo.toml", "empty/notes.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("title: x\n", "utf-8")
    with pytest.raises(MigrationFailed) as failure:
        migrate(Path(source), tmp_path / "new")
    assert message in str(failure.value)
