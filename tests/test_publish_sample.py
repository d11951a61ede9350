"""A fresh clone publishes nothing: it is still the sample's site, and its remote is the product's own repository."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands import copy_code, invoke

ROOT = Path(__file__).parents[1]
PERSON = {"GIT_AUTHOR_NAME": "Jane", "GIT_AUTHOR_EMAIL": "j@example.org"}
PERSON |= {"GIT_COMMITTER_NAME": "Jane", "GIT_COMMITTER_EMAIL": "j@example.org"}


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A clone of the product's repository, whose `origin` is that repository."""
    for name, value in PERSON.items():
        monkeypatch.setenv(name, value)
    desk, remote = tmp_path / "desk", tmp_path / "product.git"
    shutil.copytree(ROOT / "content", desk / "content")
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, desk)
    copy_code(desk)
    for words in (
        ("init", "-q", "--bare", str(remote)),
        ("init", "-q", "-b", "main"),
        ("add", "pelicanconf.py", "publishconf.py", "content"),
        ("commit", "-qm", "the product"),
        ("remote", "add", "origin", str(remote)),
        ("push", "-q", "origin", "main"),
    ):
        subprocess.run(["git", *words], cwd=desk, check=True)
    return desk


def refs(clone: Path) -> str:
    return subprocess.check_output(["git", "ls-remote", "origin"], cwd=clone, text=True)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("command", ["publish", "publish --force", "rollback", "check --identity"])
def test_a_fresh_clone_publishes_nothing(clone, command):
    before = refs(clone)
    done = invoke(clone, *command.split())
    assert done.returncode == 1
    assert done.stderr == "publishconf.py:5: this is still the sample's site: run `invoke init` first\n"
    assert refs(clone) == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("publishconf.py", "PUBLISH = ", "# mine\nPUBLISH = "),
        ("pelicanconf.py", 'AUTHOR = "Songrun Xie"', 'AUTHOR = "Lei Xie"'),
        ("pelicanconf.py", 'AUTHOR = "Songrun Xie"', 'AUTHOR = ""'),
        ("publishconf.py", "https://soryxie.github.io", "https://jane.example.org"),
        ("publishconf.py", "soryxie.github.io", "SoryXie.github.io/vita"),
    ],
)
def test_a_site_with_the_sample_s_address_or_owner_is_refused_too(clone, file, old, new):
    change(clone / file, old, new)
    done = invoke(clone, "publish")
    assert done.returncode == 1
    assert done.stderr.endswith(": this is still the sample's site: run `invoke init` first\n")


def test_another_author_reads_what_is_left_over(clone):
    change(clone / "pelicanconf.py", 'AUTHOR = "Songrun Xie"', 'AUTHOR = "Jane Doe"')
    before = refs(clone)
    done = invoke(clone, "publish")
    assert done.returncode == 1 and "publishconf.py:5: " in done.stderr
    assert refs(clone) == before


def test_the_sample_s_own_author_may_say_so(clone):
    settings = clone / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8") + 'CHECK_KNOWN = ["still the sample\'s site"]\n', "utf-8")
    done = invoke(clone, "check", "--identity")
    assert (done.returncode, done.stdout) == (0, "no findings\n"), done.stderr
