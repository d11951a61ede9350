"""Find the release that an author names: a folder, an archive, a tag or branch, a remote or an address of Git.

In: `--from`, the site's folder, an empty folder. Out: the folder of the release.
"""

import os
import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from plugins.publish.programs import reason, run
from plugins.upgrade.archives import ENDINGS, unpack
from plugins.upgrade.release import PRODUCT, UpgradeFailed

UPSTREAM = ""  # the address of the product's own repository, once it has one
REMOTES = ("vita", "upstream")  # remotes of a site that lead to the product
ADDRESS = re.compile(r"[a-z+]+://|[\w.-]+@[\w.-]+:|[\w-]+(\.[\w-]+)+:")
VERSION = re.compile(r"refs/tags/(v?(\d+(?:\.\d+)*))")
NAME = re.compile(r"[\w.][\w./+-]*")  # of a tag or branch


def fetch(source: str, site: Path, into: Path) -> Path:
    """The folder of the release that `source` names; it is unpacked or cloned below `into` unless it is a folder.

    Without a source, it is the newest version of the product. Raises UpgradeFailed.
    """
    path = Path(source).expanduser()
    if source and path.is_dir() and not _is_bare_repository(path):
        return path.resolve()
    if source and path.is_file():
        if not path.name.endswith(ENDINGS):
            raise UpgradeFailed(f"{source}: is no folder and no archive: an archive ends in {', '.join(ENDINGS)}")
        unpack(path, into)
        return _release_in(into, source)
    if source.startswith(("http://", "https://")) and source.endswith(ENDINGS):
        raise UpgradeFailed(f"{source}: download this archive first, then name its file")
    address, name = _address_and_name(source, site)
    _clone(address, name or _newest(address), into)
    return into


def _is_bare_repository(path: Path) -> bool:
    return (path / "HEAD").is_file() and (path / "objects").is_dir()


def _release_in(folder: Path, source: str) -> Path:
    """The folder of an archive's files, or the only one in it."""
    for root in (folder, *folder.iterdir()):
        if (root / PRODUCT).is_file():
            return root
    raise UpgradeFailed(f"{source}: is no release that can be installed: it has no {PRODUCT}")


def _address_and_name(source: str, site: Path) -> tuple[str, str]:
    """The address of a repository, and the tag or branch, "" for the newest version."""
    remotes = _remotes(site)
    whole, _, name = source.rpartition("@")
    for address, tag in ((source, ""), (whole, name)):
        if address and (not tag or NAME.fullmatch(tag)):
            if address in remotes:
                return remotes[address], tag
            if Path(address).expanduser().is_dir():
                return str(Path(address).expanduser().resolve()), tag
            if ADDRESS.match(address):
                return address, tag
    product = UPSTREAM or next((remotes[name] for name in REMOTES if name in remotes), "")
    if source and not (product and NAME.fullmatch(source)):
        raise UpgradeFailed(f"--from {source}: is no folder, archive, remote or address{_hint(remotes)}")
    if not product:
        raise UpgradeFailed(
            f"which release? Name a folder, an archive, a remote or address with --from{_hint(remotes)}"
        )
    return product, source


def _hint(remotes: Iterable[str]) -> str:
    return f"; the site's remotes are {', '.join(remotes)}" if remotes else ""


def _remotes(site: Path) -> dict[str, str]:
    if not shutil.which("git"):
        return {}
    done = run(["git", "config", "--get-regexp", r"^remote\..*\.url$"], site)
    lines = (line.partition(" ") for line in done.stdout.splitlines())
    return {key.removeprefix("remote.").removesuffix(".url"): _absolute(url, site) for key, _, url in lines}


def _absolute(url: str, site: Path) -> str:
    """A remote may be a path, relative to the site."""
    return str(site / url) if not ADDRESS.match(url) and (site / url).is_dir() else url


def _newest(address: str) -> str:
    listed = _git(["ls-remote", "--tags", "--refs", "--", address], address)
    versions = [(tuple(map(int, found[2].split("."))), found[1]) for found in VERSION.finditer(listed)]
    if not versions:
        raise UpgradeFailed(f"{address}: has no version tags: name a branch, as in --from {address}@main")
    return max(versions)[1]


def _clone(address: str, name: str, into: Path) -> None:
    url = Path(address).as_uri() if Path(address).is_dir() else address
    options = ["--quiet", "--depth=1", "--no-tags", "--config", "core.autocrlf=false", f"--branch={name}"]
    _git(["clone", *options, "--", url, str(into)], f"{address}@{name}")


def _git(command: Sequence[str], what: str) -> str:
    if not shutil.which("git"):
        raise UpgradeFailed("git is not installed: name a folder or an archive with --from")
    done = run(["git", *command], Path(os.sep), {"GIT_TERMINAL_PROMPT": "0"})
    if done.returncode:
        raise UpgradeFailed(f"{what}: cannot be fetched: {reason(done.stderr)}")
    return done.stdout
