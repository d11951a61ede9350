"""What a `.bib` file says, as records: entries, names, dates, and what is wrong.

Texts are Unicode; formulas in them stay as they were typed, between dollar signs. Empty strings stand for what
is not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file of data: its line from 1, and the key of the entry where that is known."""

    line: int
    message: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.key}: {self.message}" if self.key else self.message


@dataclass(frozen=True)
class Entry:
    """An entry of a `.bib` file: names of fields in small letters, values as written, macros replaced.

    `lines` says where each field stands; fields that a parent gave have the line of `crossref` or `xdata`.
    """

    key: str
    type: str
    fields: Mapping[str, str]
    lines: Mapping[str, int]
    line: int


@dataclass(frozen=True)
class Name:
    """A name in a list of authors: of a person, or `literal` of a group. `family` begins with von, van, de.

    `marks` are what stands after it in the file: `equal` (`*`), `corresponding` (`†`), or other signs as they are.
    """

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""
    marks: tuple[str, ...] = ()
    orcid: str = ""

    def __str__(self) -> str:
        """As it is said: given name first, but in Chinese, Japanese and Korean the family's."""
        if self.literal or not self.given:
            return self.literal or self.family
        if is_east_asian(self.family):
            return f"{self.family}{self.given}"
        return " ".join(filter(None, (self.given, self.family))) + (f", {self.suffix}" if self.suffix else "")

    @property
    def inverted(self) -> str:
        """As lists sort it and `citation_author` may have it: `Family, Given`."""
        return self.literal or ", ".join(filter(None, (self.family, self.given, self.suffix)))


def is_east_asian(text: str) -> bool:
    """Whether a name is written in Han characters, kana or hangul, which want no space between its parts."""
    return not text.isascii() and all(
        "\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7af" or character > "\U0001ffff"
        for character in text.replace(" ", "")
    )


@dataclass(frozen=True)
class Date:
    """A year, and what is known of month and day, each 0 where it is not. `text` is what stood there in words."""

    year: int = 0
    month: int = 0
    day: int = 0
    text: str = ""

    def __str__(self) -> str:
        """`2024`, `2024-08` or `2024-08-12`, as ISO 8601 has it; the words of `text` where there is no year."""
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        known = 1 + bool(self.month) + bool(self.month and self.day)
        return "-".join(parts[:known]) if self.year else self.text

    @property
    def order(self) -> tuple[int, int, int]:
        return self.year, self.month, self.day

    def spoken(self, lang: str = "en", until: "Date | None" = None) -> str:
        """`Sept 2021` in English, where a date that goes on `until` another does not say the same year or month twice;
        in other languages `2021-09`, which needs no translation."""
        if not self.month or not lang.startswith("en"):
            return str(self)
        is_same_year = until is not None and bool(until.month) and until.year == self.year
        is_same_month = is_same_year and bool(until.day and self.day) and until.month == self.month
        parts = (self.day or "", "" if is_same_month else MONTHS[self.month - 1], "" if is_same_year else self.year)
        return " ".join(str(part) for part in parts if part)
