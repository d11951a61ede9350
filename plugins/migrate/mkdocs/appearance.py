"""The look of the old site: its style sheets as `custom.css`, and its favicon.

In: an `OldSite`. Out: files of content/extra/.
"""

from pathlib import Path

from plugins.migrate.mkdocs.old_site import OldSite
from plugins.migrate.mkdocs.palette import read_only_scheme
from plugins.migrate.mkdocs.style_sheets import aliases_for, describe_dropped, sort_rules
from plugins.migrate.moved_site import Files
from plugins.migrate.report import MigrationReport, counted

FAVICONS = (".svg", ".png", ".ico")


def plan_appearance(site: OldSite, report: MigrationReport) -> Files:
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
    if written in site.files.names and ending in FAVICONS:
        report.moved.append(f"the favicon to content/extra/favicon{ending}")
        return {f"content/extra/favicon{ending}": site.docs / written}
    if written:
        report.leave(*site.config.place("theme", "favicon"), f"no favicon '{written}': the new site has your initials")
    return {}
