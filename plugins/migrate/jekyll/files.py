"""The files of a site of Jekyll that are its author's, not its theme's; at the paths that they had.

In: the site. Out: files below content/, and the settings that publish them.
"""

import re
from pathlib import Path

from plugins.migrate.jekyll.old_site import JekyllSite
from plugins.migrate.jekyll.sorting import MADE_HERE
from plugins.migrate.moved_site import Files
from plugins.migrate.static_paths import cover, file_settings, is_picture

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
    if "CNAME" in site.files:
        files["content/extra/CNAME"] = site.folder / "CNAME"
    if favicon in site.files:
        files[f"content/extra/favicon{Path(favicon).suffix.lower()}"] = site.folder / favicon
    return files, file_settings(cover(names), files)


def _is_content(site: JekyllSite, name: str) -> bool:
    if name in MADE_HERE or name.startswith(THEME_FOLDERS) or NO_CONTENT.fullmatch(name):
        return False
    if is_picture(name):
        return True
    with (site.folder / name).open("rb") as file:
        return not LIQUID_FILE.match(file.read(8)) and not name.lower().endswith((".scss", ".sass", ".map"))
