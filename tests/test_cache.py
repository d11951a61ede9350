"""What a build takes over from earlier ones is what it would have made: the same bytes after any edit."""

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plugins.building import build, swap, unchanged
from plugins.core.problems import BuildFailed
from plugins.publications import kept
from tests.small_site import ICON, ROOT, aged, built, everything, picture, write

BIB = """@article{owl1, title={Owls "read" $x^2$}, author={Lee, Ann and Roe, Bo*}, journal={Journal of Owls},
 year={2024}, abstract={They do.}, keywords={owls}, code={https://example.org/c}, preview={images/fig.png}}
@inproceedings{owl2, title={More owls}, author={Roe, Bo and {The Owl Group}}, booktitle={Proc. of Owls}, year={2023},
 month=jul, keywords={owls}, pdf={files/owl.pdf}}
@misc{élan, title={Élan}, author={Lee, Ann}, year={2022}}
"""
SITE = {
    "pelicanconf.py": 'AUTHOR = "Ann Lee"\nTHEME = str(Path(__file__).parent / "theme")\n'
    'FORMULAS_MACROS = {"\\\\E": "e"}\n',
    "content/pages/index.md": "# Ann Lee\n\n![me](../images/me.png)\n\n/// publications\n///\n\n/// news\n///\n",
    "content/pages/about.md": '# About\n\n--8<-- "part.txt"\n\n:mine-owl: of [owls](/publications/owl1/) and $\\E$\n',
    "content/part.txt": "A part.\n",
    "content/icons/mine/owl.svg": ICON,
    "content/images/me.png": picture("PNG"),
    "content/images/fig.png": picture("PNG", 60, 20),
    "content/files/owl.pdf": b"%PDF-1.4\n",
    "content/news/2024-01-01-first.md": "# First\n\nOne.\n",
    "content/news/2024-02-01-second.md": "---\npublications: [owl2]\n---\n\n# Second\n\nTwo.\n",
    "content/publications.bib": BIB,
    "content/people.toml": '[[person]]\nname = "Bo Roe"\nhomepage = "https://bo.example/"\n',
}
# What changes → (file, what it then says; a pair is replaced in it).
EDITS = {
    "nothing": ("content/part.txt", "A part.\n"),
    "page": ("content/pages/about.md", ("and $", "and also $")),
    "title-in-the-menu": ("content/pages/about.md", ("# About", "# About me")),
    "article": ("content/news/2024-01-01-first.md", ("One", "Uno")),
    "title-of-a-neighbor": ("content/news/2024-02-01-second.md", ("Second", "Zweite")),
    "work-of-an-article": ("content/news/2024-02-01-second.md", ("owl2", "owl1")),
    "snippet": ("content/part.txt", "Another part.\n"),
    "icon": ("content/icons/mine/owl.svg", ICON.replace("M0 0", "M0 .5")),
    "picture": ("content/images/me.png", picture("PNG", 44)),
    "preview": ("content/images/fig.png", picture("PNG", 61, 20)),
    "pdf": ("content/files/owl.pdf", b"%PDF-1.5\n"),
    "entry": ("content/publications.bib", ("More", "Fewer")),
    "entry-gone": ("content/publications.bib", (BIB[BIB.index("@misc") :], "")),
    "person": ("content/people.toml", ("bo.example", "bo2.example")),
    "setting": ("pelicanconf.py", ("AUTHOR", 'COPYRIGHT = "me"\nAUTHOR')),
    "macro": ("pelicanconf.py", ('"e"', '"f"')),
    "style": ("content/extra/custom.css", "p { color: red }"),
    "template": ("theme/templates/publication.html", ("Abstract", "Summary")),
    "template-that-shows-pages": (
        "theme/templates/publication.html",
        ("<h2 id=", "{% for page in pages %}{{ page.content }}{% endfor %}<h2 id="),
    ),
    "sheet": ("theme/static/css/base.css", ("@layer", "/* */ @layer other {} @layer")),
    "page-added": ("content/pages/more.md", "# More\n"),
}
CACHES = ("builds", "publications", "templates")
PAGE_AFTER = ("content/pages/index.md", "# Ann Lee\n\nText.\n\n/// publications\n    students: true\n///\n")


def site(folder):
    write(folder, {**SITE, "pelicanconf.py": "from pathlib import Path\n" + SITE["pelicanconf.py"]})
    shutil.copytree(ROOT / "theme", folder / "theme")
    return folder


def edit(folder, file, change):
    path = folder / file
    if isinstance(change, tuple):
        assert change[0] in path.read_text("utf-8")
        change = path.read_text("utf-8").replace(*change)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(change if isinstance(change, bytes) else change.encode())


def fresh(folder, away):
    """What a build without any cache makes of the same files."""
    shutil.rmtree(away, ignore_errors=True)
    shutil.copytree(folder, away, ignore=shutil.ignore_patterns(".cache", "output"))
    return everything(built(away).output)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    folder = site(tmp_path_factory.mktemp("first"))
    built(folder)
    return folder


@pytest.fixture
def again(first, tmp_path):
    """A copy of a site that was built, with what that build left."""
    folder = tmp_path / "site"
    shutil.copytree(first, folder)
    built(folder)  # its place is an input too
    return folder


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_shows_as_without_a_cache(again, tmp_path, name):
    edit(again, *EDITS[name])
    assert everything(built(again).output) == fresh(again, tmp_path / "away")
    edit(again, *PAGE_AFTER)  # now a page alone has changed
    assert everything(built(again).output) == fresh(again, tmp_path / "away")


def test_code_is_an_input(again, monkeypatch, tmp_path):
    before = unchanged.inputs_of({"PLUGINS": [], "PATH": again, "THEME": again, **FOLDERS})
    shutil.copytree(ROOT / "plugins", tmp_path / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    edit(tmp_path, "plugins/policy.py", ("'none'", "'self'"))
    monkeypatch.setattr(unchanged, "CODE", tmp_path / "plugins")
    assert unchanged.inputs_of({"PLUGINS": [], "PATH": again, "THEME": again, **FOLDERS}) != before


FOLDERS = {"THEME_TEMPLATES_OVERRIDES": [], "PAGE_PATHS": []}


def test_an_unchanged_site_is_not_built_again(again, monkeypatch):
    monkeypatch.setattr("plugins.building.run_pelican", lambda *_: pytest.fail("was built"))
    assert built(again).pages == len(list((again / "output").rglob("*.html")))


def stamps(folder):
    """Which files these are, and when they were written."""
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in [folder, *folder.rglob("*")]}


def test_a_folder_of_works_in_which_nothing_differs_stays(again):
    before = stamps(again / "output/publications")
    edit(again, *EDITS["page"])
    built(again)
    assert stamps(again / "output/publications") == before
    assert not [*again.glob("output.*")]


def test_files_of_works_are_taken_over_and_pages_of_those_without_pictures(again):
    edit(again, "content/pages/papers.md", "---\nsave_as: publications/index.html\n---\n# Papers\n\nAll.\n")
    built(again)
    before = stamps(again / "output/publications")
    edit(again, "content/pages/papers.md", ("All", "Every one"))
    built(again)
    after = stamps(again / "output/publications")
    anew = {path.relative_to(again / "output").as_posix() for path in after if after[path] != before[path]}
    folders = {"publications", "publications/owl1", "publications/owl2", "publications/élan"}
    assert anew == folders | {"publications/index.html", "publications/owl1/index.html"}
    assert not [*again.glob("output.*")]


@pytest.mark.parametrize("missing", ["os.symlink", "plugins.building.swap.ctypes.PyDLL"])
def test_where_names_cannot_be_exchanged_files_of_works_are_taken_over(again, tmp_path, monkeypatch, missing):
    def cannot(*_, **__):
        raise OSError

    monkeypatch.setattr(missing, cannot)
    edit(again, *EDITS["page"])
    built(again)
    assert not [*again.glob("output.*")]
    assert everything(again / "output") == fresh(again, tmp_path / "away")


def test_an_exchange_that_is_cut_leaves_a_whole_site(again, tmp_path, monkeypatch):
    def cut(one, other):
        if other.name == "publications":
            raise KeyboardInterrupt
        return step(one, other)

    step = swap._swap_names
    edit(again, *EDITS["page"])
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(swap, "_swap_names", cut)
        built(again)
    [left] = again.glob("output.*")
    aged(left)
    assert readable(again / "output") == fresh(again, tmp_path / "away")
    with pytest.raises(ZeroDivisionError), swap.replaced(again / "output"):
        raise ZeroDivisionError  # the next build fails
    assert readable(again / "output") == fresh(again, tmp_path / "away")
    built(again)
    assert everything(again / "output") == fresh(again, tmp_path / "away")
    edit(again, *EDITS["article"])
    built(again)
    assert not [*again.glob("output.*")]


def readable(folder):
    """Every file that a reader finds in `folder`, also by links."""
    places = (Path(place, name) for place, _, names in os.walk(folder, followlinks=True) for name in names)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in places}


def test_an_output_that_was_touched_is_built_again(again):
    whole = everything(again / "output")
    edit(again, "output/publications/owl2/index.html", "mine")
    assert everything(built(again).output) == whole


def test_templates_are_compiled_once(again, monkeypatch):
    monkeypatch.setattr("jinja2.Environment.compile", lambda *_, **__: pytest.fail("was compiled"))
    edit(again, *EDITS["page"])
    built(again)


def test_templates_of_another_key_are_compiled(again, tmp_path):
    files = {file: file.read_bytes() for file in (again / ".cache/templates").iterdir()}
    for file, code in zip(files, [*files.values()][::-1], strict=True):
        file.write_bytes(code)
    edit(again, *EDITS["page"])
    assert everything(built(again).output) == fresh(again, tmp_path / "away")


@pytest.mark.parametrize("text", ["", "{", "[[]]", '{"pages": []}', "[" * 100_000, "null"])
def test_a_broken_cache_is_a_missing_one(again, tmp_path, text):
    for file in [file for name in CACHES for file in (again / ".cache" / name).iterdir()]:
        edit(again, file.relative_to(again).as_posix(), text)
    assert everything(built(again).output) == fresh(again, tmp_path / "away")


class Call:
    """What a file of works would hold that somebody made to have a command run."""

    def __init__(self, marker):
        self.marker = marker

    def __reduce__(self):
        return os.mkdir, (str(self.marker),)


@pytest.mark.parametrize("make", [Call, lambda marker: Path(marker), lambda marker: "words"])
def test_what_is_no_record_is_no_work(tmp_path, make):
    marker = tmp_path / "marker"
    kept.remember(tmp_path, "key", (make(marker),), ())
    assert kept.recall(tmp_path, "key") is None
    assert not marker.exists()


def test_works_of_another_key_are_not_recalled(again, tmp_path):
    for file in (again / ".cache/publications").iterdir():
        shutil.copy(file, tmp_path / "other.pickle")
        assert kept.recall(tmp_path, "other") is None
    edit(again, *EDITS["page"])
    assert everything(built(again).output) == fresh(again, tmp_path / "away")


def test_a_cache_that_cannot_be_written_is_none(tmp_path):
    folder = site(tmp_path / "site")
    for name in CACHES:
        write(folder, {f".cache/{name}": "a file where a folder should be"})
    assert everything(built(folder).output) == fresh(folder, tmp_path / "away")


def test_two_builds_at_once_keep_a_whole_note(again):
    edit(again, *EDITS["page"])
    outputs = [again / "output", again / "other"]
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(2) as pool:
        list(pool.map(build, [again / "pelicanconf.py"] * 2, outputs))
    assert everything(outputs[0]) == everything(outputs[1])
    notes = [file for file in (again / ".cache/builds").iterdir() if file.suffix == ".json"]
    assert all(json.loads(file.read_text("utf-8"))["pages"] for file in notes)
    assert not list((again / ".cache").rglob("*.part"))


def test_old_files_go(again):
    for number in range(20):
        build(again / "pelicanconf.py", again / f"out{number}") if number < 2 else None
        write(again, {f".cache/builds/{number}.json": "{}", f".cache/publications/{number}.pickle": "{}"})
    templates = list((again / ".cache/templates").iterdir())
    edit(again, *EDITS["entry"])
    built(again)
    assert len(list((again / ".cache/templates").iterdir())) == len(templates) > 9
    assert len(list((again / ".cache/builds").iterdir())) == 12
    assert len(list((again / ".cache/publications").iterdir())) == 3


def test_an_article_appears_when_it_is_due(again, monkeypatch):
    due = datetime.now(UTC) + timedelta(hours=2)
    write(again, {"content/news/later.md": f"---\ndate: {due:%Y-%m-%d %H:%M}\n---\n\n# Later\n\nThen.\n"})
    built(again)
    notes = [json.loads(file.read_text("utf-8")) for file in (again / ".cache/builds").iterdir()]
    assert [note for note in notes if abs(note["until"] - due.timestamp()) < 60]


def test_warnings_are_told_again(again):
    edit(again, "content/pages/about.md", "# About\n\n<span style=color:red;>red</span>&copy\n\n<b>open\n")
    assert built(again).warnings == built(again).warnings


def test_a_build_that_fails_is_tried_again(again):
    edit(again, "content/pages/about.md", "# About\n\n[no](nowhere.md)\n")
    for _ in range(2):
        with pytest.raises(BuildFailed):
            built(again)


def test_a_file_system_without_links_takes_copies(again, monkeypatch):
    def no_links(*_):
        raise OSError

    monkeypatch.setattr("os.link", no_links)
    edit(again, *EDITS["page"])
    built(again)
    monkeypatch.setattr("plugins.building.run_pelican", lambda *_: pytest.fail("was built"))
    built(again)
