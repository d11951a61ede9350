"""The state of a site before it was last published, which the server keeps in a folder beside the site's.

`me/public_html.vita-before/` holds LIST, the names of the files of that state, and in a folder for each attempt at
publishing, the files that it replaced or deleted, to which rsync moves them. An attempt that broke off is followed by
another; what the first one of them moved away was on the site. All other files of that state are still on the site.
No web server shows the folder: only its owner may read it.
"""

import os
import posixpath
import shutil
import tempfile
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path, PurePosixPath

from plugins.publish.programs import PublishFailed
from plugins.publish.rsync import MISSING, path_on_server, run_rsync
from plugins.publish.targets import Rsync

SUFFIX = ".vita-before"
LIST = "list"
NO_ACCESS = "Require all denied\n"
MOST_LINKS = 8  # one after the other
CANNOT_WRITE = r'mkdir ".*" failed|cannot stat destination|rrsync'


def begin_keeping(target: Rsync, names: Collection[str] | None) -> bool:
    """Forget the state that the server keeps, and list that of now, which has the files `names`; if `names` is None,
    only go on with an earlier attempt. Return whether the server allows it: it may not let anybody write there."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, ".htaccess").write_text(NO_ACCESS)
        if names is not None:
            _write_names(Path(folder, LIST), names)
        delete = ["--delete"] if names is not None else []
        mode = "--chmod=D700,F600"
        done = run_rsync(target, "-rp", mode, *delete, f"{folder}/", _kept_path(target), tolerated=CANNOT_WRITE)
    return done.returncode == 0


def keeping(target: Rsync, attempt: int) -> tuple[str, str]:
    """The options with which rsync moves what it replaces and deletes to the folder of this attempt."""
    return "--backup", f"--backup-dir=../{_name(target)}/{attempt}"


def fetch_earlier(target: Rsync, site: Path) -> int:
    """Write the state that the server keeps into the folder `site`; return the number of the last attempt that moved
    files of it. Raises PublishFailed if there is none."""
    with tempfile.TemporaryDirectory() as folder:
        run_rsync(target, "-rlp", _kept_path(target), f"{folder}/", tolerated=MISSING)
        names, last = _read_names(Path(folder, LIST)), _last_attempt(Path(folder))
        if "index.html" not in names:
            raise PublishFailed(f"nothing to go back to: the host keeps no earlier state of {target.address}")
        attempts = [Path(folder, str(number)) for number in range(last, 0, -1)]
        moved = {name: attempt / name for attempt in attempts for name in names if _is_there(attempt / name)}
        _write_names(Path(folder, LIST), names - moved.keys())
        which = ("--from0", f"--files-from={Path(folder, LIST)}", "--ignore-missing-args")
        run_rsync(target, "-lp", *which, path_on_server(target), f"{site}/")
        for name, file in moved.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, site / name, follow_symlinks=False)
        return last


def _read_names(file: Path) -> set[str]:
    """The names in the list; none that leads out of the site."""
    names = os.fsdecode(file.read_bytes()).split("\0") if file.is_file() else []
    return {name for name in names if name and not name.startswith("/") and ".." not in name.split("/")}


def _write_names(file: Path, names: Collection[str]) -> None:
    file.write_bytes(b"".join(os.fsencode(f"{name}\0") for name in sorted(names)))


def _last_attempt(folder: Path) -> int:
    return max((int(path.name) for path in folder.iterdir() if path.name.isdecimal()), default=1)


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _name(target: Rsync) -> str:
    return f"{PurePosixPath(target.folder).name}{SUFFIX}"


def _kept_path(target: Rsync) -> str:
    """The folder of `keeping`: beside the site's folder, or beside the folder that a link leads to. It is named without
    `..`, since rsync 3.5 resolves `link/../name` to a place beside the link."""
    folder = posixpath.dirname(_without_links(target).folder)
    return f"{target.host}:{posixpath.join(folder, _name(target))}/"


def _without_links(target: Rsync) -> Rsync:
    """The target; if its folder is a link, with the folder that the link leads to."""
    for _ in range(MOST_LINKS):
        listed = run_rsync(target, "--list-only", "--links", f"{target.host}:{target.folder}", tolerated=MISSING)
        _, arrow, leads_to = listed.stdout.rstrip("\n").partition(f" {PurePosixPath(target.folder).name} -> ")
        if not arrow:
            break
        target = replace(target, folder=posixpath.join(posixpath.dirname(target.folder), leads_to).rstrip("/"))
    return target
