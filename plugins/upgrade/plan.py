"""What an upgrade does to each file: a pure function of digests.

In: the state of the site's files, the known versions of the product's files, the files of the release. Out: a Plan.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.core.manifest import Manifest
from plugins.upgrade.release import LISTS, Release

NO_FILE = "no file"  # the state of a link, a folder, or what lies behind one that is not a folder of the site
BESIDE = ".new"  # ends the name of the new version beside a file that its author changed
# Without these no site can be built: they are added even if somebody deleted them
NEEDED = ("plugins/", "theme/", "tasks.py", "pyproject.toml", "requirements.txt")
# What an author of a copy without a list may have deleted: these folders as a whole, or these files, which it had
DELETED_AS_A_WHOLE = ("tests/", "docs/")
DELETED_BY_FILE = (".github/workflows/publish.yml", ".ci/run")


@dataclass(frozen=True)
class Kept:
    """A file that its author changed. `note` says where the new version is, or why there is none."""

    path: str
    note: str


@dataclass(frozen=True)
class Plan:
    """Paths by what happens to them. `write` names each file to write and the file of the release that it gets;
    `remove` includes the versions beside changed files that are no longer needed."""

    replaced: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[Kept, ...]
    left_out: tuple[str, ...]
    write: Mapping[str, str]
    remove: tuple[str, ...]


def states_needed(site_known: Manifest, release: Release) -> set[str]:
    """The paths of the site whose states `plan_upgrade` looks up."""
    paths = _paths(site_known, release)
    return paths | {path + BESIDE for path in paths}


def plan_upgrade(site: Mapping[str, str], site_known: Manifest, release: Release) -> Plan:
    """`site` holds the digest of each of its files, or NO_FILE; `site_known` what its own list knows."""
    found: dict[str, list] = {name: [] for name in ("replaced", "added", "removed", "kept", "left_out")}
    write, remove = {}, []
    for path in sorted(_paths(site_known, release)):
        old, new, beside = site.get(path), release.files.get(path), site.get(path + BESIDE)
        known = {*site_known.get(path, ()), *release.known.get(path, ()), *([new] if new else ())}
        is_products = path in LISTS or old in known
        if old is not None and old != new and not is_products:
            note, is_written = _beside(path, new, beside, known, site_known.get(path, ()))
            found["kept"].append(Kept(path, note))
            if is_written:
                write[path + BESIDE] = path
            elif beside in known and new is None:
                remove.append(path + BESIDE)
            continue
        if beside in known:
            remove.append(path + BESIDE)
        if old == new:
            continue
        if new is None:
            found["removed"].append(path)
            remove.append(path)
        elif old is None and _is_deleted(path, site, site_known):
            found["left_out"].append(path)
        else:
            found["added" if old is None else "replaced"].append(path)
            write[path] = path
    return Plan(**{name: tuple(paths) for name, paths in found.items()}, write=write, remove=tuple(remove))


def _paths(site_known: Manifest, release: Release) -> set[str]:
    return {*site_known, *release.known, *LISTS}


def _beside(
    path: str, new: str | None, beside: str | None, known: set[str], site_known: Iterable[str]
) -> tuple[str, bool]:
    """What to say about a changed file, and whether the new version is written beside it."""
    name = path + BESIDE
    if new is None:
        return "the release no longer has it", False
    if beside is None and new in site_known:
        return "unchanged in this release", False
    if beside is not None and beside not in known:
        return f"you changed {name} too: nothing was written beside it", False
    return f"the new version is {name}", beside != new


def _is_deleted(path: str, site: Mapping[str, str], site_known: Manifest) -> bool:
    """Whether the author deleted the file at `path`, which the site lacks."""
    if path.startswith(NEEDED):
        return False
    if site_known:
        return path in site_known
    if path in DELETED_BY_FILE:
        return True
    top = path.partition("/")[0] + "/"
    return top in DELETED_AS_A_WHOLE and not any(other.startswith(top) for other in site)
