"""The made-up researcher's site in public: below a user's folder of a host."""

from pathlib import Path
from runpy import run_path

conf = run_path(str(Path(__file__).with_name("pelicanconf.py")))
globals().update({name: value for name, value in conf.items() if name.isupper()})

SITEURL = "https://ada.example/~made-up"
FEED_ALL_ATOM = "feed.xml"
FEED_DOMAIN = SITEURL
