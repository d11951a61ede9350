"""The first hour: the sample's files become an author's published site, with the commands that the README names."""

import shlex

import pytest

from plugins.publish.hosts import HOSTS
from tests.commands import copy_code, invoke
from tests.lists import lists, works
from tests.test_init import OF_THE_SAMPLE, sample_site
from tests.test_publish_github import git
from tests.test_publish_rsync import files, server  # noqa: F401 (a fixture)

ANSWERS = """name = "Ada Lovelace"
role = "PhD student"
institution = "Nowhere University"
links = ["ada@nowhere.university"]

[publish]
to = "{to}"
{words}address = "https://ada.example"
"""
WORDS = {
    "github": {"user": "ada", "repository": "ada.github.io"},
    "gitlab": {"user": "ada", "project": "ada.gitlab.io"},
    "netlify": {"name": "ada"},
    "cloudflare": {"name": "ada"},
    "server": {"host": "127.0.0.1", "folder": "public_html"},
    "none": {},
}
PUBLICATIONS = "".join(
    f"@article{{ada{year}, title={{Engines of {year}}}, author={{Lovelace, Ada}}, journal={{Notes}}, year={year}}}\n"
    for year in (2022, 2023, 2024)
)


@pytest.fixture
def copy(tmp_path):
    """A copy of the sample with its code, in a Git repository with an empty remote."""
    folder = tmp_path / "vita"
    folder.mkdir()
    copy_code(folder)
    sample_site(folder)
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    git(folder, "init", "--quiet")
    git(folder, "remote", "add", "origin", str(tmp_path / "remote.git"))
    return folder


def begin(folder, to):
    """Answer, add three publications, build, check."""
    words = "".join(f'{key} = "{word}"\n' for key, word in WORDS[to].items())
    (folder / "answers.toml").write_text(ANSWERS.format(to=to, words=words), "utf-8")
    run(folder, "init", "--answers", "answers.toml", "--yes")
    with (folder / "content/publications.bib").open("a", encoding="utf-8") as file:
        file.write(PUBLICATIONS)
    run(folder, "build")
    assert run(folder, "check").splitlines()[-1] == "no findings"


def run(folder, *words):
    done = invoke(folder, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def check_published(published):
    """What visitors see is Ada's, with three publications, and nothing of the sample."""
    assert b"Ada Lovelace" in published["index.html"]
    assert {f"publications/ada{year}/index.html" for year in (2022, 2023, 2024)} <= published.keys()
    for name, data in published.items():
        assert [word for word in OF_THE_SAMPLE if word in data.decode("utf-8", "replace").casefold()] == [], name


def test_every_host_is_tried():
    assert WORDS.keys() == HOSTS.keys()


def test_github_pages(copy, tmp_path):
    begin(copy, "github")
    run(copy, "publish")
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", "remote.git", "seen")
    check_published({name: data for name, data in files(tmp_path / "seen").items() if not name.startswith(".git/")})


def test_the_list_of_a_service_is_published(copy, tmp_path, monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    answers = ANSWERS.replace("Ada Lovelace", "Ann Lee").format(to="github", words='user = "ann"\nrepository = ""\n')
    (copy / "answers.toml").write_text(answers, "utf-8")
    run(copy, "init", "--answers", "answers.toml", "--yes")
    with lists() as services, (copy / "pelicanconf.py").open("a", encoding="utf-8") as file:
        services.works = works(10)[1:]
        file.write(f"SYNC = [{services.addresses['orcid']!r}]\nLOOKUP_HOSTS = {services.hosts!r}\n")
        file.flush()
        run(copy, "sync", "--yes")
    run(copy, "build")
    assert run(copy, "check").splitlines()[-1] == "no findings"
    run(copy, "publish")
    names = git(tmp_path, "--git-dir=remote.git", "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert (
        len([name for name in names if name.startswith("publications/") and name.endswith("/index.html")]) == 1 + 9
    )  # the list, and a page each


def test_server(copy, tmp_path, server):  # noqa: F811
    begin(copy, "server")
    target = server.target(tmp_path / "public_html")
    settings = {"to": "rsync", "host": target.host, "folder": target.folder, "port": target.port}
    with (copy / "publishconf.py").open("a", encoding="utf-8") as file:
        file.write(f"PUBLISH = {settings | {'options': shlex.join(target.options)}!r}\n")
    run(copy, "publish")
    check_published(files(tmp_path / "public_html"))


@pytest.mark.parametrize("to", ["gitlab", "netlify", "cloudflare"])
def test_host_that_builds_the_site_itself(copy, to):
    begin(copy, to)
    done = invoke(copy, "publish")
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (1, "", [HOSTS[to].publishing])
    assert [name for name in HOSTS[to].files if not (copy / name).is_file()] == []
    run(copy, "build", "--public")
    check_published(files(copy / "output"))


def test_nowhere_yet(copy):
    begin(copy, "none")
    done = invoke(copy, "publish")
    assert done.returncode == 1
    assert done.stderr.startswith("publishconf.py: PUBLISH must say")
