"""`invoke test`: install what the tests need, then run ruff, then pytest on all cores. Stop at the first failure."""

import subprocess
import sys
from pathlib import Path

from tests import tools

ROOT = Path(__file__).parents[1]


def run(words: list[str]) -> None:
    """Run all tests, or those that `words` (arguments of pytest) choose. Exit with the code of what failed."""
    tools.prepare()
    commands = [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["pytest", "-n", "auto", *words]]
    for command in commands:
        code = subprocess.run([sys.executable, "-m", *command], cwd=ROOT).returncode
        if code:
            raise SystemExit(code)
