"""content/cv.toml → sections of entries, and problems in the file. A value with a problem is left out.

`[[education]]` begins an entry of a section; `[titles]` gives sections other headings, and names new ones. Keys such as
`what-de` and `talks-de` are for pages in that language.
"""

import re
from pathlib import Path

from plugins.core.dates import Date
from plugins.core.problems import Problem, did_you_mean
from plugins.core.toml_tables import Table, picture_in, read_toml, to_bool, to_date, to_line, to_text, to_url
from plugins.core.translated import KEY, check_tag, translated_values
from plugins.cv.sections import NAMES, SPOKEN, Entry, Section, Sections

NAME = re.compile(r"[a-z][a-z0-9-]*")
RECORDS = ("talks", "courses", "projects")  # of which a section may have all
KEYS = ("records", "what", "where", "url", "when", "from", "until", "text", "logo", "short")
ALIASES = {"title": "what", "name": "what", "start": "from", "end": "until", "to": "until", "date": "when"}


def read_sections(text: str, content: Path) -> tuple[Sections, list[Problem]]:
    """The sections in the order of the file, and its problems by line; logos are files in the folder `content`."""
    file = read_toml(text)
    names = [name for name in file.values if name != "titles"]
    titles, translated = _read_titles(
        file.inner("titles", dict, '[titles], and below it talks = "Invited talks"'), names
    )
    for name in names:
        _check_name(file, name, [*NAMES, *titles])
    sections = [
        Section(
            name,
            titles.get(name, ""),
            tuple(_read_entry(table, name, content) for table in file.tables(name)),
            {f"title-{tag}": title for (base, tag), title in translated.items() if base == name},
        )
        for name in names
    ]
    return tuple(sections), sorted(file.problems, key=lambda problem: problem.line)


def _read_titles(table: Table, names: list[str]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """The titles of sections, and those for other languages by section and tag, of keys such as `talks-de`."""
    known, titles, translated = [*names, *NAMES], {}, {}
    for name in table.values:
        title, match = table.get(name, to_line), KEY.fullmatch(name)
        if match and name not in known and match["base"] in known:
            check_tag(table, name, match["tag"])
            translated[match["base"], match["tag"]] = title
        elif name not in known:
            table.add_problem(f"no section '{name}'{did_you_mean(name, names)}: begin one with [[{name}]]", name)
        elif title:
            titles[name] = title
    return titles, translated


def _check_name(file: Table, name: str, known: list[str]) -> None:
    if not NAME.fullmatch(name):
        file.add_problem(f"'{name}' cannot be the name of a section: use small letters, digits and hyphens", name)
    elif name not in known:
        hint = f'for one of your own, write {name} = "Its heading" below [titles]'
        file.add_problem(f"no section '{name}'{did_you_mean(name, [*known, 'titles'])}; {hint}", name)


def _read_entry(table: Table, section: str, content: Path) -> Entry:
    spoken = translated_values(table, SPOKEN)
    table.check_keys((*KEYS, *spoken) if spoken else KEYS, ALIASES)
    if "records" in table.values:
        records = table.get("records", _to_records)
        return Entry(records, records=records, is_short=table.get("short", to_bool, True), line=table.line)
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
        logo=table.get("logo", picture_in(content)),
        is_short=table.get("short", to_bool, True),
        line=table.line,
        translated=spoken,
    )


def _to_records(value: object) -> str:
    name = to_line(value)
    if name not in RECORDS:
        raise ValueError(f"no records '{name}'{did_you_mean(name, RECORDS)}; there are {', '.join(RECORDS)}")
    return name


def _to_link(value: object) -> str:
    return to_line(value) if str(value).strip().startswith("mailto:") else to_url(value)
