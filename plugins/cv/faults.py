"""What may stand in `content/cv.toml`, and what is wrong where something else does.

In: names and values as TOML gives them. Out: one sentence for each fault, or an empty one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.core.problems import Problem, did_you_mean
from plugins.cv.dates import read_date

TITLES = {
    "education": "Education",
    "positions": "Positions",
    "awards": "Awards",
    "grants": "Grants",
    "teaching": "Teaching",
    "service": "Service",
    "talks": "Talks",
    "students": "Students",
    "languages": "Languages",
    "skills": "Skills",
}
DATES = ("from", "until", "when")
NAME = re.compile(r"[a-z][a-z0-9-]*")
KEYS = ("what", "where", "url", "when", "from", "until", "text", "logo", "short")
ALIASES = {"title": "what", "name": "what", "start": "from", "end": "until", "to": "until", "date": "when"}


@dataclass(frozen=True)
class Lines:
    """The line of an entry of a section, and of its keys."""

    places: Mapping[tuple, int]

    def of(self, name: str, place: int = 0, key: str = "") -> int:
        """The key's line, else its table's, else the first."""
        paths = ((name, place, key), (name, key), (name, place), (name,))
        return next((self.places[path] for path in paths if path in self.places), 1)


def faults_of_titles(titles: dict, data: dict, lines: Lines) -> Iterator[Problem]:
    for name, title in titles.items():
        line = lines.of("titles", 0, name)
        if name not in data and name not in TITLES:
            yield Problem.at(
                line, f"'{name}' in [titles] is no section{did_you_mean(name, data)}: begin one with [[{name}]]"
            )
        if not isinstance(title, str) or not title.strip():
            yield Problem.at(line, f"the title of '{name}' is a text in quotes")


def fault_of_section(name: str, entries: object, titles: dict) -> str:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return f"an entry of '{name}' begins with [[{name}]], in two pairs of brackets, and stands below it"
    if not NAME.fullmatch(name):
        return f"the name of a section is of small letters, digits and hyphens, not '{name}'"
    if name not in TITLES and name not in titles:
        meant = did_you_mean(name, [*TITLES, "titles"])
        return f"no section '{name}'{meant}; for one of your own, write {name} = \"Its heading\" below [titles]"
    return ""


def fault_of_value(key: str, value: object) -> str:
    if key not in KEYS:
        close = f" (did you mean '{ALIASES[key]}'?)" if key in ALIASES else did_you_mean(key, KEYS)
        return f"an entry has no '{key}'{close}; it may have {', '.join(KEYS)}"
    if key == "short":
        return "" if isinstance(value, bool) else "'short' is true or false, without quotes"
    if key in DATES:
        return "" if read_date(value, key == "until") else f"'{key}' is a year or a month, such as 2021 or \"2021-09\""
    if not isinstance(value, str) or not (value.strip() or key != "what"):
        return f"'{key}' is a text in quotes"
    if key == "url" and not value.startswith(("https://", "http://", "mailto:")):
        return f"'url' begins with https://, not as '{value[:60]}' does"
    return ""
