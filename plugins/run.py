"""What one build knows and hands from handler to handler: begun before Pelican is, and gone with it.

In: settings, in which it stands as `RUN`, and so in every context too. Out: the `Run` of these settings.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.core.problems import Report

if TYPE_CHECKING:
    from jinja2 import Environment

    from plugins.build.note import Note
    from plugins.dialect.convert import Converter
    from plugins.dialect.page.typography import Typography
    from plugins.icons import Pack


@dataclass
class OfRecords:
    """Files that are made of records alone, by their `names`: a digest of what their pages depend on; which are `taken`
    over from the last build; of the others' pages, (name, HTML) to be finished; what is `seen` on pages, also of the
    last build."""

    digest: str = ""
    names: Collection[str] = ()
    taken: frozenset[str] = frozenset()
    unfinished: Iterable[tuple[str, str]] = ()
    seen: Mapping[str, list] = field(default_factory=dict)


@dataclass
class Run:
    """`inputs` is a digest of all that pages of records may depend on, empty where that is not known; `note` what the
    last build of `output` left; `due` when the next text is, in seconds of Unix; what is made once for all texts and
    templates; the author's `own_html` files; pages that are `scripted`; how many `pages` were written."""

    report: Report
    inputs: str = ""
    note: "Note | None" = None
    output: Path | None = None
    due: float = math.inf
    typography: "Typography | None" = None
    converter: "Converter | None" = None
    environment: "Environment | None" = None
    icons: "Pack | None" = None
    own_html: Collection[str] = ()
    scripted: Collection[str] = ()
    pages: int = 0
    records: OfRecords = field(default_factory=OfRecords)


def run_of(settings: dict) -> Run:
    """The run of a build's settings; a new one where Pelican was started without `plugins.build`."""
    return settings.setdefault("RUN", Run(Report(Path(settings["PATH"]).parent)))
