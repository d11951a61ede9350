"""A made-up researcher with sixty works: the repository's own settings; only who, where and what is shown differ."""

from pathlib import Path
from runpy import run_path

import plugins

repository = Path(plugins.__file__).parents[1]
globals().update(
    {name: value for name, value in run_path(str(repository / "pelicanconf.py")).items() if name.isupper()}
)

# Who
AUTHOR = "Ada Madeup-Example"
SITENAME = "Ada Madeup-Example"
SITESUBTITLE = "Associate Professor, Made-up University of Exampleton"
COPYRIGHT = "© 2012–2026 Ada Madeup-Example"
SOCIAL = [
    {"name": "Email", "icon": "fontawesome-solid-envelope", "url": "mailto:ada@made-up.example"},
    {"name": "Code", "icon": "fontawesome-solid-code", "url": "https://code.example/made-up"},
]

# How it looks
LOOK = {"layout": "margin"}

# Where the repository's parts are, seen from a copy of this folder
THEME = str(repository / "theme")
PLUGIN_PATHS = [str(repository)]

# Other hosts that pages may call: none
EMBEDS_HOSTS = {}
