"""Where in a TOML file an entry and its keys stand, which Python's reader does not tell.

In: the text of a file of `[[tables]]` that is sound TOML, or the error of one that is not. Out: lines from 1.
"""

import re
import tomllib

from plugins.bibtex.records import Fault

HEADER = re.compile(r"""\s*\[\[?\s*["']?(?P<name>[^\]"']+?)["']?\s*\]""")
KEY = re.compile(r"""\s*["']?(?P<key>[\w-]+)["']?\s*=""")
MONTH = re.compile(r"=\s*\d{4}-\d{2}\s*(?:#.*)?$")
PLACE = re.compile(r" \(at line (\d+), column \d+\)$")
STRING = re.compile(r"\"\"\"|'''")


class Lines:
    """The line of each table, by its name and its place among those of that name, and of its keys."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str, int, str], int] = {}
        name, places, is_open = "", {}, False
        for number, line in enumerate(text.splitlines(), 1):
            if not is_open and (header := HEADER.match(line)):
                name = header["name"]
                places[name] = places.get(name, -1) + 1
                self._lines[name, places[name], ""] = number
            elif not is_open and (key := KEY.match(line)):
                self._lines[name, places.get(name, 0), key["key"]] = number
            is_open ^= len(STRING.findall(line)) % 2 == 1

    def of(self, name: str, place: int = 0, key: str = "") -> int:
        """The key's line, else its table's, else that of a key `name` before all tables, else the first."""
        found = (self._lines.get(each) for each in ((name, place, key), (name, place, ""), ("", 0, name)))
        return next(filter(None, found), 1)


def line_of_error(error: tomllib.TOMLDecodeError, text: str) -> Fault:
    """What is no TOML, in words and with its line."""
    place = PLACE.search(str(error))
    lines = text.splitlines() or [""]
    number = min(int(place[1]) if place else len(lines), len(lines))
    if MONTH.search(lines[number - 1]):
        return Fault(number, 'a month stands in quotes: "2021-09"')
    return Fault(number, f"this is no TOML: {PLACE.sub('', str(error)).lower()}")
