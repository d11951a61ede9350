"""An entry of a `.bib` file, as a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """An entry of a `.bib` file.

    `type` and the names of `fields` are in lower case; values are LaTeX as written, with macros replaced.
    `offsets` says how many lines below the entry's first `line` each field starts, so that an entry that moved within
    its file differs in `line` alone; its representation, a key of the cache, has neither. An inherited field has the
    offset of the `crossref` or `xdata` that gave it.
    """

    key: str
    type: str
    fields: Mapping[str, str]
    offsets: Mapping[str, int] = field(repr=False)
    line: int = field(default=1, repr=False)

    def line_of(self, field: str) -> int:
        """The line of a field in the file; the entry's first line if it has no such field."""
        return self.line + self.offsets.get(field, 0)
