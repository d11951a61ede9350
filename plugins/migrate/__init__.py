"""Move a site of Material for MkDocs in: its settings, pages, pictures, icons, posts and redirects."""

import ast
from collections.abc import Callable
from pathlib import Path

from plugins.migrate import conf, content, leftovers, look, old_site, redirects, stage
from plugins.migrate.config import read
from plugins.migrate.report import MigrationFailed, Report, counted

__all__ = ["MigrationFailed", "Report", "migrate"]

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = ("pelicanconf.py", "publishconf.py", "migrate-report.md")


def migrate(source: Path, target: Path, force: bool = False, tell: Callable[[str], None] = print) -> Report:
    """Write the site of MkDocs at `source` into the folder `target` as a site of this theme.

    Raises MigrationFailed, with nothing written, where the site cannot be read or files are in the way; with `force`
    these are kept in a folder of their own.
    """
    config, report, target = read(source), Report(), target.resolve()
    stage.check(target, config.folder, list(WRITTEN), force)
    tell(f"reading {config.name} and {config.get('docs_dir') or 'docs'}/")
    site = old_site.read(config, report)
    tell(f"{counted(len(site.texts), 'page')} of {counted(len(site.listed.files), 'file')}")
    files = _planned(site, target, report)
    leftovers.note(config, report)
    files["migrate-report.md"] = str(report).encode()
    stage.write(files, target, tell)
    tell(str(report))
    return report


def _planned(site: old_site.OldSite, target: Path, report: Report) -> content.Files:
    """Everything that is written, by its path below the target."""
    pelicanconf, publishconf = (_source(target, name) for name in WRITTEN[:2])
    files = content.planned(site, report) | look.planned(site, report)
    public = conf.public(site, publishconf, report)
    files |= redirects.planned(site, _site_url(public), report)
    settings = conf.settings(site, files, pelicanconf, report)
    report.moved.append("settings to pelicanconf.py and publishconf.py")
    return files | {"pelicanconf.py": settings.encode(), "publishconf.py": public.encode()}


def _source(target: Path, name: str) -> str:
    """The settings file of the target, which has its author's other settings, or that of this repository."""
    own = target / name
    source = (own if own.is_file() and not own.is_symlink() else ROOT / name).read_text("utf-8")
    try:
        ast.parse(source)
    except SyntaxError as error:
        raise MigrationFailed(f"{name}:{error.lineno}: this is no Python: {error.msg}") from None
    return source


def _site_url(public: str) -> str:
    return str(conf.value_of(public, "SITEURL") or "")
