"""Move a site of another system in: recognize it, read it, write it as a site of this theme, and report.

A reader for each system (`systems.py`) makes a `MovedSite`; everything after that is the same for all.
"""

import ast
import shutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from plugins.building import build
from plugins.building.settings_table import GROUPS, SETTINGS
from plugins.core.problems import BuildFailed, Problem
from plugins.migrate.moved_site import Files, MovedSite
from plugins.migrate.page_facts import allow_hosts
from plugins.migrate.redirects import redirect_files, redirect_settings
from plugins.migrate.report import MigrationFailed, MigrationReport
from plugins.migrate.settings_file import REMOVED, has_setting, read_setting, replace_settings
from plugins.migrate.systems import recognize
from plugins.migrate.writing import check_target, write_site

__all__ = ["MigrationFailed", "MigrationReport", "migrate"]

ROOT = Path(__file__).resolve().parents[2]
REPORT = "migrate-report.md"
# What no other site's settings have; ours had a THEME once
OWN_SETTINGS = {"pelicanconf.py": ("LOOK", "EMBEDS_HOSTS", "THEME"), "publishconf.py": ("PUBLISH",)}
AFTER = {"MENU": "SOCIAL", "LOOK": "TIMEZONE", "EMBEDS_SCRIPTS": "EMBEDS_HOSTS"}
# What an author sees in the file even where it is as usual
KEPT = {*GROUPS["Who you are"], "DEFAULT_LANG", "TIMEZONE", "LOOK"}
# What nobody else's site may keep of this repository's sample
IDENTITY = ("AUTHOR", "SITENAME", "SITESUBTITLE", "COPYRIGHT", "SOCIAL", "FAVICON")
NO_ADDRESS = "https://example.org"
WRITTEN = ("pelicanconf.py", "publishconf.py", REPORT)  # besides content/


def migrate(
    source: Path,
    target: Path,
    force: bool = False,
    show: Callable[[str], None] = print,
    replaces: Collection[str] = (),
) -> MigrationReport:
    """Write the site at `source` into the folder `target` as a site of this theme.

    Raises MigrationFailed, with nothing written, if the site cannot be read or files are in the way; with `force` these
    go to a backup folder. Files of the target that `replaces` names are not in the way: they are removed. `show`
    receives the progress and the report.
    """
    report, target = MigrationReport(), target.resolve()
    reader, source = recognize(source)
    check_target(target, (source if source.is_dir() else source.parent).resolve(), WRITTEN, force, replaces)
    show(f"reading {source} as a site of {reader.NAME}")
    site = reader.read(source, report)
    files = _plan_files(site, target, report)
    report.summarize(site.system, {**site.counts, "redirect": len(site.redirects)})
    report.moved.append("settings to pelicanconf.py and publishconf.py")
    files[REPORT] = b""  # whose text needs all other files

    def complete(staged: Path) -> None:
        show("building the site once, to see what stops it")
        report.stops[:], warnings = _try_build(staged, target)
        report.left += [warning for warning in warnings if warning not in report.left]
        (staged / REPORT).write_text(str(report), "utf-8", newline="\n")

    write_site(files, target, show, complete, replaces)
    show(report.on_screen(REPORT))
    return report


def _plan_files(site: MovedSite, target: Path, report: MigrationReport) -> Files:
    """All files to write, by path below the target."""
    pelicanconf, publishconf = (_read_settings_file(target, name) for name in WRITTEN[:2])
    if "EMBEDS_HOSTS" not in site.settings:
        site = replace(site, settings={**site.settings, **allow_hosts(site.files, report)})
    public = _new_publishconf(site, publishconf)
    redirects = redirect_files(site.redirects, str(read_setting(public, "SITEURL") or ""))
    settings = _new_pelicanconf(site, pelicanconf)
    written = {"pelicanconf.py": settings.encode(), "publishconf.py": public.encode()}
    return {**site.files, **redirects, **written}


def _read_settings_file(target: Path, name: str) -> str:
    """The settings file of the target, which holds its author's other settings, or else that of this repository: also
    if that of the target is for another theme."""
    own = target / name
    if not own.is_file() or own.is_symlink():
        return (ROOT / name).read_text("utf-8")
    source = own.read_text("utf-8")
    try:
        ast.parse(source)
    except SyntaxError as error:
        raise MigrationFailed(f"{name}:{error.lineno}: this is not valid Python: {error.msg}") from None
    return source if has_setting(source, OWN_SETTINGS[name]) else (ROOT / name).read_text("utf-8")


def _new_pelicanconf(site: MovedSite, source: str) -> str:
    """The settings of the site; those of `source` about looks and other hosts stay where the site says nothing."""
    given = dict.fromkeys(IDENTITY, REMOVED) | dict(site.settings)
    if site.redirects:
        given = {"STATIC_PATHS": SETTINGS["STATIC_PATHS"].default} | given
        given |= redirect_settings(given)
    given["LOOK"] = {**_table(source, "LOOK"), **site.settings.get("LOOK", {})} or REMOVED
    known = _table(source, "EMBEDS_HOSTS")
    given["EMBEDS_HOSTS"] = {name: known.get(name, to) for name, to in site.settings["EMBEDS_HOSTS"].items()}
    return replace_settings(source, _without_defaults(given), AFTER)


def _new_publishconf(site: MovedSite, source: str) -> str:
    """The public address of the site, and where it is published: as `source` says, with the site's domain."""
    given = {"SITEURL": NO_ADDRESS, "FEED_COPIES": REMOVED} | dict(site.public)
    publish = {"domain": ""} | dict(site.public.get("PUBLISH") or {})
    given["PUBLISH"] = {**_table(source, "PUBLISH"), **publish}
    return replace_settings(source, given)


def _table(source: str, name: str) -> dict:
    written = read_setting(source, name)
    return written if isinstance(written, dict) else {}


def _without_defaults(given: Mapping[str, object]) -> dict[str, object]:
    """Settings of which only those stay that differ from their defaults."""
    same = {name for name, value in given.items() if name in SETTINGS and value == SETTINGS[name].default}
    return {name: REMOVED if name in same - KEPT else value for name, value in given.items()}


def _try_build(staged: Path, target: Path) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The errors and the warnings of a public build of `staged`, with the theme of `target`, if that has one.

    The output is thrown away; the cache stays in `staged`, and saves the first build of the author the work.
    """
    own, theme, output = target / "theme", staged / "theme", staged / "output"
    shutil.copytree(own if own.is_dir() else ROOT / "theme", theme)
    try:
        return (), build(staged / "publishconf.py", output).warnings
    except BuildFailed as error:
        return error.errors, ()
    finally:
        for folder in (theme, output):
            shutil.rmtree(folder, ignore_errors=True)
