"""Everything that is true everywhere. What differs in public stands in publishconf.py."""

# Who
AUTHOR = "Songrun Xie"
SITENAME = "Songrun Xie"
SITESUBTITLE = ""
COPYRIGHT = "© 2022–2024 Songrun Xie"
SOCIAL = [
    {"name": "Email", "icon": "fontawesome-solid-envelope", "url": "mailto:sory.xie@gmail.com"},
    {"name": "GitHub", "icon": "fontawesome-brands-github", "url": "https://github.com/soryxie"},
    {"name": "LinkedIn", "icon": "fontawesome-brands-linkedin", "url": "https://www.linkedin.com/in/songrunxie"},
    {"name": "X", "icon": "fontawesome-brands-x-twitter", "url": "https://x.com/Sory_Xie"},
]

# Where and when
SITEURL = ""
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%-d %B %Y"

# Content
PATH = "content"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = ["news"]
STATIC_PATHS = ["files", "extra/robots.txt", "extra/CNAME", "extra/favicon.svg"]
EXTRA_PATH_METADATA = {
    "pages/index.md": {"save_as": "index.html", "url": ""},
    "extra/robots.txt": {"path": "robots.txt"},
    "extra/CNAME": {"path": "CNAME"},
    "extra/favicon.svg": {"path": "favicon.svg"},
}
USE_FOLDER_AS_CATEGORY = False
WITH_FUTURE_DATES = False
IGNORE_FILES = [".*", "*~", "#*#", "__pycache__"]

NEWS_TITLE = "News"
PUBLICATIONS_TITLE = "Publications"

# Addresses: a folder for each page; what is not listed here is not written
RELATIVE_URLS = True
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
ARTICLE_URL = "news/{slug}/"
ARTICLE_SAVE_AS = "news/{slug}/index.html"
ARTICLE_LANG_URL = "{lang}/news/{slug}/"
ARTICLE_LANG_SAVE_AS = "{lang}/news/{slug}/index.html"
FILENAME_METADATA = r"(?:(?P<date>\d{4}-\d{2}-\d{2})-)?(?P<slug>.*)"
INDEX_URL = "news/"
INDEX_SAVE_AS = "news/index.html"
ARCHIVES_URL = "news/archives/"
ARCHIVES_SAVE_AS = "news/archives/index.html"
YEAR_ARCHIVE_URL = "news/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "news/{date:%Y}/index.html"
DIRECT_TEMPLATES = ["index", "archives", "404"]
DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""
TAG_SAVE_AS = CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ""
DEFAULT_PAGINATION = 10
PAGINATED_TEMPLATES = {"index": None}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

# Theme
THEME = "theme"
THEME_STATIC_PATHS = ["static/fonts", "static/icons.txt"]
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}

# Typography: quotes and dashes, with -- an en dash
TYPOGRIFY = True
TYPOGRIFY_DASHES = "oldschool"
TYPOGRIFY_OMIT_FILTERS = ["amp", "caps", "initial_quotes", "widont"]

# Commands of your own in formulas, as {"\\E": "\\mathbb{E}"}
FORMULAS_MACROS = {}

# Other hosts that pages may call, each with those to which it sends visitors on. No other is ever called.
EMBEDS_HOSTS = {
    "www.easycounter.com": [],
    "clustrmaps.com": [],
    "github.com": [
        "github-production-user-asset-6210df.s3.amazonaws.com",
        "private-user-images.githubusercontent.com",
    ],
}

# Texts whose own scripts run, such as "pages/demo.md"; scripts of other hosts are framed all the same
EMBEDS_SCRIPTS = []

# Addresses that sitemap.xml leaves out
SITEMAP = {"exclude": ["^404", "^news/page/"]}

# Feeds: only in public, where addresses are known
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
