"""Plan an upgrade of a site, and write it."""

from pathlib import Path

from plugins.upgrade.plan import Plan, plan_upgrade, states_needed
from plugins.upgrade.release import AUTHORS_FILES, Release, UpgradeFailed, read_known, read_release
from plugins.upgrade.site_files import is_in_git, read_states
from plugins.upgrade.writing import finish_upgrade, stage

SETTINGS = AUTHORS_FILES[0]


def read_release_for(site: Path, folder: Path) -> Release:
    """The release in `folder`. Raises UpgradeFailed unless it can upgrade the site in the folder `site`."""
    missing = [name for name in (SETTINGS, "tasks.py") if not (site / name).is_file()]
    if missing:
        raise UpgradeFailed(f"{site}: is no site of Vita: it has no {missing[0]}")
    if folder.resolve() == site.resolve():
        raise UpgradeFailed(f"{site}: is the release itself: name the site with --site, or a release with --from")
    return read_release(folder)


def make_plan(site: Path, release: Release) -> Plan:
    """What upgrading the site to `release` does to each file. Raises UpgradeFailed if one cannot be read."""
    known = read_known(site)
    return plan_upgrade(read_states(site, sorted(states_needed(known, release))), known, release)


def write_upgrade(site: Path, plan: Plan, release: Release) -> str:
    """Write what was planned; return the name of the backup folder of the old versions, "" if Git has them.

    Raises UpgradeFailed if a file cannot be written.
    """
    old = [path for path in (*plan.replaced, *plan.removed) if (site / path).is_file()]
    is_backed_up = not is_in_git(site, old)
    try:
        files = {path: release.folder / source for path, source in plan.write.items()}
        backup = stage(site, files, plan.remove, old if is_backed_up else ())
        finish_upgrade(site)
    except OSError as error:
        raise UpgradeFailed(f"{error.filename or site}: cannot be written: {error.strerror or error}") from None
    return backup if is_backed_up and old else ""
