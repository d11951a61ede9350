"""`invoke upgrade` and `invoke version`."""

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from plugins.commands import ROOT
from plugins.core.manifest import digest
from plugins.upgrade import advice, comparing, pictures, sources, trial, upgrading
from plugins.upgrade.plan import NEEDED, Plan
from plugins.upgrade.release import Release, UpgradeFailed, version_of
from plugins.upgrade.writing import PENDING, finish_upgrade

PICTURES = ".cache/upgrade/look"
TABLE = "plugins/building/settings_table.py"


def show_version() -> None:
    """Print the version of the product's files, and the commit of the site, if Git knows it."""
    command = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        commit = done.stdout.strip() if done.returncode == 0 else ""
    except OSError:
        commit = ""
    print(f"Vita {version_of(ROOT)}" + (f", site at {commit}" if commit else ""))


def upgrade_site(source: str, site: str, look: bool, is_agreed: bool, dry_run: bool) -> None:
    """Plan, try, show, ask, and write an upgrade of the site in the folder `site` (this one, if it is empty)."""
    target = Path(site).expanduser().resolve() if site else ROOT
    try:
        if not dry_run and finish_upgrade(target):
            print("finished the upgrade that was interrupted")
        if (target / PENDING).exists():
            raise UpgradeFailed(f"{target}: an upgrade was interrupted: run this without --dry-run to finish it")
        with tempfile.TemporaryDirectory(prefix="vita-upgrade-") as folder:
            is_this_copy = not source and target != ROOT
            into = Path(folder, "release")
            release_folder = ROOT if is_this_copy else sources.fetch(source, target, into)
            release = upgrading.read_release_for(target, release_folder)
            _upgrade(target, release, Path(folder, "trial"), look, is_agreed, dry_run)
    except (UpgradeFailed, OSError) as error:
        raise SystemExit(f"{error}") from None


def _upgrade(site: Path, release: Release, folder: Path, look: bool, is_agreed: bool, dry_run: bool) -> None:
    chromium = pictures.find_chromium() if look else ""
    plan = upgrading.make_plan(site, release)
    print(f"{site.name}: Vita {version_of(site) or 'of an unknown version'} -> {release.version}")
    _print_lines(lines_of_plan(plan))
    if not plan.write and not plan.remove:
        print("nothing to upgrade")
        return
    _print_lines([*map(str, advice.names_lost_by(site, release)), *_superfluous(site, release)])
    print("building the site twice: as it is, and with the new files")
    _try(site, plan, release, folder, chromium)
    if dry_run:
        print("nothing was written: this was a dry run")
    elif is_agreed or _ask():
        _write(site, plan, release)


def lines_of_plan(plan: Plan) -> Iterable[str]:
    """What happens to the files, in the author's words."""
    counts = {"replaces": plan.replaced, "adds": plan.added, "removes": plan.removed}
    said = ", ".join(f"{word} {len(paths)}" for word, paths in counts.items() if paths)
    if said:
        yield f"{said} of the product's files"
    if plan.kept:
        yield f"keeps {len(plan.kept)} that you changed:"
        yield from (f"  {kept.path}: {kept.note}" for kept in plan.kept)
    if plan.left_out:
        tops = sorted({f"{top}/" if below else top for top, _, below in (p.partition("/") for p in plan.left_out)})
        yield f"leaves out {len(plan.left_out)} that you deleted, in {', '.join(tops)}"


def _superfluous(site: Path, release: Release) -> Iterable[str]:
    """What could leave the author's settings, if this code and the release have the same defaults."""
    if digest((ROOT / TABLE).read_bytes()) == release.files.get(TABLE):
        files = (folder / upgrading.SETTINGS for folder in (site, release.folder))
        texts = (file.read_text("utf-8", "replace") if file.is_file() else "" for file in files)
        if names := advice.settings_like_defaults(*texts):
            yield f"pelicanconf.py: {len(names)} settings equal their defaults, and may go{comparing.named(names)}"


def _try(site: Path, plan: Plan, release: Release, folder: Path, chromium: str) -> None:
    """Report what the upgrade changes in the built site. Raises UpgradeFailed if the new one cannot be built."""
    folder.mkdir()
    before, after = trial.build_both(site, plan, release, folder)
    if after.output is None:
        print(*after.lines, sep="\n", file=sys.stderr)
        changed = ", ".join(kept.path for kept in plan.kept if kept.path.startswith(NEEDED))
        hint = f"; look at what you changed: {changed}" if changed else ""
        raise UpgradeFailed(f"with the new files the site cannot be built: nothing was written{hint}")
    _print_lines(_new_lines(before.lines if before.output else (), after.lines))
    if before.output is None:
        first = before.lines[0] if before.lines else "no reason given"
        _print_lines([f"the site as it is cannot be built, so no pages are compared: {first}"])
        return
    found = comparing.compare(before.output, after.output)
    _print_lines(comparing.lines_of(found))
    if chromium:
        addresses = pictures.pages_to_show(before.output, after.output, found.changed)
        files = pictures.draw(chromium, before.output, after.output, addresses, site / PICTURES)
        _print_lines([f"before and after: {PICTURES}/{file.name}" for file in files])


def _new_lines(before: Sequence[str], after: Sequence[str]) -> Iterable[str]:
    """The warnings of the new build that the old one did not have; renamed settings are among them."""
    new = [line for line in after if line not in before]
    yield from new[: comparing.SHOWN]
    if len(new) > comparing.SHOWN:
        yield f"and {len(new) - comparing.SHOWN} more warnings: `invoke build` shows them"


def _ask() -> bool:
    """Whether the author agrees; without a terminal, only `--yes` does."""
    if not sys.stdin.isatty():
        raise UpgradeFailed("nothing was written: run this again with --yes")
    try:
        is_agreed = input("Upgrade? [y/N] ").strip().lower() in ("y", "yes")
    except (EOFError, KeyboardInterrupt):
        is_agreed = False
        print()
    if not is_agreed:
        print("nothing was written")
    return is_agreed


def _write(site: Path, plan: Plan, release: Release) -> None:
    backup = upgrading.write_upgrade(site, plan, release)
    where = f"the old files are in {backup}/" if backup else "Git has the old files: `git diff` shows what changed"
    print(f"upgraded to Vita {release.version}; {where}")
    requirements = next((path for path in plan.write if path.startswith("requirements.txt")), "")
    if requirements:
        pip = trial.program(Path(".venv"), "pip")
        print(f"now run, in {site}: {pip} install -r {requirements}")


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(f"  {line}")
