"""A build takes the place of the old output whole, or not at all, and gives the same bytes everywhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.building.swap import MARKER, replaced
from plugins.core.problems import BuildFailed
from tests.small_site import FAKES, ROOT, aged, built, everything, write

PUBLIC = 'SITEURL = FEED_DOMAIN = "https://ann.example"\nFEED_ALL_ATOM = "feed.xml"\n'
KILLED = """import os, signal
from pelican import signals
signals.finalized.connect(lambda pelican: os.kill(os.getpid(), signal.SIGKILL), weak=False)
"""
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


def test_a_killed_build_leaves_the_old_output_and_the_next_one_cleans_up(site):
    built(site)
    before = everything(site / "output")
    write(site, {"pelicanconf.py": PUBLIC + KILLED, "content/pages/new.md": "# New\n"})
    assert start(site).wait(60) == -9
    [left] = site.glob("output.*")
    assert (left / "index.html").is_file()
    assert everything(site / "output") == before
    aged(left)
    write(site, {"pelicanconf.py": PUBLIC})
    built(site)
    assert not left.exists()
    assert Path(site, "output/new/index.html").is_file()


def test_a_build_that_still_runs_is_not_cleaned_up(site):
    with replaced(site / "output") as other:
        built(site)
        assert (other / MARKER).is_file()


def test_the_old_output_comes_back_if_the_exchange_was_cut(site):
    write(site, {f"output.old-abc/{MARKER}": "", "output.old-abc/index.html": "old"})
    with pytest.raises(ZeroDivisionError), replaced(site / "output"):
        raise ZeroDivisionError
    assert Path(site, "output/index.html").read_text() == "old"


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
    assert said == ["pelicanconf.py: nothing reads the setting 'EMBEDED_HOSTES' (did you mean 'EMBEDS_HOSTS'?)"]


def test_a_sitemap_is_written_where_the_address_of_the_site_is_known(tmp_path):
    """https://www.sitemaps.org/protocol.html asks for whole addresses."""
    assert not (built(write(tmp_path, {})).output / "sitemap.xml").exists()
    sitemap = built(write(tmp_path, {"pelicanconf.py": PUBLIC})).output / "sitemap.xml"
    assert "<loc>https://ann.example/</loc>" in sitemap.read_text("utf-8")
    assert not (built(write(tmp_path, {"pelicanconf.py": ""})).output / "sitemap.xml").exists()
