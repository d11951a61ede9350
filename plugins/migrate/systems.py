"""The systems whose sites can be moved in, and which of them a site is of."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from plugins.migrate.moved_site import Reader
from plugins.migrate.report import MigrationFailed

# Folders beside this file, in the order in which their readers are asked
SYSTEMS = ("mkdocs", "alfolio", "academicpages", "hugoblox", "pelican")
ADDRESS = re.compile(r"(?:https?|git|ssh|ftp):/|git@|www\.", re.I)  # Path makes one slash of two
# What is known of other generators: their settings files
OTHERS = {
    "_config.yml": "Jekyll",
    "_config.yaml": "Jekyll",
    "hugo.toml": "Hugo",
    "hugo.yaml": "Hugo",
    "config.toml": "Hugo",
    "config/_default/hugo.yaml": "Hugo",
    "_quarto.yml": "Quarto",
    "conf.py": "Sphinx",
}


def recognize(source: Path) -> tuple[Reader, Path]:
    """The reader that recognizes the site at `source`, and its folder or settings file.

    Raises MigrationFailed, with all that can be moved, if there is none.
    """
    if ADDRESS.match(str(source)):
        raise MigrationFailed(f"{source}: an address cannot be moved: clone or download the site, then name its folder")
    if not source.exists():
        raise MigrationFailed(f"{source}: there is no such folder")
    for place in (source, source.parent) if source.is_file() else (source,):
        for reader in readers():
            if reader.recognize(place):
                return reader, place
    folder = source if source.is_dir() else source.parent
    others = (f"a site of {by}, which is not read" for name, by in OTHERS.items() if (folder / name).is_file())
    kind = next(others, "not a site that is known")
    known = "; ".join(f"{reader.NAME} ({reader.SIGNS})" for reader in readers())
    raise MigrationFailed(f"{source}: {kind}; these can be moved: {known}")


def readers() -> Iterator[Reader]:
    for name in SYSTEMS:
        yield cast(Reader, import_module(f"plugins.migrate.{name}.reader"))
