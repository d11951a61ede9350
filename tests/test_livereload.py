"""`invoke livereload` as an author uses it: a real process and real files, with a build that only copies."""

import json
import queue
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
LIMIT = 20  # s, for every wait
POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">"
PAGE = f"<!doctype html><html><head>{POLICY}<title>T</title></head><body><p>%s{'<br>' * 99}</body></html>"
PROGRAM = """
import shutil, sys, time
from pathlib import Path
from plugins.livereload import serve
from plugins.core.problems import BuildFailed, Problem

content, site = Path("content").resolve(), Path("site")

class Built:
    warnings, notes = (Problem("content/index.md", 1, "odd"),), ()

def build():
    shutil.rmtree("new", ignore_errors=True)
    shutil.copytree(content, "new", symlinks=True)
    if (content / "slow").exists():
        time.sleep(0.5)
    if (content / "error").exists():
        raise BuildFailed([Problem("content/index.md", 3, (content / "error").read_text())])
    if (content / "crash").exists():
        raise ZeroDivisionError("in a plugin")
    if site.exists():
        site.rename("old")
    Path("new").rename(site)
    shutil.rmtree("old", ignore_errors=True)
    return Built()

def quick(changed):
    urls = []
    for path in changed:
        if path.suffix != ".html":
            return None
        if "crash" in path.read_text():
            raise ZeroDivisionError("in a plugin")
        if "error" in path.read_text():
            raise BuildFailed([])
        shutil.copy(path, site / "part")
        (site / "part").rename(site / path.name)
        urls.append(f"/{path.name}")
    return urls

others = map(Path, ["plugins", "theme", "conf.py", "late"])
serve(build, site, content, others, quick if "quick" in sys.argv else None, int(sys.argv[1]))
"""


class Reply(NamedTuple):
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Author:
    """Someone with a site of their own, and `invoke livereload` running in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content, self.site = folder, folder / "content", folder / "site"
        self.port, self.lines = free_port(), queue.Queue()
        for name in ("livereload", "core"):
            shutil.copytree(ROOT / "plugins" / name, folder / "plugins" / name)
        self.content.mkdir()
        (folder / "theme").mkdir()
        (folder / "program.py").write_text(PROGRAM)
        self.write("index.html", PAGE % "first")

    def write(self, name: str, text: str = "") -> None:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def start(self, *words: str, before: str = "") -> "Author":
        """Start the command, with a line of shell `before` it."""
        command = ["sh", "-c", f'{before}\nexec "$@"', "sh", sys.executable, "-B", "program.py", str(self.port), *words]
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=-1, stderr=-2, text=True)
        threading.Thread(target=lambda: [self.lines.put(line) for line in self.process.stdout], daemon=True).start()
        return self

    def hears(self, part: str) -> str:
        """Return the next line in the terminal that contains `part`."""
        end = time.monotonic() + LIMIT
        while part not in (line := self.lines.get(timeout=max(0, end - time.monotonic()))):
            pass
        return line

    def asks(self, path: str = "/", method: str = "GET", **headers: str) -> Reply:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=LIMIT)) as connection:
            connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read())

    def sees(self, path: str, text: str) -> None:
        """Load a page until it contains `text`."""
        end = time.monotonic() + LIMIT
        while text not in self.asks(path).text:
            assert time.monotonic() < end, text

    @contextmanager
    def opens(self, path: str = "/", *resources: str) -> Iterator[Iterator[dict]]:
        """Load a page and what it uses as a browser does; give the events that it then receives."""
        version = self.asks(path).text.partition('data-version="')[2].partition('"')[0]
        for resource in resources:
            self.asks(resource)
        with socket.create_connection(("127.0.0.1", self.port), LIMIT) as connection:
            connection.sendall(f"GET /-livereload?{version} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            lines = connection.makefile()
            yield (json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: "))

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        try:
            return self.process.wait(LIMIT)
        finally:
            self.process.kill()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def author(tmp_path):
    author = Author(tmp_path)
    yield author
    author.stop(signal.SIGKILL)


@pytest.fixture(scope="module")
def visitor(tmp_path_factory):
    """An author who looks at the site and changes nothing in `content`."""
    author = Author(tmp_path_factory.mktemp("author"))
    author.write("folder/index.html", "<p>no head, no policy")
    author.write("404.html", PAGE % "lost")
    author.write("digits.txt", "0123456789")
    secret = tmp_path_factory.mktemp("secret")
    (secret / "index.html").touch()
    (author.content / "link").symlink_to(secret)
    author.start().hears("built")
    yield author
    author.stop()


def test_no_edit_is_lost_while_a_build_runs(author):
    author.write("slow")
    author.start().hears("built")
    for number, pause in enumerate([0.05, 0.31, 0.02, 0.17, 0.49, 0.11, 0.23, 0.5]):
        author.write("index.html", PAGE % f"edit {number}")
        time.sleep(pause)
    author.sees("/", "edit 7")


@pytest.mark.parametrize("name", ["conf.py", "content/index.html"])
def test_files_that_are_renamed_into_place_are_noticed_each_time(author, name):
    author.start().hears("built")
    for number in range(3):
        (author.folder / "draft").write_text(str(number))
        (author.folder / "draft").rename(author.folder / name)
        author.hears("built")


def test_new_folders_are_noticed_with_what_they_contain(author):
    author.start().hears("built")
    author.write("new/deep/page.html", "one")
    author.sees("/new/deep/page.html", "one")
    author.write("new/deep/page.html", "two")
    author.sees("/new/deep/page.html", "two")


def test_what_editors_and_builds_leave_behind_starts_no_build(author):
    author.start().hears("built")
    for name in ("4913", ".index.md.swp", "index.md~", ".#index.md", "__pycache__/a.py", ".cache/a", ".git/index"):
        author.write(name)
    time.sleep(0.3)
    assert not [line for line in author.lines.queue if "built" in line]


def test_a_site_inside_an_ignored_folder_is_watched(tmp_path):
    (tmp_path / ".cache").mkdir()
    author = Author(tmp_path / ".cache")
    author.start().hears("built")
    author.write("index.html")
    author.hears("built")
    author.stop()


@pytest.mark.parametrize("name", ["plugins/mine.py", "conf.py"])
def test_a_change_of_code_or_settings_restarts(author, name):
    author.start().hears("built")
    (author.folder / name).write_text("x = (")
    assert author.hears(name) == f"{name}:1: '(' was never closed\n"
    (author.folder / name).write_text("x = 1")
    assert author.hears(name) == f"{name} changed: restarting\n"
    author.hears("built")
    assert author.asks().status == 200


def test_other_files_beside_code_need_no_restart(author):
    author.start().hears("built")
    (author.folder / "plugins/mine.js").touch()
    assert "built" in author.hears("")


def test_a_restart_keeps_a_port_that_was_not_the_first_choice(author):
    author.port = 8000
    with ExitStack() as stack:
        with suppress(OSError):  # taken by another process, which is as good
            stack.enter_context(socket.create_server(("127.0.0.1", 8000)))
        first = author.start().hears("http")
        author.hears("built")
    address = first.split()[0]
    assert "(port 8000 is taken)" in first and 8000 < int(address.rstrip("/").rpartition(":")[2]) <= 8020
    (author.folder / "plugins/mine.py").touch()
    assert author.hears("http").split()[0] == address


def test_a_watched_folder_that_appears_late_is_watched(author):
    author.start().hears("built")
    (author.folder / "late").mkdir()
    author.hears("late changed: restarting")
    author.hears("built")
    (author.folder / "late/page.html").write_text("")
    author.hears("built")


@pytest.mark.skipif(sys.platform == "darwin", reason="knows no such names")
def test_a_name_that_cannot_be_watched_is_reported_in_one_line(author):
    author.start().hears("built")
    author.write("bad\udcff")
    assert "bad" in author.hears("cannot watch the site's files")
    assert author.process.wait(LIMIT) == 1


def test_a_warning_is_reported_once(author):
    author.start().hears("warning: content/index.md:1: odd")
    author.hears("built")
    author.write("index.html")
    assert "built" in author.hears("")


def test_a_crash_is_reported_in_one_line_and_the_last_good_build_stays(author):
    author.start().hears("built")
    author.write("crash")
    assert author.hears("error") == (
        "internal error: ZeroDivisionError: in a plugin (traceback in site-traceback.txt)\n"
    )
    assert "program.py" in (author.folder / "site-traceback.txt").read_text()
    assert "first" in author.asks().text
    (author.content / "crash").unlink()
    author.hears("built")


def test_without_a_site_every_page_shows_why(author):
    author.write("error", "no icon named ':<b>:'")
    author.start().hears("content/index.md:3: no icon named ':<b>:'")
    reply = author.asks("/any/page.html")
    assert (reply.status, "no icon named &#x27;:&lt;b&gt;:" in reply.text) == (500, True)
    assert "/-livereload.js" in reply.text
    (author.content / "error").unlink()
    author.hears("built")
    assert author.asks().status == 200


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("before", ["", "trap '' INT TERM"], ids=["foreground", "background"])
def test_it_ends_quietly(author, how, before):
    author.start(before=before).hears("built")
    assert (author.stop(how), author.lines.qsize()) == (0, 0)


def test_it_ends_quietly_during_a_build(author):
    author.start().hears("built")
    author.write("slow")
    time.sleep(0.2)
    assert (author.stop(signal.SIGINT), author.lines.qsize()) == (0, 0)


def test_a_requested_port_that_is_taken_is_reported_in_one_line(author):
    with socket.create_server(("127.0.0.1", author.port)):
        assert author.start().hears("port") == f"cannot serve at port {author.port}: Address already in use\n"
    assert (author.process.wait(LIMIT), author.lines.qsize()) == (1, 0)


def test_the_changed_page_is_shown_before_the_full_build(author):
    author.write("slow")
    author.start("quick").hears("built")
    author.write("index.html", PAGE % "second")
    assert author.hears("").startswith("/index.html updated in 0.")
    assert "second" in author.asks().text
    assert author.hears("").startswith("built")


def test_a_save_during_a_full_build_is_shown_at_once_afterwards(author):
    author.start("quick").hears("built")
    author.write("slow")  # which only a full build can show
    time.sleep(0.2)
    author.write("index.html", PAGE % "second")
    assert author.hears("").startswith("built")
    assert author.hears("").startswith("/index.html updated")
    assert author.hears("").startswith("built")


@pytest.mark.parametrize(("name", "text"), [("content/a.txt", ""), ("content/a.html", "error"), ("theme/a.html", "")])
def test_what_cannot_be_shown_quickly_gets_a_full_build(author, name, text):
    author.start("quick").hears("built")
    (author.folder / name).write_text(text)
    assert author.hears("").startswith("built")


def test_a_crash_of_the_quick_build_is_reported_before_the_full_build(author):
    author.start("quick").hears("built")
    author.write("index.html", PAGE % "crash")
    assert author.hears("").startswith("internal error: ZeroDivisionError: in a plugin")
    assert author.hears("").startswith("built")


def test_a_page_reloads_once_for_a_quick_and_a_full_build(author):
    author.start("quick").hears("built")
    with author.opens("/") as first, author.opens("/index.html") as second:
        assert next(first) == next(second) == {"changed": [], "errors": []}
        author.write("index.html", PAGE % "second")
        assert set(next(first)["changed"]) == set(next(second)["changed"]) == {"/", "/index.html"}
        author.hears("built")
        author.write("error", "no icon")
        author.hears("no icon")
        assert next(first) == next(second) == {"changed": [], "errors": ["content/index.md:3: no icon"]}


def test_a_page_reloads_when_something_that_it_uses_changes(author):
    author.write("a.css", "a")
    author.write("b.html", PAGE % "b")
    author.start().hears("built")
    with author.opens("/b.html", "/a.css", "/missing.png") as events:
        next(events)
        author.write("index.html", PAGE % "second")
        author.hears("built")
        author.write("a.css", "a")
        author.hears("built")
        author.write("a.css", "aa")
        assert next(events)["changed"] == ["/a.css"]
        author.write("missing.png", "here")
        assert next(events)["changed"] == ["/missing.png"]


def test_a_page_of_an_earlier_process_reloads_once_the_site_is_built(author):
    author.start().hears("built")
    with author.opens("/") as events:
        next(events)
    (author.folder / "plugins/mine.py").touch()
    author.hears("restarting")
    author.hears("built")
    with socket.create_connection(("127.0.0.1", author.port), LIMIT) as connection:
        connection.sendall(b"GET /-livereload?1 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert next(line for line in connection.makefile() if "data" in line).startswith('data: {"changed": null')


def test_a_hundred_open_pages_block_nothing(author):
    author.start().hears("built")
    with ExitStack() as stack, ThreadPoolExecutor(50) as pool:
        pages = [stack.enter_context(author.opens()) for _ in range(100)]
        assert [next(events)["errors"] for events in pages] == [[]] * 100
        assert {reply.status for reply in pool.map(author.asks, ["/"] * 50)} == {200}
        author.write("index.html", PAGE % "second")
        assert [next(events)["changed"] for events in pages] == [["/"]] * 100


PATHS = {"/": 200, "/?a=..": 200, "/index.html": 200, "/folder/": 200, "/folder": 301, "//folder": 301, "/nothing": 404,
         "/index": 404, "/index.html/": 404, "/folder//": 404, "/folder%2findex.html": 404, "/link/": 404,
         "/link/index.html": 404, "/link": 404, "/folder/../index.html": 404, "/../program.py": 404,
         "/%2e%2e/program.py": 404, "/..%2fprogram.py": 404, "/folder/..%5c..": 404, "/%252e%252e/program.py": 404,
         "/%00": 404, "*": 404, "?": 404, f"/{'a' * 5000}": 404}  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_it_answers_as_a_strict_host_would(visitor, path):
    assert visitor.asks(path).status == PATHS[path]


def test_a_missing_page_is_the_sites_own(visitor):
    assert "lost" in visitor.asks("/a/b").text


def test_a_folder_gets_its_slash_and_keeps_its_query(visitor):
    assert visitor.asks("/folder?a=b").headers["Location"] == "/folder/?a=b"


def test_the_browser_stores_nothing(visitor):
    assert visitor.asks().headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/digits.txt"])
def test_head_has_no_body(visitor, path):
    with socket.create_connection(("127.0.0.1", visitor.port), LIMIT) as connection:
        connection.sendall(f"HEAD {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        head = connection.makefile().read()
    assert f"\nContent-Length: {len(visitor.asks(path).body)}\n" in head
    assert head.endswith("\n\n")


RANGES = {"bytes=0-3": (206, "0123", "bytes 0-3/10"), "bytes=7-": (206, "789", "bytes 7-9/10"),
          "bytes=8-99": (206, "89", "bytes 8-9/10"), "bytes=-2": (206, "89", "bytes 8-9/10"),
          "bytes=-99": (206, "0123456789", "bytes 0-9/10"), "bytes=10-": (416, "", "bytes */10"),
          "bytes=-0": (416, "", "bytes */10"), "bytes=3-2": (200, "0123456789", None),
          "bytes=-": (200, "0123456789", None), "bytes=0-1,4-5": (200, "0123456789", None),
          "lines=0-1": (200, "0123456789", None)}  # fmt: skip


@pytest.mark.parametrize("wanted", RANGES)
def test_part_of_a_file(visitor, wanted):
    reply = visitor.asks("/digits.txt", Range=wanted)
    assert (reply.status, reply.text, reply.headers["Content-Range"]) == RANGES[wanted]
    assert int(reply.headers["Content-Length"]) == len(reply.body)


def test_part_of_a_file_that_may_have_changed_is_the_whole_file(visitor):
    assert visitor.asks("/digits.txt", Range="bytes=0-3", If_Range='"a"').status == 200


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_large_file_costs_no_memory(visitor):
    with (visitor.site / "large.bin").open("wb") as file:
        file.truncate(10**9)
    status = Path(f"/proc/{visitor.process.pid}/status")
    before, size = peak_memory(status), 0
    with closing(HTTPConnection("127.0.0.1", visitor.port, timeout=LIMIT)) as connection:
        connection.request("GET", "/large.bin")
        answer = connection.getresponse()
        while part := answer.read(10**6):
            size += len(part)
    assert size == 10**9
    assert peak_memory(status) - before < 20_000  # kB


def peak_memory(status: Path) -> int:
    return int(status.read_text().partition("VmHWM:")[2].split()[0])


HOSTS = {"localhost:9": 200, "LOCALHOST": 200, "127.0.0.1": 200, "[::1]:8000": 200, "evil.example": 403, "": 403,
         "localhost.evil.example:8000": 403, "127.0.0.1.evil.example": 403, "[": 403}  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_only_local_names_are_answered(visitor, host):
    assert visitor.asks(Host=host).status == HOSTS[host]


def test_only_whole_pages_get_the_script(visitor):
    assert "/-livereload.js" in visitor.asks().text
    assert "/-livereload.js" in visitor.asks(Sec_Fetch_Dest="document").text
    assert visitor.asks(Sec_Fetch_Dest="iframe").text == PAGE % "first"
    assert (visitor.site / "index.html").read_text() == PAGE % "first"


def test_hundreds_of_connections_some_of_which_break(visitor):
    with ExitStack() as stack:
        address = ("127.0.0.1", visitor.port)
        sockets = [stack.enter_context(socket.create_connection(address, LIMIT)) for _ in range(400)]
        for connection in sockets:
            connection.sendall(b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")
        for connection in sockets[::2]:
            connection.close()
        for connection in sockets[1::2]:
            assert b" 200 " in connection.recv(20)
    assert (visitor.asks().status, list(visitor.lines.queue)) == (200, [])


@pytest.mark.parametrize(("name", "kind"), [
    ("a.avif", "image/avif"), ("a.webp", "image/webp"), ("a.woff2", "font/woff2"), ("a.svg", "image/svg+xml"),
    ("a.bib", "text/plain; charset=utf-8"), ("feed.xml", "application/xml; charset=utf-8"),
    ("a.pdf", "application/pdf"), ("A.HTML", "text/html; charset=utf-8"),
    ("data.tar.gz", "application/octet-stream"), ("CNAME", "application/octet-stream")])  # fmt: skip
def test_media_types(visitor, name, kind):
    (visitor.site / name).touch()
    assert visitor.asks(f"/{name}").headers["Content-Type"] == kind


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
def test_a_policy_allows_only_what_the_script_needs(visitor, policy, expected):
    page = '<head><meta http-equiv="Content-Security-Policy" content="%s">'
    (visitor.site / "policy.html").write_text(page % policy)
    assert visitor.asks("/policy.html").text.startswith(page % expected.replace("'", "&#x27;"))


@pytest.mark.parametrize(("before", "after"), [
    ("<p>", ""), ("<HEAD id=a>", "<title>"), ("<header>a</header>", ""),
    ("<head><meta content='img-src a.b' http-equiv=content-security-policy>", "<title>")])  # fmt: skip
def test_the_script_comes_after_the_policy(visitor, before, after):
    (visitor.site / "script.html").write_text(before + after)
    text = visitor.asks("/script.html").text
    assert text.startswith(f"{before}<script ") and text.endswith(f"</script>{after}")


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


def test_the_browser_reloads_only_for_what_the_page_uses(author, browser):
    author.write("index.html", (PAGE % "first").replace("<title>", "<link rel=stylesheet href=/a.css><title>"))
    author.write("a.css", "p { color: red }")
    author.start().hears("built")
    with closing(browser.new_page(bypass_csp=True)) as page:
        page.goto(f"http://127.0.0.1:{author.port}/")
        page.evaluate("window.isOld = true")
        author.asks("/other.html")
        author.write("other.html", "new")
        author.hears("built")
        author.write("error", "no icon")
        page.get_by_role("alert").wait_for()
        assert page.evaluate("isOld")
        author.write("a.css", "p { color: blue }")
        (author.content / "error").unlink()
        page.wait_for_function("getComputedStyle(document.querySelector('p')).color == 'rgb(0, 0, 255)'")


def test_the_browser_finds_the_site_after_a_restart(author, browser):
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
