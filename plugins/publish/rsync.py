"""Run rsync over ssh, and say in one line why it failed and what to do."""

import re
import subprocess
from pathlib import Path

from plugins.publish.programs import PublishFailed, reason, run
from plugins.publish.targets import Rsync

COMMON = ("rsync", "--protect-args", "--8-bit-output", "--timeout=60")
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
MISSING = r"(change_dir|link_stat) .*\((2|20)\)"  # what rsync says of a folder or a file that is not there


def path_on_server(target: Rsync) -> str:
    return f"{target.host}:{target.folder}/"


def run_rsync(target: Rsync, *arguments: str, tolerated: str = "") -> subprocess.CompletedProcess[str]:
    """Run rsync over ssh. Raises PublishFailed if it fails, unless its messages match `tolerated`."""
    done = run([*COMMON, "-e", _ssh(target), *arguments], Path())
    if done.returncode and not (tolerated and re.search(tolerated, done.stderr)):
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
