"""The output and exit codes of the commands. `tasks.py` calls one function for each command.

Each function raises SystemExit with one line for the author if it fails.
"""

import io
import sys
from collections.abc import Iterable
from pathlib import Path

from plugins.core.problems import Problem

for stream in (sys.stdout, sys.stderr):  # a terminal that is not UTF-8 may lack the character of a message
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")

ROOT = Path(__file__).resolve().parents[2]


def print_problems(problems: Iterable[Problem], kind: str = "") -> None:
    """Print a line for each problem to standard error, by file and line."""
    for problem in sorted(problems, key=lambda problem: (problem.path, problem.line or 0)):
        place = f"{problem.path}:{problem.line}" if problem.line else problem.path
        print(f"{place}: {kind}{problem.message}", file=sys.stderr)


def from_root(path: Path) -> Path:
    """The path as the author knows it: from the site's folder, if it lies there."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
