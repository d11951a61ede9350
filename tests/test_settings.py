"""Settings that are wrong: one line each, with the line where the setting stands, whatever the command."""

import ast

import pytest

from plugins.building import build
from plugins.building.setting_lines import SettingLines
from plugins.building.setting_values import HEADING_IDS, check_values
from plugins.building.settings_table import RENAMED, SETTINGS, with_defaults
from plugins.core.problems import BuildFailed
from plugins.core.services import ELSEWHERE, MASTODON, SCHEMES, SERVICES
from plugins.dialect.markdown import extensions
from plugins.icons import Pack
from tests.commands import copy_code, invoke
from tests.small_site import built, write

SOCIAL = (
    'SOCIAL is a list of links, as in [{"name": "GitHub", "icon": "fontawesome-brands-github", "url": "https://…"}]'
)
MENU = 'MENU is a list of entries, as in [("About", "about.md"), ("Teaching", [("Logic", "teaching/logic.md")])]'
WORDS = 'a list of texts, as in ["one", "two"]'
HOSTS = 'EMBEDS_HOSTS is a table of hosts, as in {"clustrmaps.com": []}'
COLOR = "an opaque color such as '#4e078d', 'navy' or 'oklch(35% 0.2 300)', or a pair, for light and for dark pages"
# What an author writes, and the line that they see.
WRONG = {
    "SITENAME = 5": "SITENAME is text in quotes, not 5",
    "AUTHOR = None": "AUTHOR is text in quotes, not None",
    "COPYRIGHT = ['x']": "COPYRIGHT is text in quotes, not ['x']",
    "PATH = 5": "PATH is text in quotes that is not empty, not 5",
    "PATH = 'gone'": "PATH leads to no folder",
    "THEME = 6": "THEME is text in quotes that is not empty, not 6",
    "THEME = 'gone'": "Could not find the theme gone",
    "RELATIVE_URLS = 'yes'": "RELATIVE_URLS is True or False, not 'yes'",
    "PAGE_PATHS = 'pages'": f"PAGE_PATHS is {WORDS}, not 'pages'",
    "IGNORE_FILES = [5]": f"IGNORE_FILES is {WORDS}, not [5]",
    "LOCALE = 3": f"LOCALE is text in quotes, or {WORDS}, not 3",
    "PLUGINS = 5": "PLUGINS is a list, or None, not 5",
    "DEFAULT_DATE = 'fs'": "DEFAULT_DATE is a day, as in (2024, 6, 1), or None, not 'fs'",
    "DEFAULT_PAGINATION = 'ten'": "DEFAULT_PAGINATION is a number, from 0 on, not 'ten'",
    "DEFAULT_PAGINATION = -1": "DEFAULT_PAGINATION is a number, from 0 on, not -1",
    "PAGINATED_TEMPLATES = {'index': 'x'}": "PAGINATED_TEMPLATES: 'index' has a number, from 0 on, not 'x'",
    "PAGINATION_PATTERNS = [1]": 'PAGINATION_PATTERNS: 1 is not of the form (1, "{url}", "{save_as}")',
    "JINJA_ENVIRONMENT = {'x': 1}": (
        "JINJA_ENVIRONMENT: Environment.__init__() got an unexpected keyword argument 'x'"
    ),
    "SITEURL = 'ann.example'": "SITEURL begins with https://: write 'https://ann.example', not 'ann.example'",
    "SITEURL = '//ann.example/~ann'": (
        "SITEURL begins with https://: write 'https://ann.example/~ann', not '//ann.example/~ann'"
    ),
    "SITEURL = 'http:/x'": "SITEURL is the site's address, as in 'https://ann.example', not 'http:/x'",
    "SITEURL = 'ftp://x.example'": "SITEURL is the site's address, as in 'https://ann.example', not 'ftp://x.example'",
    "SITEURL = FEED_DOMAIN = 'x'": "SITEURL is the site's address, as in 'https://ann.example', not 'x'",
    "SITEURL = 5": "SITEURL is text in quotes, not 5",
    "LAST_CHANGE = 'May 2026'": """LAST_CHANGE is a day, as in "2024-06-01", or "", not 'May 2026'""",
    "LAST_CHANGE = '2026-02-30'": """LAST_CHANGE is a day, as in "2024-06-01", or "", not '2026-02-30'""",
    "LOOK = 'margin'": """LOOK is a table, as in {"key": "value"}, not 'margin'""",
    "LOOK = {'layot': 'margin'}": "LOOK: no choice named 'layot' (did you mean 'layout'?)",
    "LOOK = {'layout': 'margn'}": ("LOOK: layout is column, margin or sidebar, not 'margn' (did you mean 'margin'?)"),
    "LOOK = {'fonts': 5}": "LOOK: fonts is sans, serif, gabarito or system, not 5",
    "LOOK = {'thumbnails': 'yes'}": "LOOK: thumbnails is False or True, not 'yes'",
    "LOOK = {'portrait': 'left right'}": "LOOK: portrait is right or left, not left and right",
    "LOOK = {'portrait': 'left cirlce'}": (
        "LOOK: portrait is right or left, and as-written, circle or square, not 'cirlce' (did you mean 'circle'?)"
    ),
    "LOOK = {'accent': 'navyy'}": f"LOOK: accent is {COLOR}, not 'navyy' (did you mean 'navy'?)",
    "LOOK = {'accent': ['#4e078d']}": f"LOOK: accent is {COLOR}, not ['#4e078d']",
    "LOOK = {'accent': 'rgb(0 0 0 / 50%)'}": f"LOOK: accent is {COLOR}, not 'rgb(0 0 0 / 50%)'",
    "LOOK = {'accent': '#0af'}": (
        "LOOK: accent '#0af' has a contrast of 2.5:1 on the page, and links need 7:1: write '#005786'"
    ),
    "LOOK = {'accent': ['#4e078d', '#333']}": (
        "LOOK: accent '#333' has a contrast of 1.4:1 on the dark page, and links need 7:1: write '#a8a8a8'"
    ),
    "TIMEZONE = 3": "TIMEZONE is text in quotes, not 3",
    "TIMEZONE = 'Europe/Berlinn'": "no time zone 'Europe/Berlinn' (did you mean 'Europe/Berlin'?)",
    "TIMEZONE = '../../etc/passwd'": "no time zone '../../etc/passwd'",
    "TIMEZONE = ''": "no time zone ''",
    "DEFAULT_LANG = ['en']": "DEFAULT_LANG is text in quotes, not ['en']",
    "DEFAULT_LANG = 'de_DE'": ("'de_DE' is no language tag, such as 'en', 'de' or 'zh-Hans' (did you mean 'de-DE'?)"),
    "DEFAULT_LANG = 'english'": "'english' is no language tag, such as 'en', 'de' or 'zh-Hans'",
    "HEADING_IDS = 'asci'": "no HEADING_IDS 'asci' (did you mean 'ascii'?)",
    "HEADING_IDS = True": "HEADING_IDS is text in quotes, not True",
    "FORMULAS_MACROS = ['E']": """FORMULAS_MACROS is a table, as in {"key": "value"}, not ['E']""",
    "FORMULAS_MACROS = {'E': 5}": "FORMULAS_MACROS: 'E': a command and its TeX are text in quotes",
    "CV_PDF = True": "CV_PDF: the paper is A4 or letter, not True",
    "FAVICON = 'icon.png'": (
        "FAVICON names 'icon.png', which is no file of the site: STATIC_PATHS and EXTRA_PATH_METADATA list it"
    ),
    "SITEMAP = {'exclude': ['(']}": (
        "SITEMAP: '(' is no regular expression: missing ), unterminated subpattern at position 0"
    ),
    "FILENAME_METADATA = '('": (
        "FILENAME_METADATA: '(' is no regular expression: missing ), unterminated subpattern at position 0"
    ),
    "EXTRA_PATH_METADATA = {'extra/CNAME': {'path': '../CNAME'}}": (
        "EXTRA_PATH_METADATA: path of 'extra/CNAME': '../CNAME' leads out of the site: write an address inside it"
    ),
    "EXTRA_PATH_METADATA = {'extra/CNAME': 'CNAME'}": (
        """EXTRA_PATH_METADATA: 'extra/CNAME' is not of the form {"extra/CNAME": {"path": "CNAME"}}"""
    ),
    "PAGE_SAVE_AS = '../x.html'": "PAGE_SAVE_AS: '../x.html' leads out of the site: write an address inside it",
    "INDEX_SAVE_AS = '/news.html'": "INDEX_SAVE_AS: '/news.html' leads out of the site: write an address inside it",
    "FEED_ALL_ATOM = 'a/../../f'": "FEED_ALL_ATOM: 'a/../../f' leads out of the site: write an address inside it",
    "STATIC_PATHS = ['../x']": "STATIC_PATHS: '../x' leads out of content/: name a file or folder inside it",
    "PAGE_URL = '{sluge}/'": "PAGE_URL: nothing is called '{sluge}' (did you mean 'slug'?)",
    "PAGE_SAVE_AS = '{slug'": "PAGE_SAVE_AS: '{slug' has a brace without its partner",
    "YEAR_ARCHIVE_URL = '{year}'": (
        "YEAR_ARCHIVE_URL: nothing is called '{year}' (there are date, period, period_num)"
    ),
    "EMBEDS_HOSTS = ['a.example']": f"{HOSTS}, not ['a.example']",
    "EMBEDS_HOSTS = {'a.example': 'b.example'}": f"{HOSTS}: 'a.example' has no list of hosts",
    "EMBEDS_SCRIPTS = 'pages/a.md'": f"EMBEDS_SCRIPTS is {WORDS}, not 'pages/a.md'",
    "SOCIAL = 7": f"{SOCIAL}, not 7",
    "SOCIAL = {'GitHub': 'https://github.com'}": f"{SOCIAL}, not {{'GitHub': 'https://github.com'}}",
    "SOCIAL = ['https://github.com/ann']": f"SOCIAL: it {SOCIAL.removeprefix('SOCIAL ')}",
    "SOCIAL = [('GitHub', 'github.com/ann')]": (
        "SOCIAL: 'github.com/ann' is no address (did you mean 'https://github.com/ann'?)"
    ),
    "SOCIAL = [('Mail', 'ann@x.example')]": (
        "SOCIAL: 'ann@x.example' is no address (did you mean 'mailto:ann@x.example'?)"
    ),
    "SOCIAL = [{'name': 'A', 'link': 'https://x.example'}]": "SOCIAL: a link has name, icon and url, not 'link'",
    "SOCIAL = [{'name': 'A'}]": "SOCIAL: {'name': 'A'} has no url",
    "SOCIAL = [{'name': 'A', 'url': 'https://x.example', 'icon': 5}]": (
        "SOCIAL: the icon of 'A' is its name, text in quotes"
    ),
    "SOCIAL = [{'name': 'A', 'url': 'https://x.example', 'icon': 'fontawesome-brands-githb'}]": (
        "no icon named 'fontawesome-brands-githb' (did you mean 'fontawesome-brands-github'?)"
    ),
    "MENU = 'about.md'": f"{MENU}, not 'about.md'",
    "MENU = {'About': 'about.md'}": f"{MENU}, not {{'About': 'about.md'}}",
    "MENU = ['about.md']": f"{MENU}: 'about.md' is no such entry",
    "MENU = [('About', 'about.md', 3)]": f"{MENU}: ('About', 'about.md', 3) is no such entry",
    "MENU = [('About', 5)]": f"{MENU}: ('About', 5) is no such entry",
    "MENU = [('About', [])]": f"{MENU}: ('About', []) is no such entry",
    "MENU = [('A', [('B', [('C', 'c.md')])])]": f"{MENU}: ('A', [('B', [('C', 'c.md')])]) is no such entry",
    "MENU = [('A', 'nows/')]": "MENU names 'nows/', and there is no such page (did you mean 'news/'?)",
    "MENU = [('A', [('B', 'news/'), ('C', 'x/')])]": "MENU names 'x/', and there is no such page",
    "MENU_DE = 'about.md'": f"{MENU.replace('MENU', 'MENU_DE', 1)}, not 'about.md'",
    "MENU = [('A', [('B', 'indx.md')])]": (
        "MENU names 'indx.md', and there is no such page (did you mean 'index.md'?)"
    ),
    "DIRECT_TEMPLATES = ['index', '404']": "DIRECT_TEMPLATES lacks 'archives', to which pages of the theme link",
    "INDEX_SAVE_AS = None": "INDEX_SAVE_AS is text in quotes that is not empty, not None",
    "OUTPUT_PATH = ''": "OUTPUT_PATH is text in quotes that is not empty, not ''",
    "YEAR_ARCHIVE_SAVE_AS = '{date:%Q%}'": (
        "YEAR_ARCHIVE_SAVE_AS: '{date:%Q%}' cannot be filled in: incomplete format"
    ),
    "EMBEDS_HOSTS = {'https://a.example/': []}": "EMBEDS_HOSTS names hosts alone: 'a.example', not 'https://a.example/'",
    "SOCIAL = [('A', 'javascript:x')]": (
        "SOCIAL: 'javascript:x' leads to no page: write an address that begins with https:// or mailto:"
    ),
    "SYNC = 'https://dblp.org/pid/65/9612'": f"SYNC is {WORDS}, not 'https://dblp.org/pid/65/9612'",
    "SYNC = ['orcid.org/0000-0002-1825-0098']": (
        "SYNC: 'orcid.org/0000-0002-1825-0098' is no ORCID iD: its last digit does not fit the others"
    ),
    "SYNC = ['dblp.org/pid/65/9612']": (
        "SYNC: 'dblp.org/pid/65/9612' is no address (did you mean 'https://dblp.org/pid/65/9612'?)"
    ),
    "SYNC = ['https://openalx.org/A1']": (
        "SYNC: 'https://openalx.org/A1' leads to none of ORCID, OpenAlex, DBLP and Zotero, and to no .bib file "
        "(did you mean 'openalex.org'?)"
    ),
    "CITATIONS = 'yes'": "CITATIONS is True or False, not 'yes'",
    "CITATIONS = True": "CITATIONS needs content/citations.toml: run 'invoke sync --citations', which writes it",
    "SITENAME = “Ann”": "this is no Python: invalid character '“' (U+201C): write straight quotes",
    "TABS_LINKED = true": "name 'true' is not defined (did you mean 'True'?)",
    "SOCIAL = [('A', 'x')('B', 'y')]": "'tuple' object is not callable: is there a comma missing?",
    "SOCIALS = []": "no setting named 'SOCIALS' (did you mean 'SOCIAL'?)",
    "import sys\nsys.exit('no')": "no",
}
TEN = (
    "SITENAME = 5",
    "SITEURL = 'ann.example'",
    "TIMEZONE = 3",
    "DEFAULT_LANG = ['en']",
    "MENU = 'about.md'",
    "SOCIAL = 7",
    "HEADING_IDS = True",
    "FORMULAS_MACROS = ['E']",
    "EMBEDS_HOSTS = ['a.example']",
    "PAGE_PATHS = 'pages'",
)


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_setting_is_one_line(text, tmp_path):
    write(tmp_path, {"pelicanconf.py": text + "\n"})
    with pytest.raises(BuildFailed) as failure:
        built(tmp_path)
    assert str(failure.value) == f"pelicanconf.py:{9 + text.count(chr(10))}: {WRONG[text]}"


def test_a_line_is_that_of_the_element(tmp_path):
    text = "SOCIAL = [\n    ('Mail', 'mailto:a@x.example'),\n    ('X', 'x.com/a'),\n]\nMENU = [\n    ('A', [\n"
    write(tmp_path, {"pelicanconf.py": f"{text}        ('B', 'indx.md'),\n    ]),\n]\n"})
    assert SettingLines(tmp_path / "pelicanconf.py").place("MENU", 0, 1, 0)[1] == 15
    with pytest.raises(BuildFailed) as failure:
        built(tmp_path)
    assert [error.line for error in failure.value.errors] == [11]


def test_the_line_is_in_the_file_that_the_settings_import(tmp_path):
    write(tmp_path, {"pelicanconf.py": "SITENAME = 5\nAUTHOR = 'Ann'\n"})
    public = "import sys\nsys.path.insert(0, '.')\nfrom pelicanconf import *\n\nSITEURL = 'ann.example'\n"
    (tmp_path / "publishconf.py").write_text(public.replace("'.'", repr(str(tmp_path))), "utf-8")
    with pytest.raises(BuildFailed) as failure:
        build(tmp_path / "publishconf.py")
    assert sorted((error.path, error.line) for error in failure.value.errors) == [
        ("pelicanconf.py", 9),
        ("publishconf.py", 5),
    ]


def test_no_home_page_is_one_line(tmp_path):
    write(tmp_path, {"content/pages/about.md": "# About\n\n[home](index.md)\n"})
    (tmp_path / "content/pages/index.md").rename(tmp_path / "content/pages/other.md")
    (tmp_path / "content/pages/about.md").write_text("# About\n\nText\n", "utf-8")
    with pytest.raises(BuildFailed) as failure:
        built(tmp_path)
    message = "content/pages/index.md: there is no home page: write this file, which begins with '# Your name'"
    assert str(failure.value) == message


def test_a_home_page_that_is_a_draft_is_one_line(tmp_path):
    write(tmp_path, {"content/pages/index.md": "---\nstatus: draft\n---\n# Ann\n"})
    with pytest.raises(BuildFailed) as failure:
        built(tmp_path)
    assert str(failure.value).startswith("content/pages/index.md: this is the home page: publish it at index.html")


def test_links_of_pelican_s_own_form_get_their_icons(tmp_path):
    links = "(('GitHub', 'https://github.com/ann'), ('Mail', 'mailto:a@x.example'), ('M', 'https://m.example/@ann'))"
    write(tmp_path, {"pelicanconf.py": f"SOCIAL = {links}\n"})
    assert not built(tmp_path).warnings
    home = (tmp_path / "output/index.html").read_text("utf-8")
    assert home.count('rel="me" aria-label="') == 3


def test_a_slash_at_the_end_of_the_address_is_dropped(tmp_path):
    write(tmp_path, {"pelicanconf.py": "SITEURL = 'https://ann.example/~ann/'\n"})
    assert not built(tmp_path).warnings
    assert '<link rel="canonical" href="https://ann.example/~ann/">' in (tmp_path / "output/index.html").read_text()


def test_a_menu_has_two_levels(tmp_path):
    pages = {f"content/pages/{name}.md": f"# {name.title()}\n\nText\n" for name in ("logic", "sets", "about")}
    menu = "MENU = [('About', 'about.md'), ('Teaching', [('Logic', 'logic.md'), ('Sets', 'sets.md')])]\n"
    write(tmp_path, {"pelicanconf.py": menu, **pages})
    assert not built(tmp_path).warnings
    about, sets = ((tmp_path / f"output/{name}/index.html").read_text("utf-8") for name in ("about", "sets"))
    assert '<a href="../logic/index.html">Teaching</a>' in about and 'aria-label="Teaching"' not in about
    assert '<a href="../logic/index.html" aria-current="true">Teaching</a>' in sets
    assert '<nav aria-label="Teaching">' in sets and '<a href="index.html" aria-current="page">Sets</a>' in sets


def test_the_lists_of_names_are_those_of_their_packages():
    assert tuple(extensions.HEADING_IDS) == HEADING_IDS
    services = (*SERVICES.values(), *SCHEMES.values(), MASTODON)
    icons = {ELSEWHERE, *(service.icon for service in services if service.icon)}
    assert [icon for icon in icons if icon not in Pack()] == []


@pytest.mark.parametrize("command", ["build", "publish", "check", "cv", "new", "add-publication", "export"])
def test_every_command_lists_ten_wrong_settings(command, tmp_path):
    words = {"new": ["Title"], "add-publication": ["10.1000/1"], "export": ["coauthors"]}.get(command, [])
    write(tmp_path, {"pelicanconf.py": "\n".join(TEN) + "\n"})
    (tmp_path / "publishconf.py").write_text("from pelicanconf import *\n", "utf-8")
    copy_code(tmp_path)
    done = invoke(tmp_path, command, *words)
    assert done.returncode == 1
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("pelicanconf.py:")]
    assert sorted(int(line.split(":")[1]) for line in lines) == list(range(9, 19)), done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", [name for name, setting in SETTINGS.items() if setting.example])
def test_the_example_of_a_setting_is_right(name):
    assert list(check_values({name: ast.literal_eval(SETTINGS[name].example)})) == []


def test_defaults_are_right(tmp_path):
    assert list(check_values(with_defaults({"PATH": str(tmp_path)}))) == []


def test_a_renamed_setting_is_named_and_read(tmp_path, monkeypatch):
    monkeypatch.setitem(RENAMED, "NEWS_HEADING", "NEWS_TITLE")
    files = {"pelicanconf.py": 'NEWS_HEADING = "Blog"\n', "content/news/2026-01-02-a.md": "# A\n"}
    site = write(tmp_path, files)
    warnings = [str(warning) for warning in built(site).warnings]
    assert any("'NEWS_HEADING' is now called 'NEWS_TITLE'" in warning for warning in warnings), warnings
    assert "<h1>Blog</h1>" in (site / "output/news/index.html").read_text("utf-8")
