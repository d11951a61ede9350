"""A small whole site that shows everything: the repository's own settings; only who, where and what is shown differ."""

from pathlib import Path
from runpy import run_path

import plugins

repository = Path(plugins.__file__).parents[1]
globals().update(
    {name: value for name, value in run_path(str(repository / "pelicanconf.py")).items() if name.isupper()}
)

# Who
AUTHOR = "Ada O’Neill & Co"
SITENAME = "Ada O’Neill & Co"
COPYRIGHT = "© 2020–2026 Ada O’Neill"
SOCIAL = [{"name": "GitHub", "icon": "fontawesome-brands-github", "url": "https://github.com/example"}]

# Where the repository's parts are, seen from a copy of this folder
THEME = str(repository / "theme")
PLUGIN_PATHS = [str(repository)]

# Other hosts that pages may call
EMBEDS_HOSTS = {"pictures.example.org": ["store.example.org"], "map.example.org": []}
