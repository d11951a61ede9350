"""A site of Material for MkDocs, MaterialX or Zensical → a `MovedSite`."""

from pathlib import Path

from plugins.migrate.mkdocs.appearance import plan_appearance
from plugins.migrate.mkdocs.content import plan_content
from plugins.migrate.mkdocs.docs_folder import is_page
from plugins.migrate.mkdocs.identity import heading_ids_setting
from plugins.migrate.mkdocs.mkdocs_config import NAMES, MkDocsConfig, read_config
from plugins.migrate.mkdocs.new_settings import plan_public_settings, plan_settings
from plugins.migrate.mkdocs.old_site import OldSite, read_old_site
from plugins.migrate.mkdocs.redirect_maps import plan_redirects
from plugins.migrate.mkdocs.snippets import read_whole
from plugins.migrate.mkdocs.unsupported import report_unsupported
from plugins.migrate.moved_site import MovedSite
from plugins.migrate.page_facts import PageFacts, new_converter, read_facts
from plugins.migrate.report import MigrationReport

NAME = "Material for MkDocs, MaterialX and Zensical"
SIGNS = "mkdocs.yml or zensical.toml"
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
    files = plan_content(site, facts, report) | plan_appearance(site, report)
    report_unsupported(config, report)
    redirects, public = plan_redirects(site, report), plan_public_settings(site, report)
    settings = plan_settings(site, facts, files, report)
    return MovedSite(_system(config), files, settings, public, redirects, _counts(site))


def _read_pages(site: OldSite) -> dict[str, PageFacts]:
    """The facts of each page that can be read, with its snippets; not of one that is not UTF-8."""
    converter = new_converter(site.docs, site.texts, heading_ids_setting(site.config, MigrationReport()))
    found = {}
    for name, text in site.texts.items():
        facts = read_facts(read_whole(site.config, site.docs, text), name, converter)
        if facts and "\N{REPLACEMENT CHARACTER}" not in text:
            found[name] = facts
    return found


def _system(config: MkDocsConfig) -> str:
    theme = config.get("theme") or config.get("theme", "name")
    names = {"material": "Material for MkDocs", "materialx": "MaterialX"}
    return "Zensical" if config.name.endswith(".toml") else names.get(theme, "MkDocs")


def _counts(site: OldSite) -> dict[str, int]:
    pages = sum(target.startswith("pages/") for target in site.moved.values())
    others = sum(not is_page(name) for name in site.moved)
    return {"page": pages, "article": len(site.posts), "picture or file": others}
