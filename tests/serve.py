"""Serve a built site on the loopback interface.

The server behaves like a static host: `index.html` for a folder, `404.html` with status 404, gzip. It also serves the
site under `/~user/`, for every user's name.
"""

import gzip
import mimetypes
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = mimetypes.MimeTypes()
for suffix, kind in {".avif": "image/avif", ".webp": "image/webp", ".woff2": "font/woff2"}.items():
    TYPES.add_type(kind, suffix)  # Python 3.11 lacks these types


class SiteHandler(BaseHTTPRequestHandler):
    """Answers from the server's `folder`."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        path = re.sub("^/~[^/]+(?=/)", "", unquote(urlsplit(self.path).path))
        file = (self.server.folder / path.lstrip("/")).resolve()
        if file.is_dir() and not path.endswith("/"):
            return self._answer(301, b"", {"Location": urlsplit(self.path).path + "/"})
        file = file / "index.html" if file.is_dir() else file
        if file.is_file() and file.is_relative_to(self.server.folder):
            return self._file(200, file)
        return self._file(404, self.server.folder / "404.html")

    def _file(self, status: int, file: Path) -> None:
        kind = TYPES.guess_type(file.name)[0] or "application/octet-stream"
        body = file.read_bytes() if file.is_file() else b""
        headers = {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind}
        if "gzip" in self.headers.get("Accept-Encoding", "") and re.search("text/|xml|json", kind):
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        self._answer(status, body, headers | {"Cache-Control": "max-age=600"})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class SiteServer(ThreadingHTTPServer):
    """Serves `folder`; a browser may close a connection at any time."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), SiteHandler)
        self.folder = folder.resolve()

    def handle_error(self, *request: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(*request)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve `folder`, and yield its address, without a slash at the end."""
    server = SiteServer(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
