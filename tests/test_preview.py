"""The page whose text was saved, at once: the same bytes as a full build, on every kind of page."""

import random
import shutil
from pathlib import Path

import pytest

from plugins.building import build
from plugins.building.preview import Preview
from plugins.core.problems import BuildFailed
from tests.small_site import FAKES, everything, picture, write

CONF = """from pathlib import Path
EMBEDS_HOSTS = {"map.example.org": [], "video.example.org": []}
EMBEDS_SCRIPTS = ["pages/demo.md"]
THEME_TEMPLATES_OVERRIDES = [str(Path(__file__).with_name("templates"))]
"""
OWN_TEMPLATE = """{% extends "page.html" %}
{% block main %}<h1>{{ page.title }}</h1>{{ page.content | safe }}
{% for article in dates %}<p>{{ article.title }}: {{ article.description }}</p>{% endfor %}
<p>{{ page.document.outline[0].id }}</p>
{% for tag, articles in tags %}<p>{{ tag }}: {{ articles[0].title }}</p>{% endfor %}{% endblock main %}
"""
BIBLIOGRAPHY = """@article{lee2020owls, title = {Owls}, author = {Lee, Ann and Roe, Jo}, journal = {J}, year = 2020,
  keywords = {birds}, selected = 1}
@inproceedings{lee2021mice, title = {Mice in $n$ Steps}, author = {Lee, Ann}, booktitle = {Proc. of M}, year = 2021}
"""
CV = """[[education]]
what = "PhD"
where = "Somewhere"
from = 2010
until = 2014
"""
HOME = """---
hide: [navigation, toc]
---
# Ann Lee ![](images/p.jpg){ align=right style="width:7.5em;" }

I am Ann Lee. See the [team](team.md#jobs), the [news](../news/) and the [slides](../files/slides.txt).

## Places

### University![Logo](images/logo.png){ align=right style="height:6em;" }

2020 -- 2024

/// news
    limit: 3
    style: excerpts
///

/// publications
    selected: yes
///

/// cv
    section: education
///
"""
RICH = """# Rich

Math $a^2$, a note,[^1] H~2~O and ==marked==; *“quotes”* -- and --- dashes. :tada:

=== "One"
    ```python title="a.py" linenums="1"
    x = 1
    ```

=== "Two"
    !!! note "N"
        Inside.

--8<-- "snippets/part.md"

| a | b |
|---|--:|
| 1 | 2 |

[^1]: The note.
"""
DEMO = """# Demo

<script>var x = 1;</script>
<button onclick="x = 2">Press</button>
"""
FOREIGN = """# Foreign

<iframe src="https://video.example.org/embed/1"></iframe>

<div><script src="https://map.example.org/globe.js?d=1"></script></div>
"""
SITE = {
    "content/courses/logic.md": "---\ntitle: Logic\nfrom: 2020\n---\n",
    "content/courses/logic.de.md": "# Logik\n\nWas?\n",
    "pelicanconf.py": CONF,
    "templates/own.html": OWN_TEMPLATE,
    "content/publications.bib": BIBLIOGRAPHY,
    "content/publications/lee2020owls.md": "They fly.\n",
    "content/cv.toml": CV,
    "content/snippets/part.md": "A shared part.\n",
    "content/files/slides.txt": "slides",
    "content/images/p.jpg": picture("JPEG", 60, 60),
    "content/images/logo.png": picture("PNG", 60, 40),
    "content/images/q.png": picture("PNG", 50, 40),
    "content/images/half.png": FAKES["<half a png>"],
    "content/pages/index.md": HOME,
    "content/pages/team.md": "# Team\n\nWe are two. See [a](../news/2024-01-01-a.md).\n\n## Jobs\n\nNone.\n",
    "content/pages/rich.md": RICH,
    "content/pages/cv.md": "# CV\n\n/// cv\n///\n\n## Publications\n\n/// publications\n    group: kind\n///\n",
    "content/pages/hidden.md": "---\nstatus: hidden\n---\n# Hidden\n\nSeen by few. [Half](../images/half.png)\n",
    "content/pages/zh.md": "---\nlang: zh\n---\n# 关于\n\n谢谢。\n",
    "content/pages/own.md": "---\ntemplate: own\n---\n# Own\n\nA template of its own.\n\n## Part\n",
    "content/pages/moved.md": "---\nsave_as: here/it/is.html\n---\n# Moved\n\nTo [rich](rich.md).\n",
    "content/pages/wide.md": "# Wide\n\n![Noise](../images/q.png){ width=20 }\n\n[File](../images/logo.png)\n",
    "content/pages/demo.md": DEMO,
    "content/pages/foreign.md": FOREIGN,
    "content/news/2024-01-01-a.md": "---\ntags: [z, a]\n---\n# First\n\nThe first words. Then more.\n\n## Jobs\n",
    "content/news/2024-02-01-b.md": "---\npublications: [lee2020owls]\n---\n# Owls are out\n\nRead it.\n",
    "content/news/2024-03-01-c.md": "---\nsummary: A *sum*.\nmodified: 2024-04-01\n---\n# Third\n\nWords.\n",
    "content/news/2024-04-01-d.md": "---\nstatus: hidden\n---\n# Not listed\n\nFor friends. [Team](../pages/team.md)\n",
    "content/news/2024-05-01-draft.md": "---\ndraft: true\n---\n# Draft\n\nLater.\n",
}
# What each edit does: a file, words in it, and what stands there afterwards.
EDITS = {
    "page of a record": ("courses/logic.de.md", "Was?", "Was folgt?"),
    "home page": ("pages/index.md", "I am Ann Lee.", "I am *Ann Lee*, as ever."),
    "portrait": ("pages/index.md", "width:7.5em", "width:5em"),
    "blocks": ("pages/index.md", "limit: 3\n    style: excerpts", "limit: 2"),
    "plain page": ("pages/team.md", "We are two.", "We are three, and [rich](rich.md)."),
    "title of a page in the menu": ("pages/team.md", "# Team", "# The “team” & friends"),
    "formula": ("pages/rich.md", "$a^2$", r"$\sqrt{a}$"),
    "footnote, tabs, code": ("pages/rich.md", "x = 1", "y = '2'  # two"),
    "CV page": ("pages/cv.md", "group: kind", "style: compact"),
    "article": ("news/2024-01-01-a.md", "The first words.", "Other words."),
    "title of an article": ("news/2024-01-01-a.md", "# First", "# The first of *all*"),
    "description of an article": ("news/2024-01-01-a.md", "tags:", "description: Short -- so\ntags:"),
    "article that names publications": ("news/2024-02-01-b.md", "Read it.", "Read it\n\n- twice"),
    "article with a summary": ("news/2024-03-01-c.md", "# Third", "# The third"),
    "hidden article": ("news/2024-04-01-d.md", "For friends.", "For good friends."),
    "hidden page": ("pages/hidden.md", "Seen by few.", "Seen by some."),
    "page in another language": ("pages/zh.md", "谢谢。", "“谢谢” -- 再见。"),
    "page with its own template": ("pages/own.md", "A template", "The template"),
    "page at its own address": ("pages/moved.md", "To [rich]", "Back to [rich]"),
    "another width of a picture": ("pages/wide.md", "width=20", "width=10"),
    "another picture": ("pages/wide.md", "q.png", "p.jpg"),
    "a page's own script": ("pages/demo.md", "var x = 1", "var x = 3"),
    "foreign frame": ("pages/foreign.md", "embed/1", "embed/2"),
    "foreign script": ("pages/foreign.md", "globe.js?d=1", "globe.js?d=2"),
    "long page with a table of contents": (
        "pages/team.md",
        "## Jobs",
        "".join(f"## N{i}\n\n" for i in range(7)) + "## Jobs",
    ),
}
# Errors, and what moves or needs another file.
ONLY_FULL = {
    "link to nothing": ("pages/team.md", "We are two.", "[x](gone.md)"),
    "place that is not there": ("pages/team.md", "We are two.", "[x](rich.md#gone)"),
    "place that another page links to": ("pages/team.md", "## Jobs", "## Work"),
    "unknown icon": ("pages/team.md", "We are two.", ":fontawesome-solid-nonesuch:"),
    "foreign host": ("pages/team.md", "We are two.", "![](https://other.example/x.png)"),
    "no text": ("pages/zh.md", "# 关于\n\n谢谢。\n", ""),
    "no title": ("pages/zh.md", "# 关于", "关于"),
    "damaged picture": ("pages/hidden.md", "[Half]", "![Half]"),
    "title of a record": ("courses/logic.de.md", "# Logik", "# Die Logik"),
    "text of a publication": ("publications/lee2020owls.md", "They fly.", "They flew."),
    "wrong block": ("pages/index.md", "selected: yes", "topic: nonesuch"),
    "template that fails": ("pages/own.md", "## Part", "Part"),
    "link to a draft": ("pages/team.md", "We are two.", "[x](../news/2024-05-01-draft.md)"),
    "file that was not published": ("pages/team.md", "We are two.", "[x](../images/p.jpg)"),
    "style with a file that was not published": (
        "pages/team.md",
        "We are two.",
        '<p style="background: url(../images/q.png)">x</p>',
    ),
    "tags": ("news/2024-01-01-a.md", "tags: [z, a]", "tags: [a]"),
    "date": ("news/2024-03-01-c.md", "modified", "date: 2023-01-01\nmodified"),
    "status": ("news/2024-04-01-d.md", "status: hidden", "status: published"),
    "address": ("pages/moved.md", "here/it/is.html", "it/is.html"),
    "publications": ("news/2024-02-01-b.md", "lee2020owls", "lee2021mice"),
}


class Author:
    """Writes and saves the site in `folder`, whose preview it watches."""

    def __init__(self, folder: Path, settings: str = "") -> None:
        self.folder, self.output = write(folder, SITE), folder / "output"
        self.preview = Preview(write(folder, {"pelicanconf.py": CONF + settings}) / "pelicanconf.py", self.output)
        self.number = 0

    def read(self, name: str) -> str:
        return (self.folder / "content" / name).read_text("utf-8")

    def save(self, files: dict[str, str | None]) -> list[Path]:
        """Write files, or delete those whose text is None; return their paths."""
        for name, text in files.items():
            path = self.folder / "content" / name
            if text is None:
                path.unlink()
            else:
                path.write_text(text, "utf-8")
        return [self.folder / "content" / name for name in files]

    def edit(self, name: str, old: str, new: str) -> list[Path]:
        text = self.read(name)
        assert old in text
        return self.save({name: text.replace(old, new)})

    def clean_build(self) -> dict[str, bytes]:
        """The site built elsewhere without a cache."""
        self.number += 1
        elsewhere = self.folder.with_name(f"clean {self.number}")
        shutil.copytree(self.folder, elsewhere, ignore=shutil.ignore_patterns(".cache", "output"))
        clean = everything(build(elsewhere / "pelicanconf.py").output)
        shutil.rmtree(elsewhere)
        return clean

    def show(self, changed: list[Path]) -> list[str] | None:
        """Show a change. Check the pages that were rewritten, and that no other file has changed."""
        before = everything(self.output)
        urls = self.preview.quick(changed)
        after = everything(self.output)
        if urls is None:
            assert after == before
            return None
        clean = self.clean = self.clean_build()
        names = {f"{url[1:]}index.html" if url.endswith("/") else url[1:] for url in urls}
        different = {name for name in after if after[name] != before.get(name)}
        assert different - names <= clean.keys() - before.keys()
        assert {name: after[name] for name in names | different} == {name: clean[name] for name in names | different}
        return urls


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> Author:
    author = Author(tmp_path_factory.mktemp("preview") / "site")
    author.preview.build()
    return author


@pytest.mark.parametrize("edit", EDITS)
def test_a_page_is_the_same_at_once_after_a_full_build_and_elsewhere(edit, author):
    name, old, new = EDITS[edit]
    saved = author.read(name)
    assert author.show(author.edit(name, old, new))
    author.preview.build()
    assert everything(author.output) == author.clean
    if not author.preview.quick(author.save({name: saved})):
        author.preview.build()


@pytest.mark.parametrize("edit", ONLY_FULL)
def test_what_only_a_full_build_can_show_changes_nothing(edit, author):
    name, old, new = ONLY_FULL[edit]
    saved = author.read(name)
    assert author.show(author.edit(name, old, new)) is None
    author.save({name: saved})
    author.preview.build()


def test_a_page_shows_what_other_pages_were_given_before(author):
    """Titles in the menu, of neighbors, in blocks and in a template that lists articles, without a full build."""
    edits = (
        ("pages/team.md", "# Team", "# Crew"),
        ("news/2024-02-01-b.md", "# Owls are out", "# Owls"),
        ("news/2024-02-01-b.md", "Read it.", "Another description."),
        ("news/2024-01-01-a.md", "The first words.", "New words."),
        ("pages/index.md", "I am Ann Lee.", "I am she."),
        ("pages/own.md", "A template", "The template"),
    )
    for edit in edits:
        assert author.show(author.edit(*edit))
    for name, old, new in reversed(edits):
        assert author.preview.quick(author.edit(name, new, old))


def test_several_texts_at_once(author):
    texts = {name: author.read(name) for name in ("pages/team.md", "pages/index.md", "news/2024-03-01-c.md")}
    urls = author.show(author.save({name: f"{text}\nMore.\n" for name, text in texts.items()}))
    assert sorted(urls) == ["/", "/news/c/", "/team/"]
    changed = author.edit("pages/team.md", "More.", "[x](gone.md)") + author.edit("pages/index.md", "More.", "Less.")
    assert author.show(changed) is None
    author.save(texts)
    author.preview.build()


def test_pages_in_the_order_of_their_titles(tmp_path):
    author = Author(tmp_path / "site", 'PAGE_ORDER_BY = "title"\n')
    author.preview.build()
    assert author.show(author.edit("pages/team.md", "# Team", "# Tea")) == ["/team/"]
    assert author.show(author.edit("pages/team.md", "# Tea", "# A team")) is None
    author.preview.build()
    assert author.show(author.edit("pages/own.md", "A template", "The template")) == ["/own/"]


def test_the_first_formula_waits_for_its_fonts(tmp_path):
    author = Author(tmp_path / "site")
    author.edit("pages/rich.md", "$a^2$", "a")
    author.edit("publications.bib", "$n$", "Two")
    author.preview.build()
    assert author.show(author.edit("pages/team.md", "We are two.", "We are $n$.")) is None
    author.preview.build()
    assert author.show(author.edit("pages/team.md", "$n$", "$n+1$")) == ["/team/"]


def test_before_the_first_build_and_after_a_failed_one(tmp_path):
    author = Author(tmp_path / "site")
    assert author.preview.quick([author.folder / "content/pages/team.md"]) is None
    author.preview.build()
    author.edit("pages/team.md", "We are two.", "[x](gone.md)")
    with pytest.raises(BuildFailed):
        author.preview.build()
    assert author.show(author.edit("pages/team.md", "[x](gone.md)", "Fixed.")) is None
    author.preview.build()
    assert author.show(author.edit("pages/team.md", "Fixed.", "Good.")) == ["/team/"]


@pytest.mark.parametrize("name", ["publications.bib", "images/q.png", "pages/new.md", "snippets/part.md", "pages"])
def test_what_is_no_published_text(name, author):
    changed = [author.folder / "content" / name]
    assert author.preview.quick(changed) is None
    assert author.preview.quick([*changed, author.folder / "content/pages/team.md"]) is None
    assert author.preview.quick([]) is None


def test_plugins_of_others_may_do_anything(tmp_path):
    write(tmp_path / "site", {"shout.py": "def register():\n    pass\n"})
    settings = f"PLUGIN_PATHS = [{str(tmp_path / 'site')!r}]\nPLUGINS = ['shout']\n"
    author = Author(tmp_path / "site", settings)
    author.preview.build()
    assert author.show(author.edit("pages/team.md", "We are two.", "We are three.")) is None


class Fuzzer:
    """Random edits of a site by one author, each the same for the same seed."""

    WORDS = (
        "owl",
        "*mouse*",
        "“so”",
        "$n$",
        "`code`",
        "-- then",
        "[team](PAGES/team.md#jobs)",
        "[a](NEWS/2024-01-01-a.md)",
    )
    PICTURES = ("q.png", "p.jpg", "logo.png", "nowhere.png", "half.png")
    BROKEN = ("[x](gone.md)", ":nonesuch-icon:", "![](https://no.example/x.png)", '--8<-- "gone.md"', "[x](#gone)")
    FRONT = (
        "description: New",
        "hide: [toc]",
        "modified: 2024-06-01",
        "tags: [a, b]",
        "title: Other",
        "date: soon",
        "lang: zh",
    )

    def __init__(self, author: Author, seed: int) -> None:
        self.author, self.random, self.undone = author, random.Random(seed), {}

    def texts(self) -> list[str]:
        content = self.author.folder / "content"
        return sorted(path.relative_to(content).as_posix() for path in content.glob("[pn]*/*.md"))

    def change(self) -> list[Path]:
        """Make one change, which may be of several files."""
        kind = self.random.choices(("edit", "edits", "add", "delete", "undo"), (12, 3, 1, 1, 4))[0]
        if kind == "undo" and self.undone:
            saved = self.undone
        elif kind == "add":
            saved = {f"pages/new{self.random.randrange(3)}.md": f"# New {self.random.random()}\n\nText.\n"}
        elif kind == "delete":
            names = [name for name in self.texts() if "new" in name or self.random.random() < 0.05]
            saved = dict.fromkeys(names[:1])
        else:
            names = self.random.sample(self.texts(), 1 if kind == "edit" else 3)
            saved = {name: self.edit(name, self.author.read(name)) for name in names}
        here = self.texts()
        self.undone = {name: self.author.read(name) if name in here else None for name in saved}
        saved = {name: text for name, text in saved.items() if text is not None or name in here}
        return self.author.save(saved)

    def edit(self, name: str, text: str) -> str:
        pick = self.random.choice
        lines = text.split("\n")
        place = self.random.randrange(len(lines) // 2, len(lines))
        kind = self.random.choices(
            ("word", "heading", "title", "picture", "front", "broken", "cut", "block"), (8, 3, 4, 4, 2, 1, 2, 1)
        )[0]
        if kind == "title":
            return "\n".join(f"# Title {self.random.randrange(99)}" if line[:2] == "# " else line for line in lines)
        if kind == "front":
            front = pick(self.FRONT)
            return text.replace("---\n", f"---\n{front}\n", 1) if text[:3] == "---" else f"---\n{front}\n---\n{text}"
        if kind == "cut":
            return "\n".join(lines[:place] + lines[place + 1 :])
        new = {
            "word": pick(self.WORDS).replace("PAGES", "../pages").replace("NEWS", "../news"),
            "heading": f"## {pick(('Part', 'Jobs', 'Results'))}",
            "picture": f"![P](../images/{pick(self.PICTURES)}){{ width={pick((10, 20, 30))} }}",
            "broken": pick(self.BROKEN),
            "block": f"/// news\n    limit: {pick((1, 2, 9))}\n///",
        }[kind]
        return "\n".join([*lines[:place], "", new, "", *lines[place:]])


@pytest.mark.parametrize("seed", [1, 2])
def test_random_edits(seed, tmp_path):
    """Errors are undone as authors undo them: after a full build has reported them, or before."""
    author = Author(tmp_path / "site")
    author.preview.build()
    fuzzer, shown = Fuzzer(author, seed), 0
    for _ in range(16):
        good = everything(author.folder / "content")
        if author.show(fuzzer.change()):
            shown += 1
            if fuzzer.random.random() < 0.5:  # else quick after quick
                author.preview.build()
                assert everything(author.output) == author.clean
            continue
        try:
            author.preview.build()
        except BuildFailed:
            shutil.rmtree(author.folder / "content")
            write(author.folder, {f"content/{name}": data for name, data in good.items()})
            assert author.preview.quick([author.folder / "content/pages/team.md"]) is None
            author.preview.build()
        else:
            assert everything(author.output) == author.clean_build()
    assert shown >= 10
