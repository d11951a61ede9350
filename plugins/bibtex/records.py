"""An entry of a `.bib` file, as a record."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """An entry of a `.bib` file: names of fields in small letters, values as written, macros replaced.

    `lines` says where each field stands; fields that a parent gave have the line of `crossref` or `xdata`.
    """

    key: str
    type: str
    fields: Mapping[str, str]
    lines: Mapping[str, int]
    line: int
