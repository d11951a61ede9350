"""Icons by name: those of `pack.zip`, and before them the author's own.

In: names as authors write them between colons, without these. Out: `Icon` records, or the names that come close.
The zip holds one JSON member for each set and first letter, so that a page reads only the few that it needs.
"""

import json
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


@dataclass(frozen=True)
class Icon:
    """`body` is the markup inside `<svg>`, without ids, scripts or styles."""

    name: str
    view_box: str
    body: str


class NotAnIcon(ValueError):
    """A file among the author's own icons that draws nothing: `path`, and `reason` in one line."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path.as_posix()}: no icon: {reason}")


class Pack:
    """All icons of the zip; one in `folder` comes first, named by its path: `a/b.svg` is `a-b`. Each is read once."""

    def __init__(self, folder: Path | None = None) -> None:
        self._own = _own_files(folder) if folder else {}
        self._found: dict[str, Icon | None] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._own or _packed(name) is not None

    def get(self, name: str) -> Icon | None:
        """The icon of this name, if there is one. Raises NotAnIcon."""
        if name not in self._found:
            self._found[name] = self._read(name)
        return self._found[name]

    def _read(self, name: str) -> Icon | None:
        if name in self._own:
            return _own_icon(name, self._own[name])
        entry = _packed(name)
        return Icon(name, *entry) if entry else None

    def names(self, word: str = "") -> list[str]:
        """Every name that contains each part of `word`, sorted."""
        parts = word.lower().strip(":").split()
        every = {*_packed_names(), *self._own}
        return sorted(name for name in every if all(part in name.lower() for part in parts))

    def suggest(self, name: str) -> str | None:
        """The known name that comes closest, of the same set if there is such a set."""
        prefix = f"{_set_of(name) or name.split('-')[0]}-"
        same_set = [known for known in self.names() if known.startswith(prefix)]
        if not same_set:
            return _closest(name, self.names())
        tail = _closest(name.removeprefix(prefix), [known.removeprefix(prefix) for known in same_set])
        return tail and prefix + tail


def svg(icon: Icon) -> str:
    """The icon as it stands in a page: as large and as dark as the text, silent for screen readers."""
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


@lru_cache
def _archive() -> ZipFile:
    """Held in memory: an open file would be in the way of an upgrade, and shared by forks."""
    return ZipFile(BytesIO(ZIP.read_bytes()))


@lru_cache
def _sets() -> tuple[str, ...]:
    return tuple(sorted({member.rpartition("/")[0] for member in _archive().namelist() if "/" in member}))


@lru_cache(maxsize=256)
def _member(path: str) -> dict[str, list[str]]:
    return json.loads(_archive().read(path)) if path in _archive().NameToInfo else {}


@lru_cache
def _packed_names() -> tuple[str, ...]:
    return tuple(json.loads(_archive().read(NAMES)))


def _set_of(name: str) -> str | None:
    return next((known for known in _sets() if name.startswith(f"{known}-")), None)


@lru_cache(maxsize=1024)
def _packed(name: str) -> list[str] | None:
    """viewBox and body of an icon of the zip."""
    known = _set_of(name)
    tail = name.removeprefix(f"{known}-")
    return _member(f"{known}/{tail[:1]}.json").get(tail)


def _closest(word: str, known: Iterable[str]) -> str | None:
    """Pairs of letters choose a few quickly, among thousands; only these are compared in full."""
    pairs = {word[i : i + 2] for i in range(len(word) - 1)}
    alike = {name: sum(pair in name for pair in pairs) / (len(word) + len(name)) for name in known}
    few = sorted(alike, key=alike.get, reverse=True)[:20]
    ratios = {name: SequenceMatcher(None, word, name).ratio() for name in few}
    best = max(ratios, key=ratios.get, default="")
    return best if ratios.get(best, 0) >= 0.6 else None
