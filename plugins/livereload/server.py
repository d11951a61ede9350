"""The site over HTTP, to this machine alone, and the event streams of its open pages."""

import html
import os
import sys
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from string import Template
from urllib.parse import urlsplit

from plugins.livereload.files import HTML, TEXT, find_file, media_type, parse_range
from plugins.livereload.inject import with_script
from plugins.livereload.pages import OpenPages

HERE = Path(__file__).parent
HOST, PORT, PORTS_TRIED = "127.0.0.1", 8000, 20
SWAP = 0.05  # s; longer than a folder is missing while a build replaces it
LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}


class Server(ThreadingTCPServer):
    """A thread for each connection. Not `ThreadingHTTPServer`, whose start can wait seconds for a DNS server."""

    daemon_threads = True
    allow_reuse_address = True  # at a restart the old connections still linger
    request_queue_size = 128

    def __init__(self, pages: OpenPages, port: int) -> None:
        self.pages = pages
        super().__init__((HOST, port), Handler)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/"

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, request, client_address) -> None:
        error = sys.exception()
        if not isinstance(error, OSError):  # a browser that leaves is no error
            print(f"internal error: {type(error).__name__}: {error}")


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 30  # s; browsers open connections that they never use
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        path, mark, query = self.path.partition("?")
        if not is_local(self.headers.get("Host", "")):
            self._send(403, TEXT, b"403: this server answers to localhost only\n")
        elif path == "/-livereload":
            self._send_events(int(query) if query.isdecimal() else 0)
        elif path == "/-livereload.js":
            self._send_file(200, HERE / "client.js")
        else:
            self._send_found(path, mark + query)

    do_HEAD = do_GET

    def _send_found(self, path: str, query: str) -> None:
        """Send what the site has at a URL path. Its version is noted before the file is read: a file may be newer than
        its version, which costs a reload, but never older, which would miss one."""
        site, version = self.server.pages.site, self.server.pages.record(path)
        file = find_file(site, path)
        if not file:  # perhaps a build is replacing the folder at this moment, by two renames
            time.sleep(SWAP)
            file = find_file(site, path)
        if file and file.is_dir():
            self._send(301, TEXT, b"", Location=f"{path}/{query}")
        elif file:
            self._send_file(200, file, version)
        elif (site / "404.html").is_file():
            self._send_file(404, site / "404.html", version)
        elif site.is_dir():
            self._send(404, TEXT, b"404: no such page\n")
        else:
            self._send_waiting_page(version)

    def _send_waiting_page(self, version: int) -> None:
        errors = self.server.pages.state.errors
        page = Template((HERE / "waiting.html").read_text("utf-8")).substitute(errors=html.escape("\n".join(errors)))
        self._send(500 if errors else 503, HTML, with_script(page.encode(errors="replace"), version))

    def _send_file(self, status: int, file: Path, version: int = 0) -> None:
        kind = media_type(file)
        if kind == HTML and self.headers.get("Sec-Fetch-Dest", "document") == "document":
            return self._send(status, kind, with_script(file.read_bytes(), version))
        with file.open("rb") as source:
            size = os.fstat(source.fileno()).st_size
            # Files have no validator here, so an `If-Range` never matches: the whole file is the right answer.
            wanted = None if "If-Range" in self.headers else parse_range(self.headers.get("Range", ""), size)
            if wanted is None or status != 200:
                self._start(status, kind, size)
                self._send_part(source, range(size))
            elif not wanted:
                self._send(416, TEXT, b"", Content_Range=f"bytes */{size}")
            else:
                self._start(206, kind, len(wanted), Content_Range=f"bytes {wanted.start}-{wanted.stop - 1}/{size}")
                self._send_part(source, wanted)
        return None

    def _send_part(self, source, part: range) -> None:
        if self.command != "HEAD" and part:
            self.connection.sendfile(source, part.start, len(part))

    def _send(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self._start(status, kind, len(body), **headers)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_events(self, shown: int) -> None:
        self._start(200, "text/event-stream", None, Connection="close")
        if self.command != "HEAD":
            for event in self.server.pages.events(shown):
                self.wfile.write(event)

    def _start(self, status: int, kind: str, length: int | None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Accept-Ranges", "bytes")
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Leave the terminal to the builds."""


def is_local(host: str) -> bool:
    """Return whether a `Host` header names this machine. Another site could make a name of its own point here, and
    its pages could then read this server's answers."""
    try:
        return urlsplit(f"//{host}").hostname in LOCAL_NAMES
    except ValueError:
        return False


def listen(pages: OpenPages, port: int, is_fixed: bool) -> Server:
    """Take `port` or, unless it is fixed, the first free one from there. Raises SystemExit if there is none."""
    last = port if is_fixed else port + PORTS_TRIED
    for candidate in range(port, last + 1):
        try:
            return Server(pages, candidate)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
    raise SystemExit(f"cannot serve at port {port if is_fixed else f'{port} to {last}'}: {reason}")
