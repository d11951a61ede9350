"""Rebuild the site, and show the outcome in the terminal and in the open pages: a line for each error, no traceback."""

import gc
import time
import traceback
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from plugins.core.problems import BuildFailed, lines_by_cause
from plugins.livereload.pages import OpenPages


@dataclass
class Rebuilder:
    """`build`, `quick` and `content` are those of `plugins.livereload.serve`."""

    build: Callable[[], object]
    quick: Callable[[set[Path]], Collection[str] | None] | None
    content: Path
    pages: OpenPages
    _warnings: list[str] = field(default_factory=list)
    _is_build_due: bool = False

    def handle(self, changed: set[Path]) -> None:
        """Rebuild after a change. A full build that follows a quick one waits for a moment without changes (the empty
        set), so that the browser loads the page first and the author's next save is shown at once, too."""
        if changed and self._build_quickly(changed):
            self._is_build_due = True
        elif changed or self._is_build_due:
            self.build_all()

    def build_all(self) -> None:
        self._is_build_due = False
        start = time.perf_counter()
        try:
            built = self.build()
        except BuildFailed as failure:
            self.report(lines_by_cause(failure.errors) or ["the build failed"])
        except (Exception, SystemExit) as error:
            self.report([self._describe_crash(error)])
        else:
            self._report_success(built, time.perf_counter() - start)
        gc.collect()  # now that the pages are shown: `tasks.py` turns collection during a build nearly off

    def report(self, errors: list[str]) -> None:
        """Show errors above the pages of the last good build."""
        print(*errors, sep="\n")
        self.pages.show_errors(tuple(errors))

    def _report_success(self, built: object, seconds: float) -> None:
        self.pages.show_changes()
        warnings = [*(f"warning: {line}" for line in lines_by_cause(built.warnings)), *map(str, built.notes)]
        for line in [line for line in warnings if line not in self._warnings]:
            print(line)
        self._warnings = warnings
        print(f"built in {seconds:.2f} s")

    def _build_quickly(self, changed: set[Path]) -> bool:
        """Return whether `quick` could show the change. If it fails, the full build reports why."""
        if not self.quick or not all(path.is_relative_to(self.content) for path in changed):
            return False
        start = time.perf_counter()
        try:
            urls = self.quick(changed)
        except BuildFailed:
            return False
        except (Exception, SystemExit) as error:
            print(self._describe_crash(error))
            return False
        if urls:
            self.pages.show_changes(self.pages.state.errors)  # only a full build knows whether they are fixed
            print(f"{' '.join(urls)} updated in {time.perf_counter() - start:.2f} s")
        return bool(urls)

    def _describe_crash(self, error: BaseException) -> str:
        """Return a line for the author, and write the traceback beside the output for a maintainer."""
        line = " ".join(f"internal error: {type(error).__name__}: {error}".split())
        log = self.pages.site.with_name(f"{self.pages.site.name}-traceback.txt")
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text("".join(traceback.format_exception(error)), "utf-8", "backslashreplace")
        except OSError:  # such as a full disk, which may also be the error itself
            return line
        return f"{line} (traceback in {relative_to_here(log)})"


def syntax_errors(paths: Iterable[Path]) -> list[str]:
    """Return `path:line: message` for each Python file that a new process could not import."""
    errors = []
    for path in paths:
        try:
            compile(path.read_bytes(), str(path), "exec")
        except SyntaxError as error:
            errors.append(f"{relative_to_here(path)}:{error.lineno or 1}: {error.msg}")
        except (OSError, ValueError):  # deleted, or not text
            continue
    return errors


def relative_to_here(path: Path) -> Path:
    """Return the path from the current folder, as the author knows it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
