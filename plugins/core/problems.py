"""Problems in an author's files: one record for errors, warnings and findings (design section 8), and the report of a
build, which collects them."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

MOST_PLACES = 12  # of one cause that a line names besides the first


@dataclass(frozen=True)
class Problem:
    """What is wrong at a place: a `path` relative to the site's folder, and a `line` from 1, or None.

    A reader of a data file does not know the path: it leaves `path` empty, and its caller fills it in. A problem that
    `is_warning` does not stop the build: its reader chose a sensible reading, which the message names.
    """

    path: str
    line: int | None
    message: str
    is_warning: bool = False

    @classmethod
    def at(cls, line: int | None, message: str, key: str = "", is_warning: bool = False) -> "Problem":
        """A problem in a file whose path the caller knows, with the `key` of its entry."""
        return cls("", line, f"{key}: {message}" if key else message, is_warning)

    def __str__(self) -> str:
        """`path:line: message`, as far as these are known."""
        place = f"{self.path}:{self.line}" if self.path and self.line else self.path
        return f"{place}: {self.message}" if place else self.message


class BuildFailed(Exception):
    """The build stopped because of `errors`; the output is unchanged."""

    def __init__(self, errors: Iterable[Problem]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(map(str, self.errors)))


@dataclass
class Report:
    """The problems that one build found: `errors` stop it, `warnings` do not; `notes` tell what is right and worth
    knowing. Paths are shown relative to `root`."""

    root: Path
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    place_of_setting: Callable[..., tuple[Path | str, int | None]] = lambda *_: ("pelicanconf.py", None)

    def error(self, path: Path | str, line: int | None, message: str) -> None:
        self._add(self.errors, path, line, message)

    def error_in_setting(self, message: str, name: str, *keys: object) -> None:
        """Report an error in the setting `name`, or in what stands below `keys` in it, where the author wrote it."""
        self.error(*self.place_of_setting(name, *keys), message)

    def warning(self, path: Path | str, line: int | None, message: str) -> None:
        self._add(self.warnings, path, line, message)

    def note(self, path: Path | str, line: int | None, message: str) -> None:
        self._add(self.notes, path, line, message)

    def errors_in(self, path: Path | str, problems: Iterable[Problem]) -> None:
        """Report the problems that a reader of the file at `path` returned, warnings as warnings."""
        for problem in problems:
            found = self.warnings if problem.is_warning else self.errors
            self._add(found, path, problem.line, problem.message)

    def _add(self, problems: list[Problem], path: Path | str, line: int | None, message: str) -> None:
        place = Path(path)
        if place.is_absolute() and place.is_relative_to(self.root):
            place = place.relative_to(self.root)
        problem = Problem(place.as_posix(), line, message)
        if problem not in problems:
            problems.append(problem)


def lines_by_cause(problems: Iterable[Problem]) -> list[str]:
    """A line for each message, at the first of its places, with the others after it: the first of them in full."""
    places: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: (problem.path, problem.line or 0)):
        places.setdefault(problem.message, []).append(problem)
    return [f"{first}{_other_places(first, others)}" for first, *others in places.values()]


def _other_places(first: Problem, others: list[Problem]) -> str:
    """` (also at 9, 12, content/b.md:3 and 57 more places)`; a number alone is a line of the file before it."""
    shown, path = [], first.path
    for other in others[:MOST_PLACES]:
        is_here = other.path == path and other.line
        shown.append(str(other.line) if is_here else f"{other.path}:{other.line}" if other.line else other.path)
        path = other.path
    hidden = len(others) - len(shown)
    more = f" and {hidden} more place{'s' * (hidden > 1)}" if hidden else ""
    return f" (also at {', '.join(shown)}{more})" if shown else ""


def did_you_mean(word: str, known: Iterable[str], show: str = "{}") -> str:
    """` (did you mean …?)` with the closest of the `known` words; empty if none is close."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean {show.format(close[0])!r}?)" if close else ""


def one_line(error: BaseException) -> str:
    """The message of an error on one line, or the name of its class if it has none."""
    return " ".join(str(error).split()) or type(error).__name__
