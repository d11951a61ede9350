"""The author's curriculum vitae: the text of `content/cv.toml` → sections of entries.

In: TOML, where `[[education]]` begins an entry and `[titles]` names sections of the author's own. Out: `Section`
records in the order of the file, and what is wrong in it.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from plugins.core.dates import Date
from plugins.core.problems import Problem
from plugins.core.toml_lines import places, syntax_fault
from plugins.cv.dates import read_date
from plugins.cv.faults import DATES, TITLES, Lines, fault_of_section, fault_of_value, faults_of_titles

INLINE = ("languages", "skills")
TEXTS = ("what", "where", "url", "text", "logo")


@dataclass(frozen=True)
class Entry:
    """A line of the CV. `text` is Markdown; `logo` a path below content/; `is_short` says: also in the short form.

    `when` is a day or a year; or the entry lasts from `since` until `until`, which is empty while it goes on.
    """

    what: str
    where: str = ""
    url: str = ""
    when: Date = Date()
    since: Date = Date()
    until: Date = Date()
    text: str = ""
    logo: str = ""
    is_short: bool = True
    line: int = 0

    @property
    def is_dated(self) -> bool:
        return bool(self.when.year or self.since.year or self.until.year)

    @property
    def is_ongoing(self) -> bool:
        return bool(self.since.year and not self.until.year)


@dataclass(frozen=True)
class Section:
    """Entries below one heading; `is_inline` where the text follows its word: `Python, C` after `Languages`."""

    name: str
    title: str
    entries: tuple[Entry, ...] = ()
    is_inline: bool = False

    @property
    def is_compact(self) -> bool:
        """Whether each entry is a line: none has more to say than what, where and when."""
        return self.is_inline or not any(entry.text or entry.logo for entry in self.entries)


Sections = tuple[Section, ...]


def read(text: str) -> tuple[Sections, list[Problem]]:
    """The sections that are sound, and every fault with its line."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return (), [syntax_fault(text, error)]
    lines, faults = Lines(places(text)), []
    titles = data.pop("titles", {})
    if not isinstance(titles, dict):
        faults.append(
            Problem.at(lines.of("titles"), "'titles' is a table: [titles], below it talks = \"Invited talks\"")
        )
        titles = {}
    faults += faults_of_titles(titles, data, lines)
    sections = []
    for name, entries in data.items():
        if fault := fault_of_section(name, entries, titles):
            faults.append(Problem.at(lines.of(name), fault))
            continue
        read_entries = [_entry(name, place, entry, lines, faults) for place, entry in enumerate(entries)]
        title = str(titles.get(name) or TITLES[name])
        sections.append(Section(name, title, tuple(filter(None, read_entries)), name in INLINE))
    return tuple(sections), sorted(faults, key=lambda fault: fault.line)


def chosen(
    sections: Iterable[Section], names: Iterable[str] = (), limit: int | None = None, form: str = "long"
) -> Sections:
    """The named sections in the order of `names`, or all; at most `limit` entries of each; empty ones are left out.

    Raises KeyError with the first name that no section has.
    """
    known = {section.name: section for section in sections}
    found = [known[name] for name in names] if names else known.values()
    in_form = [
        replace(section, entries=tuple(each for each in section.entries if each.is_short or form == "long")[:limit])
        for section in found
    ]
    return tuple(section for section in in_form if section.entries)


def _entry(section: str, place: int, data: dict, lines: Lines, faults: list[Problem]) -> Entry | None:
    """The entry, or None and what is wrong with it, added to `faults`."""
    before = len(faults)
    for key, value in data.items():
        if fault := fault_of_value(key, value):
            faults.append(Problem.at(lines.of(section, place, key), fault))
    line = lines.of(section, place)
    dates = {
        key: read_date(data[key], key == "until") for key in DATES if key in data and not fault_of_value(key, data[key])
    }
    if "what" not in data:
        faults.append(Problem.at(line, f"an entry of '{section}' needs what = \"…\": its degree, post or title"))
    if "when" in data and {"from", "until"} & data.keys():
        faults.append(Problem.at(line, "an entry has 'when', or 'from' and 'until', not both"))
    if {"from", "until"} <= dates.keys() and dates["until"].year and dates["until"].order < dates["from"].order:
        faults.append(Problem.at(lines.of(section, place, "until"), f"it ends in {dates['until']}, before it begins"))
    if len(faults) > before:
        return None
    texts = {key: data[key].strip() for key in TEXTS if key in data}
    when, since, until = (dates.get(key, Date()) for key in ("when", "from", "until"))
    return Entry(**texts, when=when, since=since, until=until, is_short=data.get("short", True), line=line)
