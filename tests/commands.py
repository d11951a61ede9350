"""Run the commands as an author does: `invoke` in a folder that holds a copy of the code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

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
