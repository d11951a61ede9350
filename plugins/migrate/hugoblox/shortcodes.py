"""Hugo's shortcodes in a text, `{{< name … >}}` and `{{% name … %}}`, replaced by what the dialect has for them.

In: the text and a table of functions by name. Out: the text without shortcodes, and the lines of those that
have no counterpart.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

TAG = re.compile(r"\{\{(?P<open>[<%])(?P<words>(?:[^\"`>%]|\"(?:\\.|[^\"\\])*\"|`[^`]*`|[>%](?!\}\}))*?)[>%]\}\}", re.S)
COMMENTED = re.compile(r"^\s*/\*(?P<inside>.*)\*/\s*$", re.S)
WORD = re.compile(r"""(?:(?P<key>[\w-]+)=)?(?:"(?P<quoted>(?:\\.|[^"\\])*)"|`(?P<raw>[^`]*)`|(?P<bare>[^\s"`=]+))""")


@dataclass(frozen=True)
class Shortcode:
    """A shortcode: its name, its values by name and by position, the text in it, and its line.

    `is_alone` says that it has a line of its own, or lines.
    """

    name: str
    named: Mapping[str, str]
    positional: tuple[str, ...]
    inside: str = ""
    line: int = 1
    is_alone: bool = False

    def get(self, *keys: str | int) -> str:
        """The first of these values that is given."""
        for key in keys:
            if isinstance(key, str) and self.named.get(key):
                return self.named[key]
            if isinstance(key, int) and key < len(self.positional):
                return self.positional[key]
        return ""


PLACE = "\ue210", "\ue211"  # of a shortcode, until everything around it is converted
FILLED = re.compile(rf"(?P<indent>^[ \t]*)?{PLACE[0]}(?P<number>\d+){PLACE[1]}", re.M)
Replace = Callable[[Shortcode], str | None]  # None if there is no counterpart
Lost = tuple[int, str, bool]  # a shortcode without a counterpart: line, name, whether the text in it stays


@dataclass(frozen=True)
class _Tag:
    start: int
    end: int
    name: str
    words: str
    is_closing: bool
    is_single: bool


def replace_shortcodes(
    text: str, table: Mapping[str, Replace], first_line: int = 1, convert: Callable[[str], str] = str
) -> tuple[str, list[Lost]]:
    """Replace every shortcode; of one without a counterpart only the text in it stays.

    `convert` changes the text around shortcodes, and that in them, before they are replaced.
    """
    tags = [_read_tag(match) for match in TAG.finditer(text) if not COMMENTED.match(match["words"])]
    renderer = _Renderer(text, tags, table, first_line, convert)
    return TAG.sub(_uncommented, renderer.render(0, len(text), 0, len(tags))), renderer.lost


def _uncommented(match: re.Match) -> str:
    """`{{</* name */>}}`, which shows a shortcode as it is written."""
    comment = COMMENTED.match(match["words"])
    inside = f" {comment['inside'].strip()} " if comment else match["words"]
    return f"{{{{{match['open']}{inside}{'>' if match['open'] == '<' else '%'}}}}}"


def _read_tag(match: re.Match) -> _Tag:
    words = match["words"].strip()
    is_closing, words = words.startswith("/"), words.removeprefix("/").strip()
    is_single, words = words.endswith("/") and not words.endswith("://"), words.removesuffix("/").strip()
    name, _, rest = re.sub(r"\s+", " ", words, count=1).partition(" ") if words else ("", "", "")
    return _Tag(match.start(), match.end(), name, rest, is_closing, is_single)


@dataclass
class _Renderer:
    text: str
    tags: list[_Tag]
    table: Mapping[str, Replace]
    first_line: int
    convert: Callable[[str], str]
    lost: list[Lost] = field(default_factory=list)

    def render(self, start: int, end: int, first: int, last: int) -> str:
        """The text from `start` to `end`, whose shortcodes are the tags from `first` to `last`."""
        parts, new, at, number = [], [], start, first
        while number < last:
            tag = self.tags[number]
            parts.append(self.text[at : tag.start])
            at, number = tag.end, number + 1
            if tag.is_closing or not tag.name:
                continue
            closing = None if tag.is_single else _find_closing(self.tags, number - 1, last)
            inside = ""
            if closing is not None:
                below = self.tags[closing]
                inside = self.render(tag.end, below.start, number, closing)
                at, number = below.end, closing + 1
            parts.append(f"{PLACE[0]}{len(new)}{PLACE[1]}")
            new.append(self._replace(tag, inside, at))
        parts.append(self.text[at:end])
        return _fill(self.convert("".join(parts)), new)

    def _replace(self, tag: _Tag, inside: str, end: int) -> str:
        before = self.text[: tag.start].rpartition("\n")[2]
        is_alone = not before.strip() and not self.text[end:].partition("\n")[0].strip()
        line = self.first_line + self.text.count("\n", 0, tag.start)
        code = Shortcode(tag.name, *_read_words(tag.words), inside, line, is_alone)
        found = self.table[tag.name](code) if tag.name in self.table else None
        if found is None:
            self.lost.append((line, tag.name, bool(inside.strip())))
        return inside if found is None else found


def _fill(text: str, new: list[str]) -> str:
    """The text with what takes the place of each shortcode, as far indented as that was."""

    def fill(match: re.Match) -> str:
        written, indent = new[int(match["number"])], match["indent"] or ""
        if match.start() == 0 or text[match.start() - 2 : match.start()] == "\n\n":
            written = written.removeprefix("\n")
        if match.end() == len(text) or text.startswith("\n\n", match.end()):
            written = written.removesuffix("\n")
        return indent + written.replace("\n", f"\n{indent}") if indent else written

    return FILLED.sub(fill, text)


def _find_closing(tags: list[_Tag], number: int, last: int) -> int | None:
    """The tag that closes the one at `number`, if any does."""
    depth = 0
    for other in range(number + 1, last):
        if tags[other].name == tags[number].name and not tags[other].is_single:
            if not tags[other].is_closing:
                depth += 1
            elif depth == 0:
                return other
            else:
                depth -= 1
    return None


def _read_words(words: str) -> tuple[dict[str, str], tuple[str, ...]]:
    named: dict[str, str] = {}
    positional: list[str] = []
    for match in WORD.finditer(words):
        quoted = match["quoted"]
        value = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else match["raw"] or match["bare"] or ""
        if match["key"]:
            named[match["key"]] = value
        else:
            positional.append(value)
    return named, tuple(positional)
