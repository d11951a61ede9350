"""The site over HTTP, to this machine alone, and the events that its open pages wait for."""

import html
import os
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from string import Template
from urllib.parse import urlsplit

from plugins.livereload.attempt import say
from plugins.livereload.files import KINDS, Answer, answer
from plugins.livereload.inject import with_script
from plugins.livereload.state import Board, State, events

HERE = Path(__file__).parent
HOST, PORT, PORTS_TRIED = "127.0.0.1", 8000, 20
LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}
CONNECTIONS = 100  # with a file each below the 256 that macOS lets a process open


class Server(ThreadingTCPServer):
    """A thread for each connection, so many at most; the others wait in the system's queue."""

    daemon_threads = True
    allow_reuse_address = True  # after a fresh start, while the old connections fade
    request_queue_size = 4096

    def __init__(self, site: Path, board: Board, port: int, socket_kept: int | None = None) -> None:
        """Listen at the port, or at the socket of an earlier process, in which browsers wait already."""
        self.site, self.board = site, board
        self._free = threading.BoundedSemaphore(CONNECTIONS)
        self._unanswered, self._changed = set(), threading.Condition()
        super().__init__((HOST, port), Handler, bind_and_activate=socket_kept is None)
        if socket_kept is not None:
            self.socket.close()
            self.socket = socket.socket(fileno=socket_kept)
            self.server_address = self.socket.getsockname()

    def hand_over(self, seconds: float = 1) -> int:
        """Take no more requests, answer those that came, and give the socket for the process that follows this one."""
        self.shutdown()
        with self._changed:
            self._changed.wait_for(lambda: not self._unanswered, seconds)
        os.set_inheritable(self.fileno(), True)
        return self.fileno()

    def answered(self, request: socket.socket) -> None:
        """From now on the connection may be cut."""
        with self._changed:
            self._unanswered.discard(request)
            self._changed.notify_all()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/"

    @property
    def port(self) -> int:
        return self.server_address[1]

    def process_request(self, request, client_address) -> None:
        self._free.acquire()
        with self._changed:
            self._unanswered.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request) -> None:
        super().shutdown_request(request)
        self.answered(request)
        self._free.release()

    def handle_error(self, request, client_address) -> None:
        error = sys.exception()
        if not isinstance(error, OSError):  # a browser that has gone is no error
            say(f"internal error: {type(error).__name__}: {error}")


class Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = 30  # s; browsers open connections that they never use
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        if not is_local(self.headers.get("Host", "")):
            self._send(Answer(403, b"403: this server answers to localhost alone\n"))
        elif self.path.partition("?")[0] == "/-livereload":
            self._tell(shown=self.path.partition("?")[2])
        else:
            self._send(self._answer())

    do_HEAD = do_GET

    def _answer(self) -> Answer:
        board, site = self.server.board, self.server.site
        if self.path == "/-livereload.js":
            return Answer(200, (HERE / "client.js").read_bytes(), KINDS[".js"])
        build = board.state.build  # asked first: what is read next may be newer than its name, never older
        found = answer(site, self.path) if site.is_dir() else waiting(board.state)
        if found.kind != KINDS[".html"] or self.headers.get("Sec-Fetch-Dest", "document") != "document":
            return found
        return Answer(found.status, with_script(found.body, build), found.kind)

    def _send(self, found: Answer) -> None:
        self._start(found.status, found.kind, {"Content-Length": str(len(found.body)), "Location": found.location})
        if self.command != "HEAD":
            self.wfile.write(found.body)

    def _tell(self, shown: str) -> None:
        self._start(200, "text/event-stream", {})
        self.server.answered(self.connection)  # the rest may take hours
        if self.command != "HEAD":
            for event in events(self.server.board, shown):
                self.wfile.write(event)

    def _start(self, status: int, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Cache-Control": "no-store", **headers}.items():
            if value:
                self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """The terminal is for builds."""


def is_local(host: str) -> bool:
    """Whether a Host header names this machine: else another site's page asks, by a name that it made to point here."""
    try:
        return urlsplit(f"//{host}").hostname in LOCAL_NAMES
    except ValueError:
        return False


def waiting(state: State) -> Answer:
    """What stands for every page until there is one."""
    page = Template((HERE / "waiting.html").read_text("utf-8"))
    text = html.escape("\n".join(state.errors))
    return Answer(500 if text else 503, page.substitute(errors=text).encode(errors="replace"), KINDS[".html"])


def listen(site: Path, board: Board, port: int, fixed: bool, socket_kept: int | None = None) -> Server:
    """Take the port or, unless it is `fixed`, the first free one from there. SystemExit if none is to be had."""
    if socket_kept is not None:
        return Server(site, board, port, socket_kept)
    last = port if fixed else port + PORTS_TRIED
    for candidate in range(port, last + 1):
        try:
            return Server(site, board, candidate)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
    raise SystemExit(f"cannot serve at port {port}{f' to {last}' * (not fixed)}: {reason}")
