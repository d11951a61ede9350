"""Old copies of this repository, as an author of that time has them, and the present files as a release."""

import shutil
import subprocess
from pathlib import Path

import pytest

from plugins.core.manifest import digest, read_manifest, write_manifest
from plugins.upgrade.release import PRODUCT
from tests.small_site import ICON

ROOT = Path(__file__).parents[1]
SAMPLES = ("content/", "pelicanconf.py", "publishconf.py", PRODUCT, "plugins/init/sample.txt")
TEMPLATE = "theme/templates/base.html"
CHANGE = b"{# of this release #}\n"
WORKFLOW = ".github/workflows/publish.yml"  # which an author deletes who publishes with `invoke publish`
# What an author of any version has; `pelicanconf.py` is that of the version, with their name
OWN = {
    "content/pages/index.md": "---\ntitle: Ann Lee\n---\n\n# Ann Lee\n\nI study owls.\n",
    "content/news/2026-01-02-hello.md": '---\ntitle: "Hello"\n---\n\nA new page.\n',
    "content/publications.bib": "@article{lee2020owls, title={Owls}, author={Lee, Ann}, journal={J}, year=2020}\n",
    "content/extra/favicon.svg": ICON,
    "content/extra/custom.css": ".work { color: var(--mine) }\n",
    "publishconf.py": 'from pelicanconf import *\n\nSITEURL = "https://ann.example.org"\n',
    "theme/templates/mine.html": "<p>mine</p>\n",
    "plugins/mine.py": '"""Mine."""\n',
    "notes.txt": "mine\n",
}


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *identity, *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"git {' '.join(words)}: {done.stderr}"
    return done.stdout


def check_history(commit: str) -> None:
    """Old sites come from the history. A copy without it, such as an archive or a shallow clone, skips the test."""
    if not (ROOT / ".git").exists() or git(ROOT, "rev-parse", "--is-shallow-repository").strip() == "true":
        pytest.skip("this copy has no history, from which the old sites come: run `git fetch --unshallow`")
    known = subprocess.run(["git", "cat-file", "-e", f"{commit}^{{commit}}"], cwd=ROOT, capture_output=True)
    assert known.returncode == 0, f"this repository lacks the commit {commit}"


def make_release(folder: Path) -> Path:
    """The present files of this repository, also those that no commit has yet, as a release with one more change."""
    names = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    known = {name: {*digests} for name, digests in read_manifest(ROOT / PRODUCT).items()}
    for name in names:
        if (ROOT / name).is_file() and not (ROOT / name).is_symlink():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            data = (ROOT / name).read_bytes() + (CHANGE if name == TEMPLATE else b"")
            (folder / name).write_bytes(data)
            shutil.copymode(ROOT / name, folder / name)
            if not name.startswith(SAMPLES):
                known.setdefault(name, set()).add(digest(data))
    write_manifest(folder / PRODUCT, known)
    return folder


def make_site(folder: Path, commit: str, kind: str) -> Path:
    """An author's site: a `clone` at a commit, with the author's commit, or what a `zip` archive of it holds."""
    check_history(commit)
    if kind == "clone":
        git(ROOT, "clone", "--quiet", "--shared", "--no-checkout", str(ROOT), str(folder))
        git(folder, "checkout", "--quiet", "--detach", commit)
    else:
        git(ROOT, "archive", "--format=zip", f"--output={folder}.zip", commit)
        shutil.unpack_archive(f"{folder}.zip", folder)
    move_in(folder)
    if kind == "clone":
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message=mine")
    return folder


def move_in(folder: Path) -> None:
    """Replace the sample by an author's content, change a template, delete what is not needed."""
    shutil.rmtree(folder / "content")
    (folder / WORKFLOW).unlink()
    for name, text in OWN.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    for name, old, new in (("pelicanconf.py", "Songrun Xie", "Ann Lee"), (TEMPLATE, "</body>", "<b>me</b></body>")):
        text = (folder / name).read_text("utf-8")
        assert old in text, name
        (folder / name).write_text(text.replace(old, new), "utf-8")
