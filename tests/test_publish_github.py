"""GitHub Pages: an author's repository publishes to a bare one."""

import subprocess
from pathlib import Path

import pytest

from plugins.publish import PublishFailed, publish, target_from
from plugins.publish.programs import reason


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(path: Path, text: str, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(mode)


@pytest.fixture
def remote(tmp_path):
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    return tmp_path / "remote.git"


@pytest.fixture
def desk(tmp_path, remote, monkeypatch):
    """An author's repository with a remote, and a built site in output/."""
    write(tmp_path / "gitconfig", "[user]\nname = Jane Doe\nemail = jane@example.org\n[init]\ndefaultBranch = main\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    git(tmp_path, "init", "--quiet", "desk")
    write(tmp_path / "desk/pelicanconf.py", "AUTHOR = 'Jane Doe'\n")
    git(tmp_path / "desk", "add", ".")
    git(tmp_path / "desk", "commit", "--quiet", "-m", "conf: who I am")
    git(tmp_path / "desk", "remote", "add", "origin", str(remote))
    for name in ("index.html", "news/old page/é.html", ".vita-build", ".well-known/x"):
        write(tmp_path / "desk/output" / name, name)
    return tmp_path / "desk"


def send(desk: Path, dry_run: bool = False, **settings: str) -> list[str]:
    return publish(desk / "output", target_from({"to": "github-pages"} | settings, desk), dry_run)


def fails(desk: Path, **settings: str) -> str:
    with pytest.raises(PublishFailed) as failure:
        send(desk, **settings)
    assert len(str(failure.value).splitlines()) == 1
    return str(failure.value)


def tip(remote: Path) -> str:
    return git(remote, "for-each-ref", "--format=%(objectname)", "refs/heads/gh-pages")


def other_hand(tmp_path: Path, remote: Path) -> Path:
    """Someone else's clone of the published branch, one commit ahead."""
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(remote), "other")
    write(tmp_path / "other/theirs.html", "theirs")
    git(tmp_path / "other", "add", ".")
    git(tmp_path / "other", "commit", "--quiet", "-m", "theirs")
    return tmp_path / "other"


def test_the_first_publication_holds_the_site_and_what_github_wants(desk, remote):
    write(desk / "output" / '"x".html', "x")
    write(desk / ".gitattributes", "* text eol=crlf\n")
    write(desk / "output/index.html", "one\r\ntwo\n")
    assert send(desk, domain="jane.example.org") == ["published to branch gh-pages of origin: 6 new"]
    names = git(remote, "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert set(names) == {'"\\"x\\".html"', ".nojekyll", ".well-known/x", "CNAME", "index.html", "news/old page/é.html"}
    assert git(remote, "show", "gh-pages:CNAME") == "jane.example.org"
    assert git(remote, "cat-file", "-s", "gh-pages:index.html") == "9"
    assert git(remote, "log", "--format=%cn <%ce>", "gh-pages") == "Jane Doe <jane@example.org>"


def test_an_unchanged_site_makes_no_commit(desk, remote):
    send(desk)
    first = tip(remote)
    assert send(desk) == ["nothing changed: branch gh-pages of origin is up to date"]
    assert tip(remote) == first


def test_a_changed_site_is_one_commit_on_top(desk, remote):
    send(desk)
    first = tip(remote)
    write(desk / "output/index.html", "changed")
    (desk / "output/news/old page/é.html").unlink()
    published = "published to branch gh-pages of origin: 1 changed, 1 deleted"
    assert send(desk) == ["deleted news/old page/é.html", published]
    assert git(remote, "rev-list", "gh-pages").splitlines() == [tip(remote), first]
    assert "é" not in git(remote, "ls-tree", "-r", "-z", "--name-only", "gh-pages")


def test_the_authors_work_is_not_touched(desk):
    git(desk, "branch", "gh-pages")
    write(desk / "pelicanconf.py", "AUTHOR = 'half done'\n")
    write(desk / "staged.md", "staged")
    git(desk, "add", "staged.md")

    def state() -> tuple:
        heads = git(desk, "for-each-ref", "refs/heads"), (desk / ".git/HEAD").read_text()
        return heads, (desk / ".git/index").read_bytes(), git(desk, "status", "--porcelain")

    before = state()
    send(desk)
    assert state() == before


def test_a_remote_that_moved_on_is_built_upon(desk, remote, tmp_path):
    send(desk)
    git(other_hand(tmp_path, remote), "push", "--quiet")
    theirs = tip(remote)
    assert send(desk) == ["deleted theirs.html", "published to branch gh-pages of origin: 1 deleted"]
    assert git(remote, "rev-parse", "gh-pages^") == theirs


def test_a_remote_that_moves_during_the_push_keeps_its_state(desk, remote, tmp_path):
    send(desk)
    other = other_hand(tmp_path, remote)
    write(desk / ".git/hooks/pre-push", f"#!/bin/sh\nenv -u GIT_DIR git -C {other} push --quiet\n", 0o755)
    write(desk / "output/index.html", "changed")
    assert "changed meanwhile, publish again" in fails(desk)
    assert tip(remote) == git(other, "rev-parse", "HEAD")


def test_a_refusing_hook_is_quoted_and_the_old_site_stays(desk, remote):
    send(desk)
    first = tip(remote)
    write(remote / "hooks/pre-receive", "#!/bin/sh\necho not on Fridays >&2\nexit 1\n", 0o755)
    write(desk / "output/index.html", "changed")
    assert "pre-receive hook declined: not on Fridays" in fails(desk)
    assert tip(remote) == first


def test_a_dry_run_names_changes_and_makes_none(desk, remote):
    send(desk)
    before = tip(remote), git(desk, "for-each-ref")
    write(desk / "output/index.html", "changed")
    (desk / "output/news/old page/é.html").unlink()
    for number in range(23):
        write(desk / f"output/new/{number:02}.html", "new")
    lines = send(desk, dry_run=True)
    assert lines[:2] == ["new new/00.html", "new new/01.html"]
    assert lines[20:] == [
        "new: and 3 more",
        "changed index.html",
        "deleted news/old page/é.html",
        "would publish to branch gh-pages of origin: 23 new, 1 changed, 1 deleted",
    ]
    assert (tip(remote), git(desk, "for-each-ref")) == before


def test_a_domain_set_on_github_is_kept(desk, remote, tmp_path):
    send(desk)
    other = other_hand(tmp_path, remote)
    write(other / "CNAME", "jane.example.org")
    git(other, "add", ".")
    git(other, "commit", "--quiet", "-m", "Create CNAME")
    git(other, "push", "--quiet")
    send(desk)
    assert git(remote, "show", "gh-pages:CNAME") == "jane.example.org"


def test_a_detached_head_publishes(desk, remote):
    git(desk, "checkout", "--quiet", "--detach")
    send(desk)
    assert git(remote, "log", "--format=%s", "gh-pages") == f"Publish {git(desk, 'rev-parse', '--short', 'HEAD')}"


def test_git_says_why_also_where_a_home_is_a_file_system_of_its_own():
    said = "fatal: not a git repository (or any parent up to mount point /home)\n"
    boundary = "Stopping at filesystem boundary (GIT_DISCOVERY_ACROSS_FILESYSTEM not set).\n"
    assert reason(said + boundary).startswith("not a git repository")


@pytest.mark.parametrize(
    ("accident", "settings", "words"),
    [
        ("rm -r .git", {}, "not a git repository"),
        (":", {"remote": "orign"}, "did you mean 'origin'?"),
        ("git remote set-url origin ../gone.git", {}, "'../gone.git' does not appear to be a git repository"),
        ("git remote set-url origin https://host.invalid/x.git", {}, "Could not resolve host"),
        (":", {"branch": "main"}, "you work on branch 'main'"),
        ("git push -q origin main && git checkout -q -b work", {"branch": "main"}, "holds a site's sources"),
        ("rm ../gitconfig", {}, "set user.name and user.email"),
        ("rm output/index.html", {}, "holds no index.html"),
        ("touch \"output/$(printf 'a\nb').html\"", {}, "git did not take the site"),
        ("touch ../remote.git/refs/heads/gh-pages.lock", {}, "the old site is still there"),
    ],
)
def test_an_accident_is_one_line_and_publishes_nothing(desk, remote, accident, settings, words):
    subprocess.run(accident, shell=True, cwd=desk, check=True)
    assert words in fails(desk, **settings)
    assert not (remote / "refs/heads/gh-pages").exists()
