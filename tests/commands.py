"""Run the commands as an author does: `invoke` in a folder that holds a copy of the code."""

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = ("plugins", "theme", "tasks.py")


def copy_code(folder: Path) -> None:
    """Copy the commands and what they need into a site's folder."""
    for name in CODE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)


def invoke(folder: Path, *words: str, env: dict | None = None) -> subprocess.CompletedProcess[str]:
    """Run `invoke` with `words` in `folder`; the result holds the exit code and the text of both streams."""
    environment = {name: value for name, value in (env or os.environ).items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", "invoke", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def in_terminal(
    command: list[str], folder: Path, env: dict, typed: Iterable[str] = (), silence: int = 20
) -> tuple[str, int]:
    """What a command prints in a terminal of its own, and its exit code. Each prompt gets the next line of `typed`.

    The test fails if the command prints nothing for so many seconds of `silence`.
    """
    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        os.execvpe(command[0], command, env)
    shown, waiting = "", list(typed)
    while select.select([terminal], [], [], silence)[0]:
        try:
            shown += os.read(terminal, 4096).decode("utf-8", "replace")
        except OSError:  # the end of the output
            os.close(terminal)
            return shown, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        is_quiet = not select.select([terminal], [], [], 0.05)[0]
        if waiting and is_quiet and shown.endswith((": ", "] ")):
            os.write(terminal, waiting.pop(0).encode())
    os.killpg(child, signal.SIGKILL)
    return pytest.fail(f"it waits: {shown}")
