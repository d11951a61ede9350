"""A request's path → what a strict host of static files answers: no guesses at extensions, nothing outside the site."""

import mimetypes
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

PLAIN = "text/plain; charset=utf-8"
# Not left to the machine's own table, which differs from one to the next.
KINDS = {
    ".avif": "image/avif",
    ".bib": PLAIN,
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": PLAIN,
    ".svg": "image/svg+xml",
    ".txt": PLAIN,
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    kind: str = PLAIN
    location: str = ""


def answer(site: Path, target: str) -> Answer:
    """`target` is the request's path as it was sent."""
    path, mark, query = target.partition("?")
    try:
        file = find(site, path)
        if file.is_dir():
            return Answer(301, location=f"{path}/{mark}{query}")
        return Answer(200, file.read_bytes(), kind_of(file))
    except (OSError, ValueError):
        return _missing(site)


def find(site: Path, path: str) -> Path:
    """The file, or the folder where the path lacks its last slash. ValueError if it is none of the site's."""
    empty, *parts = map(unquote, path.split("/"))
    if empty or not parts or "" in parts[:-1] or any(part in (".", "..") or set(part) & set("/\\\0") for part in parts):
        raise ValueError(path)
    file = site.joinpath(*parts[:-1], parts[-1] or "index.html")
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(site)):
        raise ValueError(path)
    return file


def kind_of(file: Path) -> str:
    kind, encoding = mimetypes.guess_type(file.name)
    return KINDS.get(file.suffix.lower()) or (kind if kind and not encoding else "application/octet-stream")


def _missing(site: Path) -> Answer:
    page = site / "404.html"
    if page.is_file():
        return Answer(404, page.read_bytes(), KINDS[".html"])
    return Answer(404, b"404: no such page\n")
