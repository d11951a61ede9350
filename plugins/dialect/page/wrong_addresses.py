"""Addresses that work nowhere, or only on the author's own computer, and what to write instead.

Input: an address as it stands in a link or picture. Output: what is wrong with it, empty if nothing is.
"""

import re
from posixpath import basename
from urllib.parse import SplitResult, parse_qs, unquote

OWN_DISK = re.compile(r"file:|[a-z]:[\\/]|[a-z]:$|\\|~[\\/]", re.I)
# Folders of a disk; a site can have pages there too.
DISK_FOLDER = re.compile(r"/(?:(?:users|home|volumes|mnt|media)/[^/]+/.|(?:root|tmp|private|opt)/.)", re.I)
OWN_HOST = re.compile(r"(?:.*\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1", re.I)
MAIL = re.compile(r"[^\s@/:]+@(?:[\w-]+\.)+[^\W\d_]{2,}")
# A host without its scheme; a file may end in what is the code of a country, as `.md` or `.py`.
HOST = re.compile(
    r"""(?:[a-z0-9-]+\.)+ (?: [a-z]{2,}(?=/)
      | (?:com|org|net|edu|gov|io|ai|dev|app|info|me|eu|uk|de|fr|ch|at|it|es|nl|be|se|jp|cn|kr|in|ca|au|us)$ )""",
    re.X | re.I,
)
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg)$", re.I)
MAIL_SCHEMES = ("mail", "email", "e-mail")


def address_problem(written: str, parts: SplitResult, text: str) -> str:
    """What is wrong with the address, wherever a page stands; `text` is what a visitor reads in its place."""
    if OWN_DISK.match(written):
        return _on_own_disk(written)
    if OWN_HOST.fullmatch(parts.hostname or "") and text.strip() != written:
        return f"'{written}' is on your own computer, where no visitor gets: give the address on the web"
    if parts.scheme in ("http", "https"):
        return _web_problem(written, parts)
    if parts.scheme == "mailto":
        return _mail_problem(written, parts)
    if parts.scheme in MAIL_SCHEMES and MAIL.fullmatch(parts.path):
        return f"'{written}' is no address: write 'mailto:{parts.path}'"
    if parts.scheme == "tel" and not re.search(r"\d", parts.path):
        return f"'{written}' has no number"
    return ""


def missing_file_problem(written: str, path: str) -> str:
    """What is wrong with an address whose `path` is no file, and which can be no address of the site."""
    if MAIL.fullmatch(path):
        return f"'{written}' has no scheme: write 'mailto:{written}'"
    if re.match(r"www\.", path, re.I):
        return f"'{written}' has no scheme: write 'https://{written}'"
    if "\\" in path:
        with_slashes = written.replace("\\", "/")
        return f"'{written}' works on Windows only: write '{with_slashes}'"
    return ""


def hint_for_missing(written: str) -> str:
    """What an address could be that leads to no page or file, in parentheses; empty if there is no guess."""
    if DISK_FOLDER.match(written):
        return f" (if it is on your own disk: {_remedy(written)})"
    if HOST.match(written):
        return f" (for another site, write 'https://{written}')"
    if scheme := re.match(r"https?:?/*(?=\w)", written, re.I):
        return f" (for another site, write 'https://{written[scheme.end() :]}')"
    return ""


def _on_own_disk(written: str) -> str:
    return f"'{written}' is on your own disk, where no visitor gets: {_remedy(written)}"


def _remedy(written: str) -> str:
    path = unquote(written).removeprefix("file:").replace("\\", "/").rstrip("/")
    folder = "images" if PICTURE.search(path) else "files"
    return f"put the file into content/{folder}/ and write '{folder}/{basename(path) or 'cv.pdf'}'"


def _web_problem(written: str, parts: SplitResult) -> str:
    rest = re.sub(r"^(?:https?:?/*)+", "", written, flags=re.I)
    if parts.hostname and parts.hostname not in ("http", "https"):
        return ""
    return f"'{written}' is no address: " + (f"write '{parts.scheme}://{rest}'" if rest else "it names no site")


def _mail_problem(written: str, parts: SplitResult) -> str:
    """As RFC 6068 says, but a message to nobody is accepted only with a text, as in links that share a page."""
    address = unquote(parts.netloc + parts.path).strip()
    fields = {name.lower() for name in parse_qs(parts.query)}
    if parts.netloc and MAIL.search(address):
        return f"'{written}' is no address: write 'mailto:{address.strip('/')}'"
    if not address:
        has_more = fields & {"to", "cc", "bcc", "body"}
        return "" if has_more else f"'{written}' has no address: write 'mailto:ada@example.org'"
    if "@" not in address.strip("@"):
        return f"'{written}' holds no mail address: write 'mailto:ada@example.org'"
    return ""
