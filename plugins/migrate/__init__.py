"""Move a site of Material for MkDocs or Zensical in: its settings, pages, pictures, icons, posts and redirects."""

import ast
from collections.abc import Callable, Collection
from pathlib import Path

from plugins.migrate.appearance import plan_appearance
from plugins.migrate.content import Files, plan_content
from plugins.migrate.mkdocs_config import read_config
from plugins.migrate.new_settings import new_pelicanconf, new_publishconf
from plugins.migrate.old_site import OldSite, read_old_site
from plugins.migrate.reading import read_pages
from plugins.migrate.redirects import plan_redirects
from plugins.migrate.report import MigrationFailed, MigrationReport, counted
from plugins.migrate.settings_file import has_setting, read_setting
from plugins.migrate.trial import try_build
from plugins.migrate.unsupported import report_unsupported
from plugins.migrate.writing import check_target, write_site

__all__ = ["MigrationFailed", "MigrationReport", "migrate"]

ROOT = Path(__file__).resolve().parents[2]
REPORT = "migrate-report.md"
# What no other site's settings have; ours had a THEME once
OWN_SETTINGS = {"pelicanconf.py": ("LOOK", "EMBEDS_HOSTS", "THEME"), "publishconf.py": ("PUBLISH",)}
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
    config, report, target = read_config(source), MigrationReport(), target.resolve()
    check_target(target, config.folder, WRITTEN, force, replaces)
    show(f"reading {config.name} and {config.get('docs_dir') or 'docs'}/")
    site = read_old_site(config, report)
    show(f"{counted(len(site.texts), 'page')} of {counted(len(site.files.names), 'file')}")
    files = _plan_files(site, target, report)
    report_unsupported(config, report)
    files[REPORT] = b""  # whose text needs all other files

    def complete(staged: Path) -> None:
        show("building the site once, to see what stops it")
        report.stops[:], warnings = try_build(staged, target)
        report.left += [warning for warning in warnings if warning not in report.left]
        (staged / REPORT).write_text(str(report), "utf-8", newline="\n")

    write_site(files, target, show, complete, replaces)
    show(str(report))
    return report


def _plan_files(site: OldSite, target: Path, report: MigrationReport) -> Files:
    """All files to write, by path below the target."""
    pelicanconf, publishconf = (_read_settings_file(target, name) for name in WRITTEN[:2])
    facts = read_pages(site)
    files = plan_content(site, facts, report) | plan_appearance(site, report)
    public = new_publishconf(site, publishconf, report)
    files |= plan_redirects(site, str(read_setting(public, "SITEURL") or ""), report)
    settings = new_pelicanconf(site, facts, files, pelicanconf, report)
    report.moved.append("settings to pelicanconf.py and publishconf.py")
    return files | {"pelicanconf.py": settings.encode(), "publishconf.py": public.encode()}


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
