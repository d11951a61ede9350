"""`invoke livereload` as an author at work meets it: a real process and real files, and a build that only copies."""

import queue
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, suppress
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import pytest

from plugins.livereload import is_code
from plugins.livereload.files import kind_of
from plugins.livereload.inject import allow, with_script
from plugins.livereload.server import listen
from plugins.livereload.state import Board, State, event
from plugins.livereload.watch import is_ignored

ROOT = Path(__file__).parents[1]
POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">"
PAGE = f"<!doctype html><html><head>{POLICY}<title>T</title></head><body><p>%s{'<br>' * 99}</body></html>"
PROGRAM = """
import shutil, sys, time
from pathlib import Path
from plugins.building.swap import replaced
from plugins.livereload import serve
from plugins.core.problems import BuildFailed, Problem

class Built:
    warnings = (Problem("content/index.md", 1, "odd"),)

def build():
    with replaced(Path("site")) as new:
        shutil.copytree("content", new, symlinks=True, dirs_exist_ok=True)
        if (new / "slow").exists():
            time.sleep(0.3)
        if (new / "error").exists():
            raise BuildFailed([Problem("content/index.md", 3, (new / "error").read_text())])
        if (new / "crash").exists():
            raise ZeroDivisionError("in a plugin")
    return Built()

serve(build, Path("site"), map(Path, ["content", "plugins", "conf.py", "late"]), int(sys.argv[1]))
"""


class Reply(NamedTuple):
    status: int
    headers: Message
    text: str


class Author:
    """Someone with a site of their own, and `invoke livereload` at work in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content, self.port, self.lines = folder, folder / "content", free_port(), queue.Queue()
        shutil.copytree(ROOT / "plugins/livereload", folder / "plugins/livereload")
        (folder / "plugins/core").mkdir()
        shutil.copy(ROOT / "plugins/core/problems.py", folder / "plugins/core")
        (folder / "plugins/build").mkdir()
        shutil.copy(ROOT / "plugins/build/swap.py", folder / "plugins/build")
        self.content.mkdir()
        (folder / "program.py").write_text(PROGRAM)
        self.write("index.html", PAGE % "first")

    def write(self, name: str, text: str = "") -> None:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def start(self) -> "Author":
        command = [sys.executable, "-B", "program.py", str(self.port)]
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=-1, stderr=-2, text=True)
        threading.Thread(target=lambda: [self.lines.put(line) for line in self.process.stdout], daemon=True).start()
        return self

    def hears(self, part: str) -> str:
        """The next line in the terminal with this in it."""
        return next(line for line in iter(lambda: self.lines.get(timeout=10), None) if part in line)

    def asks(self, path: str = "/", method: str = "GET", **headers: str) -> Reply:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read().decode())

    def shows(self, path: str, text: str) -> None:
        end = time.monotonic() + 10
        while text not in self.asks(path).text:
            assert time.monotonic() < end, text

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        with self.process:
            return self.process.wait(10)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def author(tmp_path):
    author = Author(tmp_path)
    yield author
    author.stop(signal.SIGKILL)


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """An author who looks and changes nothing."""
    author = Author(tmp_path_factory.mktemp("author"))
    author.write("folder/index.html", "<p>no head, no policy")
    author.write("404.html", PAGE % "lost")
    secret = tmp_path_factory.mktemp("secret")
    (secret / "index.html").touch()
    (author.content / "link").symlink_to(secret)
    author.start().hears("built")
    yield author
    author.stop()


def test_no_edit_is_lost_while_a_build_runs(author):
    author.write("slow")
    author.start().hears("built")
    for number, pause in enumerate([0.05, 0.31, 0.02, 0.17, 0.29, 0.11, 0.23, 0.3]):
        author.write("index.html", PAGE % f"edit {number}")
        time.sleep(pause)
    author.shows("/", "edit 7")


@pytest.mark.parametrize("name", ["conf.py", "content/index.html"])
def test_files_that_are_renamed_into_place_are_noticed_each_time(author, name):
    author.start().hears("built")
    for number in range(3):
        (author.folder / "draft").write_text(str(number))
        (author.folder / "draft").rename(author.folder / name)
        author.hears("built")


def test_folders_that_come_late_are_noticed_with_what_they_contain(author):
    author.start().hears("built")
    author.write("new/deep/page.html", "one")
    author.shows("/new/deep/page.html", "one")
    author.write("new/deep/page.html", "two")
    author.shows("/new/deep/page.html", "two")


def test_what_editors_and_builds_leave_behind_starts_no_build(author):
    author.start().hears("built")
    for name in ("4913", ".index.md.swp", "index.md~", ".#index.md", "__pycache__/a.py", ".cache/a", ".git/index"):
        author.write(name)
    time.sleep(0.3)
    assert not [line for line in author.lines.queue if "built" in line]


def test_names_above_the_watched_folder_do_not_count():
    content = Path("/home/ada/.cache/site/content")
    assert not is_ignored(content / "index.md", {content})
    assert is_ignored(content, {content})
    assert is_ignored(content / ".cache/index.md", {content})
    assert is_ignored(content / "output/index.html", {content}, (content / "output",))


def test_a_change_of_code_starts_afresh(author):
    author.start().hears("built")
    module = author.folder / "plugins/mine.py"
    module.write_text("x = (")
    assert author.hears("mine.py") == "plugins/mine.py:1: '(' was never closed\n"
    module.write_text("x = 1")
    assert author.hears("mine.py") == "plugins/mine.py changed: starting afresh\n"
    author.hears("built")
    assert author.asks().status == 200


def test_a_fresh_start_keeps_a_port_that_was_not_the_first_choice(author):
    author.port = 8000
    with ExitStack() as stack:
        with suppress(OSError):  # taken by another, which is as good
            stack.enter_context(socket.create_server(("127.0.0.1", 8000)))
        address = author.start().hears("http").split()[0]
        author.hears("built")
    (author.folder / "plugins/mine.py").touch()
    assert author.hears("http").split()[0] == address


def test_a_watched_folder_that_comes_late_is_watched(author):
    author.start().hears("built")
    (author.folder / "late").mkdir()
    author.hears("late changed: starting afresh")
    author.hears("built")
    (author.folder / "late/page.html").write_text("")
    author.hears("built")


@pytest.mark.skipif(sys.platform == "darwin", reason="knows no such names")
def test_a_name_that_cannot_be_watched_is_one_line(author):
    author.start().hears("built")
    author.write("bad\udcff")
    assert "bad" in author.hears("cannot watch the site's files")
    assert author.process.wait(10) == 1


def test_a_warning_is_said_once(author):
    author.start().hears("warning: content/index.md:1: odd")
    author.hears("built")
    author.write("index.html")
    assert "built" in author.hears("")


@pytest.mark.parametrize(("path", "expected"), [("plugins/a/b.py", True), ("tasks.py", True), ("pelicanconf.py", False),
                                                ("plugins/a/b.js", False), ("content/a.py", False)])  # fmt: skip
def test_only_code_that_stays_in_memory_needs_a_fresh_start(path, expected):
    assert is_code(ROOT / path) is expected


def test_a_crash_is_one_line_and_the_last_good_build_stays(author):
    author.start().hears("built")
    author.write("crash")
    assert author.hears("error") == (
        "internal error: ZeroDivisionError: in a plugin (traceback in site-traceback.txt)\n"
    )
    assert "program.py" in (author.folder / "site-traceback.txt").read_text()
    assert "first" in author.asks().text
    (author.content / "crash").unlink()
    author.hears("built")


def test_without_a_site_every_page_says_why(author):
    author.write("error", "no icon named ':<b>:'")
    author.start().hears("content/index.md:3: no icon named ':<b>:'")
    status, _, text = author.asks("/any/page.html")
    assert (status, "no icon named &#x27;:&lt;b&gt;:" in text, "/-livereload.js" in text) == (500, True, True)
    (author.content / "error").unlink()
    author.hears("built")
    assert author.asks().status == 200


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quietly(author, how):
    author.start().hears("built")
    assert (author.stop(how), author.lines.qsize()) == (0, 0)


def test_a_port_that_was_asked_for_and_is_taken_is_one_line(author):
    with socket.create_server(("127.0.0.1", author.port)):
        assert author.start().hears("port") == f"cannot serve at port {author.port}: Address already in use\n"
    assert (author.process.wait(10), author.lines.qsize()) == (1, 0)


def test_the_usual_port_if_taken_gives_way_to_the_next(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with listen(tmp_path, Board(), port, fixed=False) as server:
            assert port < server.port <= port + 20


PATHS = {"/": 200, "/?a=..": 200, "/index.html": 200, "/folder/": 200, "/folder": 301, "//folder": 301, "/nothing": 404,
         "/index": 404, "/index.html/": 404, "/folder//": 404, "/folder%2findex.html": 404, "/link/": 404,
         "/link/index.html": 404, "/link": 404, "/folder/../index.html": 404, "/../program.py": 404,
         "/%2e%2e/program.py": 404, "/..%2fprogram.py": 404, "/folder/..%5c..": 404, "/%252e%252e/program.py": 404,
         "/%00": 404, "*": 404, "?": 404, f"/{'a' * 5000}": 404}  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_it_answers_as_a_strict_host_would(reader, path):
    assert reader.asks(path).status == PATHS[path]


def test_a_missing_page_is_the_sites_own(reader):
    assert "lost" in reader.asks("/a/b").text


def test_a_folder_gets_its_slash_and_keeps_its_query(reader):
    assert reader.asks("/folder?a=b").headers["Location"] == "/folder/?a=b"


def test_nothing_is_kept_by_the_browser(reader):
    assert reader.asks().headers["Cache-Control"] == "no-store"


def test_head_has_no_body(reader):
    with socket.create_connection(("127.0.0.1", reader.port)) as connection:
        connection.sendall(b"HEAD / HTTP/1.0\r\nHost: localhost\r\n\r\n")
        head = connection.makefile().read()
    assert f"\nContent-Length: {len(reader.asks().text)}\n" in head
    assert head.endswith("\n\n")


HOSTS = {"localhost:9": 200, "LOCALHOST": 200, "127.0.0.1": 200, "[::1]:8000": 200, "evil.example": 403, "": 403,
         "localhost.evil.example:8000": 403, "127.0.0.1.evil.example": 403, "[": 403}  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_only_local_names_are_answered(reader, host):
    assert reader.asks(Host=host).status == HOSTS[host]


def test_only_whole_pages_get_the_script(reader):
    assert "/-livereload.js" in reader.asks().text
    assert "/-livereload.js" in reader.asks(Sec_Fetch_Dest="document").text
    assert reader.asks(Sec_Fetch_Dest="iframe").text == PAGE % "first"
    assert (reader.folder / "site/index.html").read_text() == PAGE % "first"


def test_hundreds_at_once_some_of_whom_leave(reader):
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_connection(("127.0.0.1", reader.port))) for _ in range(400)]
        for connection in sockets:
            connection.sendall(b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")
        for connection in sockets[::2]:
            connection.close()
        for connection in sockets[1::2]:
            connection.settimeout(10)
            assert b" 200 " in connection.recv(20)
    assert (reader.asks().status, list(reader.lines.queue)) == (200, [])


@pytest.mark.parametrize(("name", "kind"), [
    ("a.avif", "image/avif"), ("a.webp", "image/webp"), ("a.woff2", "font/woff2"), ("a.svg", "image/svg+xml"),
    ("a.bib", "text/plain; charset=utf-8"), ("feed.xml", "application/xml; charset=utf-8"),
    ("a.pdf", "application/pdf"), ("A.HTML", "text/html; charset=utf-8"),
    ("data.tar.gz", "application/octet-stream"), ("CNAME", "application/octet-stream")])  # fmt: skip
def test_kinds_of_files(name, kind):
    assert kind_of(Path(name)) == kind


@pytest.mark.parametrize(("policy", "expected"), [
    ("", ""),
    ("img-src 'self'", "img-src 'self'"),
    ("default-src 'self'", "default-src 'self'"),
    ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'"),
    ("default-src 'none';SCRIPT-SRC 'none' ; connect-src https://a.b;",
     "default-src 'none'; script-src 'self'; connect-src https://a.b 'self'"),
    ("default-src a.b", "default-src a.b; script-src a.b 'self'; connect-src a.b 'self'"),
    ("script-src 'self' x.y; script-src z", "script-src 'self' x.y"),
    ("script-src-elem 'none'", "script-src-elem 'self'")])  # fmt: skip
def test_a_policy_opens_no_further_than_it_must(policy, expected):
    assert allow(policy) == expected


TAG = '<script src="/-livereload.js" data-build="7" defer></script>'


@pytest.mark.parametrize(("page", "expected"), [
    ("<p>", f"<p>{TAG}"),
    ("<HEAD id=a><title>", f"<HEAD id=a>{TAG}<title>"),
    ("<header>", f"<header>{TAG}"),
    ("<head><meta content='img-src &#39;self&#39;' http-equiv=content-security-policy><title>",
     f"<head><meta content='img-src &#x27;self&#x27;' http-equiv=content-security-policy>{TAG}<title>")])  # fmt: skip
def test_the_script_comes_after_the_policy(page, expected):
    assert with_script(page.encode(), "7").decode() == expected


@pytest.mark.parametrize(("state", "expected"), [
    (State(""), b"errors\ndata: []"), (State("7"), b"errors\ndata: []"), (State("8"), b"reload\ndata: now"),
    (State("7", ("a\nb",)), b'errors\ndata: ["a\\nb"]'), (State("8", ("a",)), b"reload\ndata: now")])  # fmt: skip
def test_what_a_page_that_shows_build_7_is_told(state, expected):
    assert event(state, "7") == b"event: " + expected + b"\n\n"


def test_no_request_is_refused_while_the_process_starts_afresh(author):
    author.start().hears("built")
    for number in range(3):
        (author.folder / "plugins/mine.py").write_text(f"number = {number}")
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            assert author.asks().status in (200, 503)
        author.hears("built")


def test_a_request_that_came_is_answered_before_the_process_starts_afresh(author):
    author.start().hears("built")
    with socket.create_connection(("127.0.0.1", author.port), 10) as connection:
        connection.sendall(b"GET / HTTP/1.0\r\n")
        author.asks()  # so the server has taken the connection before this one
        (author.folder / "plugins/mine.py").touch()
        author.hears("starting afresh")
        time.sleep(0.6)  # by now no more requests are taken, and this one is waited for
        connection.sendall(b"Host: localhost\r\n\r\n")
        assert connection.makefile("rb").readline() == b"HTTP/1.0 200 OK\r\n"


def test_the_browser_follows(author, browser):
    author.start().hears("built")
    with closing(browser.new_page()) as page:
        page.goto(f"http://127.0.0.1:{author.port}/")
        page.evaluate("scrollTo(0, 700)")
        author.write("index.html", PAGE % "second")
        page.get_by_text("second").wait_for()
        assert page.evaluate("new Promise((done) => setTimeout(() => done(scrollY), 200))") == 700
        author.write("error", "no icon <b>")
        page.get_by_role("alert").get_by_text("content/index.md:3: no icon <b>").wait_for()
        (author.content / "error").unlink()
        page.get_by_role("alert").wait_for(state="detached")
        assert page.get_by_text("second").is_visible()


def test_the_browser_finds_the_site_after_a_fresh_start(author, browser):
    author.write("error", "no icon")
    author.start().hears("no icon")
    with closing(browser.new_page()) as page:
        page.goto(f"http://127.0.0.1:{author.port}/", wait_until="commit")
        page.get_by_text("no icon").wait_for()
        (author.content / "error").unlink()
        page.get_by_text("first").wait_for()
        (author.folder / "plugins/mine.py").write_text("")
        author.hears("built")
        author.write("index.html", PAGE % "second")
        page.get_by_text("second").wait_for()
