"""Find icons by name: the author's own, then those of `pack.zip`.

Input: names as authors write them, without the colons. Output: `Icon` records, or suggestions for misspelled names.
The zip holds one JSON member for each set and first letter, so that a page reads only the few that it needs.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from plugins.icons.clean import clean

ZIP = Path(__file__).with_name("pack.zip")
NAMES = "names.json"
SIMILAR, VERY_SIMILAR = 0.6, 0.8  # ratios of SequenceMatcher
# Where to look for a word, first to last.
PREFERRED = ("fontawesome-brands", "fontawesome-solid", "academicons", "simple", "material", "octicons", "lucide")
# How Font Awesome's own style sheet names icons.
OLD_PREFIX = re.compile(r"fa[srb]?-(?:brands-|solid-|regular-|fa-)*|(?:fontawesome|ai|icon)-(?!brands|solid|regular)")


@dataclass(frozen=True)
class Icon:
    """`body` is the markup inside `<svg>`, without ids, scripts or styles."""

    name: str
    view_box: str
    body: str


class NotAnIcon(ValueError):
    """A file in the author's icon folder that draws nothing; `reason` is one line."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path.as_posix()}: no icon: {reason}")


class Pack:
    """The icons of the zip and of `folder`, which take precedence: `a/b.svg` has the name `a-b`. Each is read once."""

    def __init__(self, folder: Path | None = None) -> None:
        self._own = _own_files(folder) if folder else {}
        self._found: dict[str, Icon | None] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._own or _packed(name) is not None

    def get(self, name: str) -> Icon | None:
        """The icon of this name, or None. Raises NotAnIcon for a file of the author's that draws nothing."""
        if name not in self._found:
            self._found[name] = self._read(name)
        return self._found[name]

    def _read(self, name: str) -> Icon | None:
        if name in self._own:
            return _own_icon(name, self._own[name])
        entry = _packed(name)
        return Icon(name, *entry) if entry else None

    def names(self, word: str = "") -> list[str]:
        """The names that contain each part of `word`, sorted."""
        parts = word.lower().strip(":").split()
        known = {*_packed_names(), *self._own}
        return sorted(name for name in known if all(part in name.lower() for part in parts))

    def named_by(self, word: str) -> str | None:
        """The icon that one word means, as older sites and other tools have it: `github`, `fa-github`."""
        tail = OLD_PREFIX.sub("", word)
        return next((f"{known}-{tail}" for known in PREFERRED if _packed(f"{known}-{tail}")), None)

    def suggest(self, name: str) -> str | None:
        """The most similar name, in the same set if the name begins with one.

        A set may lack what others have (Lucide has no logos): the same word there comes before a less similar one here.
        """
        if OLD_PREFIX.match(name) and (meant := self.named_by(name)):
            return meant
        prefix = f"{_set_of(name) or name.split('-')[0]}-"
        same_set = [known.removeprefix(prefix) for known in self.names() if known.startswith(prefix)]
        if not same_set:
            return _closest(name, self.names())
        word = name.removeprefix(prefix)
        tail = _closest(word, same_set)
        elsewhere = next((f"{other}-{word}" for other in PREFERRED if f"{other}-{word}" in self), None)
        if tail and (elsewhere is None or tail.startswith(f"{word}-") or _similarity(word, tail) >= VERY_SIMILAR):
            return prefix + tail
        return elsewhere

    def did_you_mean(self, name: str, show: str = "{}") -> str:
        """` (did you mean …?)` with the most similar name; empty if none is similar."""
        close = self.suggest(name)
        return f" (did you mean {show.format(close)!r}?)" if close else ""


def svg(icon: Icon) -> str:
    """The icon's HTML: as large and as dark as the text, and hidden from screen readers."""
    view_box = escape(icon.view_box)
    return f'<svg class="icon" viewBox="{view_box}" aria-hidden="true" fill="currentColor">{icon.body}</svg>'


def _own_files(folder: Path) -> dict[str, Path]:
    files = sorted((path for path in folder.rglob("*.svg") if path.is_file()), reverse=True)
    return {"-".join(path.relative_to(folder).with_suffix("").parts): path for path in files}


def _own_icon(name: str, path: Path) -> Icon:
    try:
        return Icon(name, *clean(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise NotAnIcon(path, str(error)) from None


# The zip never changes while a process runs, and each part of it is asked for many times on every page.
@lru_cache
def _archive() -> ZipFile:
    """The zip in memory: an open file would block upgrades and be shared by forked processes."""
    return ZipFile(BytesIO(ZIP.read_bytes()))


@lru_cache
def _sets() -> tuple[str, ...]:
    return tuple(sorted({member.rpartition("/")[0] for member in _archive().namelist() if "/" in member}))


@lru_cache(maxsize=256)
def _member(path: str) -> dict[str, list[str]]:
    return json.loads(_archive().read(path)) if path in _archive().namelist() else {}


@lru_cache
def _packed_names() -> tuple[str, ...]:
    return tuple(json.loads(_archive().read(NAMES)))


def _set_of(name: str) -> str | None:
    return next((known for known in _sets() if name.startswith(f"{known}-")), None)


def _packed(name: str) -> list[str] | None:
    """The viewBox and body of an icon in the zip."""
    known = _set_of(name)
    tail = name.removeprefix(f"{known}-")
    return _member(f"{known}/{tail[:1]}.json").get(tail)


def _closest(word: str, known: Iterable[str]) -> str | None:
    """The most similar of the known names. Only the 20 with the most shared pairs of letters are compared in full."""
    pairs = {word[i : i + 2] for i in range(len(word) - 1)}
    alike = {name: sum(pair in name for pair in pairs) / (len(word) + len(name)) for name in known}
    few = sorted(alike, key=alike.get, reverse=True)[:20]
    ratios = {name: _similarity(word, name) for name in few}
    best = max(ratios, key=ratios.get, default="")
    return best if ratios.get(best, 0) >= SIMILAR else None


def _similarity(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
