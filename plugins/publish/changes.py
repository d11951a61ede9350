"""What publishing adds to a site, changes and deletes."""

from collections.abc import Iterator
from dataclasses import dataclass

SHOWN = 20  # paths of one kind


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
        for kind, paths in vars(self).items():
            yield from (f"{kind} {path}" for path in paths[:SHOWN])
            if len(paths) > SHOWN:
                yield f"{kind}: and {len(paths) - SHOWN} more"
