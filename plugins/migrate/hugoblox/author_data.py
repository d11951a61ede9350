"""People in `data/authors/`, as newer versions of HugoBlox keep them, as texts of `content/authors/`.

In: the folder of the site. Out: a `HugoText` for each person, by the name of the file.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins.migrate.file_list import list_files
from plugins.migrate.hugoblox.config import ENDINGS
from plugins.migrate.hugoblox.front_matter import HugoText, first_of, long_text, parse, table_of
from plugins.migrate.report import MigrationReport

FOLDER = "data/authors"
# Its keys, and those of a text in content/authors/
SAME = {"links": "profiles", "affiliations": "organizations", "experience": "work", "is_owner": "superuser"}


def read_author_data(folder: Path, report: MigrationReport) -> Iterator[tuple[str, HugoText]]:
    for name in list_files(folder / FOLDER, lambda name: not name.endswith(tuple(ENDINGS))).names:
        path = folder / FOLDER / name
        values, problem = parse(path.read_bytes().decode("utf-8-sig", "replace"), ENDINGS[path.suffix])
        if problem:
            report.leave(f"{FOLDER}/{name}", 1, f"{problem}: this person is not moved")
        else:
            yield name, _as_text(table_of(values), path.stem)


def _as_text(values: Mapping[str, Any], stem: str) -> HugoText:
    name = table_of(values.get("name"))
    both = f"{first_of(name, 'given')} {first_of(name, 'family')}".strip()
    shown = first_of(name, "display") or both or first_of(values, "name")
    renamed = {SAME.get(key, key): value for key, value in values.items() if key not in ("name", "bio")}
    return HugoText({**renamed, "title": shown or stem.replace("-", " ").title()}, long_text(values.get("bio")))
