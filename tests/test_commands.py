"""The commands as an author types them, in a copy of the repository."""

import os
import re
import shutil
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.commands import invoke
from tests.small_site import everything

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(
    ".git", "tests", ".cache", ".*_cache", ".venv", "output", "node_modules", "__pycache__"
)
COMMANDS = {"build", "check", "livereload", "publish", "new", "icons", "test"}
HEAVY = ("pelican", "markdown", "PIL", "selectolax", "watchfiles", "playwright")
BROKEN = """# Broken

![](images/nowhere.png)

[nothing](no-such-page.md) and :fontawesome-brands-githb:
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the repository, with only what a clone has."""
    return shutil.copytree(ROOT, tmp_path_factory.mktemp("copy") / "vita", ignore=LEFT_OUT)


@pytest.fixture(scope="module")
def first(copy):
    """The first build of the copy."""
    return invoke(copy, "build")


@pytest.fixture
def broken(copy, first):
    """The result of a build with a page that has three errors; the page is removed afterwards."""
    page = copy / "content/pages/broken.md"
    page.write_text(BROKEN, "utf-8")
    yield invoke(copy, "build")
    page.unlink()


def test_list_shows_every_command_with_what_it_does(copy):
    shown = dict(re.findall(r"^  ([a-z-]+)\s+(\S.*)$", invoke(copy, "--list").stdout, re.M))
    assert set(shown) >= COMMANDS
    assert all(text[0].isupper() for text in shown.values())


def test_list_imports_nothing_heavy(copy):
    check = f"import tasks, sys; sys.exit(', '.join(set({HEAVY}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-B", "-c", check], cwd=copy, capture_output=True, text=True)
    assert done.stderr.strip() == ""


def test_build_says_what_it_wrote_and_what_the_home_page_weighs(copy, first):
    assert first.returncode == 0, first.stderr
    files = (copy / "output").rglob("*.html")
    pages = sum(1 for file in files if file.parent.name != "frames")
    expected = (
        rf"output/: {pages} pages; the home page weighs \d+\.\d kB in \d requests, its HTML with CSS \d+\.\d kB\n"
    )
    assert re.fullmatch(expected, first.stdout)


def test_build_writes_into_the_repository_from_any_folder(copy, first):
    (copy / "output/stale.txt").write_text("of an older build", "utf-8")
    done = invoke(copy / "content", "build")
    assert done.returncode == 0, done.stderr
    assert not (copy / "output/stale.txt").exists()
    assert not (copy / "content/output").exists()


def test_public_build_knows_the_site_s_address(copy):
    done = invoke(copy, "build", "--public")
    assert done.returncode == 0, done.stderr
    assert (copy / "output/feed.xml").is_file()
    assert invoke(copy, "build").returncode == 0
    assert not (copy / "output/feed.xml").exists()


def test_broken_content_fails_the_build_with_a_line_for_each_error(broken):
    assert broken.returncode == 1
    lines = [line for line in broken.stderr.splitlines() if line.startswith("content/pages/broken.md:")]
    assert [line.split(":")[1] for line in lines] == ["3", "5", "5"], broken.stderr
    assert "did you mean ':fontawesome-brands-github:'?" in broken.stderr
    assert "Traceback" not in broken.stdout + broken.stderr


def test_broken_content_leaves_the_old_output_as_it_was(copy, first):
    page, before = copy / "content/pages/broken.md", everything(copy / "output")
    page.write_text(BROKEN, "utf-8")
    assert invoke(copy, "build").returncode == 1
    page.unlink()
    assert everything(copy / "output") == before
    assert [path.name for path in copy.glob("output*")] == ["output"]


def test_check_names_leftovers_calls_and_how_many(copy):
    done = invoke(copy, "check")
    assert done.returncode == 1
    assert "content/pages/index.md:43: 'June 2025' has passed" in done.stdout
    assert "\nindex.html calls clustrmaps.com (content/pages/index.md:86), github.com" in done.stdout
    assert re.fullmatch(r"\d+ findings?: fix each, .*", done.stderr.splitlines()[-1])


def test_new_writes_a_dated_article_that_builds(copy):
    done = invoke(copy, "new", 'A "fine" day: ours & theirs')
    file = copy / done.stdout.strip()
    assert done.returncode == 0, done.stderr
    assert file.parent == copy / "content/news"
    assert file.name == f"{datetime.now(UTC).date().isoformat()}-a-fine-day-ours-theirs.md"
    built = invoke(copy, "build")
    file.unlink()
    assert built.returncode == 0, built.stderr


def test_new_never_writes_over_an_article(copy):
    file = copy / invoke(copy, "new", "Once").stdout.strip()
    file.write_text("mine", "utf-8")
    again = invoke(copy, "new", "Once")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.strip() == f"{file.relative_to(copy)} exists already"
    assert file.read_text("utf-8") == "mine"
    file.unlink()


@pytest.mark.parametrize("title", ["", "!!!", "two\nlines"])
def test_new_refuses_a_title_that_makes_no_address(copy, title):
    before = everything(copy / "content")
    done = invoke(copy, "new", title)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert everything(copy / "content") == before


def test_new_makes_the_folder_that_it_needs(copy):
    shutil.move(copy / "content/news", copy / "news")
    done = invoke(copy, "new", "Anew")
    shutil.rmtree(copy / "content/news", ignore_errors=True)
    shutil.move(copy / "news", copy / "content/news")
    assert done.returncode == 0, done.stderr


def test_new_takes_a_title_in_another_script(copy):
    done = invoke(copy, "new", "新的论文")
    assert done.returncode == 0, done.stderr
    (copy / done.stdout.strip()).unlink()


def test_icons_lists_the_names_that_match(copy):
    names = invoke(copy, "icons", "github").stdout.split()
    assert ":fontawesome-brands-github:" in names
    assert all(re.fullmatch(r":[\w-]*github[\w-]*:", name) for name in names)


def test_icons_says_that_nothing_matches(copy):
    assert invoke(copy, "icons", "nosuchword").stdout == "no icon matches 'nosuchword'\n"


def test_livereload_refuses_a_port_that_is_taken(copy):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = invoke(copy, "livereload", "--port", str(port))
    assert done.returncode == 1
    [line] = (done.stdout + done.stderr).strip().splitlines()
    assert str(port) in line and "Traceback" not in line


def test_publish_without_a_repository_says_so_in_one_line(copy):
    done = invoke(copy, "publish", "--dry-run")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2, done.stderr


def test_without_the_packages_every_command_says_what_to_do(copy):
    """`invoke` is found, as of another environment, and what the site needs is not."""
    (packages := copy / "packages").mkdir()
    for name in ("invoke", "invoke-3.0.3.dist-info"):
        folder = Path(next(path for path in sys.path if Path(path, "invoke").is_dir()), name)
        (packages / name).symlink_to(folder)
    command = [sys.executable, "-S", "-m", "invoke", "build"]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(packages)}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    shutil.rmtree(packages)
    assert done.returncode == 1
    [line] = (done.stdout + done.stderr).splitlines()
    assert "lacks pelican" in line and "pip install -r requirements.txt" in line


def test_with_an_older_python_every_command_says_so(copy):
    check = "import sys; sys.version_info = (3, 9, 1); import tasks"
    done = subprocess.run([sys.executable, "-c", check], cwd=copy, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith(
        "this is Python 3.9, and 3.11 or later is needed: install it, then run `python3 -m venv"
    )
