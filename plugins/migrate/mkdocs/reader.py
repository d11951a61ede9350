"""A site of Material for MkDocs, MaterialX or Zensical → a `MovedSite`."""

from pathlib import Path

from plugins.migrate.mkdocs.content import plan_content
from plugins.migrate.mkdocs.identity import heading_ids_setting
from plugins.migrate.mkdocs.mkdocs_config import NAMES, read_config
from plugins.migrate.mkdocs.new_settings import plan_public_settings, plan_settings
from plugins.migrate.mkdocs.old_site import OldSite, read_old_site
from plugins.migrate.mkdocs.palette import read_only_scheme
from plugins.migrate.mkdocs.redirect_maps import plan_redirects
from plugins.migrate.mkdocs.snippets import read_whole
from plugins.migrate.mkdocs.style_sheets import aliases_for, describe_dropped, sort_rules
from plugins.migrate.mkdocs.unsupported import report_unsupported
from plugins.migrate.moved_site import Files, MovedSite, count_files
from plugins.migrate.page_facts import PageFacts, new_converter, read_facts
from plugins.migrate.report import MigrationReport, counted

NAME = "Material for MkDocs, MaterialX and Zensical"
SIGNS = "mkdocs.yml or zensical.toml"
FAVICONS = (".svg", ".png", ".ico")
SETTINGS_FILES = (".yml", ".yaml", ".toml")
OTHERS = ("_", "hugo.", "config.")  # beginnings of the names of other generators' settings files


def recognize(folder: Path) -> bool:
    """Whether this is the folder of such a site, or its settings file of any name."""
    is_settings = folder.suffix in SETTINGS_FILES and not folder.name.startswith(OTHERS)
    return (is_settings and folder.is_file()) or any((folder / name).is_file() for name in NAMES)


def read(folder: Path, report: MigrationReport) -> MovedSite:
    config = read_config(folder)
    site = read_old_site(config, report)
    facts = _read_pages(site)
    files = plan_content(site, facts, report)
    counts = count_files(files)
    files |= _plan_appearance(site, report)
    report_unsupported(config, report)
    redirects, public = plan_redirects(site, report), plan_public_settings(site, report)
    settings = plan_settings(site, facts, files, report)
    return MovedSite(config.system, files, settings, public, redirects, counts)


def _read_pages(site: OldSite) -> dict[str, PageFacts]:
    """The facts of each page that can be read, with its snippets; not of one that is not UTF-8."""
    converter = new_converter(site.docs, site.texts, heading_ids_setting(site.config, MigrationReport()))
    found = {}
    for name, text in site.texts.items():
        facts = read_facts(read_whole(site.config, site.docs, text), name, converter)
        if facts and "\N{REPLACEMENT CHARACTER}" not in text:
            found[name] = facts
    return found


def _plan_appearance(site: OldSite, report: MigrationReport) -> Files:
    """custom.css, if it would not be empty, and the favicon, if there is one."""
    aliases = aliases_for(site.texts.values())
    parts = [aliases] if aliases else []
    for name, css in site.style_sheets.items():
        kept, dropped = sort_rules(css, read_only_scheme(site.config))
        if kept:
            parts.append(f"/* From {Path(name).name.replace('*/', '')}. */\n" + "\n".join(kept) + "\n")
            report.change(site.place(name), 1, f"{counted(len(kept), 'rule')} copied to content/extra/custom.css")
        if dropped:
            report.leave(site.place(name), dropped[0].line, describe_dropped(dropped))
    files: Files = {"content/extra/custom.css": "\n".join(parts).encode()} if parts else {}
    return files | _plan_favicon(site, report)


def _plan_favicon(site: OldSite, report: MigrationReport) -> Files:
    written = site.config.get("theme", "favicon").lstrip("/")
    ending = Path(written).suffix.lower()
    if written in site.files and ending in FAVICONS:
        report.moved.append(f"the favicon to content/extra/favicon{ending}")
        return {f"content/extra/favicon{ending}": site.docs / written}
    if written:
        report.leave(*site.config.place("theme", "favicon"), f"no favicon '{written}': the new site has your initials")
    return {}
