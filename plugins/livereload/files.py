"""URL path → file, as a strict static host finds it: no guesses at extensions, nothing outside the site."""

import mimetypes
import os
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

LARGE = 10**7  # bytes; a file of this size is not read to see whether it changed: its time decides
TEXT, HTML = "text/plain; charset=utf-8", "text/html; charset=utf-8"
# The table of the operating system differs from machine to machine, and Python 3.11 lacks some of these.
MEDIA_TYPES = {
    ".avif": "image/avif",
    ".bib": TEXT,
    ".css": "text/css; charset=utf-8",
    ".html": HTML,
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": TEXT,
    ".svg": "image/svg+xml",
    ".txt": TEXT,
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}


def find_file(site: Path, path: str) -> Path | None:
    """Return the file at a URL path, or the folder if the path lacks its last slash; None if `site` has neither."""
    empty, *parts = map(unquote, path.split("/"))
    if empty or not parts or "" in parts[:-1] or any(part in (".", "..") or set(part) & set("/\\\0") for part in parts):
        return None
    try:
        file = os.path.realpath(site.joinpath(*parts[:-1], parts[-1] or "index.html"), strict=True)
    except OSError:
        return None
    return Path(file) if Path(file).is_relative_to(os.path.realpath(site)) else None


def fingerprint(site: Path, path: str) -> object:
    """Return a value that differs if the answer to a URL path does."""
    file = find_file(site, path) or site / "404.html"
    try:
        stat = file.stat()
        return file, _hash_content(file, stat.st_ino, stat.st_mtime_ns, stat.st_size)
    except OSError:  # no file, or a folder
        return file, site.is_dir()


@lru_cache(maxsize=10_000)  # every sent file is checked again after each build
def _hash_content(file: Path, inode: int, time: int, size: int) -> int:
    return hash(file.read_bytes()) if size < LARGE else time


def media_type(file: Path) -> str:
    guess, encoding = mimetypes.guess_type(file.name)
    return MEDIA_TYPES.get(file.suffix.lower()) or (guess if guess and not encoding else "application/octet-stream")


def parse_range(header: str, size: int) -> range | None:
    """Return the positions of the bytes that a `Range` header asks for (RFC 9110, section 14): an empty range if a
    file of `size` bytes has none of them, None if the header is to be ignored."""
    match = re.fullmatch(r"bytes=([0-9]{0,18})-([0-9]{0,18})", header)
    first, last = match.groups() if match else ("", "")
    if first and last and int(first) > int(last) or not first and not last:
        return None
    if not first:
        return range(max(size - int(last), 0), size)
    return range(int(first), min(int(last) + 1, size) if last else size)
