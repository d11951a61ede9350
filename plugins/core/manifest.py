"""Lists of files with the digests of their contents: what belongs to the product, and what to the sample site.

A line is a path and the digests of all its versions so far, separated by spaces. A space in a path is `%20`.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, unquote

Manifest = Mapping[str, frozenset[str]]
LENGTH = 16


def digest(data: bytes) -> str:
    """The digest of a file's bytes, whatever ends its lines: Git may write them as Windows does."""
    return sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:LENGTH]


def read_manifest(path: Path) -> Manifest:
    """The digests of the known versions of each file, by its path."""
    found: dict[str, frozenset[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        name, *digests = line.split(" ")
        found[unquote(name)] = found.get(unquote(name), frozenset()) | {*digests}  # two lines of a file may have merged
    return found


def write_manifest(path: Path, versions: Mapping[str, Iterable[str]]) -> None:
    lines = (" ".join((quote(name), *sorted(set(digests)))) for name, digests in sorted(versions.items()))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def is_known(file: Path, digests: frozenset[str]) -> bool:
    """Whether `file` holds one of the known versions."""
    return digest(file.read_bytes()) in digests
