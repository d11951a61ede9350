"""The icon in the browser's tab, for a site whose author has none: initials in a square of the accent color."""

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment


def write_missing_favicon(
    folder: Path, name: str, settings: Mapping, accent: tuple[str, str], environment: Environment
) -> None:
    """Draw the file `name`, which pages call their icon, unless the site in `folder` has it or needs none.

    `accent` is the color on light and on dark pages.
    """
    if not name or (folder / name).is_file():
        return
    initials = initials_of(settings.get("AUTHOR") or settings["SITENAME"])
    light, dark = accent
    svg = environment.get_template("favicon.svg").render(initials=initials, light=light, dark=dark)
    (folder / name).write_text(svg, "utf-8")


def initials_of(name: str) -> str:
    """The first letters of the first and the last name; one character in a script without capitals, such as Chinese."""
    letters = [word[0] for word in unicodedata.normalize("NFC", name).split() if word[0].isalpha()]
    if not letters or letters[0].upper() == letters[0].lower():
        return "".join(letters[:1])
    first, *others = (letter.upper()[0] for letter in letters if letter.upper() != letter.lower())
    return first + "".join(others[-1:])
