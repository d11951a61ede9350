"""The report of a migration: what was moved, what was changed and why, what is left for the author."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.core.problems import Problem, lines_by_cause

HEADINGS = (
    ("stops", "What stops the build", "Nothing: the site can be built."),
    ("moved", "Moved", "Nothing was moved."),
    ("changed", "Changed, and why", "Nothing had to be changed."),
    ("left", "Left for you", "Nothing is left to do."),
)
NEXT = "Now run `invoke livereload` and look at the pages; it names every error, with file and line."
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # which a terminal would obey
PLURALS = {"person": "people", "picture or file": "pictures and files"}
# Where what comes over goes, in the order in which the report counts it
PLACES = {
    "page": "content/pages/",
    "project": "content/pages/projects/",
    "article": "content/news/",
    "publication": "content/publications.bib",
    "person": "content/people.toml",
    "talk": "content/cv.toml",
    "course": "content/cv.toml",
    "picture or file": "the same places in content/",
    "redirect": "content/redirects/",
}
SHOWN = 12  # lines of a part on the screen; the file has all


class MigrationFailed(Exception):
    """Why nothing was moved, in words for the author; the target is unchanged."""


def counted(number: int, one: str, many: str = "") -> str:
    """`1 page`, `2 pages`; `many` is an irregular plural."""
    return f"{number} {one if number == 1 else many or one + 's'}"


@dataclass
class MigrationReport:
    """What `stops` the build of the new site, what was `moved` and `changed`, and what is `left` to the author.

    The paths are those of the new site in `stops`, else those of the old one, unless only the new one has the file.
    """

    summary: str = ""
    stops: list[Problem] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    changed: list[Problem] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)

    def change(self, path: str, line: int | None, reason: str) -> None:
        self.changed.append(Problem(path, line, CONTROL.sub("", reason)))

    def leave(self, path: str, line: int | None, message: str) -> None:
        note = Problem(path, line, CONTROL.sub("", message))
        if note not in self.left:
            self.left.append(note)

    def summarize(self, system: str, counts: Mapping[str, int]) -> None:
        """Say in a line what came over, and for each thing where it went."""
        found = {one: counted(counts[one], one, PLURALS.get(one, "")) for one in PLACES if counts.get(one)}
        self.summary = f"{system}: {', '.join(found.values()) or 'nothing'}"
        self.moved += [f"{words} to {PLACES[one]}" for one, words in found.items()]

    def lines(self, name: str) -> list[str]:
        """A part of the report, in a line for each cause."""
        return self.moved if name == "moved" else lines_by_cause(getattr(self, name))

    def __str__(self) -> str:
        """The report as Markdown."""
        parts = ["# What was moved in", *([self.summary] if self.summary else [])]
        for name, title, nothing in HEADINGS:
            parts += [f"## {title}", "\n".join(f"- {line}" for line in self.lines(name)) or nothing]
        return "\n\n".join([*parts, NEXT]) + "\n"

    def on_screen(self, file: str) -> str:
        """What fits on a screen: without what was changed, and with the first lines of what is left; `file` has all."""
        parts = [self.summary]
        for name, title in (("stops", "What stops the build"), ("left", "Left for you")):
            notes = [f"  {line}" for line in self.lines(name)]
            more = [f"  and {len(notes) - SHOWN} more"] if len(notes) > SHOWN else []
            parts += ["\n".join([f"{title}:", *notes[:SHOWN], *more])] if notes else []
        stops = "" if self.stops else "The site can be built. "
        return "\n".join([*parts, f"{stops}{file} has all, and what was changed and why.", NEXT])
