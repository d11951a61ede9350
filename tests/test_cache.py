"""What a build takes from the cache is what it would have made: the same bytes after any edit, and from any cache."""

import os
import pickle
import random
import shutil
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pelican import signals

from plugins.building import build, inputs
from plugins.core.cache import FILE, WAIT, Cache
from plugins.core.problems import BuildFailed, Problem
from plugins.publications import pages as publication_pages
from tests.small_site import FAKES, ICON, ROOT, built, everything, picture, write

OWN = """from pathlib import Path
AUTHOR = SITENAME = "Ann Lee"
SITEURL = FEED_DOMAIN = "https://ann.example"
FEED_ALL_ATOM = "feed.xml"
THEME = str(Path(__file__).parent / "theme")
THEME_TEMPLATES_OVERRIDES = [str(Path(__file__).parent / "own")]
FORMULAS_MACROS = {"\\\\E": "e"}
EMBEDS_HOSTS = {"a.example": [], "b.example": []}
"""
BIB = """@article{owl1, title={Owls "read" $x^2$}, author={Lee, Ann and Roe, Bo*}, journal={Journal of Owls},
 year={2024}, abstract={They do.}, keywords={owls}, code={https://example.org/c}, preview={images/fig.png}}
@inproceedings{owl2, title={More owls}, author={Roe, Bo and {The Owl Group}}, crossref={proc},
 month=jul, keywords={owls}, pdf={files/owl.pdf}}
@misc{élan, title={Élan}, author={Lee, Ann}, year={2022}}
@proceedings{proc, title={Proc. of Owls}, booktitle={Proc. of Owls}, year={2023}}
"""
ABOUT = """---
icon: mine/owl
---
# About

--8<-- "part.txt"

:mine-owl: and $\\E$

=== "One"

    1

=== "Two"

    2
"""
# Each link may come to mean another file.
LINKS = """# Links

[page](more.md) [folder](other/) [news](news/) [file](/files/data) [talk](talk.pdf) [first](news/2024-01-01-first.md)

![me](me.png){ width=30 } ![](../images/fig.png)

<p style="background: url(../images/fig.png)">Styled</p>

<img src="https://a.example/x.png" width="1" height="1" alt="counter"><script src="https://b.example/x.js"></script>
"""
SITE = {
    "pelicanconf.py": OWN,
    "content/pages/index.md": "# Ann Lee ![me](../me.png){ align=right }\n\n/// news\n///\n",
    "content/pages/about.md": ABOUT,
    "content/pages/links.md": LINKS,
    "content/pages/links/more.md": "# More\n",
    "content/pages/other.md": "# Other\n",
    "content/part.txt": '--8<-- "inner.txt"\n',
    "content/inner.txt": "A part.\n",
    "content/icons/mine/owl.svg": ICON,
    "content/me.png": picture("PNG", compress_level=0),
    "content/images/fig.png": picture("PNG", 60, 20),
    "content/files/data": "data\n",
    "content/talk.pdf": b"%PDF-1.4\n",
    "content/news/2024-01-01-first.md": "# First\n\nOne. ![](../me.png)\n",
    "content/news/2024-02-01-second.md": "Two.\n\n# Second\n",
}
LIBRARY = {
    "content/pages/index.md": "# Ann Lee ![me](../me.png){ align=right }\n\n/// publications\n///\n\n/// news\n///\n",
    "content/news/2024-02-01-second.md": "---\npublications: [owl2]\n---\n\nTwo.\n\n# Second\n",
    "content/files/owl.pdf": b"%PDF-1.4\n",
    "content/publications.bib": BIB,
    "content/people.toml": '[[person]]\nname = "Bo Roe"\nhomepage = "https://bo.example/"\n',
}
PAGE = "content/pages/about.md"
CONF = "pelicanconf.py"
# What changes: by file what it then says; a pair is replaced in it, and None deletes it.
EDITS = {
    "page": {PAGE: ("and $", "and also $")},
    "title-in-the-menu": {PAGE: ("# About", "# About me")},
    "article": {"content/news/2024-01-01-first.md": ("One", "Uno")},
    "title-of-a-neighbor": {"content/news/2024-02-01-second.md": ("Second", "Zweite")},
    "snippet": {"content/part.txt": "Another part.\n"},
    "snippet-in-a-snippet": {"content/inner.txt": "Another ^^part^^.\n"},
    "icon": {"content/icons/mine/owl.svg": ICON.replace("M0 0", "M0 .5")},
    "icon-gone": {"content/icons/mine/owl.svg": None, PAGE: ABOUT.replace("mine/owl", "material/owl")},
    "picture": {"content/me.png": picture("PNG", 44)},
    "picture-of-the-same-size": {"content/me.png": picture("PNG", compress_level=0)},
    "picture-on-one-page-less": {"content/pages/index.md": ("![me](../me.png){ align=right }", "")},
    "favicon-gone": {"content/extra/favicon.svg": None},
    "role-on-the-card": {CONF: ("AUTHOR", 'SITESUBTITLE = "Dean"\nAUTHOR')},
    "setting": {CONF: ("AUTHOR", 'COPYRIGHT = "me"\nAUTHOR')},
    "macro": {CONF: ('"e"', '"f"')},
    "menu": {CONF: ("AUTHOR", 'MENU = [("Me", "about.md")]\nAUTHOR')},
    "hosts": {CONF: ('"b.example": []', '"b.example": ["c.example"]')},
    "siteurl": {CONF: ("https://ann.example", "https://example.org/~ann")},
    "no-feed": {CONF: ('"feed.xml"', "None")},
    "language": {CONF: ("AUTHOR", 'DEFAULT_LANG = "de"\nAUTHOR')},
    "headings": {CONF: ("AUTHOR", 'HEADING_IDS = "unicode"\nAUTHOR')},
    "tabs": {CONF: ("AUTHOR", "TABS_LINKED = False\nAUTHOR")},
    "typography": {CONF: ("AUTHOR", "TYPOGRIFY = False\nAUTHOR")},
    "articles-that-become-pages": {
        CONF: ("AUTHOR", 'PAGE_PATHS = ["pages", "news"]\nARTICLE_PATHS = ["blog"]\nAUTHOR'),
        "content/blog/2024-01-05-blog.md": "# Blog\n",
        "content/pages/links.md": ("[news](news/)", ""),
    },
    "script": {
        CONF: ("AUTHOR", 'EMBEDS_SCRIPTS = ["pages/about.md"]\nAUTHOR'),
        PAGE: ("# About", "# About\n\n<script>1</script>"),
    },
    "style": {"content/extra/custom.css": "p { color: red }"},
    "sheet": {"theme/static/css/base.css": ("@layer", "/* */ @layer other {} @layer")},
    "template-of-ones-own": {"own/partials/neighbors.html": "<p>Neighbors</p>\n"},
    "page-added": {"content/pages/most.md": "# Most\n"},
    "article-added": {"content/news/2024-03-01-third.md": "# Third\n\n![](../images/fig.png)\n"},
    "article-gone": {"content/news/2024-02-01-second.md": None},
    "nearer-page": {"content/pages/more.md": "---\nslug: nearer\n---\n# Nearer\n"},
    "nearer-file": {"content/pages/talk.pdf": b"%PDF-1.7\n"},
    "nearer-picture": {"content/pages/me.png": picture("PNG", 20, 20)},
    "page-at-an-address": {"content/pages/news.md": "---\nslug: journal\n---\n# Journal\n"},
    "page-that-becomes-a-folder": {
        "content/pages/other.md": None,
        "content/pages/other/index.md": "---\nslug: folder\n---\n# Folder\n",
    },
    "file-that-becomes-a-folder": {"content/files/data": None, "content/files/data/index.html": "<p>Data</p>"},
}


LIBRARY_EDITS = {
    "publication-of-an-article": {"content/news/2024-02-01-second.md": ("owl2", "owl1")},
    "preview": {"content/images/fig.png": picture("PNG", 61, 20)},
    "pdf": {"content/files/owl.pdf": b"%PDF-1.5\n"},
    "entry": {"content/publications.bib": ("More", "Fewer")},
    "entry-gone": {"content/publications.bib": (BIB[BIB.index("@misc") : BIB.index("@proc")], "")},
    "parent-of-an-entry": {"content/publications.bib": ("Proc. of Owls}, year={2023", "Acts of Owls}, year={2021")},
    "person": {"content/people.toml": ("bo.example", "bo2.example")},
    "template": {"theme/templates/publication.html": ('"abstract"', '"summary"')},
    "word": {"theme/locales/en.toml": ('abstract = "Abstract"', 'abstract = "Summary"')},
    "own-word": {"content/locales/en.toml": '[publications]\nabstract = "Summary"\n'},
    "another-language": {"content/pages/index.de.md": "# Ann Lee\n\n/// publications\n///\n"},
    "template-that-shows-pages": {
        "theme/templates/publication.html": (
            "<h2 id=",
            "{% for page in pages %}{{ page.content }}{% endfor %}<h2 id=",
        )
    },
    "template-that-may-include": {
        "own/partials/neighbors.html": '{% include "none.html" ignore missing %}{% include ["none.html", "404.html"] %}'
    },
}
# A page of publications that shows nothing but what the build knows of, so that it comes from the cache as well.
KNOWN = {
    "own/partials/site-footer.html": "<footer>{{ COPYRIGHT }}</footer>\n",
    "own/publication.html": '{% extends "base.html" %}{% block main %}<h1>{{ title }}</h1>{{ entries }}{{ tags }}'
    "{% for one in articles_of_publication %}{{ one.date }}{% endfor %}{{ newer }}{{ older }}{{ icon('mine-owl') }}"
    "{% endblock %}\n",
}
KNOWN_EDITS = {
    "icon": {"content/icons/mine/owl.svg": ICON.replace("M0 0", "M0 .5")},
    "date-of-an-article": {"content/news/2024-02-01-second.md": ("---\n", "---\ndate: 2024-02-03\n")},
    "neighbor": {"content/publications.bib": ("Journal of Owls", "Owls Today")},
    "entry": {"content/publications.bib": ("More", "Fewer")},
    "title-in-the-menu": {PAGE: ("# About", "# About me")},
}


def edit(folder, files):
    for name, change in files.items():
        path = folder / name
        if change is None:
            path.unlink()
            continue
        if isinstance(change, tuple):
            assert change[0] in path.read_text("utf-8")
            change = path.read_text("utf-8").replace(*change, 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(change if isinstance(change, bytes) else change.encode())


def reset(folder, more={}):  # noqa: B006 (nobody changes it)
    """Undo every edit; what builds left stays."""
    for name in ("content", "own"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in ("static/css/base.css", "templates/publication.html"):
        shutil.copy(ROOT / "theme" / name, folder / "theme" / name)
    return write(folder, SITE | more)


def fresh(folder):
    """What a build without any cache makes of the same files."""
    away = folder.with_name("away")
    shutil.rmtree(away, ignore_errors=True)
    shutil.copytree(folder, away, ignore=shutil.ignore_patterns(".cache", "output"), copy_function=os.link)
    return everything(built(away).output)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cached") / "site"
    shutil.copytree(ROOT / "theme", folder / "theme", ignore=shutil.ignore_patterns("*stix*-*-*-*", "*-latin-*"))
    built(reset(folder))
    built(reset(folder, LIBRARY | KNOWN))
    return folder


@pytest.fixture
def again(site):
    """A site that was built, with the cache of all builds before: what they left must not show either."""
    built(reset(site))
    return site


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_shows_as_without_a_cache(site, name):
    """The site was built with the edit of the test before, so that an edit that is undone is tested as well."""
    edit(reset(site), EDITS[name])
    assert everything(built(site).output) == fresh(site)


@pytest.mark.parametrize("name", LIBRARY_EDITS)
def test_an_edit_shows_as_without_a_cache_where_there_are_publications(site, name):
    edit(reset(site, LIBRARY), LIBRARY_EDITS[name])
    assert everything(built(site).output) == fresh(site)


@pytest.mark.parametrize("name", KNOWN_EDITS)
def test_an_edit_shows_on_pages_of_publications(site, name):
    edit(reset(site, LIBRARY | KNOWN), KNOWN_EDITS[name])
    assert everything(built(site).output) == fresh(site)


def test_code_is_an_input(monkeypatch, tmp_path):
    before = inputs.digest_of_code.__wrapped__()
    shutil.copytree(ROOT / "plugins", tmp_path / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    edit(tmp_path, {"plugins/policy.py": ("'none'", "'self'")})
    monkeypatch.setattr(inputs, "CODE", tmp_path / "plugins")
    assert inputs.digest_of_code.__wrapped__() != before


# Unchanged sites


@pytest.fixture
def unbuilt(monkeypatch):
    """Building again is an error."""
    return lambda: monkeypatch.setattr("plugins.building._run", lambda *_: pytest.fail("was built"))


def test_an_unchanged_site_is_not_built_again(again, unbuilt):
    unbuilt()
    assert built(again).pages == len(list((again / "output").rglob("*.html"))) - 1  # one is the page of a frame


def test_an_output_that_was_touched_is_built_again(again):
    whole = everything(again / "output")
    edit(again, {"output/about/index.html": "mine"})
    assert everything(built(again).output) == whole


def test_an_output_that_is_gone_is_built_again(again):
    whole = everything(again / "output")
    shutil.rmtree(again / "output")
    assert everything(built(again).output) == whole


def test_the_output_of_other_settings_is_no_unchanged_one(again):
    """One command after the other, both into output/."""
    whole = everything(again / "output")
    write(again, {"publishconf.py": (again / CONF).read_text("utf-8") + 'SITENAME = "Public"\n'})
    assert everything(build(again / "publishconf.py", again / "output").output) != whole
    assert everything(built(again).output) == whole


def test_an_article_appears_when_it_is_due(again):
    due = datetime.now(UTC) + timedelta(seconds=2)
    write(again, {"content/news/later.md": f"---\ndate: {due:%Y-%m-%d %H:%M:%S}\n---\n\n# Later\n\nThen.\n"})
    assert "news/later/index.html" not in everything(built(again).output)
    time.sleep(max(0, due.timestamp() - time.time()))
    assert "news/later/index.html" in everything(built(again).output)
    assert everything(again / "output") == fresh(again)


def test_warnings_are_reported_again(again):
    """From an unchanged site, and from a page that is cached while others change."""
    edit(again, {PAGE: "# About\n\n<span style=color:red;>red</span>&copy\n\n<b>open\n"})
    warnings = built(again).warnings
    assert warnings
    assert built(again).warnings == warnings
    edit(again, {"content/pages/other.md": "# Another\n"})
    assert built(again).warnings == warnings


WRONG = {
    "link": {PAGE: "# About\n\n[no](nowhere.md)\n"},
    "front-matter": {PAGE: "---\ntitle: [\n---\n# About\n"},
    "picture": {"content/me.png": FAKES["<half a png>"]},
    "template": {"own/page.html": "{{ nothing.at_all.here }}"},
    "script": {"own/partials/site-footer.html": "<script>1</script>"},
}


@pytest.mark.parametrize("name", WRONG)
def test_errors_are_reported_again(again, name):
    edit(again, WRONG[name])
    before, errors = everything(again / "output"), []
    for _ in range(2):
        with pytest.raises(BuildFailed) as failed:
            built(again)
        errors.append(failed.value.errors)
    assert errors[0] == errors[1]
    assert everything(again / "output") == before


def test_what_a_failed_build_cached_does_not_show(again):
    """A portrait with a wrong ending is no drawing; the card of the site is drawn before that is found out."""
    links = {name: ("me.png", "me.svg") for name in SITE if "me.png" in str(SITE[name])}
    shutil.rmtree(again / ".cache")
    edit(again, {"content/me.png": None, "content/me.svg": SITE["content/me.png"], **links})
    with pytest.raises(BuildFailed, match=r"me\.svg:1: this drawing"):
        built(again)
    edit(reset(again), EDITS["page"])
    assert everything(built(again).output) == fresh(again)


def test_an_own_icon_is_read_again_beside_a_linked_folder(again):
    (again / "content/icons/linked").symlink_to("../pages")
    built(again)
    edit(again, EDITS["icon"])
    assert "M0 .5" in everything(built(again).output)["about/index.html"].decode()


def test_a_site_that_was_moved_is_built_as_without_a_cache(again):
    moved = again.with_name("moved")
    shutil.copytree(again, moved)
    try:
        edit(moved, EDITS["page"])
        assert everything(built(moved).output) == fresh(moved)
    finally:
        shutil.rmtree(moved)


# Edits while a build runs

CONTENT = {
    PAGE: ("# About", "# While"),
    "content/publications.bib": ("Élan", "While"),
    "content/me.png": picture("PNG", 44),
}
LOOK = {
    "content/icons/mine/owl.svg": ICON.replace("M0 0", "M0 .5"),
    "own/publication.html": ("<h1>", "<h1>While "),
}


@pytest.mark.parametrize("stage", ["initialized", "all_generators_finalized"])
def test_an_edit_during_a_build_is_not_lost(site, stage):
    """Nor is one half of it, where the other half is undone."""
    reset(site, LIBRARY | KNOWN)
    before = {name: (site / name).read_bytes() for name in LOOK}
    with getattr(signals, stage).connected_to(lambda *_: edit(site, CONTENT | LOOK)):
        built(site)
    edit(site, before)
    assert everything(built(site).output) == fresh(site)
    edit(site, LOOK)
    assert everything(built(site).output) == fresh(site)


# The cache's file: whatever happened to it, a build writes the same bytes

VALUES = {f"slot{number}": (b"key", bytes(range(256)) * (1 + number % 7)) for number in range(20)}


def filled(folder):
    """A cache in a file of its own, with several pages of SQLite; the file."""
    cache = Cache(folder, "output")
    for slot, (key, data) in VALUES.items():
        cache.data(slot, key, lambda data=data: data)
    cache.put("record", b"key", Problem("a", 1, "b"))
    cache.close()
    return folder / FILE


def damaged(data):
    """A file of a cache with one bit flipped: each of its header, and some hundreds of the others."""
    chosen = random.Random(12).sample(range(800, 8 * len(data)), 300)
    for bit in [*range(800), *chosen]:
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        yield bytes(flipped)
    yield from (
        data[:length] for length in (0, 1, 15, 16, 99, 100, 512, 4095, 4096, 4097, len(data) // 2, len(data) - 1)
    )
    yield data + b"more"


def test_a_damaged_cache_gives_nothing_that_was_not_put_in(tmp_path):
    whole = filled(tmp_path).read_bytes()
    for data in damaged(whole):
        (tmp_path / FILE).write_bytes(data)
        cache = Cache(tmp_path, "output")
        for slot, (key, value) in VALUES.items():
            assert cache.data(slot, key, lambda: b"made again") in (value, b"made again")
        assert cache.get("record", b"key") in (Problem("a", 1, "b"), None)
        cache.put("more", b"key", "text")
        cache.close()
        for left in tmp_path.iterdir():
            left.unlink()


@pytest.mark.parametrize("way", ["flipped", "emptied", "cut", "text"])
def test_a_damaged_cache_is_a_missing_one(again, way):
    """All files of it; twice, as a build after the first one reads what that has repaired."""
    for file in [path for path in (again / ".cache").rglob("*") if path.is_file()]:
        data = bytearray(file.read_bytes())
        for place in range(100, len(data), 3001):
            data[place] ^= 4
        changed = {"flipped": data, "emptied": b"", "cut": data[: len(data) // 2], "text": b"[" * 5000}
        file.write_bytes(changed[way])
    edit(again, EDITS["page"])
    whole = fresh(again)
    assert everything(built(again).output) == whole
    shutil.rmtree(again / "output")
    assert everything(built(again).output) == whole


UNUSABLE = {
    "a file": lambda folder: folder.write_text("mine"),
    "a link to nowhere": lambda folder: folder.symlink_to("nowhere/at/all"),
    "read-only": lambda folder: folder.symlink_to("/proc/self"),  # also for root, who may write anywhere else
    "a folder for the file": lambda folder: (folder / FILE / "mine").mkdir(parents=True),
    "a folder for the journal": lambda folder: (folder / f"{FILE}-journal" / "mine").mkdir(parents=True),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_cache_that_cannot_be_written_is_none(again, tmp_path, name):
    whole = everything(built(again).output)
    shutil.rmtree(again / ".cache")
    UNUSABLE[name](again / ".cache")
    try:
        for _ in range(2):
            assert everything(built(again).output) == whole
    finally:
        (again / ".cache").rename(tmp_path / "unusable")


def test_a_cache_of_another_form_is_made_again(tmp_path):
    for statement in ("CREATE TABLE results (x)", "CREATE VIEW results AS SELECT 1", "CREATE TABLE builds (x)"):
        with sqlite3.connect(filled(tmp_path)) as database:
            database.executescript(f"DROP TABLE results; DROP TABLE builds; {statement}")
        database.close()
        for _ in range(3):  # the first finds the damage, the second starts from nothing, the third reads
            cache = Cache(tmp_path, "output")
            found = cache.get("slot", b"key")
            assert cache.value("slot", b"key", lambda: "made") == "made"
            cache.close()
        assert found == "made"


def test_a_locked_cache_is_waited_for_shortly(again):
    """A build beside another one that is stuck."""
    edit(again, EDITS["page"])
    database = sqlite3.connect(again / ".cache" / FILE, isolation_level=None)
    database.execute("BEGIN EXCLUSIVE")
    start = time.monotonic()
    built(again)
    assert time.monotonic() - start < WAIT + 10  # seconds; the rest is for a slow machine
    database.close()
    assert everything(again / "output") == fresh(again)
    assert (again / ".cache" / FILE).stat().st_size > 10_000


def test_a_kill_while_the_cache_is_written_leaves_what_was_there(tmp_path):
    with sqlite3.connect(filled(tmp_path / "cache"), isolation_level=None) as database:
        database.execute("PRAGMA cache_size = 1")  # so that SQLite changes the file before it is asked to
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE results SET data = zeroblob(9000)")
        shutil.copytree(tmp_path / "cache", tmp_path / "left")
    database.close()
    assert (tmp_path / "left" / f"{FILE}-journal").stat().st_size
    cache = Cache(tmp_path / "left", "output")
    for slot, (key, value) in VALUES.items():
        assert cache.data(slot, key, lambda: b"made again") == value
    cache.close()


class Call:
    """What a cache would hold that somebody made to have a command run."""

    def __init__(self, command, *arguments):
        self.made = command, arguments

    def __reduce__(self):
        return self.made


def pickled(module, name, *arguments):
    """A pickle that calls what stands under a name, with dots, in a module."""
    words = b"".join(b"\x8c" + bytes([len(word)]) + word.encode() for word in (module, name))
    return b"\x80\x04" + words + b"\x93" + pickle.dumps(arguments, 4)[2:-1] + b"R."


def test_a_foreign_cache_runs_nothing(tmp_path):
    marker = tmp_path / "marker"
    bad = [
        pickle.dumps(Call(os.mkdir, str(marker))),
        pickle.dumps(Call(eval, f"__import__('os').mkdir({str(marker)!r})")),
        pickled("plugins.publish.programs", "subprocess.Popen", ["mkdir", str(marker)]),
        pickled("plugins.core.cache", "Path.mkdir", marker),
        pickled("plugins.core.cache", "Cache", marker, ""),
        pickle.dumps(Path),
        pickle.dumps(print),
    ]
    cache = Cache(tmp_path / "cache", "output")
    for number, data in enumerate(bad):
        cache.data(f"slot{number}", b"key", lambda data=data: data)
        assert cache.get(f"slot{number}", b"key") is None, data
    cache.close()
    assert not marker.exists()


def test_names_in_any_encoding_can_be_cached(tmp_path):
    cache = Cache(tmp_path, "caf\udce9")
    cache.put("text:caf\udce9.md", b"key", "é")
    cache.close()
    assert Cache(tmp_path, "caf\udce9").get("text:caf\udce9.md", b"key") == "é"


def test_unused_entries_go(tmp_path, monkeypatch):
    monkeypatch.setattr("plugins.core.cache.REMEMBERED", 10)
    for number in range(30):
        cache = Cache(tmp_path, "often")
        cache.data("always", b"key", lambda: b"1")
        cache.data(f"once {number}", b"key", lambda: b"2")
        if number == 0:
            cache.data("of another output", b"key", lambda: b"3")
        cache.close()
        if number == 0:
            other = Cache(tmp_path, "seldom")
            other.data("of another output", b"key", lambda: b"3")
            other.close()
        with sqlite3.connect(tmp_path / FILE) as database:
            slots = {slot.decode() for (slot,) in database.execute("SELECT slot FROM results")}
        database.close()
        assert ("of another output" in slots) == (number <= 10)
        assert len(slots) <= 15
    assert slots == {"always", "once 29"}


def test_the_cache_does_not_grow_with_edits(again):
    sizes = []
    for number in range(10):
        edit(again, {PAGE: f"# About\n\n{number}\n", "content/me.png": picture("PNG", 50 + number)})
        built(again)
        sizes.append((again / ".cache" / FILE).stat().st_size)
    assert sizes[-1] <= sizes[3] * 1.1


def test_pages_of_publications_are_rendered_once(site, monkeypatch):
    """With the theme's own templates, all that such a page shows is in its key; owl2 shows an article."""
    built(reset(site, LIBRARY))
    rendered, values = [], publication_pages.page_values
    monkeypatch.setattr(publication_pages, "page_values", lambda *of: rendered.append(of[0].key) or values(*of))
    edit(site, EDITS["page"])
    built(site)
    assert rendered == ["owl2"]
    write(site, {"content/publications.bib": BIB.replace("They do.", "They did.")})
    built(site)
    assert rendered[1:] == ["owl2", "owl1"]
