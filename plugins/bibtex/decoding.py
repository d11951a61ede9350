"""The bytes of a file of data → its text, and what is wrong with its encoding, with lines."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from plugins.core.problems import Problem

MOST = 20  # control characters that are each told
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """The text of a file; bytes that are no UTF-8 are read as Windows-1252 or Latin-1, and said; so is a NUL."""
    if order := _order_of_utf_16(data):
        said = f"this is UTF-16: save the file as UTF-8, for example with 'iconv -f utf-16{order} -t utf-8'"
        return data.decode(f"utf-16-{order}", "replace").removeprefix("\ufeff"), [Problem.at(1, said)]
    try:
        return _without_controls(_with_breaks(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n?|\n", data[: error.start])) + 1
        old = data.decode("cp1252", "replace")[error.start : error.start + 1]
        message = (
            f"byte 0x{data[error.start]:02x} is no UTF-8 ('{old}' in Windows-1252?): save the file as UTF-8, "
            "for example with 'iconv -f windows-1252 -t utf-8'"
        )
        return _with_breaks(data.decode("latin-1")), [Problem.at(line, message)]


def _order_of_utf_16(data: bytes) -> str:
    """The order of bytes in a file of two-byte letters, by its mark or its zeros; empty for any other file."""
    if data.startswith(BOM_UTF16_LE) or data[1:4:2] == b"\0\0":
        return "le"
    return "be" if data.startswith(BOM_UTF16_BE) or data[0:3:2] == b"\0\0" else ""


def _without_controls(text: str) -> tuple[str, list[Problem]]:
    places = [match.start() for match in CONTROL.finditer(text)]
    if not places:
        return text, []
    said = "a control character (U+{:04X}) has no place in a text"
    faults = [Problem.at(_line(text, place), said.format(ord(text[place]))) for place in places[:MOST]]
    if len(places) > MOST:
        faults.append(Problem.at(_line(text, places[MOST]), f"and {len(places) - MOST} more control characters"))
    return CONTROL.sub("", text), faults


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _with_breaks(text: str) -> str:
    """With line feeds, if it had nothing but the carriage returns of old Macintoshes."""
    return text if "\n" in text else text.replace("\r", "\n")
