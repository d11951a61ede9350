"""What the last build of a folder notes for the next: of which inputs it was made, and what can be taken over.

In: the folder of notes in .cache/, the output folder. Out: a `Note`, or nothing where it is missing, broken, or of an
output that was touched since.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from plugins import cached
from plugins.build.unchanged import digest_of_stamps, hashed
from plugins.core.problems import Problem

KEPT = 12  # notes, one for each output folder


@dataclass(frozen=True)
class Note:
    """A build of the inputs `everything`: the stamp of its `output`, its pages, warnings; `until` when a text is due.

    Pages of records depend on `records` alone; on each of them was `seen` what the last checks want to know. `shared`
    is a digest of all inputs but the texts of pages.
    """

    everything: str
    output: str
    pages: int
    warnings: tuple[tuple[str, int | None, str], ...] = ()
    until: float = math.inf
    records: str = ""
    shared: str = ""
    seen: Mapping[str, list] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(Problem(*each) for each in self.warnings)

    def is_of(self, everything: str) -> bool:
        """Whether a build of these inputs would make the same again."""
        return self.everything == everything and datetime.now(UTC).timestamp() < self.until


def recall(cache: Path, output: Path, stamps: Mapping[str, bytes]) -> Note | None:
    """The note of the build that made `output`, if its `stamps` say that nobody has touched it since."""
    try:
        said = json.loads(_file(cache, output).read_text("utf-8"))
        kinds, names = said["seen"]
        seen = {name: kinds[number] for name, number in names.items()}
        note = Note(**{**said, "warnings": tuple(map(tuple, said["warnings"])), "seen": seen})
        is_whole = isinstance(note.pages, int) and note.until > 0
        holds = is_whole and note.errors is not None and note.output == (digest_of_stamps(stamps) or None)
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    return note if holds else None


def remember(cache: Path, output: Path, note: Note) -> None:
    """Keep the note for the next build; a folder that cannot be written keeps nothing."""
    cached.write(_file(cache, output), json.dumps(vars(note) | {"seen": _by_kind(note.seen)}).encode(), most=KEPT)


def _by_kind(seen: Mapping[str, list]) -> tuple[list[list], dict[str, int]]:
    """What was seen, once each, and its number by the names of pages: on most pages of works it is the same."""
    each = {id(one): one for one in seen.values()}
    written = {known: json.dumps(one) for known, one in each.items()}
    kinds = {text: each[known] for known, text in written.items()}
    numbers = {text: number for number, text in enumerate(kinds)}
    return [*kinds.values()], {name: numbers[written[id(one)]] for name, one in seen.items()}


def _file(cache: Path, output: Path) -> Path:
    return cache / f"{hashed([str(output)])[:24]}.json"
