import os
from datetime import date

AUTHOR = "Tove Lindqvist"
SITENAME = "Tove's Notebook"
SITESUBTITLE = "Botanist, Institute of Moss"
SITEURL = ""

PATH = "content"
TIMEZONE = "Europe/Stockholm"
DEFAULT_LANG = "en"

ARTICLE_PATHS = ["articles"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["images", "pdfs", "extra/CNAME", "extra/robots.txt"]
EXTRA_PATH_METADATA = {
    "extra/CNAME": {"path": "CNAME"},
    "extra/robots.txt": {"path": "robots.txt"},
}

ARTICLE_URL = "posts/{date:%Y}/{slug}.html"
ARTICLE_SAVE_AS = "posts/{date:%Y}/{slug}.html"
MONTH_ARCHIVE_SAVE_AS = "posts/{date:%Y}/{date:%m}/index.html"

FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None

MENUITEMS = (
    ("Blog", "/archives.html"),
    ("Herbarium", "/pages/herbarium.html"),
    ("Moss", "/category/moss.html"),
    ("Gone", "/gone.html"),
)
LINKS = (("Moss Society", "https://moss.example/"),)
SOCIAL = (
    ("GitHub", "https://github.com/tove-example"),
    ("You can add links in your config file", "#"),
)
DEFAULT_PAGINATION = 2

YEAR = date.today().year
PLUGINS = ["liquid_tags.youtube", "related_posts"]
MARKDOWN = {"extension_configs": {"markdown.extensions.codehilite": {"css_class": "highlight"}}}
THEME = os.getenv("THEME", "flex")
DISQUS_SITENAME = "tove"
