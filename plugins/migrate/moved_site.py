"""What a reader makes of an old site, and what a reader is. The common writer knows nothing else of the old system.

A new system is a folder beside this file whose module `reader` is a `Reader`, and its name in `systems.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from plugins.migrate.report import MigrationReport

NEWS = ("news/", "articles/", "dated/")  # the list of articles gets the first that no page has
MADE_HERE = ("404.html", "feed.xml", "sitemap.xml")  # files that the build writes itself
TEXTS = (".md", ".markdown", ".mdown", ".mkd")
Files = dict[str, bytes | Path]  # by path: what to write, or a file to copy


@dataclass(frozen=True)
class MovedSite:
    """The new site. Files have paths below the target, redirects lead from old to new paths, or to an address.

    Settings are those that differ from their defaults, and may be a `Pattern` or `REMOVED`. The writer adds what the
    target says about looks and publishing, and EMBEDS_HOSTS unless it is given; it leaves out what is as by default.
    """

    system: str  # as people say it: "al-folio"
    files: Mapping[str, bytes | Path]  # content/pages/…, content/news/…, content/publications.bib, content/cv.toml …
    settings: Mapping[str, object] = field(default_factory=dict)  # of pelicanconf.py
    public: Mapping[str, object] = field(default_factory=dict)  # of publishconf.py: SITEURL, PUBLISH, FEED_COPIES
    redirects: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)  # "page": 3; the first line of the report


def count_files(files: Files) -> dict[str, int]:
    """What the first line of the report says of them: pages, articles, and the files that are copied."""
    texts = [name for name in files if name.lower().endswith(TEXTS)]
    return {
        "page": sum(name.startswith("content/pages/") for name in texts),
        "article": sum(name.startswith("content/news/") for name in texts),
        "picture or file": sum(isinstance(what, Path) and name not in texts for name, what in files.items()),
    }


class Reader(Protocol):
    """The module `reader` of a system's folder."""

    NAME: str  # "al-folio"
    SIGNS: str  # what it is recognized by: "_config.yml with _bibliography/"

    def recognize(self, folder: Path) -> bool:
        """Whether the folder holds a site of this system; reads as little as possible."""

    def read(self, folder: Path, report: MigrationReport) -> MovedSite:
        """The new site. Raises MigrationFailed with file and line if the old one cannot be read."""
