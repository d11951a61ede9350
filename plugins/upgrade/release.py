"""A release in a folder: its version, its files, and the digests of all versions so far.

Nothing that belongs to an author is a file of a release, whatever its list says.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.core.manifest import Manifest, digest, read_manifest

PRODUCT = "plugins/upgrade/product.txt"
LISTS = (PRODUCT, "plugins/init/sample.txt")  # which the first of them does not list
AUTHORS_FILES = ("pelicanconf.py", "publishconf.py")
# The author's, or made by a program
NO_PRODUCT = frozenset(("content", "output", ".git", ".venv", ".cache", ".upgrade"))


class UpgradeFailed(Exception):
    """Why nothing was upgraded, in words for the author."""


@dataclass(frozen=True)
class Release:
    """The product's files in `folder`, each with its digest, and the digests of all `known` versions of each path."""

    folder: Path
    version: str
    files: Mapping[str, str]
    known: Manifest


def read_release(folder: Path) -> Release:
    """Raises UpgradeFailed if the folder holds no release, or one in which somebody changed a file."""
    if not (folder / PRODUCT).is_file():
        raise UpgradeFailed(f"{folder}: is no release that can be installed: it has no {PRODUCT}")
    known = read_manifest(folder / PRODUCT)
    files = {}
    for name in sorted({*known, *LISTS}):
        check_product_path(name)
        file = folder / name
        if file.is_symlink():
            raise UpgradeFailed(f"{file}: is a link, and releases contain no links: unpack the release again")
        if file.is_file():
            files[name] = digest(file.read_bytes())
            if name not in LISTS and files[name] not in known[name]:
                raise UpgradeFailed(f"{file}: is not as released: unpack the release again")
    return Release(folder, version_of(folder), files, known)


def check_product_path(name: str) -> None:
    """Raise UpgradeFailed if `name`, from a list, is outside of the site, or belongs to its author."""
    path = PurePosixPath(name)
    is_inside = name and not path.is_absolute() and ".." not in path.parts and not {"\\", ":", "\0"} & {*name}
    if not is_inside or path.parts[0] in NO_PRODUCT or name in AUTHORS_FILES:
        raise UpgradeFailed(f"{PRODUCT} of the release names {name!r}, which is no file of a release")


def read_known(site: Path) -> Manifest:
    """The versions that the site's own list knows; empty for a copy of before there was a list."""
    return read_manifest(site / PRODUCT) if (site / PRODUCT).is_file() else {}


def version_of(folder: Path) -> str:
    """The version that `pyproject.toml` names, or "" if it cannot be read."""
    try:
        return str(tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
