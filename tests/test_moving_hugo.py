"""The made-up site of HugoBlox in `tests/sites/hugoblox` moves in, and its parts in tables."""

from pathlib import Path

import pytest

from plugins.migrate.commonmark import to_python_markdown
from plugins.migrate.hugoblox.addresses import Permalinks, urlize
from plugins.migrate.hugoblox.front_matter import split_text
from plugins.migrate.hugoblox.shortcodes import replace_shortcodes
from plugins.migrate.systems import recognize
from tests.moved_sites import move_and_build, words_of

SITE = Path(__file__).with_name("sites") / "hugoblox"
# What Hugo writes for this site, by its own rules: pages, sections, terms, aliases, files, feeds
PAGES = """
experience/ privacy/ people/ slides/ slides/example/
post/ post/first-flood/ post/second-post/ 2022/elsewhere/
project/ project/gauges/ project/archive/
event/ event/wet-symposium/
publication/ publication/flood-marks/ publication/quiet-weirs/ publication/preprint-silt/
authors/ author/mira-sandoval/ author/lena-brook/ author/karl-dyke/ author/robert-ford/
tags/ tags/flood-marks/ tags/sediment/ tags/computer-vision/ tags/field-work/
publication_types/ publication_types/paper-conference/ publication_types/article-journal/ publication_types/article/
gauges/ old-gauges/ boots/ walls/
""".split()  # noqa: SIM905 (a list to read)
FILES = """
uploads/resume.pdf robots.txt event/wet-symposium/slides.pdf publication/quiet-weirs/quiet-weirs.pdf
post/first-flood/data.csv project/gauges/levels.csv sitemap.xml
index.xml post/index.xml event/index.xml project/index.xml publication/index.xml slides/index.xml
""".split()  # noqa: SIM905
TEXTS = {
    "": "authors/admin/_index.md",
    "author/lena-brook/": "authors/lena-brook/_index.md",
    "event/wet-symposium/": "event/wet-symposium/index.md",
    "project/gauges/": "project/gauges/index.md",
    "project/archive/": "project/archive.md",
    "post/first-flood/": "post/first-flood/index.md",
    "post/second-post/": "post/second-post.md",
    "2022/elsewhere/": "post/moved.md",
    "people/": "people/join.md",
    "slides/example/": "slides/example/index.md",
    "privacy/": "privacy.md",
}
# Words of front matter and of blocks
SHOWN = {
    "": ["Professor of Hydrology", "Flood marks", "My research", "Rivers, and what they carry"],
    "event/wet-symposium/": ["Symposium of Wet Sciences", "Harbor Hall", "1 June 2024", "nobody asks them", "low tide"],
    "event/": ["What a Wall Knows"],
    "project/": ["Cheap gauges for small rivers", "Archive of Puddles"],
    "project/gauges/": ["Gauge at the old bridge", "Table 1. Levels in metres", "How deep is it?", "before the flood"],
    "post/first-flood/": ["It came on a Sunday", "Water at the door"],
    "experience/": ["PhD Hydrology", "one dry laboratory", "Golden Gauge", "Python, Wading", "Spanish"],
    "people/": ["Grad Students", "Karl Dyke", "Alumni"],
    "publications/sandoval2023flood/": ["95% of them are right", "Lena Brook"],
    "publications/quiet-weirs/": ["Journal of Slow Water", "A weir may be quiet", "measure at dawn"],
}
REPORTED = """
content/_index.md:74: the contact form is not moved
content/_index.md:90: the block 'tag_cloud' has no counterpart here
content/project/gauges/index.md:69: the shortcode 'chart' has no counterpart here
content/project/gauges/index.md:71: the shortcode 'unknown-thing' has no counterpart here: the text in it stays
content/publication/quiet-weirs/index.md:1: there is no cite.bib
config/_default/menus.yaml:1: the menu leads to '#gone'
config/_default/params.yaml:1: visits are not counted here
static/_redirects: the redirect from '/x/*' is not moved
layouts/: templates of Hugo
""".strip().split("\n")


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    return move_and_build(SITE, tmp_path_factory.mktemp("hugoblox"))


def test_the_site_is_recognized():
    reader, _ = recognize(SITE)
    assert reader.NAME.startswith("HugoBlox")


def test_every_old_address_is_kept_or_redirected(moved):
    assert moved.missing(["", *PAGES, *FILES]) == []


def test_drafts_and_hidden_widgets_stay_unpublished(moved):
    texts = [path.read_text("utf-8") for path in moved.output.rglob("*.html")]
    assert not [text for text in texts if "Nobody should read" in text or "Not shown" in text]
    assert not [text for text in texts if "only for the demonstration" in text]


@pytest.mark.parametrize("address", TEXTS)
def test_no_word_is_lost(moved, address):
    body = split_text((SITE / "content" / TEXTS[address]).read_text("utf-8")).body
    gone = words_of(body) - words_of(moved.text_at(address))
    assert gone == set()


@pytest.mark.parametrize("address", SHOWN)
def test_words_of_front_matter_and_blocks_are_shown(moved, address):
    text = " ".join(moved.text_at(address).split())
    assert [words for words in SHOWN[address] if words not in text] == []


def test_no_shortcode_is_shown(moved):
    assert list(moved.left_over()) == []


def test_the_report_names_what_did_not_come_over(moved):
    lines = [*map(str, moved.report.changed), *map(str, moved.report.left)]
    assert [start for start in REPORTED if not any(line.startswith(start) for line in lines)] == []


def test_the_first_line_counts_what_came_over(moved):
    assert moved.report.summary.startswith("HugoBlox: 12 pages, 4 articles, 3 publications, 3 people, 1 talk")


def test_featured_publications_are_selected_and_have_pictures(moved):
    text = (moved.site / "content/publications.bib").read_text("utf-8")
    assert "selected = {true}" in text
    assert "preview = {publication/flood-marks/featured.png}" in text


OLD = {
    "config/_default/config.toml": """
title = "Ola Old"
baseurl = "https://old.example/"
[permalinks]
post = "/:year/:slug/"
""",
    "config/_default/menus.toml": """
[[main]]
name = "Posts"
url = "#posts"
weight = 2
[[main]]
name = "Me"
url = "#about"
weight = 1
""",
    "content/home/index.md": """
+++
type = "widget_page"
headless = true
+++
""",
    "content/home/about.md": """
+++
widget = "about"
active = true
weight = 20
title = "Biography"
author = "admin"
+++
""",
    "content/home/posts.md": """
+++
widget = "pages"
weight = 60
title = "Recent Posts"
[content]
page_type = "post"
count = 5
+++
""",
    "content/home/experience.md": '''
+++
widget = "experience"
weight = 40
title = "Experience"
[[experience]]
title = "CEO"
company = "GenMoss"
location = "Dale"
date_start = "2017-01-01"
date_end = ""
description = """
* Growing
* Waiting"""
+++
''',
    "content/home/hero.md": """
+++
widget = "hero"
active = false
weight = 10
title = "Academic"
+++
""",
    "content/authors/admin/_index.md": """
---
title: Ola Old
role: Dean
superuser: true
education:
  courses:
  - course: PhD in Moss
    institution: Dale
    year: 2012
interests:
- Bogs
social:
- icon: cv
  icon_pack: ai
  link: files/cv.pdf
---

Ola likes bogs.
""",
    "content/post/one.md": """
+++
title = "One"
date = 2020-02-03
slug = "first"
+++

Text one.
""",
    "static/files/cv.pdf": "%PDF-1.4",
}
ORDER = ("Ola Old", "Dean", "Ola likes bogs.", "Bogs", "PhD in Moss", "CEO", "GenMoss, Dale", "Waiting", "Recent Posts")


def write_site(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), "utf-8")
    return folder


def test_an_older_site_of_widgets_moves_in(tmp_path):
    site = move_and_build(write_site(tmp_path / "old", OLD), tmp_path)
    home = " ".join(site.text_at("").split())
    places = [home.find(words) for words in ORDER]
    assert places == sorted(places) and -1 not in places, home
    assert "Academic" not in home
    old = ["", "2020/first/", "post/", "files/cv.pdf", "authors/admin/", "index.xml", "post/index.xml"]
    assert site.missing(old) == []
    assert '("Me", "/#about"),\n    ("Posts", "/#posts"),' in (site.site / "pelicanconf.py").read_text("utf-8")


NEW = {
    "config/_default/hugo.yaml": "title: Nia New\nbaseURL: https://new.example/\n",
    "config/_default/params.yaml": """
hugoblox:
  theme:
    mode: dark
  typography:
    font: serif
  copyright:
    notice: "© {year} {name}. Under {license}"
    license:
      allow_derivatives: true
      share_alike: true
  analytics:
    google:
      measurement_id: "G-1"
""",
    "data/authors/me.yaml": """
schema: hugoblox/author/v1
slug: me
is_owner: true
name:
  display: Nia New
role: Reader
bio: |
  Nia reads *moss*.
affiliations:
  - name: New College
links:
  - icon: brands/github
    url: https://github.com/nia-example
education:
  - degree: BSc Moss
    institution: New College
    start: 2019-09-01
    end: 2022-06-30
experience:
  - role: Gardener
    org: Moss Garden
    start: 2022-09-01
skills:
  - name: Tools
    items:
      - label: Rake
        level: 5
""",
    "content/_index.md": """
---
type: landing
sections:
  - block: resume-biography-3
    content:
      username: me
  - block: resume-experience
    content:
      username: me
  - block: resume-skills
    content:
      title: Skills
  - block: stats
    content:
      items:
        - statistic: 1M+
          description: Mosses read
---
""",
    "content/blog/one.md": "---\ntitle: One\ndate: 2025-02-03\n---\n\nText &amp; one.\n",
}


def test_a_site_with_people_in_data_moves_in(tmp_path):
    site = move_and_build(write_site(tmp_path / "old", NEW), tmp_path)
    home = " ".join(site.text_at("").split())
    shown = ("Nia New", "Reader, New College", "Nia reads moss", "BSc Moss", "Gardener", "Rake", "1M+", "Mosses read")
    assert [words for words in shown if words not in home] == []
    assert site.missing(["authors/me/", "blog/", "blog/one/", "index.xml", "blog/index.xml"]) == []
    settings = (site.site / "pelicanconf.py").read_text("utf-8")
    assert 'COPYRIGHT = "© Nia New. Under CC BY-SA 4.0"' in settings
    assert 'LOOK = {"scheme": "dark", "fonts": "serif"}' in settings
    assert "content/_index.md:13: the block 'stats' has no counterpart here: its words stay" in map(
        str, site.report.left
    )


def test_a_site_without_a_home_page_gets_one(tmp_path):
    files = {name: text for name, text in NEW.items() if name != "content/_index.md"}
    home = move_and_build(write_site(tmp_path / "old", files), tmp_path).text_at("")
    assert [words for words in ("Nia New", "Nia reads", "News", "One") if words not in home] == []
    assert "Publications" not in home


GERMAN = {
    "config/_default/languages.yaml": "en:\n  languageCode: en-us\nde:\n  languageCode: de\n",
    "content/_index.de.md": "---\ntitle: Heim\n---\n\nWillkommen.\n",
    "content/project/moss/index.md": "---\ntitle: Moss\n---\n\nGreen.\n",
    "content/project/moss/index.de.md": "---\ntitle: Moos\n---\n\nDas ist grün.\n",
    "content/blog/one.de.md": "---\ntitle: Eins\ndate: 2025-02-03\n---\n\nEin Beitrag.\n",
}


def test_texts_in_another_language_keep_their_addresses(tmp_path):
    site = move_and_build(write_site(tmp_path / "old", {**NEW, **GERMAN}), tmp_path)
    assert site.missing(["de/", "de/project/", "de/project/moss/", "de/blog/", "de/blog/one/", "project/moss/"]) == []
    assert "Das ist grün" in site.text_at("de/project/moss/")
    assert "Moos" not in site.text_at("project/")
    assert 'lang="de"' in site.file_at("de/blog/one/").read_text("utf-8")


TABLE = {"note": lambda code: f"[{code.get(0)}|{code.get('title')}|{code.inside}]", "gone": lambda code: None}


@pytest.mark.parametrize(
    ("text", "new", "lost"),
    [
        ('{{< note one title="two" >}}', "[one|two|]", []),
        ("{{% note `a b` %}}in{{% /note %}}", "[a b||in]", []),
        ('{{< note "say \\"hi\\"" >}}', '[say "hi"||]', []),
        ("a{{< note x />}}b{{< note y >}}", "a[x||]b[y||]", []),
        ("{{< note x >}}{{< note y >}}z{{< /note >}}{{< /note >}}", "[x||[y||z]]", []),
        ("a\n{{< gone >}}kept{{< /gone >}}", "a\nkept", [(2, "gone", True)]),
        ("{{< other >}}", "", [(1, "other", False)]),
        ("`{{</* note x */>}}`", "`{{< note x >}}`", []),
        ("$\\mathbb{{R}}$", "$\\mathbb{{R}}$", []),
        ("{{< /note >}}", "", []),
        ("{{< note", "{{< note", []),
    ],
)
def test_shortcodes_are_replaced(text, new, lost):
    assert replace_shortcodes(text, TABLE) == (new, lost)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Deep Learning", "deep-learning"),
        ("R & D", "r-d"),
        ("C++", "c++"),
        ("Émile", "émile"),
        ("a/b", "a-b"),
        ("  x  y ", "x-y"),
    ],
)
def test_words_in_addresses_are_as_in_hugo(text, slug):
    assert urlize(text) == slug


@pytest.mark.parametrize(
    ("name", "header", "address"),
    [
        ("post/One Two.md", "", "post/one-two/"),
        ("post/one/index.md", "slug: other", "post/other/"),
        ("a/b/c.md", "", "a/b/c/"),
        ("about.md", "url: /me.html", "me.html"),
        ("about.md", "url: me", "me/"),
        ("news/one.md", "title: A B\ndate: 2024-03-05", "2024/03/a-b/"),
        ("blog/x.md", "date: 2024-03-05\nslug: s", "blog/05/x/s/"),
    ],
)
def test_addresses_are_those_of_hugo(name, header, address):
    rules = {"news": "/:year/:month/:title/", "page": {"blog": "/:section/:day/:filename/:slug"}}
    permalinks = Permalinks.of_settings(rules, True)
    assert permalinks.of_page(name, split_text(f"---\n{header}\n---\n")) == address


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: A\n---\nx", "A"),
        ('+++\ntitle = "A"\n+++\nx', "A"),
        ('{\n  "title": "A"\n}\nx', "A"),
        ("x", ""),
        ("---\ntitle: [\n---\nx", ""),
        ("---\ntitle: !!python/object/apply:os.system [ls]\n---\nx", ""),
    ],
)
def test_front_matter_is_read_in_three_languages(text, title):
    found = split_text(text)
    assert (found.text("title"), found.body) == (title, "x")


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("a\n- b\n  - c", "a\n\n- b\n    - c"),
        ("1) a\n   - b\n2) c", "1. a\n    - b\n2. c"),
        ("- a\n\n  b\n\nc", "- a\n\n    b\n\nc"),
        ("in\n1998. it", "in\n1998. it"),
        ("a\\\nb", "a  \nb"),
        ('```py {linenos=table,hl_lines=[1,"3-4"]}\n- x\n```', '``` py linenums="1" hl_lines="1 3-4"\n- x\n```'),
        ("    code\n    - code", "    code\n    - code"),
    ],
)
def test_lists_of_commonmark_become_those_of_markdown(text, new):
    assert to_python_markdown(text) == new


def test_no_file_outside_of_the_site_is_read(tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: Secret\n---\n\nSecret words.\n", "utf-8")
    table = '---\ntitle: Two\ndate: 2021-01-01\n---\n\n{{< table path="../../../secret.md" >}}\n'
    old = write_site(tmp_path / "old", {**OLD, "content/post/two.md": table})
    (old / "content/post/link.md").symlink_to(secret)
    site = move_and_build(old, tmp_path)
    assert not [path for path in site.site.rglob("*.md") if b"Secret words" in path.read_bytes()]
    left = "content/post/link.md: this link leads out of the site, and its target is not moved"
    assert left in map(str, site.report.left)


def test_the_build_of_the_moved_site_has_no_warnings(moved):
    assert moved.warnings == ()
