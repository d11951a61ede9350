"""Going back to the state before: on a branch of a bare repository, and on a server."""

import os
import shutil
from pathlib import Path

import pytest

from plugins.publish import PublishFailed, publish, rollback, target_from
from tests.test_publish_github import desk, git, remote, send, tip, write  # noqa: F401 (two fixtures)
from tests.test_publish_rsync import files, fill, server  # noqa: F401 (a fixture)

# It drops ssh's own words, which end with `-l me host`. The connection whose number is the port breaks.
SSH = """#!/bin/bash
all=" $*"
echo >> "$0.calls"
[[ $all = *" -p $(wc -l < "$0.calls") "* ]] && exit 255
exec sh -c "${all#*-l me host }"
"""
STATES = (
    {
        "index.html": "one",
        "news/old page/é.html": "one",
        ".well-known/ours": "one",
        "same.html": "same",
        "[a]*.html": "x",
    },
    {"index.html": "two", "news/new.html": "two", "same.html": "same"},
    {"index.html": "three", "news/new.html": "three", "news/old page/é.html": "one"},
)


def fail(target, dry_run: bool = False) -> str:
    with pytest.raises(PublishFailed) as failure:
        rollback(target, dry_run)
    assert len(str(failure.value).splitlines()) == 1
    return str(failure.value)


def put(folder: Path, state: dict[str, str]) -> Path:
    """Make the folder hold exactly these files."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in state.items():
        write(folder / name, text)
    return folder


# GitHub Pages


def branch(remote: Path) -> dict[str, str]:  # noqa: F811
    names = git(remote, "-c", "core.quotePath=false", "ls-tree", "-r", "-z", "--name-only", "gh-pages").split("\0")
    return {name: git(remote, "show", f"gh-pages:{name}") for name in names if name not in ("", ".nojekyll", "CNAME")}


def back(desk: Path, dry_run: bool = False) -> list[str]:  # noqa: F811
    return rollback(target_from({"to": "github-pages"}, desk), dry_run)


@pytest.fixture
def thrice(desk, remote):  # noqa: F811
    """A branch with three states."""
    for state in STATES:
        put(desk / "output", state)
        send(desk)
    return desk


def test_going_back_twice_leads_to_the_first_state_and_no_further(thrice, remote):  # noqa: F811
    published = tip(remote)
    assert back(thrice) == [
        "deleted news/old page/é.html",
        "went back on branch gh-pages of origin: 1 new, 2 changed, 1 deleted",
    ]
    assert branch(remote) == STATES[1]
    assert git(remote, "rev-parse", "gh-pages^") == published, "nobody's history is rewritten"
    back(thrice)
    assert branch(remote) == STATES[0]
    assert "nothing to go back to" in fail(target_from({"to": "github-pages"}, thrice))
    assert branch(remote) == STATES[0]


def test_publishing_goes_on_after_going_back(thrice, remote):  # noqa: F811
    back(thrice)
    assert send(thrice)[-1] == "published to branch gh-pages of origin: 1 new, 2 changed, 1 deleted"
    assert branch(remote) == STATES[2]
    back(thrice)
    assert branch(remote) == STATES[1]
    back(thrice)
    assert branch(remote) == STATES[0]


def test_a_dry_run_of_going_back_changes_nothing(thrice, remote):  # noqa: F811
    before = tip(remote)
    lines = back(thrice, dry_run=True)
    assert lines[0] == "new same.html" and lines[-1].startswith("would go back on branch gh-pages of origin: 1 new")
    assert tip(remote) == before


def test_the_domain_stays_when_the_site_goes_back(desk, remote):  # noqa: F811
    send(desk)
    send(desk, domain="jane.example.org")
    write(desk / "output/index.html", "new")
    send(desk, domain="jane.example.org")
    back(desk)
    assert git(remote, "show", "gh-pages:CNAME") == "jane.example.org"
    assert git(remote, "show", "gh-pages:index.html") == "index.html"
    assert "nothing to go back to" in fail(target_from({"to": "github-pages"}, desk))


def test_a_first_commit_that_is_no_site_is_not_gone_back_to(desk, remote):  # noqa: F811
    git(desk, "checkout", "--quiet", "--orphan", "start")
    git(desk, "rm", "--quiet", "-rf", ".")
    write(desk / "README.md", "hello")
    git(desk, "add", "README.md")
    git(desk, "commit", "--quiet", "-m", "start")
    git(desk, "push", "--quiet", "origin", "start:gh-pages")
    send(desk)
    before = tip(remote)
    assert "nothing to go back to" in fail(target_from({"to": "github-pages"}, desk))
    assert tip(remote) == before


def test_a_branch_that_does_not_exist_has_no_earlier_state(desk):  # noqa: F811
    assert "nothing to go back to" in fail(target_from({"to": "github-pages"}, desk))


# A server: rsync on both sides, and a stand-in for ssh, but for one test over a real one


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A target on this machine: `here(web, 3)` has a third connection that breaks."""
    (tmp_path / "bin").mkdir()
    write(tmp_path / "bin/ssh", SSH, 0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")

    def target(web, port=22):
        (tmp_path / "bin/ssh.calls").unlink(missing_ok=True)
        return target_from({"to": "rsync", "host": "me@host", "folder": str(web), "port": port})

    return target


@pytest.fixture
def web(tmp_path):
    """The folder on the server, with files of others."""
    folder = tmp_path / "it's my/web folder"
    folder.parent.mkdir()
    return folder


def upload(target, tmp_path: Path, state: dict[str, str]) -> list[str]:
    return publish(put(tmp_path / "output", state), target)


def test_the_server_holds_the_first_state_byte_for_byte(server, web, tmp_path):  # noqa: F811
    upload(server.target(web), tmp_path, STATES[0])
    fill(web, "thesis.tex", ".htaccess", "news/theirs.html")
    first = files(web)
    dates = {name: (web / name).stat().st_mtime_ns for name in ("same.html", "thesis.tex")}
    upload(server.target(web), tmp_path, STATES[1])
    second = files(web)
    lines = rollback(server.target(web), dry_run=True)
    assert "deleted news/new.html" in lines and lines[-1].startswith("would go back on 127.0.0.1:")
    assert files(web) == second
    assert rollback(server.target(web))[-1] == f"went back on 127.0.0.1:{web}: 3 new, 1 changed, 1 deleted"
    assert files(web) == first
    assert {name: (web / name).stat().st_mtime_ns for name in dates} == dates
    assert "nothing to go back to" in fail(server.target(web))


def test_publishing_goes_on_where_the_server_went_back(here, web, tmp_path):
    upload(here(web), tmp_path, STATES[0])
    first = files(web)
    for state in STATES[1:]:
        upload(here(web), tmp_path, state)
        rollback(here(web))
        assert files(web) == first


def test_publishing_the_same_again_keeps_the_state_before(here, web, tmp_path):
    upload(here(web), tmp_path, STATES[0])
    first = files(web)
    for _ in range(2):
        upload(here(web), tmp_path, STATES[1])
    rollback(here(web))
    assert files(web) == first


def test_only_the_owner_may_read_what_the_server_keeps(here, web, tmp_path):
    for state in STATES:
        upload(here(web), tmp_path, state)
    kept = web.with_name(f"{web.name}.vita-before")
    assert kept.stat().st_mode & 0o777 == 0o700
    assert (kept / ".htaccess").read_text() == "Require all denied\n"
    assert set(files(kept)) == {".htaccess", "list", "1/index.html", "1/news/new.html", "1/same.html"}


def test_a_first_publication_has_no_state_before(here, web, tmp_path):
    assert "nothing to go back to" in fail(here(web))
    upload(here(web), tmp_path, STATES[0])
    first = files(web)
    assert "nothing to go back to" in fail(here(web))
    assert files(web) == first


def test_an_interrupted_publication_is_gone_back_from(here, web, tmp_path):
    """The connection breaks when some files have been replaced; the second attempt has other files to replace."""
    upload(here(web), tmp_path, STATES[0])
    first = files(web)
    upload(here(web), tmp_path, STATES[1])
    marker = web / ".vita-published"
    head, _, names = marker.read_text().partition("\n")
    marker.write_text(f"{head} Attempt 1 is under way.\n{names}[a]*.html\nnews/old page/é.html\n")
    upload(here(web), tmp_path, {"index.html": "other", "same.html": "other", "more.html": "other"})
    assert {path.name for path in web.with_name(f"{web.name}.vita-before").iterdir()} >= {"1", "2"}
    rollback(here(web))
    assert files(web) == first


@pytest.mark.parametrize("number", [3, 4, 5, 6, 7])
def test_a_connection_that_breaks_while_publishing_loses_no_state(here, web, tmp_path, number):
    """The third one asks where to keep the state, the fourth begins to, then come the list, the site, and the list."""
    upload(here(web), tmp_path, STATES[0])
    first = files(web)
    with pytest.raises(PublishFailed):
        upload(here(web, number), tmp_path, STATES[1])
    upload(here(web), tmp_path, STATES[2])
    rollback(here(web))
    assert files(web) == first


@pytest.mark.parametrize("number", [6, 7, 8, 9, 10])
def test_a_connection_that_breaks_while_going_back_is_repaired(here, web, tmp_path, number):
    """The sixth one sends the list, then come the site, the list, and two for the end of keeping."""
    upload(here(web), tmp_path, STATES[0])
    first = files(web)
    upload(here(web), tmp_path, STATES[1])
    fail(here(web, number))
    rollback(here(web))
    assert files(web) == first


def test_where_nobody_may_write_beside_the_folder_publishing_works(here, web, tmp_path):
    web.with_name(f"{web.name}.vita-before").write_text("in the way")
    for state in STATES:
        upload(here(web), tmp_path, state)
    assert set(files(web)) == {*STATES[2], ".vita-published"}
    assert "nothing to go back to" in fail(here(web))


@pytest.mark.parametrize("leads_to", ["{}/elsewhere/site", "../elsewhere/site", "another link"])
def test_a_folder_that_is_a_link_has_what_it_keeps_beside_its_target(here, web, tmp_path, leads_to):
    (tmp_path / "elsewhere/site").mkdir(parents=True)
    web.with_name("another link").symlink_to("../elsewhere/site/")
    web.symlink_to(leads_to.format(tmp_path))
    upload(here(web), tmp_path, STATES[0])
    first = files(tmp_path / "elsewhere/site")
    upload(here(web), tmp_path, STATES[1])
    rollback(here(web))
    assert files(tmp_path / "elsewhere/site") == first
    assert (tmp_path / "elsewhere" / f"{web.name}.vita-before").is_dir()
