"""The report of a migration: what was moved, what was changed and why, what is left for the author."""

from dataclasses import dataclass, field

from plugins.core.problems import Problem

HEADINGS = (
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
    """Three lists. The paths are those of the old site, or of the new one in `changed`."""

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
        parts = ["# Moved from Material for MkDocs"]
        for name, title, nothing in HEADINGS:
            notes = getattr(self, name)
            parts += [f"## {title}", "\n".join(f"- {note}" for note in notes) or nothing]
        parts += ["Now run `invoke build`: it names every error that is still there, with file and line."]
        return "\n\n".join(parts) + "\n"
