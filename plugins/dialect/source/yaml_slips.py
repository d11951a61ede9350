"""What authors often forget in YAML, in their words: quotes around a text, a space after a colon, no tab.

In: the YAML of a front matter that cannot be read. Out: the line that is wrong, from 0, and what to write there.
"""

import re
from collections.abc import Callable, Iterator

PAIR = re.compile(r"(?P<key>\s*(?:- )?[\"']?[A-Za-z][\w-]*[\"']?) ?:(?P<space>[ \t]*)(?P<value>\S.*?)[ \t]*$")
LOST = re.compile(r"(?P<key>title|description|summary|category):[ \t]+(?P<value>[#&]\S.*?)[ \t]*$")
BRACKETS = {"[": "]", "{": "}"}


def explain_slips(text: str, is_readable: Callable[[str], bool]) -> list[tuple[int, str]]:
    """The lines with whose change the text is readable, each with the advice; none if no usual slip explains it.

    `is_readable` says whether a text is YAML that front matter may hold.
    """
    rows, found = text.split("\n"), []
    for number, row in enumerate(rows):
        before = "\n".join(rows[:number])
        if row.startswith(("#", "- ")) or not row.strip() or is_readable(f"{before}\n{row}"):
            continue
        for changed, advice in _changes(row):
            if changed != row and is_readable(f"{before}\n{changed}"):
                rows[number] = changed
                found.append((number, advice))
                break
    return found if is_readable("\n".join(rows)) else []


def find_lost_text(text: str) -> Iterator[tuple[int, str]]:
    """The lines whose text YAML takes for a comment or a name: `title: #1 in the world`."""
    for number, row in enumerate(text.split("\n")):
        if match := LOST.fullmatch(row):
            yield number, f"put the {match['key']} in quotes: {match['key']}: {_quoted(match['value'])}"


def _changes(row: str) -> Iterator[tuple[str, str]]:
    """What may have been meant by a line, and what to say about it."""
    if "\t" in row:
        yield row.replace("\t", "  "), "write spaces instead of the tab"
    if match := PAIR.fullmatch(row):
        key, value = match["key"], match["value"]
        if not match["space"]:
            yield f"{key}: {value}", f"write a space after the colon: {key.strip()}: {value}"
        opening = value[0]
        if opening in "\"'" and value.count(opening) == 1:
            yield f"{key}: {_quoted(value[1:])}", f"close the quotation mark: {key.strip()}: {value}{opening}"
        if opening in BRACKETS and BRACKETS[opening] not in value:
            closed = f"{key}: {value}{BRACKETS[opening]}"
            yield closed, f"close the bracket: {closed.strip()}"
        is_whole = len(value) > 1 and opening in "\"'" and value[-1] == opening
        quoted = f"{key}: {_quoted(value[1:-1] if is_whole else value)}"
        if not value.startswith(("&", "!!")):  # somebody who knows YAML
            name = key.strip(" -\"'")
            yield quoted, f"put the {name} in quotes: {quoted.strip()}"
    if row[:1] == " ":
        yield row.lstrip(), "begin this line without a space"


def _quoted(text: str) -> str:
    """A text in quotation marks that do not occur in it, or else with a backslash before each."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
