"""Bring a folder on a server to a site's state, with rsync over ssh.

New files replace the old ones only after all have arrived, so a broken connection leaves the old site. A folder that
Vita filled holds MARKER, which lists what publishing put there: nothing else is ever deleted. Any other folder that is
not empty is left alone.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from plugins.publish.changes import Changes
from plugins.publish.programs import PublishFailed, reason, run
from plugins.publish.targets import Rsync

MARKER = ".vita-published"
MARKER_TEXT = "Vita publishes here, and deletes only files that this list names.\n"
# Certificates are renewed through this folder, which therefore says nothing about whose folder it is in.
WELL_KNOWN = ".well-known"
WILD = re.compile(r"[*?\[]")

COMMON = ("rsync", "--protect-args", "--8-bit-output", "--timeout=60")
# No -t: an unchanged page keeps its date on the server, so visitors' caches stay valid.
COPY = ("-rlpz", "--checksum", "--delay-updates", "--delete-after", "--itemize-changes", "--chmod=D755,F644")
SSH = ("-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=15")

ADVICE = {
    "REMOTE HOST IDENTIFICATION HAS CHANGED": "this may be another machine; if its administrators confirm the new key,"
    " remove the old one with ssh-keygen -R and log in once with ssh",
    "Host key verification failed": "log in once with ssh and compare the host's key",
    "Permission denied (": "bring your key to the host with ssh-copy-id, or load it with ssh-add",
    "No space left": "make room on the host",
    "quota exceeded": "make room on the host",
    'mkdir "': "create the folder on the host",
    "rsync: command not found": "install rsync on the host",
    "rsync: not found": "install rsync on the host",
    "unrecognized option": "install rsync 3 on both sides",
    "unknown option": "install rsync 3 on both sides",
}
# rsync's exit codes: a broken connection may lose what the host said.
CODES = {11: "the host could not write a file", 12: "the connection broke", 30: "the host stopped answering"}


def send_to_server(output: Path, target: Rsync, dry_run: bool, ignore: Iterable[str]) -> Changes:
    """Make the files that publishing put on the server equal to those in `output`, and touch no others."""
    present = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_symlink() or path.is_file()}
    present = {name for name in present if name.partition("/")[0] not in ignore and "\n" not in name}
    with tempfile.TemporaryDirectory() as folder:
        marker = Path(folder, MARKER)
        known = _fetch_list(target, marker) if _holds_marker(target) else None
        stale = (known or set()) - present - {MARKER}
        if not dry_run and (known is None or present - known):
            _send_list(present | stale, target, marker)  # first, so that a broken connection leaves no file unlisted
        rules = Path(folder, "rules")
        rules.write_bytes(b"".join(b"risk %b\n" % os.fsencode(pattern) for pattern in _patterns(stale)))
        filters = [f"--exclude=/{name}" for name in ignore] + [f"--filter=merge {rules}", "--filter=protect *"]
        trial = ["--dry-run"] if dry_run else []
        done = _rsync(target, *COPY, *filters, *trial, f"{output}/", _remote_path(target))
        if stale and not dry_run:
            _send_list(present, target, marker)
    return _list_changes(done.stdout)


def _patterns(names: Iterable[str]) -> Iterator[str]:
    """Filter patterns for files and their folders, which rsync deletes when nothing is left in them."""
    folders = {f"{parent}/" for name in names for parent in PurePosixPath(name).parents if parent.name}
    for name in sorted({*names, *folders}):
        yield "/" + (re.sub(r"[\\*?\[]", r"\\\g<0>", name) if WILD.search(name) else name)


def _holds_marker(target: Rsync) -> bool:
    """Whether Vita filled the folder. Raises PublishFailed if it holds files of others."""
    listed = _rsync(target, "--list-only", _remote_path(target), may_be_missing=True)
    names = set(re.findall(r"^\S+ +\S+ \S+ \S+ (.+)", listed.stdout, re.MULTILINE))
    if MARKER not in names and names - {".", WELL_KNOWN} and not target.force:
        raise PublishFailed(
            f"{target.address} holds files that Vita did not put there, and publishing would replace those of the same"
            " name: empty it, name another folder in publishconf.py, or publish with --force"
        )
    return MARKER in names


def _fetch_list(target: Rsync, marker: Path) -> set[str]:
    """The files that publishing put on the server; none where an older version did, which listed nothing."""
    _rsync(target, "-p", f"{_remote_path(target)}{MARKER}", str(marker))
    return set(os.fsdecode(marker.read_bytes()).split("\n")[1:]) - {""}


def _send_list(names: Iterable[str], target: Rsync, marker: Path) -> None:
    marker.write_bytes(os.fsencode(MARKER_TEXT + "".join(f"{name}\n" for name in sorted(names))))
    _rsync(target, "-p", "--chmod=F644", str(marker), _remote_path(target))


def _remote_path(target: Rsync) -> str:
    return f"{target.host}:{target.folder}/"


def _rsync(target: Rsync, *arguments: str, may_be_missing: bool = False) -> subprocess.CompletedProcess[str]:
    done = run([*COMMON, "-e", _ssh(target), *arguments], Path())
    missing = re.search(r"(change_dir|link_stat) .*\(2\)", done.stderr)
    if done.returncode and not (may_be_missing and missing):
        advice = next((advice for words, advice in ADVICE.items() if words in done.stderr), "check network and host")
        why = reason(done.stderr, CODES.get(done.returncode, f"rsync ended with code {done.returncode}"))
        raise PublishFailed(f"cannot publish to {target.address}: {why}: {advice}, then publish again")
    return done


def _ssh(target: Rsync) -> str:
    """The ssh command as rsync itself splits it: at spaces outside quotes; a doubled quote stands for one."""
    # ssh uses the first of two equal options, so the author's come first; ~/.ssh/config may replace port 22.
    port = [] if target.port == 22 else ["-p", str(target.port)]
    words = ["ssh", *target.options, *port, *SSH]
    return " ".join("'" + word.replace("'", "''") + "'" for word in words)


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
