"""What differs in public: the site's address, its feed, and where `invoke publish` puts it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *  # noqa: E402, F403

SITEURL = "https://soryxie.github.io"
FEED_ALL_ATOM = "feed.xml"
FEED_DOMAIN = SITEURL

# GitHub Pages; for a server: {"to": "rsync", "host": "me@server.example.edu", "folder": "public_html"}
PUBLISH = {"to": "github-pages", "remote": "origin", "branch": "gh-pages", "domain": ""}
