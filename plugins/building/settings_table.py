"""Every setting that an author of this project may want: what it is for, its kind, its default, an example.

The build takes its defaults and its checks from this table, and `docs/settings.md` is written from it. Pelican's other
settings work too; its own documentation describes them.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# What a value is
TEXT = "text in quotes"
NAME = "text in quotes that is not empty"
TEXT_OR_NOTHING = "text in quotes, or None"
SWITCH = "True or False"
NUMBER = "a number, from 0 on"
WORDS = 'a list of texts, as in ["one", "two"]'
TEXT_OR_WORDS = f"{TEXT}, or {WORDS}"
LIST = "a list"
LIST_OR_NOTHING = "a list, or None"
DAY = "a day, as in (2024, 6, 1), or None"
ISO_DAY = 'a day, as in "2024-06-01", or ""'
TABLE = 'a table, as in {"key": "value"}'
LINKS = "a list of links"
ENTRIES = "a list of entries"
HOSTS = "a table of hosts"
PAPER = "A4 or letter"
TARGET = 'a table that begins with "to"'


@dataclass(frozen=True)
class Setting:
    """What a setting `does`; the `kind` and the `default` of its value; an `example`, as an author types it."""

    does: str
    kind: str
    default: object = None
    example: str = ""


def _address(does: str, default: str, kind: str = NAME) -> Setting:
    return Setting(does, kind, default)


GROUPS: dict[str, dict[str, Setting]] = {
    "Who you are": {
        "AUTHOR": Setting("your name, as your publications have it", TEXT, "", '"Ada Lovelace"'),
        "SITENAME": Setting("the name of the site; without it, yours", TEXT, "", '"Ada Lovelace"'),
        "SITESUBTITLE": Setting(
            "your role and institution: below your name, on the card and in the CV",
            TEXT,
            "",
            '"PhD student, Nowhere University"',
        ),
        "COPYRIGHT": Setting(
            "the footer's first words; without it, © and your name", TEXT, "", '"© 2026 Ada Lovelace"'
        ),
        "SOCIAL": Setting(
            "the footer's links; each gets its icon by its address, or by `icon`",
            LINKS,
            (),
            '[{"name": "GitHub", "url": "https://github.com/ada"}]',
        ),
        "FAVICON": Setting(
            "the icon in the browser's tab, in `content/extra/`; without one, your initials",
            TEXT_OR_NOTHING,
            None,
            '"favicon.png"',
        ),
        "CV_PDF": Setting("the paper on which each public build prints `cv.pdf`", PAPER, None, '"A4"'),
    },
    "Language and time": {
        "DEFAULT_LANG": Setting("the site's language", TEXT, "en", '"de"'),
        "TIMEZONE": Setting("where you are: news appear there on their day", TEXT, "UTC", '"Europe/Berlin"'),
        "DEFAULT_DATE_FORMAT": Setting(
            "a day as Python's strftime writes it, instead of as the site's language does", TEXT, "", '"%B %-d, %Y"'
        ),
    },
    "Menu and titles": {
        "MENU": Setting(
            "the menu, instead of all pages: titles, each with a page, an address, or entries of its own",
            ENTRIES,
            None,
            '[("About", "about.md"), ("Teaching", [("Logic", "logic.md")])]',
        ),
        "NEWS_TITLE": Setting("the title of the news, instead of the language's", TEXT, "", '"Blog"'),
        "PUBLICATIONS_TITLE": Setting(
            "the title of the list of publications, instead of the language's", TEXT, "", '"Papers"'
        ),
        "DEFAULT_PAGINATION": Setting("how many news stand on a page", NUMBER, 10, "20"),
    },
    "Publications": {
        "SYNC": Setting(
            "lists of your publications that `invoke sync` reads, by their addresses: see `docs/publications.md`",
            WORDS,
            [],
            '["https://orcid.org/0000-0002-1825-0097", "https://dblp.org/pid/65/9612"]',
        ),
        "CITATIONS": Setting(
            "show how often publications are cited, as `content/citations.toml` says", SWITCH, False, "True"
        ),
    },
    "Groups": {
        "PEOPLE_PAGES": Setting(
            "a page for each member of your group, with their publications: see `docs/people.md`",
            SWITCH,
            False,
            "True",
        ),
    },
    "Look": {
        "LOOK": Setting("colors, fonts, layout and more: see `docs/looks.md`", TABLE, {}, '{"accent": "#005786"}'),
        "TABS_LINKED": Setting("tabs of the same name open together", SWITCH, True, "False"),
    },
    "Texts": {
        "CITATION_STYLE": Setting(
            "how texts cite, by the name of a style or a file in `content/`: see `docs/citations.md`",
            TEXT,
            "author-year",
            '"apa"',
        ),
        "FORMULAS_MACROS": Setting("your own commands in formulas", TABLE, {}, r'{"\\E": "\\mathbb{E}"}'),
        "SMART_SYMBOLS": Setting("`(c)`, `-->`, `2nd` and the like become symbols", SWITCH, False, "True"),
        "TYPOGRIFY": Setting("quotes and dashes become typographic ones", SWITCH, True, "False"),
        "TYPOGRIFY_DASHES": Setting("how `--` and `---` are read", TEXT, "oldschool"),
        "TYPOGRIFY_OMIT_FILTERS": Setting(
            "what typogrify leaves alone", WORDS, ["amp", "caps", "initial_quotes", "widont"]
        ),
        "HEADING_IDS": Setting(
            "how headings get their ids: `ascii`, `unicode`, `pymdownx` or `pymdownx-lower`", TEXT, "ascii", '"unicode"'
        ),
    },
    "Other hosts": {
        "EMBEDS_HOSTS": Setting(
            "other hosts that pages may call, each with those to which it sends visitors on; no other is ever called",
            HOSTS,
            {},
            '{"clustrmaps.com": []}',
        ),
        "EMBEDS_SCRIPTS": Setting("texts whose own scripts run", WORDS, [], '["pages/demo.md"]'),
    },
    "Publishing": {
        "SITEURL": Setting("the site's address, in `publishconf.py`", TEXT, "", '"https://ada.github.io"'),
        "PUBLISH": Setting(
            "where `invoke publish` sends the site, in `publishconf.py`: see `docs/publish.md`",
            TARGET,
            None,
            '{"to": "rsync", "host": "ada@server.example", "folder": "public_html"}',
        ),
        "FEED_ALL_ATOM": Setting("the feed of the news; `feed.xml` in public", TEXT_OR_NOTHING, None, '"atom.xml"'),
        "FEED_DOMAIN": Setting("the address with which links in feeds begin; SITEURL in public", TEXT, ""),
        "FEED_COPIES": Setting("other addresses of the feed, for readers of an older site", WORDS, [], '["index.xml"]'),
        "SITEMAP": Setting("addresses that `sitemap.xml` leaves out", TABLE, {"exclude": ["^404", "(^|/)news/page/"]}),
        "LAST_CHANGE": Setting("the day in the footer; without it, that of Git's last change of `content/`", ISO_DAY),
    },
    "Checks": {
        "CHECK_KNOWN": Setting("parts of findings that are fine as they are", WORDS, [], '["a part of its line"]'),
        "LOOKUP_HOSTS": Setting("where `add-publication` and `sync` ask, if not at the services themselves", TABLE, {}),
    },
    "Files": {
        "PATH": Setting("the folder of your texts", NAME, "content"),
        "OUTPUT_PATH": Setting("the folder of the built site", NAME, "output"),
        "PAGE_PATHS": Setting("folders of pages, in PATH", WORDS, ["pages"]),
        "ARTICLE_PATHS": Setting("folders of news, in PATH", WORDS, ["news"]),
        "STATIC_PATHS": Setting(
            "files and folders to publish even if no page links to them",
            WORDS,
            ["files", "extra/robots.txt", "extra/CNAME", "extra/favicon.svg"],
        ),
        "EXTRA_PATH_METADATA": Setting(
            "another address for a file",
            TABLE,
            {
                "pages/index.md": {"save_as": "index.html", "url": ""},
                "extra/robots.txt": {"path": "robots.txt"},
                "extra/CNAME": {"path": "CNAME"},
                "extra/favicon.svg": {"path": "favicon.svg"},
            },
        ),
        "IGNORE_FILES": Setting("files to leave alone", WORDS, [".*", "*~", "#*#", "__pycache__"]),
        "USE_FOLDER_AS_CATEGORY": Setting("the folder of a news article is its category", SWITCH, False),
        "WITH_FUTURE_DATES": Setting("publish news before their day", SWITCH, False, "True"),
    },
    "Addresses": {
        "RELATIVE_URLS": Setting("links between pages work at any path, and from the disk", SWITCH, True),
        "PAGE_URL": _address("the address of a page", "{slug}/"),
        "PAGE_SAVE_AS": _address("its file", "{slug}/index.html"),
        "PAGE_LANG_URL": _address("the address of a page in another language", "{lang}/{slug}/", TEXT_OR_NOTHING),
        "PAGE_LANG_SAVE_AS": _address("its file", "{lang}/{slug}/index.html", TEXT_OR_NOTHING),
        "ARTICLE_URL": _address("the address of a news article", "news/{slug}/"),
        "ARTICLE_SAVE_AS": _address("its file", "news/{slug}/index.html"),
        "ARTICLE_LANG_URL": _address(
            "the address of a news article in another language", "{lang}/news/{slug}/", TEXT_OR_NOTHING
        ),
        "ARTICLE_LANG_SAVE_AS": _address("its file", "{lang}/news/{slug}/index.html", TEXT_OR_NOTHING),
        "FILENAME_METADATA": _address(
            "what a file's name says, as a regular expression", r"(?:(?P<date>\d{4}-\d{2}-\d{2})-)?(?P<slug>.*)", TEXT
        ),
        "PATH_METADATA": _address("what a file's path says, as a regular expression", "", TEXT),
        "INDEX_URL": _address("the address of the list of news", "news/", TEXT),
        "INDEX_SAVE_AS": _address("its file", "news/index.html"),
        "ARCHIVES_URL": _address("the address of the news by year", "news/archives/", TEXT),
        "ARCHIVES_SAVE_AS": _address("its file", "news/archives/index.html"),
        "YEAR_ARCHIVE_URL": _address("the address of the news of a year", "news/{date:%Y}/"),
        "YEAR_ARCHIVE_SAVE_AS": _address("its file", "news/{date:%Y}/index.html"),
    },
    "Theme": {
        "THEME": Setting("the folder of the theme", NAME, str(ROOT / "theme")),
        "THEME_TEMPLATES_OVERRIDES": Setting("folders whose templates replace the theme's", WORDS, [], '["templates"]'),
        "THEME_STATIC_PATHS": Setting("the theme's files to publish", WORDS, ["static/fonts", "static/icons.txt"]),
        "JINJA_ENVIRONMENT": Setting(
            "how templates are read", TABLE, {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
        ),
        "DIRECT_TEMPLATES": Setting("pages that the theme makes itself", WORDS, ["index", "archives", "404"]),
        "PAGINATED_TEMPLATES": Setting("those of them in several pages", TABLE, {"index": None}),
        "PAGINATION_PATTERNS": Setting(
            "the addresses of several pages",
            LIST,
            [(1, "{url}", "{save_as}"), (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html")],
        ),
    },
}
SETTINGS = {name: setting for group in GROUPS.values() for name, setting in group.items()}
# Settings for pages in another language have its tag at the end, as in SITESUBTITLE_DE and SITENAME_PT_BR
TRANSLATED = ("SITENAME", "SITESUBTITLE", "COPYRIGHT", "NEWS_TITLE", "PUBLICATIONS_TITLE", "MENU")
IN_LANGUAGE = re.compile(rf"(?P<name>{'|'.join(TRANSLATED)})_(?P<tag>[A-Z]{{2,3}}(?:_[A-Z\d]+)*)")
# Settings of older versions, by what they are called now; a build takes their values, and names them
RENAMED: dict[str, str] = {}
# What Pelican would write besides: drafts, lists by author, category and tag, feeds of each
FILES = ("DRAFT_SAVE_AS", "DRAFT_LANG_SAVE_AS", "DRAFT_PAGE_SAVE_AS", "DRAFT_PAGE_LANG_SAVE_AS")
FILES += ("TAG_SAVE_AS", "CATEGORY_SAVE_AS", "AUTHOR_SAVE_AS")
FEEDS = ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS")


def with_new_names(given: Mapping[str, object]) -> dict[str, object]:
    """The settings that an author's file gives, those of older names under the new ones too."""
    return {RENAMED[name]: value for name, value in given.items() if name in RENAMED} | dict(given)


def with_defaults(given: Mapping[str, object]) -> dict[str, object]:
    """The settings that an author's file gives, and the defaults of the others."""
    defaults = {name: deepcopy(setting.default) for name, setting in SETTINGS.items() if setting.default is not None}
    found = dict.fromkeys(FILES, "") | dict.fromkeys(FEEDS) | defaults | given
    author, address = found["AUTHOR"], found["SITEURL"]
    if author and isinstance(author, str):
        found["SITENAME"] = found["SITENAME"] or author
        found["COPYRIGHT"] = given.get("COPYRIGHT", f"© {author}")
    if address and isinstance(address, str):  # a feed needs the site's address
        found["FEED_ALL_ATOM"] = given.get("FEED_ALL_ATOM", "feed.xml")
        found["FEED_DOMAIN"] = given.get("FEED_DOMAIN", address)
    return found
