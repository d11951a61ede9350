"""Text in a picture: a typeface of several files, and lines that fit a width."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

NO_CHARACTER = "\uffff"  # what every font draws as its box


class Face:
    """A typeface in one `size` in pixels, from files that each have some of its characters."""

    def __init__(self, files: Sequence[Path], size: int) -> None:
        self.size = size
        self._fonts = [ImageFont.truetype(file, size) for file in files]
        self._boxes = [bytes(font.getmask(NO_CHARACTER)) for font in self._fonts]

    def has(self, character: str) -> bool:
        return self._font_of(character) is not None

    def length(self, text: str) -> float:
        return sum(font.getlength(part) for part, font in self._runs(text))

    def write(self, draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, color: str) -> None:
        """Write a line from `place`, on its baseline."""
        left, baseline = place
        for part, font in self._runs(text):
            draw.text((left, baseline), part, fill=color, font=font, anchor="ls")
            left += font.getlength(part)

    def _runs(self, text: str) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
        """The parts of a text that one file has, each with that file."""
        chosen = [self._font_of(character) or 0 for character in text]
        for index, group in groupby(zip(chosen, text, strict=True), key=lambda pair: pair[0]):
            yield "".join(character for _, character in group), self._fonts[index]

    def _font_of(self, character: str) -> int | None:
        """The first file that has the character."""
        for index, (font, box) in enumerate(zip(self._fonts, self._boxes, strict=True)):
            if character == " " or bytes(font.getmask(character)) != box:
                return index
        return None


def writable(text: str, files: Sequence[Path]) -> str:
    """The words of a text that the files have: a letter without its accent if need be, no word with a gap."""
    face, words = Face(files, 40), []
    for word in unicodedata.normalize("NFC", text).split():
        characters = [_written(character, face) for character in word]
        words += ["".join(characters)] if all(characters) else []
    return " ".join(words).strip(" ·|,-–")


def _written(character: str, face: Face) -> str:
    """The character, or the letter below its accents; nothing if the face has neither."""
    plain = unicodedata.normalize("NFD", character)[0]
    return next((each for each in (character, plain) if face.has(each)), "")


def fit_lines(text: str, files: Sequence[Path], width: int, sizes: Sequence[int], most: int) -> tuple[list[str], Face]:
    """The text in at most `most` lines in the largest size in which they are at most `width` pixels wide.

    In the smallest size it takes as many lines as it needs, and a word that is too long is broken: nothing is cut off.
    """
    for size in sizes:
        face = Face(files, size)
        lines = _wrap(text.split(), face, width)
        if len(lines) <= most and all(face.length(line) <= width for line in lines):
            return lines, face
    return _wrap([part for word in text.split() for part in _break(word, face, width)], face, width), face


def _wrap(words: Sequence[str], face: Face, width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and face.length(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _break(word: str, face: Face, width: int) -> Iterator[str]:
    """The word in parts that are at most `width` wide."""
    part = ""
    for character in word:
        if part and face.length(part + character) > width:
            yield part
            part = ""
        part += character
    yield part
