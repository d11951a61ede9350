"""The report of a migration: what was moved, what was changed and why, what is left for the author."""

from dataclasses import dataclass, field

from plugins.core.problems import Problem

HEADINGS = (
    ("stops", "What stops the build", "Nothing: the site can be built."),
    ("moved", "Moved", "Nothing was moved."),
    ("changed", "Changed, and why", "Nothing had to be changed."),
    ("left", "Left for you", "Nothing is left to do."),
)


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

    stops: list[Problem] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    changed: list[Problem] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)

    def change(self, path: str, line: int | None, reason: str) -> None:
        self.changed.append(Problem(path, line, reason))

    def leave(self, path: str, line: int | None, message: str) -> None:
        note = Problem(path, line, message)
        if note not in self.left:
            self.left.append(note)

    def __str__(self) -> str:
        """The report as Markdown."""
        parts = ["# What was moved in"]
        for name, title, nothing in HEADINGS:
            notes = getattr(self, name)
            parts += [f"## {title}", "\n".join(f"- {note}" for note in notes) or nothing]
        parts += ["Now run `invoke livereload` and look at the pages; it names every error, with file and line."]
        return "\n\n".join(parts) + "\n"
