"""A build takes the place of the old output whole, or not at all, and gives the same bytes everywhere."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.building import build
from plugins.building.swap import MARKER, NotOurs, recover, replaced
from plugins.core.problems import BuildFailed
from tests.small_site import FAKES, ROOT, built, everything, write
from tests.stopped import Builds

PUBLIC = 'SITEURL = FEED_DOMAIN = "https://ann.example"\nFEED_ALL_ATOM = "feed.xml"\n'
SITE = {
    "pelicanconf.py": PUBLIC,
    "content/pages/index.md": "# Ann Lee ![](images/p.jpg){ align=right width=20 }\n\n:tada: [a](team.md) “x” -- 谢\n",
    "content/pages/team.md": "---\nzeta: 1\nalpha: 2\n---\n# Team\n\n```python\nx = 1\n```\n",
    "content/news/2024-01-01-a.md": "# A\n\n![x](images/q.png)\n",
    "content/news/2024-01-01-b.md": "# B\n",
    "content/news/2023-12-31-c.md": "---\ndate: 2023-12-31 23:30\ntags: [z, a, m]\n---\n# C\n",
    "content/images/p.jpg": FAKES["<jpeg>"],
    "content/images/q.png": FAKES["<png>"],
}


def start(folder: Path, **how: object) -> subprocess.Popen:
    """Build the site in `folder` in a process of its own."""
    code = "import sys; from pathlib import Path; from plugins.building import build; build(Path(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(folder / "pelicanconf.py")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **how.pop("env", {})}
    return subprocess.Popen(command, env=environment, cwd=folder, stderr=subprocess.PIPE, **how)


@pytest.fixture
def site(tmp_path):
    return write(tmp_path / "site", SITE)


@pytest.mark.parametrize("name", ["notes.txt", ".git/HEAD", "content/index.md"])
def test_a_folder_that_no_build_made_is_refused(name, site):
    write(site, {f"output/{name}": "mine"})
    with pytest.raises(BuildFailed, match=r"^output: (was not made by a build|is a git repository)"):
        built(site)
    assert everything(site / "output") == {name: b"mine"}


def test_a_repository_is_refused_even_where_a_build_was_before(site):
    write(site, {f"output/{MARKER}": "", "output/.git/HEAD": "ref"})
    with pytest.raises(BuildFailed, match="^output: is a git repository"):
        built(site)
    assert everything(site / "output") == {MARKER: b"", ".git/HEAD": b"ref"}


def test_a_file_is_refused(site):
    write(site, {"output": "mine"})
    with pytest.raises(BuildFailed, match="^output: is a file"):
        built(site)
    assert Path(site, "output").read_text() == "mine"


@pytest.mark.parametrize("target", ["home", "nowhere"])
def test_a_link_is_refused_and_not_followed(target, site):
    write(site, {f"home/{MARKER}": "mine"})
    Path(site, "output").symlink_to(target)
    with pytest.raises(BuildFailed, match="^output: is a link"):
        built(site)
    assert everything(site / "home") == {MARKER: b"mine"}
    assert not Path(site, "nowhere").exists()


@pytest.mark.parametrize("path", [".", "content", ".."])
def test_the_site_itself_is_no_output(path, site):
    write(site, {"pelicanconf.py": f"OUTPUT_PATH = {path!r}\n"})
    before = everything(site.parent)
    with pytest.raises(BuildFailed, match="was not made by a build"):
        built(site)
    shutil.rmtree(site / ".cache")
    assert everything(site.parent) == before


def test_the_output_lies_beside_the_settings_wherever_one_stands(site, monkeypatch):
    settings = Path(site, "pelicanconf.py")
    settings.write_text(settings.read_text().replace('OUTPUT_PATH = "output"', ""))
    write(site, {"elsewhere/x": ""})
    monkeypatch.chdir(site / "elsewhere")
    assert built(site).output == site / "output"


def test_an_empty_folder_and_an_older_output_are_replaced(site):
    Path(site, "output").mkdir()
    built(site)
    write(site, {"output/old.html": "old"})
    built(site)
    assert not Path(site, "output", "old.html").exists()


def test_an_interrupted_build_leaves_the_old_output(site):
    built(site)
    before = everything(site)
    with pytest.raises(KeyboardInterrupt), replaced(site / "output") as fresh:
        (fresh / "index.html").write_text("half")
        raise KeyboardInterrupt
    assert everything(site) == before


def test_a_failed_build_leaves_nothing_to_the_next_one(site):
    built(site)
    before = everything(site / "output")
    write(site, {"content/pages/wrong.md": "# Wrong\n\n[x](gone.md)\n"})
    for _ in range(2):
        with pytest.raises(BuildFailed, match=r"^content/pages/wrong\.md:3: no page or file 'gone\.md'$"):
            built(site)
    Path(site, "content/pages/wrong.md").unlink()
    built(site)
    assert everything(site / "output") == before


def test_a_build_that_still_runs_is_not_cleaned_up(site):
    with replaced(site / "output") as other:
        built(site)
        assert (other / MARKER).is_file()


def test_the_old_output_comes_back_if_the_exchange_was_cut(site):
    write(site, {f"output.old-abc/{MARKER}": "", "output.old-abc/index.html": "old"})
    with pytest.raises(ZeroDivisionError), replaced(site / "output"):
        raise ZeroDivisionError
    assert Path(site, "output/index.html").read_text() == "old"


def test_what_killed_builds_of_older_versions_left_is_deleted(site):
    """They linked folders of the output into themselves."""
    write(site, {f"output.new-x/{MARKER}": "", "output.old-y/no-marker": "mine"})
    Path(site, "output.new-x/publications").symlink_to("../output.new-x/publications")
    built(site)
    assert [path.name for path in beside(site)] == ["output.old-y"]


def test_what_was_put_into_the_output_meanwhile_is_not_deleted(site):
    with pytest.raises(NotOurs), replaced(site / "output"):
        write(site, {"output/notes.txt": "mine"})
    assert everything(site / "output") == {"notes.txt": b"mine"}
    assert not beside(site)


@pytest.mark.parametrize("name", ["o[1]*", "o.new-o"])
def test_only_what_builds_of_this_output_left_is_deleted(tmp_path, name):
    folder = tmp_path / name
    for left in (f"{name}.new-a", f"{name}.old-b", "o1.old-c", f"{name}x.new-d"):
        write(tmp_path, {f"{left}/{MARKER}": "", f"{left}/index.html": left})
    with pytest.raises(ZeroDivisionError), replaced(folder):
        raise ZeroDivisionError
    assert everything(folder)["index.html"] == f"{name}.old-b".encode()
    assert {path.name for path in tmp_path.glob("o*")} == {name, "o1.old-c", f"{name}x.new-d"}


def test_a_link_beside_the_output_is_not_followed(tmp_path):
    write(tmp_path, {f"mine/{MARKER}": "", "mine/notes.txt": "mine"})
    for kind in ("old", "new"):
        (tmp_path / f"output.{kind}-a").symlink_to("mine")
    with pytest.raises(ZeroDivisionError), replaced(tmp_path / "output"):
        raise ZeroDivisionError
    assert "notes.txt" in everything(tmp_path / "mine")
    assert not (tmp_path / "output").exists()


def test_a_name_that_looks_like_a_left_folder_is_an_output(tmp_path):
    for text in ("old", "new"):
        with replaced(tmp_path / "my.new-site") as fresh:
            (fresh / "index.html").write_text(text)
    assert [path.name for path in tmp_path.iterdir()] == ["my.new-site"]
    assert (tmp_path / "my.new-site/index.html").read_text() == "new"


# Builds that are killed, or run at the same time

TINY = {
    "pelicanconf.py": 'SITENAME = "Old"\n',
    "content/pages/index.md": "# Ann Lee\n\n![](images/q.png)\n",
    "content/images/q.png": FAKES["<png>"],
}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A tiny site, the bytes of its outputs by settings, the builds of it, and their steps."""
    folder = write(tmp_path_factory.mktemp("tiny") / "site", TINY)
    for name, own in (("publishconf.py", 'SITENAME = "Other"\n'), ("elsewhere.py", 'OUTPUT_PATH = "elsewhere"\n')):
        (folder / name).write_text((folder / "pelicanconf.py").read_text() + own)
    old = everything(built(folder).output)
    other = everything(build(folder / "publishconf.py").output)
    built(folder)
    shutil.copytree(folder, folder.with_name("copy"))
    write(folder, {"pelicanconf.py": 'SITENAME = "New"\n'})
    with Builds(folder / "pelicanconf.py") as builds:
        steps = builds.ask("steps")
        yield Tiny(folder, old, everything(folder / "output"), other, builds, steps)


@dataclass(frozen=True)
class Tiny:
    """As the fixture says: `old` is there, a build makes it `new`, or `other` with publishconf.py."""

    folder: Path
    old: dict
    new: dict
    other: dict
    builds: Builds
    steps: list[str]

    def reset(self) -> Path:
        """The folder as it was after the first build, with new settings."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.folder.with_name("copy"), self.folder)
        return write(self.folder, {"pelicanconf.py": 'SITENAME = "New"\n'})

    def some_steps(self, count: int, deleting: int = 1) -> list[int]:
        """The first ones, each rename and what comes after it, some of those before, some when the old is deleted."""
        renames = [number for number, step in enumerate(self.steps) if step.startswith("os.rename")]
        near = {number + after for number in renames for after in (0, 1)} | {0, 1, 2, 3, 4, len(self.steps) - 1}
        further = range(4, len(self.steps), len(self.steps) // count)
        last = range(renames[-1], len(self.steps), (len(self.steps) - renames[-1]) // deleting or 1)
        return sorted({*near, *further, *last})


def beside(folder):
    """What lies beside the output, with its name at the beginning."""
    return sorted(folder.glob("output.*"))


def test_a_killed_build_leaves_a_whole_site_and_the_next_one_cleans_up(tiny):
    for step in tiny.some_steps(4, 8):
        folder = tiny.reset()
        assert tiny.builds.ask("kill", step) == -9
        recover(folder / "output")  # with which every build begins, also one that fails
        assert everything(folder / "output") in (tiny.old, tiny.new), tiny.steps[step]
        assert not beside(folder), tiny.steps[step]
        assert everything(built(folder).output) == tiny.new


def test_a_first_build_that_is_killed_leaves_nothing_to_the_next_one(tiny):
    for step in tiny.some_steps(2)[2:-3]:
        folder = tiny.reset()
        for name in ("output", ".cache"):
            shutil.rmtree(folder / name)
        tiny.builds.ask("kill", step)
        assert everything(built(folder).output) == tiny.new, step
        assert not beside(folder)


def test_another_build_may_come_in_between_at_every_step(tiny):
    for step in tiny.some_steps(2):
        folder = tiny.reset()
        assert tiny.builds.ask("other", step, "publishconf.py") == 0, tiny.steps[step]
        assert everything(folder / "output") in (tiny.new, tiny.other), tiny.steps[step]
        assert not beside(folder)
        assert everything(built(folder).output) == tiny.new, tiny.steps[step]


def test_another_build_may_come_in_between_where_a_kill_is_repaired(tiny):
    for step in range(4):
        folder = tiny.reset()
        (folder / "output").rename(folder / "output.old-a")
        write(folder, {f"output.new-a/{MARKER}": "", "output.new-a/half": ""})
        assert tiny.builds.ask("other", step, "publishconf.py") == 0
        assert everything(built(folder).output) == tiny.new
        assert not beside(folder)


@pytest.mark.parametrize("settings", ["pelicanconf.py", "publishconf.py", "elsewhere.py"])
def test_two_builds_at_once(tiny, settings):
    """From an empty cache; into the same output, also with other settings, or into another one."""
    for _ in range(2):
        folder = tiny.reset()
        shutil.rmtree(folder / ".cache")
        assert tiny.builds.ask("together", settings) == [0, 0]
        assert everything(folder / "output") in (tiny.new, tiny.other)
        assert everything(built(folder).output) == tiny.new
        assert not beside(folder)


# What the output lies on


@pytest.fixture
def mount(tmp_path):
    """Mount a file system of so many bytes on a folder, or another folder."""
    mounted = []

    def run(folder: Path, size: int = 0, source: Path | None = None) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        how = ["--bind", source] if source else ["-t", "tmpfs", "-o", f"size={size}", "tmpfs"]
        done = subprocess.run(["mount", *how, folder], capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
        mounted.append(folder)
        return folder

    yield run
    for folder in reversed(mounted):
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("kind", ["tmpfs", "bind"])
def test_a_mount_point_is_refused_in_one_line_that_says_what_to_do(tmp_path, mount, kind):
    site = write(tmp_path / "site", TINY)
    (tmp_path / "source").mkdir()
    mount(site / "output", 10_000_000, tmp_path / "source" if kind == "bind" else None)
    with pytest.raises(BuildFailed, match="^output: is a mount point, which cannot be replaced: set OUTPUT_PATH to"):
        built(site)
    assert not beside(site)
    write(site, {"pelicanconf.py": 'OUTPUT_PATH = "output/site"\n'})
    assert "index.html" in everything(built(site).output)


def test_a_full_disk_leaves_the_old_output(tmp_path, mount):
    """Whatever is written when the disk is full."""
    site = write(tmp_path / "site", TINY | {"pelicanconf.py": 'OUTPUT_PATH = "disk/output"\n'})
    mount(site / "disk", 100_000_000)
    old = everything(built(site).output)
    needed = sum(4096 * -(-len(data) // 4096) for data in old.values())
    write(site, {"content/pages/more.md": "# More\n"})
    for share in (0.01, 0.1, 0.3, 0.6, 0.9):
        size = f"remount,size={int((1 + share) * needed)}"
        subprocess.run(["mount", "-o", size, site / "disk"], check=True)
        with pytest.raises(BuildFailed, match="^disk/output: cannot be written: no space left on device$"):
            built(site)
        assert everything(site / "disk/output") == old
        assert [path.name for path in (site / "disk").iterdir()] == ["output"]


@pytest.mark.parametrize("size", [4096, 20_000, 60_000])
def test_a_full_disk_for_the_cache_is_as_no_cache(tmp_path, mount, size):
    site = write(tmp_path / "site", TINY)
    mount(site / ".cache", size)
    for number in range(3):
        write(site, {"content/pages/more.md": f"# More {number}\n"})
        copy = tmp_path / f"copy{number}"
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns(".cache", "output"))
        assert everything(built(site).output) == everything(built(copy).output)


def test_two_builds_give_the_same_bytes(site, tmp_path):
    other = write(tmp_path / "a longer way" / "to it", SITE)
    ways = [
        start(site, env={"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"}),
        start(other, env={"TZ": "America/Adak", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}, umask=0o077),
    ]
    assert [way.communicate()[1].decode() for way in ways] == ["", ""]
    assert everything(site / "output") == everything(other / "output")
    assert len(everything(site / "output")) > 15


def test_nobody_sees_what_is_held_back(site):
    built(site)
    before = everything(site / "output")
    write(site, {"content/news/2199-01-01-b.md": "# Later\n", "content/pages/d.md": "---\ndraft: true\n---\n# D\n"})
    write(site, {"content/news/2020-01-01-d.md": "---\nstatus: draft\n---\n# D\n\n![](images/s.png) [x](s.pdf)\n"})
    write(site, {"content/images/s.png": FAKES["<png>"], "content/news/s.pdf": "s"})
    built(site)
    assert everything(site / "output") == before


def test_a_setting_that_nothing_reads_is_named(tmp_path):
    overrides = f"THEME_TEMPLATES_OVERRIDES = [{str(tmp_path / 'own')!r}]\n"
    write(tmp_path, {"pelicanconf.py": f"EMBEDED_HOSTES = {{}}\nMY_OWN = 1\n{overrides}"})
    write(tmp_path, {"own/footnote.html": "{{ MY_OWN }}"})
    said = [str(warning) for warning in built(tmp_path).warnings]
    assert said == ["pelicanconf.py:9: nothing reads the setting 'EMBEDED_HOSTES' (did you mean 'EMBEDS_HOSTS'?)"]


def test_a_sitemap_is_written_where_the_address_of_the_site_is_known(tmp_path):
    """https://www.sitemaps.org/protocol.html asks for whole addresses."""
    assert not (built(write(tmp_path, {})).output / "sitemap.xml").exists()
    sitemap = built(write(tmp_path, {"pelicanconf.py": PUBLIC})).output / "sitemap.xml"
    assert "<loc>https://ann.example/</loc>" in sitemap.read_text("utf-8")
    assert not (built(write(tmp_path, {"pelicanconf.py": ""})).output / "sitemap.xml").exists()
