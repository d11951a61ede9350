"""content/citations.toml, which `invoke sync --citations` writes → how often each publication is cited."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.core.problems import Problem, Report
from plugins.core.toml_tables import Table, read_toml, to_line
from plugins.publications.library import Library
from plugins.publications.records import Citations, Publication

FILE = "citations.toml"
KEYS = ("source", "date", "total", "counts")


@dataclass(frozen=True)
class CitationCounts:
    """The `counts` by the keys of entries, where they are from, and their day as in `2026-11-29`."""

    source: str = ""
    date: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


def with_citations(library: Library, content: Path, report: Report) -> Library:
    """The library with the citations of its publications; a missing or wrong file is an error in the report."""
    path = content / FILE
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        advice = "run 'invoke sync --citations', which writes it"
        report.error_in_setting(f"CITATIONS needs {content.name}/{FILE}: {advice}", "CITATIONS")
        return library
    except (OSError, UnicodeDecodeError) as error:
        report.error(path, None, f"cannot be read as UTF-8 text: {error}")
        return library
    counts, problems = read_citations(text)
    report.errors_in(path, problems)
    publications = tuple(_counted(publication, counts) for publication in library.publications)
    by_key = {key: publication for publication in publications for key in publication.keys}
    return replace(library, publications=publications, by_key=by_key)


def _counted(publication: Publication, counts: CitationCounts) -> Publication:
    count = sum(counts.counts.get(key, 0) for key in publication.keys)
    return replace(publication, citations=Citations(count, counts.source, counts.date)) if count else publication


def read_citations(text: str) -> tuple[CitationCounts, list[Problem]]:
    """The counts that a file holds, and its problems by line."""
    file = read_toml(text)
    if file.problems:
        return CitationCounts(), file.problems
    file.check_keys(KEYS)
    source = file.get("source", to_line, missing='say where the counts are from: source = "OpenAlex"')
    day = file.get("date", _to_day, missing="say of which day the counts are: date = 2026-11-29")
    counts = file.inner("counts", dict, '[counts], then lines such as "lee2026owls" = 12')
    return CitationCounts(source, day, _numbers(counts)), file.problems


def _numbers(table: Table) -> dict[str, int]:
    return {key: table.get(key, _to_count, 0) for key in table.values}


def _to_count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{value!r} is no count: write a number, from 0 on")
    return value


def _to_day(value: object) -> str:
    text = str(value)
    if len(text) != 10 or not hasattr(value, "isoformat"):
        raise ValueError(f"'{text}' is no day: write it as in 2026-11-29, without quotes")
    return text
