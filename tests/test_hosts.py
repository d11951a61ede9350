"""The hosts that a site can go to: their files run, and say what the hosts' documents ask for."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from plugins.building import build
from plugins.building.setting_values import check_values
from plugins.migrate.redirects import redirect_files
from plugins.publish import PublishFailed, publish, rollback, target_from
from plugins.publish.hosts import FOLDER, HOSTS, Host
from tests.commands import copy_code
from tests.small_site import picture, write
from tests.test_docs import COMMANDS, OPTION

ROOT = Path(__file__).parents[1]
PARSERS = {".yml": yaml.safe_load, ".toml": tomllib.loads, ".json": json.loads, ".sh": str.splitlines}
ANSWERS = {
    "user": "Jane",
    "repository": "",
    "project": "",
    "name": "Jane-Doe",
    "host": "me@host",
    "folder": "public_html",
}
FILES = [
    *sorted(FOLDER.iterdir()),
    ROOT / ".github/workflows/publish.yml",
    ROOT / ".devcontainer/devcontainer.json",
]


@pytest.mark.parametrize("name", [name for name in HOSTS if name != "none"])
def test_the_setting_of_a_host_is_right(name):
    setting = HOSTS[name].setting(ANSWERS)
    assert target_from(setting) and list(check_values({"PUBLISH": setting})) == []
    assert all((FOLDER / file).is_file() for file in HOSTS[name].files.values())


@pytest.mark.parametrize(
    ("name", "answers", "address"),
    [
        ("github", {}, "https://jane.github.io"),
        ("github", {"repository": "Jane.github.io"}, "https://jane.github.io"),
        ("github", {"repository": "Home"}, "https://jane.github.io/Home"),
        ("gitlab", {}, "https://jane.gitlab.io"),
        ("gitlab", {"project": "jane.gitlab.io"}, "https://jane.gitlab.io"),
        ("gitlab", {"user": "Lab/web", "project": "home"}, "https://lab.gitlab.io/web/home"),
        ("netlify", {}, "https://jane-doe.netlify.app"),
        ("cloudflare", {}, "https://jane-doe.pages.dev"),
    ],
)
def test_the_address_of_a_site_is_that_of_its_host(name, answers, address):
    assert HOSTS[name].address(ANSWERS | answers) == address
    assert address.split("/")[2].endswith(HOSTS[name].domain)


@pytest.mark.parametrize("name", ["gitlab", "netlify", "cloudflare"])
def test_a_host_that_builds_the_site_says_what_publishes_there(name, tmp_path):
    target = target_from({"to": name})
    assert isinstance(target, Host)
    for command in (lambda: publish(tmp_path, target), lambda: rollback(target)):
        with pytest.raises(PublishFailed, match=HOSTS[name].title.split()[0]) as failure:
            command()
        assert len(str(failure.value).splitlines()) == 1
    with pytest.raises(PublishFailed, match="all that it needs"):
        target_from({"to": name, "branch": "main"})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_file_of_a_host_is_read_and_its_commands_exist(file):
    text = file.read_text("utf-8")
    assert PARSERS[file.suffix](text)
    for name, words in re.findall(r"\binvoke ([a-z-]+)([^&\n\"]*)", re.sub("#.*", "", text)):
        known = {option for argument in COMMANDS[name].get_arguments() for option in argument.names}
        assert set(OPTION.findall(words)) <= known, (name, words)
    for requirements in re.findall(r"requirements[\w-]*\.txt", text):
        assert (ROOT / requirements).is_file()


def scripts(name: str) -> list[str]:
    """The lines that a host runs."""
    if name == "gitlab":
        return yaml.safe_load((FOLDER / "gitlab-ci.yml").read_text("utf-8"))["pages"]["script"]
    return [tomllib.loads((FOLDER / "netlify.toml").read_text("utf-8"))["build"]["command"]]  # Cloudflare's too


@pytest.fixture(scope="module")
def janes(tmp_path_factory):
    """A copy of the repository with Jane's site, and in bin/ the programs of this environment; pip and apt only note
    what they are given."""
    folder = write(tmp_path_factory.mktemp("janes"), {"content/pages/index.md": "# Jane Doe\n\nHello.\n"})
    (folder / "pelicanconf.py").write_text('AUTHOR = "Jane Doe"\n', "utf-8")
    public = 'from pelicanconf import *\n\nSITEURL = "https://jane.example.org"\n'
    (folder / "publishconf.py").write_text(public, "utf-8")
    copy_code(folder)
    programs = {"python": f'exec {sys.executable} "$@"', "invoke": f'exec {sys.executable} -m invoke "$@"'}
    programs |= dict.fromkeys(("pip", "apt-get"), 'echo "$(basename $0) $@" >> asked')
    for name, does in programs.items():
        (folder / "bin").mkdir(exist_ok=True)
        (folder / "bin" / name).write_text(f"#!/bin/sh\n{does}\n")
        (folder / "bin" / name).chmod(0o755)
    return folder


def run_script(folder: Path, lines: list[str]) -> subprocess.CompletedProcess[str]:
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    command = ["bash", "-e", "-o", "pipefail", "-c", "\n".join(lines)]
    return subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True)


@pytest.mark.parametrize(("name", "published"), [("gitlab", "public"), ("netlify", "output")])
def test_what_a_host_runs_builds_the_site(janes, name, published):
    for old in ("public", "output"):
        shutil.rmtree(janes / old, ignore_errors=True)
    (janes / "asked").unlink(missing_ok=True)
    done = run_script(janes, scripts(name))
    assert done.returncode == 0, done.stderr
    assert "Jane Doe" in (janes / published / "index.html").read_text("utf-8")
    assert 'href="https://jane.example.org/"' in (janes / published / "index.html").read_text("utf-8")
    assert not (janes / published / ".vita-build").exists()
    assert (janes / "asked").read_text().splitlines() == ["pip install -r requirements.txt"]


def test_pango_is_installed_only_where_the_cv_is_printed(janes):
    public = janes / "publishconf.py"
    before = public.read_text("utf-8")
    public.write_text(before + 'CV_PDF = "A4"\n', "utf-8")
    (janes / "asked").unlink(missing_ok=True)
    [line] = [line for line in scripts("gitlab") if "CV_PDF" in line]
    done = run_script(janes, [line])
    public.write_text(before, "utf-8")
    assert done.returncode == 0, done.stderr
    asked = (janes / "asked").read_text().splitlines()
    assert asked[0].startswith("apt-get update") and "libpango-1.0-0" in asked[1]
    assert asked[2] == "pip install -r requirements-pdf.txt"


def test_a_host_publishes_nothing_that_belongs_to_somebody_else(janes):
    public = janes / "publishconf.py"
    before = public.read_text("utf-8")
    public.write_text(before.replace("jane.example.org", "jane.github.io") + 'PUBLISH = {"to": "gitlab"}\n', "utf-8")
    shutil.rmtree(janes / "public", ignore_errors=True)
    done = run_script(janes, scripts("gitlab"))
    public.write_text(before, "utf-8")
    assert done.returncode == 1 and "SITEURL is an address at GitHub Pages" in done.stderr
    assert not (janes / "public").exists()


def workflow_step(name: str) -> str:
    workflow = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))
    [script] = [step["run"] for step in workflow["jobs"]["build"]["steps"] if step.get("id", step.get("name")) == name]
    return script


@pytest.mark.parametrize(
    ("settings", "code", "printed", "outputs"),
    [
        ("", 0, "", "own=true\n"),
        ("AUTHOR = 'Songrun Xie'\nSITEURL = 'https://soryxie.github.io'\n", 0, "::notice", ""),
        ("SITEURL = 'https://jane.gitlab.io'\nPUBLISH = {'to': 'netlify'}\n", 1, "an address at GitLab Pages", ""),
    ],
)
def test_the_workflow_builds_only_what_is_its_owner_s(janes, settings, code, printed, outputs):
    public = janes / "publishconf.py"
    before = public.read_text("utf-8")
    public.write_text(before + settings, "utf-8")
    (janes / "outputs").write_text("")
    done = run_script(janes, ["export GITHUB_OUTPUT=outputs", workflow_step("identity")])
    public.write_text(before, "utf-8")
    assert (done.returncode, (janes / "outputs").read_text()) == (code, outputs), done.stdout + done.stderr
    assert printed in done.stdout
    assert len(done.stdout.splitlines()) == (0 if outputs else 2 if code else 1)


def test_the_workflow_builds_the_site(janes):
    shutil.rmtree(janes / "output", ignore_errors=True)
    assert run_script(janes, [workflow_step("Build")]).returncode == 0
    assert (janes / "output/index.html").is_file() and not (janes / "output/.vita-build").exists()


# Headers and redirects

OLD = {
    "old/index.html": "new/#part",
    "a b/ü*.html": "new/",
    "there/index.html": "https://jane.example.net/x y",
    "loop/index.html": "loop/#part",
}
REDIRECTS = """PATH_METADATA = r"redirects/(?P<path>.+)|"
STATIC_PATHS = ["redirects", "files"]
"""
RULE = re.compile(r"(/\S*) (/\S*|https?://\S+) 301!?")
FIELD = re.compile(r"  ([A-Za-z-]+): (\S.*)")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The public site, as each of the hosts is given it."""
    folder = tmp_path_factory.mktemp("served")
    pages = dict(redirect_files(OLD, "https://x.org"))
    news = {"content/news/2024-01-02-a.md": "---\ntitle: A\n---\n\nText.\n"}
    home = (
        "# Jane\n\n![One](images/a b.png){ width=20 }\n\n![Two](images/more/b.png){ width=20 }\n\n[b](images/a b.png)\n"
    )
    pictures = {"content/images/a b.png": picture("PNG"), "content/images/more/b.png": picture("PNG")}
    own = {"content/extra/_redirects": "/mine /new/ 302\n", "content/files/x.html": "<!DOCTYPE html><p>Hello"}
    files = {
        "content/pages/index.md": home,
        "content/pages/new.md": "# New\n\n## Part\n",
        **pages,
        **news,
        **pictures,
        **own,
    }
    write(folder, files | {"pelicanconf.py": REDIRECTS})
    built = {}
    for host in ("netlify", "cloudflare", "github-pages", "gitlab", ""):
        settings = f'from pelicanconf import *\nSITEURL = "https://x.org"\nPUBLISH = {{"to": "{host}"}}\n'
        (folder / "publishconf.py").write_text(settings if host else "from pelicanconf import *\n", "utf-8")
        built[host] = build(folder / "publishconf.py", folder / (host or "not-public")).output
    return built


@pytest.mark.parametrize("host", ["github-pages", "gitlab", ""])
def test_other_hosts_and_builds_have_no_such_files(served, host):
    assert list(served[host].glob("_*")) == []


@pytest.mark.parametrize(("host", "status"), [("netlify", "301!"), ("cloudflare", "301")])
def test_redirects_are_rules(served, host, status):
    own, *rules = (served[host] / "_redirects").read_text("utf-8").splitlines()
    assert own == "/mine /new/ 302"
    assert all(RULE.fullmatch(rule) for rule in rules)
    assert set(rules) == {
        f"/old/ /new/#part {status}",
        f"/a%20b/%C3%BC%2A.html /new/ {status}",
        f"/there/ https://jane.example.net/x%20y {status}",
    }


def rules_of(headers: Path) -> dict[str, dict[str, str]]:
    """The fields of each rule; fails where a line is neither a path nor a field of one."""
    rules: dict[str, dict[str, str]] = {}
    for line in headers.read_text("utf-8").splitlines():
        if line.startswith("/"):
            fields = rules.setdefault(line, {})
        else:
            name, value = FIELD.fullmatch(line).groups()
            fields[name] = value
    return rules


@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
def test_headers_are_those_that_files_need(served, host):
    rules = rules_of(served[host] / "_headers")
    assert rules["/*"] == {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Content-Security-Policy": "frame-ancestors 'self'",
    }
    assert rules["/feed.xml"] == {"Content-Type": "application/atom+xml; charset=utf-8"}
    assert all(not re.search(r"[*:]", path[:-1]) for path in rules), "a star stands at the end of a path"


@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
def test_exactly_the_files_with_a_digest_in_their_names_are_kept_for_long(served, host):
    rules = rules_of(served[host] / "_headers")
    kept = {unquote(path) for path, fields in rules.items() if "immutable" in fields.get("Cache-Control", "")}
    stars = tuple(path[:-1] for path in kept if path.endswith("*"))
    files = {f"/{path.relative_to(served[host]).as_posix()}" for path in served[host].rglob("*") if path.is_file()}
    matched = {file for file in files if file in kept or file.startswith(stars)}
    assert matched == {file for file in files if re.search(r"-[0-9a-f]{10}-\d+\.\w+$", file)}
    assert "/images/more/*" in kept and "/images/a b.png" in files - matched


def test_frames_of_the_site_are_shown_under_these_headers(served, browser):
    """The site's own frames are sandboxed, and have an origin of their own."""
    headers = rules_of(served["netlify"] / "_headers")["/*"]
    page = '<iframe src="/frame" sandbox="allow-scripts"></iframe>'

    def answer(route):
        body = "<p>framed" if route.request.url.endswith("/frame") else page
        route.fulfill(status=200, content_type="text/html", headers=headers, body=body)

    tab = browser.new_page()
    tab.route("**/*", answer)
    tab.goto("https://x.org/")
    assert tab.frame_locator("iframe").locator("p").inner_text() == "framed"
    tab.goto("https://other.example/")
    tab.evaluate("document.body.innerHTML = '<iframe src=\"https://x.org/frame\"></iframe>'")
    tab.wait_for_timeout(300)
    assert tab.frame_locator("iframe").get_by_text("framed").count() == 0
    tab.close()
