"""A name in a list of people, as a record."""

from dataclasses import dataclass


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
