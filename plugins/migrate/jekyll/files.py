"""The files of a site of Jekyll that are its author's, not its theme's; at the paths that they had.

In: the site. Out: files below content/, and the settings that publish them.
"""

import re
from pathlib import Path

from plugins.building.settings_table import SETTINGS
from plugins.migrate.jekyll.old_site import JekyllSite, as_list, as_table
from plugins.migrate.jekyll.sorting import MADE_HERE
from plugins.migrate.moved_site import Files
from plugins.migrate.static_paths import PICTURES, cover

# Of the repository and of the theme, not of the site
NO_CONTENT = re.compile(
    r"(?:[^/]*\.(?:gemspec|lock|toml|cfg|ini|sh|rb|py|scss|sass|ya?ml|config\.js|map)|Gemfile|Dockerfile|Rakefile|CNAME"
    r"|LICENSE[^/]*|[^/]*\.md|package(?:-lock)?\.json|[^/]*rc(?:\.json)?|purgecss[^/]*|requirements[^/]*)"
)
THEME_FOLDERS = ("assets/css/", "assets/js/", "assets/fonts/", "assets/webfonts/", "assets/libs/", "assets/plotly/")
LIQUID_FILE = re.compile(rb"\A---[ \t]*\r?\n")


def plan_files(site: JekyllSite, favicon: str) -> tuple[Files, dict[str, object]]:
    """The files below content/ that are the site's own, at the paths that they had, the favicon and the domain in
    content/extra/; and the settings that publish them."""
    names = [name for name in site.files if _is_content(site, name)]
    files: Files = {f"content/{name}": site.folder / name for name in names}
    static = [*as_list(SETTINGS["STATIC_PATHS"].default), *(path for path in cover(names) if path != "files")]
    given: dict[str, object] = {"STATIC_PATHS": static}
    if "CNAME" in site.files:
        files["content/extra/CNAME"] = site.folder / "CNAME"
    if favicon in site.files:
        icon = f"favicon{Path(favicon).suffix.lower()}"
        files[f"content/extra/{icon}"] = site.folder / favicon
        if icon != "favicon.svg":
            static.append(f"extra/{icon}")
            places = as_table(SETTINGS["EXTRA_PATH_METADATA"].default)
            given |= {"FAVICON": icon, "EXTRA_PATH_METADATA": {**places, f"extra/{icon}": {"path": icon}}}
    return files, given


def _is_content(site: JekyllSite, name: str) -> bool:
    if name in MADE_HERE or name.startswith(THEME_FOLDERS) or NO_CONTENT.fullmatch(name):
        return False
    if name.lower().endswith(PICTURES):
        return True
    with (site.folder / name).open("rb") as file:
        return not LIQUID_FILE.match(file.read(8)) and not name.lower().endswith((".scss", ".sass", ".map"))
