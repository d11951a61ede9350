"""The output and exit codes of the commands. `tasks.py` calls one function for each command.

Each function raises SystemExit with one line for the author if it fails.
"""

import io
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.core.problems import BuildFailed, Problem, Report, lines_by_cause

for stream in (sys.stdout, sys.stderr):  # a terminal that is not UTF-8 may lack the character of a message
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")

ROOT = Path(__file__).resolve().parents[2]


def print_problems(problems: Iterable[Problem], kind: str = "") -> None:
    """Print a line for each cause to standard error, with its places by file and line."""
    for line in lines_by_cause(replace(problem, message=f"{kind}{problem.message}") for problem in problems):
        print(line, file=sys.stderr)


def read_author_settings(name: str) -> dict:
    """The settings in the file `name`, or SystemExit after a line for each error."""
    from plugins.building.settings import read_settings

    try:
        return read_settings(ROOT / name, Report(ROOT))
    except BuildFailed as error:
        print_problems(error.errors)
        count = len(error.errors)
        raise SystemExit(f"{count} error{'s' * (count > 1)} in the settings: nothing was done") from None


def today_of(settings: Mapping) -> date:
    """The author's day, in the time zone that TIMEZONE names, wherever this machine stands."""
    return datetime.now(ZoneInfo(settings.get("TIMEZONE", "UTC"))).date()


def from_root(path: Path) -> Path:
    """The path as the author knows it: from the site's folder, if it lies there."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
