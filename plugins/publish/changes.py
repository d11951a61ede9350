"""What a publication adds, changes and deletes, as lines to read."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

SHOWN = 20


@dataclass(frozen=True)
class Changes:
    """Paths within the site, by what happens to them; false when nothing happens."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.deleted)

    @property
    def count(self) -> str:
        return ", ".join(f"{len(paths)} {kind}" for kind, paths in self._kinds())

    def lines(self) -> Iterator[str]:
        for kind, paths in self._kinds():
            yield from (f"{kind} {path}" for path in paths[:SHOWN])
            if len(paths) > SHOWN:
                yield f"{kind}: and {len(paths) - SHOWN} more"

    def _kinds(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        named = ((field.name, getattr(self, field.name)) for field in fields(self))
        return ((kind, paths) for kind, paths in named if paths)
