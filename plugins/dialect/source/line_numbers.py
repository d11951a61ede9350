"""Find the lines of a source text that contain given words.

Input: the words as the author wrote them, and the text. Output: line numbers.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from plugins.dialect.source.front_matter import HeaderError, decode
from plugins.dialect.source.regions import mask_code, regions

BEFORE_ADDRESS = re.compile(r"""(?:\]\(\s*<?|=\s*["']?\s*|\]:\s*<?)\Z""")  # of Markdown's links, of HTML's attributes
AFTER_ADDRESS = re.compile(r"""[\s)>"']""")
SPACE = re.compile(r"(?:\\?\s)+")


# Without a cache, a page with ten thousand wrong links is masked ten thousand times; one text at a time is enough.
_masked_once = lru_cache(maxsize=1)(mask_code)


def lines_of(needle: str, text: str, first_line: int = 1) -> list[int]:
    """The lines that contain `needle` as an address, or else outside code and comments, or else anywhere."""
    if "\n" in needle:
        wanted = re.compile(SPACE.sub(r"[\\s>]+", re.escape(needle)))  # lines within a list are indented
        return [line_at(match.end(), text, first_line) for match in wanted.finditer(text)]
    visible = _masked_once(text)
    offsets = list(_offsets(needle, visible))
    addresses = [offset for offset in offsets if _is_address(visible, offset, offset + len(needle))]
    lines, line, before = {}, first_line, 0
    for offset in addresses or offsets or _offsets(needle, text):
        line += text.count("\n", before, offset + len(needle))
        before = offset + len(needle)
        lines[line] = None
    return list(lines)


def lines_in_file(path: str | Path, needle: str) -> list[int]:
    """Like `lines_of`, in the file at `path`; none if that cannot be read."""
    try:
        return lines_of(needle, decode(Path(path).read_bytes()))
    except (OSError, HeaderError):
        return []


def lines_of_script(code: str, text: str, first_line: int = 1) -> list[int]:
    """Like `lines_of` for the `code` of a script, which is searched for in `<script>` and the like first."""
    for kind, start, stop in regions(text):
        if kind == "raw" and (offset := text.find(code, start, stop)) >= 0:
            return [line_at(offset, text, first_line)]
    return lines_of(code, text, first_line)


def line_at(offset: int, text: str, first_line: int = 1) -> int:
    return first_line + text.count("\n", 0, offset)


def _offsets(needle: str, text: str) -> Iterator[int]:
    offset = text.find(needle) if needle else -1
    while offset >= 0:
        yield offset
        offset = text.find(needle, offset + len(needle))


def _is_address(text: str, start: int, stop: int) -> bool:
    return bool(AFTER_ADDRESS.match(text, stop) and BEFORE_ADDRESS.search(text[max(0, start - 12) : start]))
