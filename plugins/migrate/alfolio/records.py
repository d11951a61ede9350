"""People and the curriculum vitae of al-folio, from its data files.

In: the site, and its publications: a name is written as the bibliography writes it. Out: the text of people.toml, and
the sections of the curriculum vitae.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from plugins.core.folding import fold_text
from plugins.core.names import Name
from plugins.migrate.jekyll.old_site import JekyllSite, as_table
from plugins.migrate.plain_yaml import BadYaml, load_yaml
from plugins.migrate.report import MigrationReport
from plugins.migrate.toml_text import toml_tables
from plugins.publications.records import Publication

SOURCE = "coauthors"


def read_people(site: JekyllSite, publications: Iterable[Publication], report: MigrationReport) -> tuple[str, int]:
    """The text of people.toml, and how many people it has."""
    written = site.data.get(SOURCE)
    authors = (author for each in publications for version in each.versions for author in version.authors)
    known = {fold_text(str(author.name)): author.name for author in authors}
    records: dict[str, dict[str, object]] = {}
    for family, people in written.items() if isinstance(written, dict) else ():
        for person in people if isinstance(people, list) else [people]:
            record = _record(str(family), person, known) if isinstance(person, dict) else None
            if record is None:
                report.leave(f"_data/{SOURCE}.yml", None, f"'{family}' has no first name: not moved")
            else:
                records.setdefault(str(record["name"]), record)
    return toml_tables("person", records.values()), len(records)


def _record(family: str, person: Mapping[str, Any], known: Mapping[str, Name]) -> dict[str, object] | None:
    given = person.get("firstname")
    spellings = [str(one) for one in (given if isinstance(given, list) else [given]) if one]
    if not spellings:
        return None
    spellings.sort(key=len, reverse=True)
    names = [_as_published(f"{one} {family}", known) for one in spellings]
    url = str(person.get("url") or "")
    homepage = url if url.startswith(("http://", "https://")) and " " not in url else ""
    return {"name": names[0], "variants": list(dict.fromkeys(names[1:])), "homepage": homepage}


def _as_published(name: str, known: Mapping[str, Name]) -> str:
    """The name as it stands in the bibliography, else with capital letters."""
    found = known.get(fold_text(name))
    return str(found) if found else " ".join(word[:1].upper() + word[1:] for word in name.split())


def cv_sections(site: JekyllSite) -> list[tuple[str, Any]]:
    """The sections of `_data/cv.yml`, of al-folio's own form or of RenderCV, else those of a JSON Resume."""
    data = site.data.get("cv")
    if isinstance(data, list):
        return [(str(one.get("title") or "About"), one.get("contents")) for one in data if isinstance(one, dict)]
    if isinstance(data, dict):
        inner = as_table(data.get("cv")) or data
        return list(as_table(inner.get("sections")).items())
    resume = "assets/json/resume.json"
    if resume not in site.files:
        return []
    try:
        data = as_table(load_yaml(site.read(resume)))
    except BadYaml:
        return []
    return [(name, value) for name, value in data.items() if isinstance(value, list)]
