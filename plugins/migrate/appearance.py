"""The look of the old site: its colors, scheme and style sheets as `custom.css`, and its favicon.

In: an `OldSite`. Out: files of content/extra/.
"""

from pathlib import Path

from plugins.migrate.content import Files
from plugins.migrate.link_color import ACCENTS, LinkColor, choose_link_color
from plugins.migrate.mkdocs_config import Place
from plugins.migrate.old_site import OldSite
from plugins.migrate.palette import read_only_scheme, read_palette
from plugins.migrate.report import MigrationReport, counted
from plugins.migrate.style_sheets import aliases_for, describe_dropped, find_material_colors, sort_rules

FAVICONS = (".svg", ".png", ".ico")
ONE_SCHEME = """/* The site that was moved had no other scheme. */
:root {{ color-scheme: {scheme}; }}
.only-{scheme} {{ display: revert; }}
.only-{other} {{ display: none; }}
"""
HOVERED = """/* The accent of the site that was moved. */
main a:hover {{ color: light-dark({light}, {dark}); }}
"""
PALETTE = """/* The color of links, from the palette of the site that was moved. */
:root {{
  --color-link: light-dark({light}, {dark});
  --color-link-line: light-dark({light}59, {dark}66);
}}
"""


def plan_appearance(site: OldSite, report: MigrationReport) -> Files:
    """custom.css, if it would not be empty, and the favicon, if there is one."""
    sheets = _read_sheets(site, report)
    color = _read_link_color(site, sheets, report)
    parts = [PALETTE.format(light=color.light, dark=color.dark)] if color else []
    if accent := _read_accent(site, sheets):
        parts.append(HOVERED.format(light=accent.light, dark=accent.dark))
    if aliases := aliases_for(site.texts.values()):
        parts.append(aliases)
    if only := read_only_scheme(site.config):
        parts.append(ONE_SCHEME.format(scheme=only, other="light" if only == "dark" else "dark"))
        report.change(*site.config.place("theme", "palette"), f"the site is always {only}: custom.css says so")
    for name, css in sheets.items():
        kept, dropped = sort_rules(css, only)
        if kept:
            parts.append(f"/* From {Path(name).name.replace('*/', '')}. */\n" + "\n".join(kept) + "\n")
            report.change(site.place(name), 1, f"{counted(len(kept), 'rule')} copied to content/extra/custom.css")
        if dropped:
            report.leave(site.place(name), dropped[0].line, describe_dropped(dropped))
    files: Files = {"content/extra/custom.css": "\n".join(parts).encode()} if parts else {}
    return files | _plan_favicon(site, report)


def _read_sheets(site: OldSite, report: MigrationReport) -> dict[str, str]:
    """The author's style sheets by their paths in docs."""
    sheets = {}
    for index, written in enumerate(site.config.get("extra_css", kind=list)):
        name = str(written).partition("?")[0].lstrip("/")
        if name in site.files.names:
            sheets[name] = (site.docs / name).read_bytes().decode("utf-8", "replace")
        else:
            report.leave(*site.config.place("extra_css", index), f"no style sheet '{name}' in this site")
    return sheets


def _read_material_colors(sheets: dict[str, str]) -> dict[str, dict[str, str]]:
    """Material's own colors that the sheets set, by scheme and name."""
    wanted: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for css in sheets.values():
        for scheme, colors in find_material_colors(css).items():
            wanted[scheme] |= colors
    return wanted


def _read_link_color(site: OldSite, sheets: dict[str, str], report: MigrationReport) -> LinkColor | None:
    primary, place = _read_primary(site)
    wanted = _read_material_colors(sheets)
    light, dark = (
        next((found for name in ("typeset-a-color", "primary-fg-color") if (found := colors.get(name))), "")
        for colors in wanted.values()
    )
    wish = light or primary or dark
    color = choose_link_color(wish, dark) if wish else None
    if wish and not color:
        report.leave(*place, f"the color '{wish}' is unknown: set --color-link in content/extra/custom.css")
    for scheme in color.adjusted if color else ():
        change = "darker" if scheme == "light" else "lighter"
        now = getattr(color, scheme)
        message = f"links in the {scheme} scheme are {change} than '{wish}'"
        report.change(*place, f"{message}, for a contrast of 4.5:1: {now}")
    return color


def _read_accent(site: OldSite, sheets: dict[str, str]) -> LinkColor | None:
    """The color of links below the pointer: that of the sheets, or else the accent of the palette."""
    named = {"light": "", "dark": ""}
    for _, scheme in read_palette(site.config):
        name = "dark" if scheme.get("scheme") == "slate" else "light"
        accent = scheme.get("accent")
        named[name] = named[name] or (ACCENTS.get(accent.replace(" ", "-"), "") if isinstance(accent, str) else "")
    written = {scheme: colors.get("accent-fg-color") for scheme, colors in _read_material_colors(sheets).items()}
    light, dark = (written[scheme] or named[scheme] for scheme in ("light", "dark"))
    return choose_link_color(light or dark, dark or light) if light or dark else None


def _read_primary(site: OldSite) -> tuple[str, Place]:
    """The primary color of the first scheme of the palette that names one, and its place."""
    keys = ("theme", "palette")
    for path, scheme in read_palette(site.config):
        primary = scheme.get("primary")
        if isinstance(primary, str) and primary != "custom":
            return primary.replace(" ", "-"), site.config.place(*path, "primary")
    return "", site.config.place(*keys)


def _plan_favicon(site: OldSite, report: MigrationReport) -> Files:
    written = site.config.get("theme", "favicon").lstrip("/")
    ending = Path(written).suffix.lower()
    if written in site.files.names and ending in FAVICONS:
        report.moved.append(f"the favicon to content/extra/favicon{ending}")
        return {f"content/extra/favicon{ending}": site.docs / written}
    if written:
        report.leave(*site.config.place("theme", "favicon"), f"no favicon '{written}': the new site has your initials")
    return {}
