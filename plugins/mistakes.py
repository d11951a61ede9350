"""An author's mistake: one line with file, line and what would be right (design section 8).

In: places in content, settings or data, and names that were meant. Out: `Mistake` records, gathered in the
`Report` of one build, which every plugin reaches as `run_of(settings).report`.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Mistake:
    """What is wrong at a place; `path` as the author knows it (from the site's folder), `line` from 1 or None."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class BuildFailed(Exception):
    """The build stopped for `mistakes`, all of them; nothing that was published before has changed."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


@dataclass
class Report:
    """What one build found: `mistakes` stop it, `warnings` do not. Paths are shown relative to `root`."""

    root: Path
    mistakes: list[Mistake] = field(default_factory=list)
    warnings: list[Mistake] = field(default_factory=list)

    def mistake(self, path: Path | str, line: int | None, message: str) -> None:
        self._add(self.mistakes, path, line, message)

    def warning(self, path: Path | str, line: int | None, message: str) -> None:
        self._add(self.warnings, path, line, message)

    def _add(self, found: list[Mistake], path: Path | str, line: int | None, message: str) -> None:
        place = Path(path)
        if place.is_absolute() and place.is_relative_to(self.root):
            place = place.relative_to(self.root)
        mistake = Mistake(place.as_posix(), line, message)
        if mistake not in found:
            found.append(mistake)


def did_you_mean(word: str, known: Iterable[str], show: str = "{}") -> str:
    """` (did you mean …?)` for the closest of the `known` words, or nothing where none is close."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean {show.format(close[0])!r}?)" if close else ""


def one_line(error: BaseException) -> str:
    """What an error says, or else its name."""
    return " ".join(str(error).split()) or type(error).__name__
