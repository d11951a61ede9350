"""Bring a folder on a server to a site's state, with rsync over ssh.

New files replace the old ones only after all have arrived, so a broken connection leaves the old site. A folder that
Vita filled holds MARKER, which lists what publishing put there: nothing else is ever deleted. Any other folder that is
not empty is left alone.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.publish.changes import Changes
from plugins.publish.earlier_files import begin_keeping, keeping
from plugins.publish.programs import PublishFailed
from plugins.publish.rsync import MISSING, path_on_server, run_rsync
from plugins.publish.targets import Rsync

MARKER = ".vita-published"
MARKER_TEXT = "Vita publishes here, and deletes only files that this list names."
UNFINISHED = re.compile(r".* Attempt (\d+) is under way\.")
# Certificates are renewed through this folder, which therefore says nothing about whose folder it is in.
WELL_KNOWN = ".well-known"
WILD = re.compile(r"[*?\[]")

# No -t: an unchanged page keeps its date on the server, so visitors' caches stay valid.
COPY = ("-rlpz", "--checksum", "--delay-updates", "--delete-after", "--itemize-changes", "--chmod=D755,F644")


@dataclass(frozen=True)
class Listing:
    """What MARKER says: the names of the files, and which attempt at publishing is under way, or 0."""

    names: frozenset[str] = frozenset()
    attempt: int = 0


def send_to_server(
    output: Path, target: Rsync, dry_run: bool, ignore: Iterable[str], restored_attempt: int = 0
) -> Changes:
    """Make the files that publishing put on the server equal to those in `output`, and touch no others. The server
    keeps their earlier state, where it can, unless this is what is being restored: then `restored_attempt` is the
    number of the last attempt of whose files it keeps."""
    present = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_symlink() or path.is_file()}
    present = frozenset(name for name in present if name.partition("/")[0] not in ignore and "\n" not in name)
    with tempfile.TemporaryDirectory() as folder:
        marker, rules = Path(folder, MARKER), Path(folder, "rules")
        found = _fetch_listing(target, marker)
        known = found or Listing()
        stale = known.names - present - {MARKER}
        rules.write_bytes(b"".join(b"risk %b\n" % os.fsencode(pattern) for pattern in _patterns(stale)))
        filters = [f"--exclude=/{name}" for name in ignore] + [f"--filter=merge {rules}", "--filter=protect *"]
        copy = (*COPY, *filters, f"{output}/", path_on_server(target))
        trial = run_rsync(target, "--dry-run", *copy)
        changes = _list_changes(trial.stdout)
        if dry_run or not trial.stdout and found == Listing(present):
            return changes
        if found is None:
            _send_listing(known, target, marker)  # it makes the folder
        attempt = max(known.attempt, restored_attempt) + 1
        is_kept = bool(changes) and not restored_attempt
        can_keep = is_kept and begin_keeping(target, known.names if attempt == 1 else None)
        # First, so that a broken connection leaves no file unlisted
        _send_listing(Listing(present | known.names - {MARKER}, attempt), target, marker)
        done = run_rsync(target, *(keeping(target, attempt) if can_keep else ()), *copy)
        _send_listing(Listing(present), target, marker)
    return _list_changes(done.stdout)


def _patterns(names: Iterable[str]) -> Iterator[str]:
    """Filter patterns for files and their folders, which rsync deletes when nothing is left in them."""
    folders = {f"{parent}/" for name in names for parent in PurePosixPath(name).parents if parent.name}
    for name in sorted({*names, *folders}):
        yield "/" + (re.sub(r"[\\*?\[]", r"\\\g<0>", name) if WILD.search(name) else name)


def _fetch_listing(target: Rsync, marker: Path) -> Listing | None:
    """What the marker lists (an older version listed nothing); None where Vita has not published yet. Raises
    PublishFailed if the folder holds files of others."""
    fetched = run_rsync(target, "-p", f"{path_on_server(target)}{MARKER}", str(marker), tolerated=MISSING)
    if fetched.returncode:
        _refuse_files_of_others(target)
        return None
    first, *names = os.fsdecode(marker.read_bytes()).split("\n")
    unfinished = UNFINISHED.fullmatch(first)
    return Listing(frozenset(names) - {""}, int(unfinished[1]) if unfinished else 0)


def _refuse_files_of_others(target: Rsync) -> None:
    listed = run_rsync(target, "--list-only", path_on_server(target), tolerated=MISSING)
    names = set(re.findall(r"^\S+ +\S+ \S+ \S+ (.+)", listed.stdout, re.MULTILINE))
    if names - {".", WELL_KNOWN} and not target.force:
        raise PublishFailed(
            f"{target.address} holds files that Vita did not put there, and publishing would replace those of the same"
            " name: empty it, name another folder in publishconf.py, or publish with --force"
        )


def _send_listing(listing: Listing, target: Rsync, marker: Path) -> None:
    state = f" Attempt {listing.attempt} is under way." if listing.attempt else ""
    marker.write_bytes(os.fsencode("\n".join([f"{MARKER_TEXT}{state}", *sorted(listing.names), ""])))
    run_rsync(target, "-p", "--chmod=F644", str(marker), path_on_server(target))


def _list_changes(itemized: str) -> Changes:
    """The changes in lines such as `<f+++++++++ news/index.html`; folders and permissions alone do not count."""
    paths = {"new": [], "changed": [], "deleted": []}
    for line in itemized.splitlines():
        code, path = line[:11], line[12:]
        if re.match(r"(<f|cL)\+", code):
            paths["new"].append(path)
        elif re.match(r"<f|cL", code):
            paths["changed"].append(path)
        elif code.startswith("*deleting") and not path.endswith("/"):
            paths["deleted"].append(path)
    return Changes(**{kind: tuple(found) for kind, found in paths.items()})
