"""Jekyll's ways of writing, one at a time, as al-folio's and academicpages' sites have them; and hostile sites."""

from pathlib import Path

import pytest

from plugins.migrate import MigrationFailed, MigrationReport, migrate
from plugins.migrate.academicpages.citations import Citation, read_citation
from plugins.migrate.commonmark import indent_lists
from plugins.migrate.cv_records import read_entry
from plugins.migrate.jekyll.addresses import Named, address_of
from plugins.migrate.jekyll.liquid_nodes import Tag, read_nodes
from plugins.migrate.new_text import title_of_words
from plugins.migrate.plain_yaml import BadYaml, load_yaml
from plugins.migrate.profiles import profile_of
from plugins.migrate.systems import recognize

CONFIG = """first_name: Ann
last_name: Lee
url: https://lee.example
baseurl: /base
colors: [red, blue]
permalink: /blog/:year/:title/
collections: [news, projects]
"""
HOME = "---\npermalink: /\n---\nHello.\n"
BIB = "---\n---\n@article{lee2020a, title={A}, author={Lee, Ann}, journal={J}, year={2020}}\n"
MINIMUM = {"_config.yml": CONFIG, "_bibliography/papers.bib": BIB, "_pages/about.md": HOME}


def page(values, body="Words."):
    return f"---\n{values}\n---\n{body}\n"


def small(folder, **files):
    """A site of al-folio in `folder`: settings, an entry, a home page, further files."""
    texts = {
        "_config.yml": CONFIG,
        "_bibliography/papers.bib": BIB,
        "_pages/about.md": "---\npermalink: /\n---\nHello.\n",
    }
    for name, text in {**texts, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def read(folder, **files):
    """The moved site, and the lines of the report."""
    report = MigrationReport()
    reader, source = recognize(small(folder, **files))
    return reader.read(source, report), list(map(str, report.left))


BODIES = [
    ("{{ site.first_name | upcase }} {{ page.mood | default: 'well' }}", "ANN well"),
    (
        "{{ 'a b' | replace: 'a', 'c' }}, {{ site.colors | join: ' and ' }}, {{ site.colors.size }}",
        "c b, red and blue, 2",
    ),
    ("[a]({{ '/files/a.pdf' | relative_url }})", "[a](/files/a.pdf)"),
    ("[a]({{ site.url }}{{ site.baseurl }}/cv/) [b](/base/cv/) [c](/based/)", "[a](/cv/) [b](/cv/) [c](/based/)"),
    ("{% if site.first_name == 'Ann' and page.no != true %}yes{% else %}no{% endif %}", "yes"),
    ("{% unless site.missing %}yes{% endunless %}{% if site.missing %}no{% endif %}", "yes"),
    ("{% if post.unknown %}kept{% endif %}", "kept"),
    ("{% case site.last_name %}{% when 'Wu' %}Wu{% when 'Lee' %}Lee{% endcase %}", "Lee"),
    ("{% for color in site.colors reversed %}{{ color }};{% endfor %}", "blue;red;"),
    ("{% for n in (1..3) %}{{ n }}{% endfor %}", "123"),
    ("{% assign x = 'one' %}{% capture y %}{{ x }} two{% endcapture %}{{ y }}", "one two"),
    ("{% details It's 1 %}x{% enddetails %} it's", "??? note \"It's 1\"\n\n    x\n\n it's"),
    ("{% comment %}hidden {{ x }}{% endcomment %}<!-- {% include x %} -->shown", "shown"),
    ("{% raw %}`{{ kept }}`{% endraw %}", "`{{ kept }}`"),
    ("{% cite lee2020a %}", "([Lee, 2020](/publications/lee2020a/))"),
    ("{% cite lee2020a --locator 3 %}", "([Lee, 2020](/publications/lee2020a/))"),
    ("{% bibliography -f papers -q @article[year>=2019] --max 3 %}", "limit: 3\n    kind: journal\n    year: 2019-"),
    ("{% highlight ruby %}\nputs 1\n{% endhighlight %}", "``` ruby\nputs 1\n```"),
    ("{% include figure.html path='assets/a.png' width='40px' %}", '<img src="/assets/a.png" alt="" width="40">'),
    ("{% include video.liquid path='assets/a.mp4' %}", '<video src="/assets/a.mp4" controls></video>'),
    (
        "{% gist ann/7 %} {% youtube Ab-1 %}",
        "[ann/7](https://gist.github.com/ann/7) <https://www.youtube.com/watch?v=Ab-1>",
    ),
    ("![a](a.png){: .img-fluid #x width='3px' }", "![a](a.png){ .img-fluid #x width='3px' }"),
    ("A word.\n{: .lead}\n\n`{: .x}`", "A word.\n{ .lead }\n\n`{: .x}`"),
    ('[a][b]{:target="_blank"}\n\n{:b: .x}', '[a][b]{ target="_blank" }'),
    ('{::options parse_block_html="true" /}\nText {::nomarkdown}*{:/}', "Text *"),
    ("Speed $$c$$ of\n\n$$c$$", "Speed $c$ of\n\n$$c$$"),
    ("```\n$$c$$ in code {: .x}\n```", "```\n$$c$$ in code {: .x}\n```"),
    ("As <d-cite key=\"lee2020a\"></d-cite> and <d-cite key='x,y'></d-cite>.", "/lee2020a/)) and (x, y)."),
    ("One<d-footnote>More</d-footnote> <d-math>x</d-math>", "One[^d1] $x$\n\n[^d1]: More"),
    ("- a\n  - b\n\n    more of b\n\nText\n- c", "- a\n    - b\n\n        more of b\n\nText\n\n- c"),
]


@pytest.mark.parametrize(("body", "wanted"), BODIES, ids=range(len(BODIES)))
def test_what_jekyll_reads_means_the_same_here(body, wanted, tmp_path):
    moved, left = read(tmp_path, **{"_pages/a.md": f"---\ntitle: A\npermalink: /a/\n---\n{body}\n"})
    text = moved.files["content/pages/a.md"].decode()
    assert wanted in text
    assert left == []


RENDERCV = """cv:
  name: A
  sections:
    Experience:
      - {company: Lab, position: Clerk, start_date: 2020-05}
"""
RESUME = '{"basics": {"name": "A"}, "skills": [{"name": "Code", "keywords": ["C", "Ada"]}]}'
PEOPLE = "title: Us\npermalink: /us/\nlayout: profiles\nprofiles: [{content: one.md}]"
FILES = [
    (
        {"_data/cv.yml": RENDERCV},
        "content/cv.toml",
        '[titles]\npositions = "Experience"\n\n[[positions]]\nwhat = "Clerk"\n',
    ),
    ({"assets/json/resume.json": RESUME}, "content/cv.toml", '[[skills]]\nwhat = "Code"\ntext = """\n- C\n- Ada"""\n'),
    (
        {"_pages/about.md": page("permalink: /\nnews: true\nsubtitle: A"), "_news/a.md": page("date: 2020-01-02")},
        "content/pages/index.md",
        "# Ann Lee\n\nWords.\n\n## News\n\n/// news\n    limit: 10\n///\n",
    ),
    (
        {"_pages/blog.html": page("permalink: /all/", "{% for post in paginator.posts %}x{% endfor %}")},
        "content/pages/all.md",
        None,
    ),
    ({"_posts/2020-02-03-a.md": page("published: false")}, "content/news/2020-02-03-a.md", "draft: true"),
    (
        {
            "_config.yml": CONFIG + "exclude: [_pages/one.md]\n",
            "_pages/us.md": page(PEOPLE, ""),
            "_pages/one.md": page(""),
        },
        "content/pages/us.md",
        "Words.",
    ),
    (
        {"_projects/a.md": page("title: A\nredirect: https://a.example")},
        "content/pages/projects.md",
        "**[A](https://a.example)**",
    ),
]


@pytest.mark.parametrize(("files", "name", "part"), FILES, ids=range(len(FILES)))
def test_what_older_and_newer_sites_have(files, name, part, tmp_path):
    moved, _ = read(tmp_path, **files)
    assert (name in moved.files) == bool(part)
    assert (part or "") in moved.files.get(name, b"").decode()


TAKEN_OUT = [
    "{% unknown words %}", "{{ post.title }}", "{% include own.html %}", "{% link lost.md %}", "{% cite nobody %}",
    "{% for x in site.lost %}{{ x.title }}{% endfor %}", "{{ 'now' | date: '%Y' }}", "{% post_url 2020-01-01-lost %}",
]  # fmt: skip


@pytest.mark.parametrize("body", TAKEN_OUT)
def test_what_has_no_counterpart_is_taken_out_and_named(body, tmp_path):
    moved, left = read(tmp_path, **{"_pages/a.md": f"---\ntitle: A\npermalink: /a/\n---\n\nBefore {body}after.\n"})
    assert moved.files["content/pages/a.md"].decode().endswith("Before after.\n")
    assert [line for line in left if line.startswith("_pages/a.md:6: '{")] == left != []


ADDRESSES = [
    ("pages", "_pages/a.md", {"permalink": "/x/"}, {}, "x/"),
    ("pages", "a/index.md", {}, {}, "a/"),
    ("pages", "a/b.md", {}, {}, "a/b.html"),
    ("pages", "a/b.md", {}, {"permalink": "pretty"}, "a/b/"),
    ("posts", "_posts/2020-02-03-A_b c.md", {}, {}, "2020/02/03/A_b-c.html"),
    ("posts", "_posts/2020-02-03-a.md", {"categories": "X y"}, {"permalink": "pretty"}, "x/y/2020/02/03/a/"),
    ("posts", "_posts/2020-02-03-a.md", {"category": "X y"}, {"permalink": "none"}, "x y/a.html"),
    ("posts", "_posts/2020-02-03-a.md", {"date": "2021-01-01"}, {"permalink": "/:year/:i_month/:slug"}, "2021/1/a"),
    ("news", "_news/a_1.md", {}, {"permalink": "/blog/:year/:title/"}, "news/a_1/"),
    (
        "talks",
        "_talks/2020-01-02-a.md",
        {},
        {"collections": {"talks": {"permalink": "/t/:name.html"}}},
        "t/2020-01-02-a.html",
    ),
]


@pytest.mark.parametrize(("kind", "source", "values", "config", "address"), ADDRESSES)
def test_addresses_are_those_of_jekyll(kind, source, values, config, address):
    assert address_of(Named(source, kind, values, config)) == address


CITATIONS = [
    (
        "Lee, A., &amp; Wu, B. C. (2020). &quot;T.&quot; <i>V</i>. 3(4), pp. 5-6.",
        "Lee, A. and Wu, B. C.",
        "3",
        "5--6",
        "",
    ),
    ("Ann Lee, Bo Wu, and Cy Diaz. T. V, 2020.", "Ann Lee and Bo Wu and Cy Diaz", "", "", ""),
    ('Lee, Ann, and Bo Wu. "T." V (2020). Best paper.', "Lee, Ann and Bo Wu", "", "", "Best paper"),
    ("Lee, A. et al. (2020). T. V.", "Lee, A. and others", "", "", ""),
    ("Your Name, You. (2009). &quot;T.&quot; <i>V</i>. 1(1).", "", "", "", 'Your Name, You. (2009). "T." V. 1(1).'),
    ("", "", "", "", ""),
]


@pytest.mark.parametrize(("written", "authors", "volume", "pages", "rest"), CITATIONS)
def test_a_citation_is_read_as_far_as_it_is_sure(written, authors, volume, pages, rest):
    found = read_citation(written, "T", "V")
    assert found == Citation(authors, volume, "4" if volume else "", pages, "", rest)


ENTRIES = [
    ({"institution": "U", "area": "Physics", "studyType": "PhD", "startDate": "2015-09-01", "endDate": "2018"},
     {"what": "PhD in Physics", "where": "U", "from": "2015-09-01", "until": 2018}),
    ({"company": "Lab", "position": "Clerk", "start_date": "2020-05", "end_date": "present", "highlights": ["a", "b"]},
     {"what": "Clerk", "where": "Lab", "from": "2020-05", "text": "- a\n- b"}),
    ({"label": "Code", "details": "Python, C"}, {"what": "Code", "text": "Python, C"}),
    ({"title": "Prize", "year": "2001 - 2003", "institution": "Hall"},
     {"what": "Prize", "where": "Hall", "from": 2001, "until": 2003}),
    ({"name": "[Tool](https://t.example)", "summary": "Fast."},
     {"what": "Tool", "url": "https://t.example", "text": "Fast."}),
    ("**Bold** words", {"what": "Bold words"}),
    ({"date": "some time", "title": "A"}, {"what": "A", "text": "some time"}),
    ({}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("written", "entry"), ENTRIES)
def test_an_entry_of_a_cv_loses_no_word(written, entry):
    assert read_entry(written) == entry


@pytest.mark.parametrize(
    ("service", "value", "url"),
    [
        ("github_username", "ann", "https://github.com/ann"),
        ("googlescholar", "https://scholar.google.com/x", "https://scholar.google.com/x"),
        ("scholar_userid", "Ab1", "https://scholar.google.com/citations?user=Ab1"),
        ("mastodon_username", "@ann@soc.example", "https://soc.example/@ann"),
        ("email", "ann@lee.example", "mailto:ann@lee.example"),
        ("email", "javascript:alert(1)", None),
        ("github", "x y<z", None),
        ("unheard_of", "ann", None),
    ],
)
def test_profiles_are_links(service, value, url):
    found = profile_of(service, value)
    assert (found and found["url"]) == url


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Moved to *Northport*.", "Moved to Northport"),
        ("Our [new paper](https://x.example/a_(b)) is out. " + "More words follow. " * 5, "Our new paper is out"),
        ("word " * 30, "word word word word word word word word word word word word word word word word …"),
    ],
)  # fmt: skip
def test_a_title_is_made_of_whole_words(text, title):
    assert title_of_words(text) == title


LISTS = [
    ("1. a\n   ```\n   x\n   ```\n   - b", "1. a\n    ```\n    x\n    ```\n    - b"),
    ("* a\n* b\n\n  c", "* a\n* b\n\n    c"),
    ("Words\n- a", "Words\n\n- a"),
    ("- a\n- - -\n\n    code", "- a\n- - -\n\n    code"),
    ("- a\nlazy\n- b", "- a\nlazy\n- b"),
    ("- a\n    - b\n        - c", "- a\n    - b\n        - c"),
]


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_lists_are_indented_by_four(text, wanted):
    assert indent_lists(text) == wanted


def test_yaml_that_grows_is_refused():
    names = "abcdefgh"
    levels = [
        f"{name}: &{name} [{', '.join([f'*{above}'] * 9)}]" for above, name in zip(names, names[1:], strict=False)
    ]
    bomb = "\n".join(["a: &a [x]", *levels])
    with pytest.raises(BadYaml, match="refers to itself too often"):
        load_yaml(bomb)
    with pytest.raises(BadYaml):
        load_yaml("a: &a [*a")
    assert load_yaml("a: !!python/object/apply:os.mkdir [broken]") == {"a": ["broken"]}


def test_liquid_that_is_never_closed_is_read_once():
    nodes = read_nodes("{% if a %}{% for b in c %}" * 50_000 + "x{% endif %}{% endfor %}")
    assert sum(isinstance(node, Tag) for node in nodes) > 1


HOSTILE = {
    "_config.yml": CONFIG + "title: \"x'); import os\"\nicon: ../../etc/passwd\n",
    "_pages/a.md": "---\ntitle: A\npermalink: /../../out/\nredirect_from: [/../../gone.html]\n---\n\nText.\n",
    "_pages/b.md": "---\ntitle: !!python/object/apply:os.mkdir [broken]\npermalink: [x]\n---\n"
    + "{% include ../../secret.txt %}{% include_relative ../secret.txt %}" + "{% for a in (1..9999) %}" * 6 + "x"
    + "{% endfor %}" * 6,
    "_news/c.md": "---\ndate: 99999-99-99\n---\nNo day.\n",
    "_projects/d.md": "---\ntitle: [broken\n---\nBad header.\n",
    "_data/coauthors.yml": "a: 3\nb: [{firstname: {}}, 7]\n",
    "_data/cv.yml": "- 7\n- title: [x]\n  contents: {a: [1, {b: [2]}]}\n",
    "_data/socials.yml": "- not\n- a mapping\n",
}  # fmt: skip


def test_nothing_of_a_hostile_site_is_run_or_reached(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("secret.txt").write_text("secret", "utf-8")
    site = small(tmp_path / "site", **HOSTILE)
    for name, to in {"assets/a.png": "/etc/passwd", "_pages/e.md": "../../secret.txt", "_posts": "/etc"}.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).symlink_to(to)
    migrate(site, tmp_path / "target", show=lambda line: None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret.txt", "site", "target"]
    written = [path for path in Path("target/content").rglob("*") if path.is_file()]
    assert not [path for path in written if b"secret" in path.read_bytes() or path.is_symlink()]
    assert "content/pages/a.md" in {path.relative_to("target").as_posix() for path in written}


@pytest.mark.parametrize(
    ("message", "files"),
    [
        ("_config.yml:2: bad YAML", {"_config.yml": "title: A\nnav: [b\n"}),
        ("_config.yml:1: settings are lines", {"_config.yml": "- a\n"}),
        ("_config.yml: cannot be read", {"_config.yml": b"title: \xff\n"}),
    ],
)
def test_settings_that_cannot_be_read_are_one_line(message, files, tmp_path):
    with pytest.raises(MigrationFailed) as failure:
        migrate(small(tmp_path / "site", **files), tmp_path / "target", show=lambda line: None)
    assert message in str(failure.value)
    assert not Path(tmp_path, "target").exists()
