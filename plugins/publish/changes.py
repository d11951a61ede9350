"""What publishing adds to a site, changes and deletes."""

from collections.abc import Iterator
from dataclasses import dataclass

SHOWN = 20  # paths of one kind, but for deleted ones, which an author may miss


@dataclass(frozen=True)
class Changes:
    """Paths on the site by what happens to them; false if nothing happens."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(vars(self).values())

    @property
    def count(self) -> str:
        return ", ".join(f"{len(paths)} {kind}" for kind, paths in vars(self).items() if paths)

    def lines(self) -> Iterator[str]:
        """A line for each path; of those that are not deleted, the first `SHOWN` of a kind."""
        for kind, paths in vars(self).items():
            shown = len(paths) if kind == "deleted" else SHOWN
            yield from (f"{kind} {path}" for path in paths[:shown])
            if len(paths) > shown:
                yield f"{kind}: and {len(paths) - SHOWN} more"
