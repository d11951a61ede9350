"""`invoke upgrade` takes the product's files from a release, keeps what is an author's, and writes all or nothing."""

import io
import shutil
import stat
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from plugins.commands.upgrading import lines_of_plan
from plugins.core.manifest import digest, write_manifest
from plugins.upgrade.advice import lost_names, settings_like_defaults
from plugins.upgrade.archives import unpack
from plugins.upgrade.comparing import compare, lines_of, visible_text
from plugins.upgrade.plan import NO_FILE, plan_upgrade
from plugins.upgrade.release import LISTS, PRODUCT, Release, UpgradeFailed, read_release
from plugins.upgrade.site_files import read_states
from plugins.upgrade.sources import fetch
from plugins.upgrade.writing import FIRST, PENDING, finish_upgrade, stage
from tests.commands import invoke
from tests.small_site import everything, write
from tests.upgrade_sites import OWN, TEMPLATE, WORKFLOW, git, make_release, make_site

# The state of a file and of that beside it, the versions that the site knows, those that the release knows (its own is
# the last one; a name in parentheses is of a file that it does not have) -> what happens
PLANS = {
    "unchanged": ("theme/a", "1", None, "1", "12", "replaced"),
    "of an older version": ("theme/a", "0", None, "1", "012", "replaced"),
    "the same": ("theme/a", "2", None, "12", "12", ""),
    "new": ("theme/a", None, None, "", "1", "added"),
    "deleted, and needed": ("theme/a", None, None, "1", "12", "added"),
    "deleted": ("docs/a", None, None, "1", "12", "left_out"),
    "new document": ("docs/a", None, None, "", "1", "added"),
    "gone": ("theme/a", "1", None, "1", "1-", "removed"),
    "gone, and deleted": ("theme/a", None, None, "1", "1-", ""),
    "gone, and changed": ("theme/a", "x", None, "1", "1-", "kept"),
    "gone, and changed, with a new version": ("theme/a", "x", "1", "1", "1-", "kept remove .new"),
    "changed": ("theme/a", "x", None, "1", "12", "kept write .new"),
    "changed, with an older new version": ("theme/a", "x", "1", "1", "12", "kept write .new"),
    "changed, with the new version": ("theme/a", "x", "2", "12", "12", "kept"),
    "changed, with a new version that is changed": ("theme/a", "x", "y", "1", "12", "kept"),
    "changed, and not in this release": ("theme/a", "x", None, "12", "12", "kept"),
    "an author's own at a new path": ("theme/a", "x", None, "", "1", "kept write .new"),
    "merged": ("theme/a", "2", "2", "12", "12", "remove .new"),
    "no longer changed": ("theme/a", "1", "1", "1", "12", "replaced remove .new"),
    "unchanged, beside an author's file": ("theme/a", "1", "y", "1", "12", "replaced"),
    "a link": ("theme/a", NO_FILE, None, "1", "12", "kept write .new"),
    "behind a link": ("theme/a", NO_FILE, NO_FILE, "1", "12", "kept"),
    "a list": (PRODUCT, "x", None, "1", "12", "replaced"),
}
# Files of a copy without a list -> what happens to a file that it lacks
WITHOUT_A_LIST = {
    "tests/a": (["theme/x"], "left_out"),
    "tests/b": (["tests/a"], "added"),
    "docs/a": (["tests/a"], "left_out"),
    ".github/workflows/publish.yml": ([".github/own.yml"], "left_out"),
    ".github/workflows/a-new-one.yml": ([".github/own.yml"], "added"),
    "tools/a": (["theme/x"], "added"),
    "CREDITS.md": (["theme/x"], "added"),
    "plugins/a.py": (["theme/x"], "added"),
}


def release_of(path, versions):
    known = {path: frozenset(versions.rstrip("-"))}
    files = {} if versions.endswith("-") or not versions else {path: versions[-1]}
    return Release(Path("release"), "2", files, known)


@pytest.mark.parametrize("name", PLANS)
def test_what_happens_to_a_file(name):
    path, state, beside, site_known, versions, expected = PLANS[name]
    site = {key: value for key, value in ((path, state), (f"{path}.new", beside)) if value}
    known = {path: frozenset(site_known)} if site_known else {"theme/x": frozenset()}
    plan = plan_upgrade(site, known, release_of(path, versions))
    found = [key for key in ("replaced", "added", "removed", "kept", "left_out") if getattr(plan, key)]
    found += ["write .new"] * (f"{path}.new" in plan.write) + ["remove .new"] * (f"{path}.new" in plan.remove)
    assert " ".join(found) == expected
    assert (path in plan.write, path in plan.remove) == (found[:1] in (["replaced"], ["added"]), "removed" in found)


@pytest.mark.parametrize("path", WITHOUT_A_LIST)
def test_what_a_copy_without_a_list_lacks(path):
    site, expected = WITHOUT_A_LIST[path]
    plan = plan_upgrade(dict.fromkeys(site, "1"), {}, release_of(path, "1"))
    assert getattr(plan, expected) == (path,)


def test_states_of_links_folders_and_windows_lines(tmp_path):
    write(tmp_path, {"a": "1\r\n2\r\n", "folder/b": "", "file": ""})
    (tmp_path / "link").symlink_to("folder")
    states = read_states(tmp_path, ["a", "folder", "link", "link/b", "file/c", "none", "none/d"])
    no_files = dict.fromkeys(["folder", "link", "link/b", "file/c"], NO_FILE)
    assert states == {"a": digest(b"1\n2\n"), **no_files}


# Old copies


@dataclass(frozen=True)
class Upgraded:
    """A site after `invoke upgrade`: its folder, its files before and after, and what the commands printed."""

    folder: Path
    before: dict[str, bytes]
    after: dict[str, bytes]
    dry: CompletedProcess | None
    done: CompletedProcess
    build: CompletedProcess


def files_of(folder):
    return {name: data for name, data in everything(folder).items() if not name.startswith((".git/", "output/"))}


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return make_release(tmp_path_factory.mktemp("release"))


def upgraded(release, folder, commit, kind):
    """Upgrade an old copy; that of a ZIP first without writing."""
    site = make_site(folder / "site", commit, kind)
    before = files_of(site)
    dry = invoke(release, "upgrade", "--site", str(site), "--dry-run") if (commit, kind) == OLDEST else None
    if dry:
        assert files_of(site) == before
    done = invoke(release, "upgrade", "--site", str(site), "--yes")
    after = files_of(site)
    return Upgraded(site, before, after, dry, done, invoke(site, "build"))


OLDEST = ("70de8f1", "zip")
COPIES = [OLDEST, ("70de8f1", "clone"), ("c562d67", "zip"), ("28871cd", "zip"), ("28871cd", "clone")]


@pytest.mark.parametrize(("commit", "kind"), COPIES)
def test_an_old_copy_is_upgraded(release, tmp_path, commit, kind):
    site = upgraded(release, tmp_path, commit, kind)
    assert site.done.returncode == 0, site.done.stderr
    check_that_what_is_the_author_s_is_unchanged(site)
    check_that_the_product_is_that_of_the_release(site, release)
    check_what_it_says(site)
    assert site.build.returncode == 0, site.build.stderr
    assert "<b>me</b>" in (site.folder / "output/index.html").read_text("utf-8")
    backup = {name for name in site.after if name.startswith("upgrade.before/")}
    assert bool(backup) == (kind == "zip")
    assert all(site.after[name] == site.before[name.removeprefix("upgrade.before/")] for name in backup)


def check_that_what_is_the_author_s_is_unchanged(site):
    own = [*OWN, "pelicanconf.py", TEMPLATE]
    assert {name: site.after[name] for name in own} == {name: site.before[name] for name in own}
    assert {name for name in site.after if name.startswith("content/")} == {n for n in OWN if n.startswith("content/")}
    assert WORKFLOW not in site.after


def check_that_the_product_is_that_of_the_release(site, release):
    files = read_release(release).files
    there = {name: data for name, data in site.after.items() if not name.startswith("upgrade.before/")}
    wanted = {name: (release / name).read_bytes() for name in files if name not in (WORKFLOW, TEMPLATE)}
    wanted[f"{TEMPLATE}.new"] = (release / TEMPLATE).read_bytes()
    assert {name: there.get(name) for name in wanted} == wanted
    assert there.keys() - wanted.keys() == {*OWN, "pelicanconf.py", TEMPLATE}
    folders = [path for name in ("plugins", "theme") for path in (site.folder / name).rglob("*") if path.is_dir()]
    assert [path for path in folders if not any(path.iterdir())] == []


def check_what_it_says(site):
    lines = site.done.stdout.splitlines()
    assert f"    {TEMPLATE}: the new version is {TEMPLATE}.new" in lines
    assert f"  leaves out 1 that you deleted, in {WORKFLOW.partition('/')[0]}/" in lines
    assert any(line.startswith("  text: changes on ") for line in lines)
    assert any(line.startswith("  home page: ") for line in lines)
    if site.dry:
        assert site.dry.returncode == 0, site.dry.stderr
        assert site.dry.stdout.splitlines()[-1] == "nothing was written: this was a dry run"
        assert "  content/extra/custom.css:1: the new theme has no .work: it is now called .publication" in lines


# Written whole or not at all

OLD = {"tasks.py": "old", "theme/a.html": "old", "plugins/gone/b.py": "old", "content/c.md": "mine"}
NEW = {"tasks.py": "new", "theme/a.html": "new", "theme/d/e.html": "new", "plugins/upgrade/f.py": "new"}
WHOLE = {**NEW, "content/c.md": "mine", "upgrade.before/theme/a.html": "old"}


class Killed(BaseException):
    """Ends an upgrade as a signal would."""


def write_files(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def texts(folder):
    return {name: data.decode() for name, data in everything(folder).items()}


@pytest.fixture
def staged(tmp_path):
    """A site for which an upgrade is staged."""
    site, release = tmp_path / "site", tmp_path / "release"
    write_files(site, OLD)
    write_files(release, NEW)
    stage(site, {name: release / name for name in NEW}, ["plugins/gone/b.py"], ["theme/a.html"])
    return site


def kill_at(site, step):
    steps = iter(range(100))

    def between(path):
        if next(steps) == step:
            raise Killed

    with pytest.raises(Killed):
        finish_upgrade(site, between)


@pytest.mark.parametrize("step", range(5))
def test_a_killed_upgrade_is_finished_by_the_next_command(staged, step):
    kill_at(staged, step)
    assert finish_upgrade(staged)
    assert texts(staged) == WHOLE
    assert not finish_upgrade(staged) and not (staged / "plugins/gone").exists()


def test_until_the_commands_are_new_the_site_is_the_old_one(staged):
    kill_at(staged, 2)
    now = texts(staged)
    assert now["tasks.py"] == "new" and {name: now[name] for name in OLD if name != "tasks.py"} == {
        name: text for name, text in OLD.items() if name != "tasks.py"
    }
    assert all(name.startswith((*FIRST, f"{PENDING}/", "upgrade.before/")) or name in OLD for name in now)


def test_an_upgrade_killed_while_it_is_staged_leaves_nothing(tmp_path):
    write_files(tmp_path, {"tasks.py": "old", ".upgrade-x/files/tasks.py": "new"})
    assert not finish_upgrade(tmp_path)
    stage(tmp_path, {}, [], [])
    assert finish_upgrade(tmp_path) and texts(tmp_path) == {"tasks.py": "old"}


def test_what_its_author_writes_meanwhile_is_kept(staged):
    write_files(staged, {"theme/a.html": "mine", "plugins/gone/b.py": "mine"})
    finish_upgrade(staged)
    assert texts(staged) == {**WHOLE, "theme/a.html": "mine", "theme/a.html.new": "new", "plugins/gone/b.py": "mine"}


def test_a_file_that_cannot_be_staged_leaves_the_site_as_it_is(tmp_path):
    write_files(tmp_path, OLD)
    with pytest.raises(OSError):
        stage(tmp_path, {"theme/a.html": tmp_path / "none"}, [], [])
    assert texts(tmp_path) == OLD


def test_every_command_finishes_an_interrupted_upgrade(release, tmp_path):
    site = shutil.copytree(release, tmp_path / "site", ignore=shutil.ignore_patterns("tests", "docs", "content"))
    write_files(tmp_path, {"new.html": "new"})
    stage(site, {"theme/templates/mine.html": tmp_path / "new.html"}, [], [])
    first, second = invoke(site, "version"), invoke(site, "version")
    message = "an upgrade was interrupted, and is complete now: run this command again"
    assert (first.returncode, first.stderr.strip()) == (1, message)
    assert second.returncode == 0 and second.stdout.startswith("Vita ")
    assert (site / "theme/templates/mine.html").read_text("utf-8") == "new"


# What a release may be


def small_release(folder, **files):
    """A release of a few files, with the lists that belong to it."""
    files = {"tasks.py": "1", **files}
    write_files(folder, {**files, LISTS[1]: ""})
    (folder / PRODUCT).parent.mkdir(parents=True, exist_ok=True)
    write_manifest(folder / PRODUCT, {name: [digest(text.encode())] for name, text in files.items()})
    return folder


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A repository with the tags v1.9 and v1.10, and a later commit on its branch."""
    folder = tmp_path_factory.mktemp("repository")
    git(folder, "init", "--quiet")
    for text, tag in (("9", "v1.9"), ("10", "v1.10"), ("11", "")):
        small_release(folder, note=text)
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", f"--message={text}")
        if tag:
            git(folder, "tag", tag)
    return folder


@pytest.fixture
def site(tmp_path, repository):
    """A site with a remote that leads to the product."""
    (folder := tmp_path / "site").mkdir()
    git(folder, "init", "--quiet")
    git(folder, "remote", "add", "upstream", str(repository))
    return folder


@pytest.mark.parametrize(
    ("source", "note"),
    [
        ("", "10"),
        ("v1.9", "9"),
        ("upstream", "10"),
        ("upstream@main", "11"),
        ("upstream@v1.9", "9"),
        ("{repository}@v1.9", "9"),
        ("file://{repository}", "10"),
        ("{repository}", "11"),
        ("{repository}.zip", "11"),
        ("{repository}.tar.gz", "11"),
    ],
)
def test_a_release_is_found(site, repository, tmp_path, source, note):
    for kind, options in (("zip", ["--prefix=vita-1.11/"]), ("tar.gz", [])):
        git(repository, "archive", *options, f"--output={repository}.{kind}", "main")
    folder = fetch(source.format(repository=repository), site, tmp_path / "into")
    assert (folder / "note").read_text("utf-8") == note
    assert "note" in read_release(folder).files


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("nowhere/x.zip", "cannot be fetched: "),
        ("v9", "v9: cannot be fetched: "),
        ("upstream@v9", "v9: cannot be fetched: "),
        ("https://127.0.0.1:1/vita", "cannot be fetched: "),
        ("https://example.org/vita.zip", "download this archive first"),
        ("--upload-pack=x", "is no folder, archive, remote or address; the site's remotes are upstream"),
        ("upstream@-x", "is no folder, archive, remote or address"),
        ("{site}/text.txt", "is no folder and no archive"),
        ("{site}/broken.zip", "cannot be unpacked"),
        ("{site}/broken.tar.gz", "cannot be unpacked"),
    ],
)
def test_no_release_is_one_line(site, tmp_path, source, words):
    write_files(site, dict.fromkeys(["text.txt", "broken.zip", "broken.tar.gz"], "text"))
    with pytest.raises(UpgradeFailed) as failure:
        fetch(source.format(site=site), site, tmp_path / "into")
    assert words in str(failure.value) and len(str(failure.value).splitlines()) == 1


def test_without_a_remote_it_asks_for_a_source(tmp_path):
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "remote", "add", "origin", str(tmp_path))
    with pytest.raises(UpgradeFailed, match="with --from; the site's remotes are origin"):
        fetch("", tmp_path, tmp_path / "into")


def packed(folder, kind, name, is_link=False):
    """An archive of one file, or of a link to one."""
    path = folder / f"a.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFLNK | 0o777 if is_link else stat.S_IFREG | 0o755) << 16
            archive.writestr(info, "text")
    else:
        with tarfile.open(path, "w") as archive:
            info = tarfile.TarInfo(name)
            info.size, info.mode = (0, 0o777) if is_link else (4, 0o755)
            info.type, info.linkname = (tarfile.SYMTYPE, "/etc/passwd") if is_link else (tarfile.REGTYPE, "")
            archive.addfile(info, io.BytesIO(b"text"))
    return path


@pytest.mark.parametrize("kind", ["zip", "tar"])
@pytest.mark.parametrize("name", ["../x", "a/../../x", "/x", "C:\\x", "link"])
def test_an_archive_stays_in_its_folder(tmp_path, kind, name):
    with pytest.raises(UpgradeFailed, match="this is no release"):
        unpack(packed(tmp_path, kind, name, name == "link"), tmp_path / "into")
    assert [path.name for path in tmp_path.iterdir()] == [f"a.{kind}"]


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_a_program_of_an_archive_stays_one(tmp_path, kind):
    unpack(packed(tmp_path, kind, "run"), tmp_path / "into")
    assert (tmp_path / "into/run").stat().st_mode & 0o111 == 0o111


@pytest.mark.parametrize("name", ["content/a.md", "pelicanconf.py", "../x", "/x", ".git/hooks/x", "C:x", ".venv/x"])
def test_a_release_cannot_name_what_is_an_author_s(tmp_path, name):
    small_release(tmp_path)
    write_manifest(tmp_path / PRODUCT, {name: ["0"]})
    with pytest.raises(UpgradeFailed, match="which is no file of a release"):
        read_release(tmp_path)


def test_a_release_is_as_released(tmp_path):
    small_release(tmp_path, note="1")
    (tmp_path / "note").write_text("2", "utf-8")
    with pytest.raises(UpgradeFailed, match="note: is not as released"):
        read_release(tmp_path)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--from", "nowhere"], "--from nowhere: is no folder, archive, remote or address"),
        (["--from", "{release}"], "is the release itself"),
        (["--site", "{empty}"], "is no site of Vita: it has no pelicanconf.py"),
    ],
)
def test_a_wrong_upgrade_is_one_line(release, tmp_path, words, message):
    done = invoke(release, "upgrade", *(word.format(release=release, empty=tmp_path) for word in words))
    assert done.returncode == 1 and message in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr


# What it says


def test_a_new_site_that_cannot_be_built_is_not_written(release, tmp_path):
    site = make_site(tmp_path / "site", "28871cd", "zip")
    shutil.rmtree(site / "tests")
    (site / TEMPLATE).write_text("{% include 'gone.html' %}", "utf-8")
    (site / "content/files/output").mkdir(parents=True)
    before = files_of(site)
    done = invoke(release, "upgrade", "--site", str(site), "--yes")
    assert (done.returncode, files_of(site)) == (1, before)
    assert "gone.html" in done.stderr and "Traceback" not in done.stderr
    last = "with the new files the site cannot be built: nothing was written; look at what you changed: "
    assert done.stderr.splitlines()[-1] == last + TEMPLATE


def test_pages_are_compared(tmp_path):
    page = "<title>T</title><main><p>{}</p><script>{}</script></main>"
    write_files(tmp_path / "old", {"index.html": page.format("a <b>c</b>", 1), "gone.html": ""})
    write_files(tmp_path / "new", {"index.html": page.format("ac", 22), "a/index.html": ""})
    found = compare(tmp_path / "old", tmp_path / "new")
    assert (found.changed, found.added, found.gone) == ((), ("/a/",), ("/gone.html",))
    assert "size: changes on 1 of 2 pages, 0.1 kB -> 0.1 kB in all" in list(lines_of(found))
    assert visible_text(b"<main>one</main>") != visible_text(b"<main>two</main>")


def test_names_that_the_theme_no_longer_has():
    custom = ".mine { color: var(--gone) }\n.work, .kept { color: var(--own) }\n.work {}\n"
    found = lost_names(custom, ".work {} .kept { --gone: 1 }", ".publication {} .kept {}")
    assert list(map(str, found)) == [
        "content/extra/custom.css:1: the new theme has no --gone",
        "content/extra/custom.css:2: the new theme has no .work: it is now called .publication",
    ]


def test_settings_that_equal_their_defaults():
    settings = 'PATH = "content"\nNEWS_TITLE = "Blog"\nTIMEZONE = "UTC"\nTIMEZONE += ""\nLOOK = dict()\n'
    assert settings_like_defaults(settings, "") == ["PATH"]
    assert settings_like_defaults(settings, 'PATH = "texts"') == []
    assert settings_like_defaults("broken (", "") == []


def test_left_out_files_are_named_by_folder():
    names = ("docs/a", "docs/b", "NOTE")
    known = dict.fromkeys(names, frozenset("1"))
    plan = plan_upgrade({}, known, Release(Path(), "2", dict.fromkeys(names, "1"), {}))
    assert "leaves out 3 that you deleted, in NOTE, docs/" in list(lines_of_plan(plan))
