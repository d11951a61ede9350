"""What differs in public: the site's address, and where `invoke publish` puts it (docs/publish.md)."""

from pelicanconf import *

SITEURL = "https://soryxie.github.io"
PUBLISH = {"to": "github-pages", "remote": "origin", "branch": "gh-pages", "domain": ""}
