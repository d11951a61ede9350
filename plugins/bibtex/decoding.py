"""Decode the bytes of a data file, and report problems with its encoding."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from plugins.core.problems import Problem

MOST_REPORTED = 20  # control characters, each with its line
CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """The text of a file, without control characters, and problems with its bytes.

    A file that is not UTF-8 is read as UTF-16 or Latin-1, so that its other problems can be reported too.
    """
    if order := _utf_16_byte_order(data):
        message = f"this is UTF-16: save the file as UTF-8, for example with 'iconv -f utf-16{order} -t utf-8'"
        return data.decode(f"utf-16-{order}", "replace").removeprefix("\ufeff"), [Problem.at(1, message)]
    try:
        return _without_control_characters(_with_line_feeds(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n?|\n", data[: error.start])) + 1
        character = data.decode("cp1252", "replace")[error.start : error.start + 1]
        message = (
            f"byte 0x{data[error.start]:02x} is not UTF-8 ('{character}' in Windows-1252?): save the file as UTF-8, "
            "for example with 'iconv -f windows-1252 -t utf-8'"
        )
        return _with_line_feeds(data.decode("latin-1")), [Problem.at(line, message)]


def _utf_16_byte_order(data: bytes) -> str:
    """`le` or `be` for UTF-16, by its byte order mark or the zeros of its first characters; else empty."""
    if data.startswith(BOM_UTF16_LE) or data[1:4:2] == b"\0\0":
        return "le"
    return "be" if data.startswith(BOM_UTF16_BE) or data[0:3:2] == b"\0\0" else ""


def _without_control_characters(text: str) -> tuple[str, list[Problem]]:
    places = [match.start() for match in CONTROL_CHARACTER.finditer(text)]
    problems = [
        Problem.at(_line_at(text, place), f"a control character (U+{ord(text[place]):04X}) has no place in a text")
        for place in places[:MOST_REPORTED]
    ]
    if more := places[MOST_REPORTED:]:
        problems.append(Problem.at(_line_at(text, more[0]), f"and {len(more)} more control characters"))
    return CONTROL_CHARACTER.sub("", text), problems


def _line_at(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _with_line_feeds(text: str) -> str:
    """The text with line feeds, if it has only the carriage returns of old Macintoshes."""
    return text if "\n" in text else text.replace("\r", "\n")
