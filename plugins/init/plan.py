"""Plan which files to write and which to remove. A plan never touches a file that the author changed.

In: the new files, and the site's folder with the versions that the sample's files have had. Out: a `Plan`, which
`carry_out` makes true as a whole or not at all.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.core.manifest import Manifest, is_known, read_manifest

SAMPLE = Path(__file__).with_name("sample.txt")
SETTINGS = "pelicanconf.py"
# What the sample has that is nobody's
KEPT = ("content/extra/robots.txt", "content/files/.gitkeep")


@dataclass(frozen=True)
class Plan:
    """Files to write, and paths of the sample's files to remove. The author's own files that `stay` were in the way."""

    writes: Mapping[str, bytes]
    removes: tuple[str, ...]
    stays: tuple[str, ...]


def make_plan(files: Mapping[str, bytes], root: Path, sample: Manifest) -> Plan:
    """A plan that replaces and removes only files that are as some version of the sample has them."""
    unchanged = unchanged_files(root, sample)
    writes = {name: data for name, data in files.items() if name in unchanged or not os.path.lexists(root / name)}
    same = {name for name in files.keys() - writes.keys() if _holds(root / name, files[name])}
    changed = {name for name in sample if os.path.lexists(root / name)} - unchanged
    return Plan(
        writes,
        tuple(sorted(unchanged - files.keys() - {*KEPT})),
        tuple(sorted(files.keys() - writes.keys() - same | changed - {*KEPT})),
    )


def unchanged_files(root: Path, sample: Manifest) -> set[str]:
    """The sample's files in the site's folder that nobody has changed."""
    files = {name: root / name for name in sample}
    return {
        name
        for name, path in files.items()
        if path.is_file() and path.resolve() == root.resolve() / name and is_known(path, sample[name])
    }


def has_author(root: Path, sample: Manifest) -> bool:
    """Whether the settings are an author's own."""
    return os.path.lexists(root / SETTINGS) and SETTINGS not in unchanged_files(root, sample)


def read_sample() -> Manifest:
    return read_manifest(SAMPLE)


def carry_out(plan: Plan, root: Path) -> None:
    """Write and remove all files; the settings come last. Raises OSError, with every file as it was."""
    staged = Path(tempfile.mkdtemp(prefix=".init-", dir=root))
    done: list[tuple[Path, Path]] = []
    try:
        for name, data in plan.writes.items():
            _write(staged / "new" / name, data)
        for name in (*plan.removes, *sorted(plan.writes, key=lambda name: name == SETTINGS)):
            if os.path.lexists(root / name):
                _move(root / name, staged / "old" / name, done)
            if name in plan.writes:
                _move(staged / "new" / name, root / name, done)
    except BaseException:
        for old, new in reversed(done):
            new.rename(old)
        raise
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _move(old: Path, new: Path, done: list[tuple[Path, Path]]) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    old.rename(new)
    done.append((old, new))


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
