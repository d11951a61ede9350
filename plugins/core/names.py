"""The name of a person or a group, as a record."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """A name in a list of authors: of a person, or of a group, which is `literal`. `family` includes von, van, de.

    `marks` follow the name in the file: `equal` (`*`), `corresponding` (`†`), or other characters as written.
    """

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""
    marks: tuple[str, ...] = ()
    orcid: str = ""

    def __str__(self) -> str:
        """The name as people say it: given name first, but family name first in Chinese, Japanese and Korean."""
        if self.literal or not self.given:
            return self.literal or self.family
        if is_east_asian(self.family):
            return f"{self.family}{self.given}"
        return " ".join(filter(None, (self.given, self.family))) + (f", {self.suffix}" if self.suffix else "")

    @property
    def inverted(self) -> str:
        """The name in the order by which lists are sorted: `Family, Given`."""
        return self.literal or ", ".join(filter(None, (self.family, self.given, self.suffix)))


def is_east_asian(text: str) -> bool:
    """Whether a name is in Han characters, kana or hangul, and so has no space between its parts."""
    return not text.isascii() and all(
        "\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7af" or character > "\U0001ffff"
        for character in text.replace(" ", "")
    )
