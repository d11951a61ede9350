"""Run git and rsync without a shell, and find the one line that says why they failed."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

# What git, ssh and rsync print around the line that gives the reason.
NOISE = re.compile(
    r"@|\*\* |Warning: |hint: |To |error: failed to push |fatal: Could not read from remote repository"
    r"|Stopping at filesystem boundary|Please make sure you have|and the repository exists|rsync error: "
    r"|rsync: .*(write error: Broken pipe|connection unexpectedly closed)"
)


class PublishFailed(Exception):
    """The message is one line: what went wrong and what to do."""


def run(
    command: Sequence[str], folder: Path, env: Mapping[str, str] | None = None, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run `command` in `folder`, with messages in English. Raises PublishFailed if the program is not installed."""
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **(env or {}), "LC_ALL": "C"},
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError as error:
        if error.filename != command[0]:
            raise
        raise PublishFailed(
            f"{command[0]} is not installed: 'apt install {command[0]}' (Debian, Ubuntu) or"
            f" 'brew install {command[0]}' (macOS), then publish again"
        ) from None


def reason(stderr: str, otherwise: str = "it gave no reason") -> str:
    """The last line that gives a reason, else the first line, else `otherwise`."""
    lines = [line for line in map(str.strip, stderr.splitlines()) if line]
    telling = [line for line in lines if not NOISE.match(line)] or lines[:1] or [otherwise]
    return telling[-1].removeprefix("fatal: ")
