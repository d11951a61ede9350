"""Read answers: each function takes text and returns a value, or raises ValueError with what is wrong."""

import re
from dataclasses import dataclass
from os import sep
from pathlib import Path
from zoneinfo import available_timezones

from plugins.core.languages import language_error
from plugins.core.problems import did_you_mean
from plugins.core.toml_tables import to_url
from plugins.pictures.variants import EXTENSIONS, NotAPicture, Picture

# What browsers show, by its format: MPO is the JPEG of a telephone
PICTURES = {**EXTENSIONS, "MPO": "jpg", "GIF": "gif"}
JOINERS = "\u200c\u200d"  # not shown themselves, but letters of Persian and Hindi need them


def read_line(text: str) -> str:
    """Text on one line. Raises ValueError if a character of it cannot be shown."""
    found = " ".join(text.replace("\ufeff", "").split())
    hidden = [character for character in found if not character.isprintable() and character not in JOINERS]
    if hidden:
        raise ValueError(f"it holds a character that cannot be shown, {hidden[0]!a}: type it again")
    return found


def read_name(text: str) -> str:
    found = read_line(text)
    if not any(character.isalpha() for character in found):
        raise ValueError("a name needs a letter" if found else "this answer is needed")
    return found


@dataclass(frozen=True)
class Institution:
    name: str = ""
    url: str = ""


def read_institution(text: str) -> Institution:
    """A name, and the web address that may follow it."""
    name, _, last = read_line(text).rpartition(" ")
    if name and re.match(r"https?:", last):
        return Institution(name, to_url(last))
    return Institution(f"{name} {last}".strip())


def read_language(text: str) -> str:
    if error := language_error(read_line(text)):
        raise ValueError(error)
    return read_line(text)


def read_timezone(text: str) -> str:
    zone = read_line(text).replace(" ", "_")
    if zone not in available_timezones():
        meant = did_you_mean(zone, available_timezones())
        raise ValueError(f"there is no time zone '{zone}'{meant}: write it as in Europe/Berlin")
    return zone


@dataclass(frozen=True)
class Portrait:
    """A picture file: its name in content/images/, and its bytes."""

    name: str
    data: bytes


def read_portrait(text: str, folder: Path) -> Portrait:
    """The picture at a path, which begins at `folder`."""
    picture = Picture(read_path(text, folder))
    try:
        kind = picture.opened.format or ""
        picture.pixels  # noqa: B018 (all of them: a part may be missing)
    except NotAPicture as error:
        raise ValueError(f"'{text}' {error}") from None
    except OSError as error:
        raise ValueError(f"'{text}' cannot be read: {error.strerror or error}") from None
    if kind not in PICTURES:
        raise ValueError(f"'{text}' is no picture that browsers show: make it a JPEG, PNG, WebP or AVIF")
    return Portrait(f"portrait.{PICTURES[kind]}", picture.data)


def read_path(text: str, folder: Path) -> Path:
    """An existing path, as typed or as a terminal writes a file that is dropped on it."""
    written = read_line(text)
    written = written[1:-1] if written[:1] == written[-1:] and written[:1] in ("'", '"') else written
    unescaped = re.sub(r"\\(.)", r"\1", written) if sep == "/" else written
    try:
        paths = [(folder / Path(each).expanduser()) for each in (written, unescaped)]
        found = next((path for path in paths if path.exists()), None)
    except (RuntimeError, OSError):  # no such user, a name that is too long
        found = None
    if not found:
        raise ValueError(f"'{text}': there is no such file or folder")
    return found
