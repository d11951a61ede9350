"""Read a content file's front matter: YAML between `---` lines, or Pelican's own `Key: value` lines.

Input: the bytes of a file. Output: a `FrontMatter` with the values, the line of each, and the body.
"""

import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plugins.dialect.source.metadata import TEXTS, WORDS
from plugins.dialect.source.yaml_slips import explain_slips, find_lost_text

OTHER_LANGUAGE = re.compile(r"\s*(?:\+\+\+[ \t]*\n|\{[ \t]*\n\s*\"[\w-]+\"\s*:)")
FENCE = re.compile(r"(?:[ \t]*\n)*---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
HEADER = re.compile(r"(?P<key>[A-Za-z0-9_-]+):(?:[ \t]+(?P<value>.*)|[ \t]*)$")
NO_PAIR = "could not find expected ':'"  # PyYAML's words
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class HeaderError(ValueError):
    """An error in the encoding, the front matter or the comments of a file, which then cannot be read.

    `line` counts from 1, or is None; `others` are further errors in the same file.
    """

    def __init__(self, message: str, line: int | None = None, others: tuple["HeaderError", ...] = ()) -> None:
        super().__init__(message)
        self.line, self.others = line, others


@dataclass(frozen=True)
class FrontMatter:
    """`values` and their `lines` by lower-case key, and the `body`, which begins on line `body_line`."""

    values: dict[str, Any]
    lines: dict[str, int]
    body: str
    body_line: int


class Loader(yaml.SafeLoader):
    """YAML in which only true and false are booleans, dates stay text, and aliases and double keys are errors."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: yaml.Node, index: object) -> yaml.Node:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise HeaderError("aliases (*name) are not allowed in front matter", event.start_mark.line)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise HeaderError(f"'{key.value}' is given twice", key.start_mark.line)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def read_bytes(path: Path, inside: Path) -> bytes:
    """The bytes of a file. Raises HeaderError if it cannot be read or links out of the folder `inside`."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise HeaderError("this is not a regular file")
        if not path.resolve().is_relative_to(inside.resolve()):
            raise HeaderError(f"this link leads out of {inside.name}/, so it is not published")
        return path.read_bytes()
    except OSError as error:
        raise HeaderError(f"this file cannot be read: {(error.strerror or str(error)).lower()}") from None


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte-order mark, with any line ends. Raises HeaderError."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise HeaderError("this file is UTF-16: save it as UTF-8", 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise HeaderError(f"byte 0x{data[error.start]:02x} is not UTF-8: save the file as UTF-8", line) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise HeaderError(f"a control character (U+{ord(control[0]):04X}) has no place in a text", line)
    return text


def split(text: str) -> FrontMatter:
    """Split the text of a file into front matter and body. Raises HeaderError with the line."""
    if OTHER_LANGUAGE.match(text):
        example = "lines of 'key: value' between two lines '---', as in 'title: Paper accepted'"
        raise HeaderError(f"front matter in TOML or JSON is not read here: write {example}", 1)
    if match := FENCE.match(text):
        values, lines = read_yaml(match["yaml"], first_line=1 + text.count("\n", 0, match.start("yaml")))
        body_line = 1 + text.count("\n", 0, match.end())
        return FrontMatter(values, lines, text[match.end() :], body_line)
    if re.match(r"\s*---[ \t]*\n[ \t]*[\w-]+:(\s|$)", text):
        raise HeaderError("this front matter is never closed: end it with a line '---'", 1)
    return _pelican_header(text)


def read_yaml(text: str, first_line: int) -> tuple[dict[str, Any], dict[str, int]]:
    """The mapping in a YAML text, and the line of each key. Raises HeaderError with the line."""
    slips = list(find_lost_text(text))
    try:
        found = _load_yaml(text, first_line)
    except HeaderError:
        slips = explain_slips(text, _is_readable) or slips
        if not slips:
            raise
    if not slips:
        return found
    first, *others = (HeaderError(f"bad YAML: {advice}", number + first_line) for number, advice in slips)
    raise HeaderError(str(first), first.line, tuple(others))


def _is_readable(text: str) -> bool:
    try:
        _load_yaml(text, 1)
    except HeaderError:
        return False
    return True


def _load_yaml(text: str, first_line: int) -> tuple[dict[str, Any], dict[str, int]]:
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, {}
        if not isinstance(node, yaml.MappingNode):
            raise HeaderError("front matter holds lines of 'key: value'", 0)
        _keep_as_written(node)
        lines = {str(key.value).lower(): key.start_mark.line + first_line for key, _ in node.value}
        values = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        is_no_pair = (error.problem or "") == NO_PAIR
        mark = (error.context_mark if is_no_pair else None) or error.problem_mark or error.context_mark
        raise HeaderError(f"bad YAML: {_plain(error)}", (mark.line if mark else 0) + first_line) from None
    except yaml.YAMLError as error:
        raise HeaderError(f"bad YAML: {' '.join(str(error).split())}", first_line) from None
    except HeaderError as error:
        raise HeaderError(str(error), (error.line or 0) + first_line) from None
    except (ValueError, KeyError, OverflowError, TypeError) as error:  # PyYAML's constructors on odd numbers and keys
        raise HeaderError(f"bad YAML: {' '.join(str(error).split())}", first_line) from None
    finally:
        loader.dispose()
    return {str(key).lower(): value for key, value in values.items()}, lines


def _keep_as_written(node: yaml.MappingNode) -> None:
    """Read numbers, true and false as text in values that are text: `1.10` and `007` may be tags or titles."""
    for key, value in node.value:
        if str(key.value).lower() in TEXTS | WORDS:
            for scalar in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                if scalar.tag.endswith((":int", ":float", ":bool")):
                    scalar.tag = "tag:yaml.org,2002:str"


def _plain(error: yaml.MarkedYAMLError) -> str:
    if "character '\\t'" in (error.problem or ""):
        return "write spaces instead of the tab"
    if error.problem == NO_PAIR:
        return "this line is no 'key: value'"
    return " ".join(part for part in (error.problem, error.context and f"({error.context})") if part)


def _pelican_header(text: str) -> FrontMatter:
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    number, key = 0, None
    rows = text.split("\n")
    for number, row in enumerate(rows, 1):  # noqa: B007 (needed after the loop)
        if match := HEADER.match(row):
            key = match["key"].lower()
            if key in values:
                raise HeaderError(f"'{key}' is given twice", number)
            values[key], lines[key] = (match["value"] or "").strip(), number
        elif key and row.startswith("    "):
            values[key] = f"{values[key]}\n{row.strip()}".strip()
        else:
            break
    if not values:
        return FrontMatter({}, {}, text, 1)
    return FrontMatter(values, lines, "\n".join(rows[number - 1 :]), number)
