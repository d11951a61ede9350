"""One build, and what the terminal says of it: a line when it is good, a line for each error, no traceback."""

import sys
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from plugins.core.problems import BuildFailed
from plugins.livereload.state import State


def attempt(build: Callable[[], object], before: State, log: Path) -> tuple[State, list[str]]:
    """Build once: the state that follows, and what to say of it that is new. A traceback goes to `log`."""
    start = time.perf_counter()
    try:
        built = build()
    except BuildFailed as failure:
        return failed(before, [str(error) for error in failure.errors] or ["the build failed"])
    except (Exception, SystemExit) as error:
        return failed(before, [_internal_error(error, log)])
    warnings = tuple(f"warning: {warning}" for warning in getattr(built, "warnings", ()))
    news = [warning for warning in warnings if warning not in before.warnings]
    state = State(build=str(time.time_ns()), warnings=warnings)
    return state, [*news, f"built in {time.perf_counter() - start:.2f} s"]


def failed(before: State, lines: list[str]) -> tuple[State, list[str]]:
    return replace(before, errors=tuple(lines)), lines


def syntax_errors(paths: Iterable[Path]) -> list[str]:
    """A line for each Python file that a fresh process could not read."""
    return list(filter(None, map(_syntax_error, paths)))


def say(line: str) -> None:
    """Print, whatever the terminal's encoding and the names of files."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), flush=True)


def from_here(path: Path) -> Path:
    """The path as the author knows it: from the folder in which the command was given."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _internal_error(error: BaseException, log: Path) -> str:
    what = " ".join(f"internal error: {type(error).__name__}: {error}".split())
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(traceback.format_exception(error)), "utf-8", "backslashreplace")
    except OSError:  # the disk may be full, and that the error
        return what
    return f"{what} (traceback in {from_here(log)})"


def _syntax_error(path: Path) -> str:
    try:
        compile(path.read_bytes(), str(path), "exec")
    except SyntaxError as error:
        return f"{from_here(path)}:{error.lineno or 1}: {error.msg}"
    except (OSError, ValueError):
        return ""
    return ""
