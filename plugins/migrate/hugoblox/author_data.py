"""People in `data/authors/`, as newer versions of HugoBlox keep them, as texts of `content/authors/`.

In: the folder of the site. Out: a `HugoText` for each person, by the name of the file.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins.migrate.hugoblox.config import ENDINGS, LARGEST
from plugins.migrate.hugoblox.front_matter import HugoText, long_text, one_line, parse, table_of
from plugins.migrate.report import MigrationReport

FOLDER = "data/authors"
# Its keys, and those of a text in content/authors/
SAME = {"links": "profiles", "affiliations": "organizations", "experience": "work", "is_owner": "superuser"}


def read_author_data(folder: Path, report: MigrationReport) -> Iterator[tuple[str, HugoText]]:
    place = folder / FOLDER
    paths = sorted(place.iterdir()) if place.is_dir() and not place.is_symlink() else []
    for path in paths:
        if path.suffix not in ENDINGS or path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            continue
        text = path.read_bytes().decode("utf-8-sig", "replace")
        values, problem = parse(text, ENDINGS[path.suffix])
        if problem:
            report.leave(f"{FOLDER}/{path.name}", 1, f"{problem}: this person is not moved")
        else:
            yield path.name, _as_text(table_of(values), path.stem)


def _as_text(values: Mapping[str, Any], stem: str) -> HugoText:
    name = table_of(values.get("name"))
    parts = [one_line(name.get(key)) for key in ("given", "family")]
    shown = one_line(name.get("display")) or " ".join(filter(None, parts)) or one_line(values.get("name"))
    renamed = {SAME.get(key, key): value for key, value in values.items() if key not in ("name", "bio")}
    return HugoText({**renamed, "title": shown or stem.replace("-", " ").title()}, long_text(values.get("bio")))
