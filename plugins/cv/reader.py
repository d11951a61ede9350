"""content/cv.toml → sections of entries, and problems in the file. A value with a problem is left out.

`[[education]]` begins an entry of a section; `[titles]` gives sections other headings, and names new ones.
"""

import re
from pathlib import Path

from plugins.core.dates import Date
from plugins.core.problems import Problem, did_you_mean
from plugins.core.toml_tables import Table, read_toml, to_bool, to_date, to_line, to_text, to_url
from plugins.cv.sections import Entry, Section, Sections

# The words for them are those of `cv` in theme/locales.
SECTIONS = ("education", "positions", "awards", "grants", "teaching")
SECTIONS += ("service", "talks", "students", "languages", "skills")
NAME = re.compile(r"[a-z][a-z0-9-]*")
KEYS = ("what", "where", "url", "when", "from", "until", "text", "logo", "short")
ALIASES = {"title": "what", "name": "what", "start": "from", "end": "until", "to": "until", "date": "when"}


def read_sections(text: str, content: Path) -> tuple[Sections, list[Problem]]:
    """The sections in the order of the file, and its problems by line; logos are files in the folder `content`."""
    file = read_toml(text)
    names = [name for name in file.values if name != "titles"]
    titles = _read_titles(file.inner("titles", dict, '[titles], and below it talks = "Invited talks"'), names)
    for name in names:
        _check_name(file, name, [*SECTIONS, *titles])
    sections = [
        Section(name, titles.get(name, ""), tuple(_read_entry(table, name, content) for table in file.tables(name)))
        for name in names
    ]
    return tuple(sections), sorted(file.problems, key=lambda problem: problem.line)


def _read_titles(table: Table, names: list[str]) -> dict[str, str]:
    for name in table.values:
        if name not in names and name not in SECTIONS:
            table.add_problem(f"no section '{name}'{did_you_mean(name, names)}: begin one with [[{name}]]", name)
    return {name: title for name in table.values if (title := table.get(name, to_line))}


def _check_name(file: Table, name: str, known: list[str]) -> None:
    if not NAME.fullmatch(name):
        file.add_problem(f"'{name}' cannot be the name of a section: use small letters, digits and hyphens", name)
    elif name not in known:
        hint = f'for one of your own, write {name} = "Its heading" below [titles]'
        file.add_problem(f"no section '{name}'{did_you_mean(name, [*known, 'titles'])}; {hint}", name)


def _read_entry(table: Table, section: str, content: Path) -> Entry:
    def to_picture(value: object) -> str:
        path = to_text(value)
        file = (content / path).resolve()
        if not file.is_file() or not file.is_relative_to(content.resolve()):
            raise ValueError(f"no picture '{path}' in {content.name}/")
        return path

    table.check_keys(KEYS, ALIASES)
    if "when" in table.values and {"from", "until"} & table.values.keys():
        table.add_problem("an entry has either 'when', or 'from' and 'until', not both")
    span = table.span()
    return Entry(
        what=table.get(
            "what", to_line, missing=f"an entry of '{section}' needs what = \"…\": its degree, post or title"
        ),
        where=table.get("where", to_line),
        url=table.get("url", _to_link),
        when=table.get("when", to_date, Date()),
        since=span.start,
        until=span.end,
        text=table.get("text", to_text),
        logo=table.get("logo", to_picture),
        is_short=table.get("short", to_bool, True),
        line=table.line,
    )


def _to_link(value: object) -> str:
    return to_line(value) if str(value).strip().startswith("mailto:") else to_url(value)
