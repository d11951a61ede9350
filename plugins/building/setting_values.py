"""The values of settings: each of its kind, and leading nowhere but into the site.

In: the settings as their file gives them. Out: the errors, each with the setting and the keys that lead to the value;
or the settings in the form that the build reads.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from os.path import normpath
from pathlib import Path
from string import Formatter
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from jinja2 import Environment
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import SafeDatetime

from plugins.building.settings_table import (
    DAY,
    IN_LANGUAGE,
    ISO_DAY,
    LIST,
    LIST_OR_NOTHING,
    NAME,
    NUMBER,
    SETTINGS,
    SWITCH,
    TABLE,
    TEXT,
    TEXT_OR_NOTHING,
    TEXT_OR_WORDS,
    WORDS,
)
from plugins.core.problems import did_you_mean, one_line
from plugins.core.services import ELSEWHERE, service_of

# A setting, the keys that lead to the value below it, and what is wrong.
Finding = tuple[str, tuple, str]

LISTS = (list, tuple, set, frozenset)


def _is_day(value: str) -> bool:
    """Whether a text is a day of the calendar such as `2024-06-01`."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


IS_OF_KIND: dict[str, Callable[[object], bool]] = {
    TEXT: lambda value: isinstance(value, str),
    NAME: lambda value: isinstance(value, str) and bool(value.strip()),
    TEXT_OR_NOTHING: lambda value: isinstance(value, str) or value is None or value is False,
    SWITCH: lambda value: value in (True, False, None),
    NUMBER: lambda value: value is None or isinstance(value, int) and value >= 0,
    WORDS: lambda value: isinstance(value, LISTS) and all(isinstance(word, str | Path) for word in value),
    LIST: lambda value: isinstance(value, LISTS),
    LIST_OR_NOTHING: lambda value: isinstance(value, LISTS) or value is None,
    DAY: lambda value: value is None or isinstance(value, tuple) and all(isinstance(part, int) for part in value),
    ISO_DAY: lambda value: value == "" or isinstance(value, str) and _is_day(value),
    TABLE: lambda value: isinstance(value, Mapping),
}
IS_OF_KIND[TEXT_OR_WORDS] = lambda value: IS_OF_KIND[TEXT](value) or IS_OF_KIND[WORDS](value)
ANYTHING = ""

# Of Pelican's other settings, those whose defaults do not show the kind
PELICAN_KINDS = {
    **dict.fromkeys(("LOG_FILTER", "OUTPUT_RETENTION", "SLUG_REGEX_SUBSTITUTIONS"), LIST),
    **dict.fromkeys(("LOCALE", "PLUGIN_PATHS"), TEXT_OR_WORDS),
    "DEFAULT_DATE": DAY,
    "PLUGINS": LIST_OR_NOTHING,
}
MENU_FORM = 'a list of entries, as in [("About", "about.md"), ("Teaching", [("Logic", "teaching/logic.md")])]'
SOCIAL_FORM = 'a list of links, as in [{"name": "GitHub", "icon": "fontawesome-brands-github", "url": "https://…"}]'
# Folders that are read, each by the setting of the folder that it lies in.
READ = {"PAGE_PATHS": "PATH", "ARTICLE_PATHS": "PATH", "STATIC_PATHS": "PATH", "THEME_STATIC_PATHS": "THEME"}
WRITTEN = re.compile(r".*_SAVE_AS|(?:.*_)?FEED(?:_ALL)?_(?:ATOM|RSS)|OUTPUT_SOURCES_EXTENSION|THEME_STATIC_DIR")
OUTWARD = re.compile(r"[/\\]|[a-z]:|(?:.*[/\\])?\.\.(?:[/\\]|\Z)|.*[\x00-\x1f]", re.I | re.S)
PATTERNS = ("FILENAME_METADATA", "PATH_METADATA")
# What may stand in braces in addresses of texts, and in those of archives.
FIELDS = ("slug", "lang", "date", "author", "category", "title")
SOME_DAY = SafeDatetime(2024, 6, 1)
ARCHIVE_FIELDS = ("date", "period", "period_num")
FORMATS = re.compile(r"(?:ARTICLE|PAGE|DRAFT|DRAFT_PAGE)_(?:LANG_)?(?:URL|SAVE_AS)")
ARCHIVE_FORMATS = re.compile(r"(?:YEAR|MONTH|DAY)_ARCHIVE_(?:URL|SAVE_AS)")
LINKED_TEMPLATES = ("index", "archives")
HEADING_IDS = ("ascii", "unicode", "pymdownx", "pymdownx-lower")
PAPERS = ("A4", "letter")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?")


def check_values(settings: Mapping[str, object]) -> Iterator[Finding]:
    """What is wrong with values that the author's settings file gives."""
    wrong = set()
    for name, value in settings.items():
        kind = _kind_of(name)
        if kind in IS_OF_KIND and not IS_OF_KIND[kind](value):
            wrong.add(name)
            yield name, (), f"{name} is {kind}, not {_shown(value)}"
    right = {name: value for name, value in settings.items() if name not in wrong}
    for check in CHECKS:
        yield from check(right)


def normal_form(settings: Mapping[str, object]) -> dict[str, object]:
    """Checked settings in the form that the build reads: links with icons, addresses without a slash at their ends."""
    found = dict(settings)
    for name in ("SITEURL", "FEED_DOMAIN"):
        if name in found:
            found[name] = found[name].rstrip("/")
    if "SOCIAL" in found:
        found["SOCIAL"] = [_as_link(link) for link in found["SOCIAL"] or ()]
    return found


def _kind_of(name: str) -> str:
    if match := IN_LANGUAGE.fullmatch(name):
        return SETTINGS[match["name"]].kind
    if name in SETTINGS or name in PELICAN_KINDS or name not in DEFAULT_CONFIG:
        return SETTINGS[name].kind if name in SETTINGS else PELICAN_KINDS.get(name, ANYTHING)
    default = DEFAULT_CONFIG[name]
    if name.endswith(("_URL", "_SAVE_AS")) or "FEED_" in name and isinstance(default, str):
        return TEXT_OR_NOTHING
    kinds = {str: TEXT, bool: SWITCH, int: NUMBER, list: WORDS, dict: TABLE}
    return kinds.get(type(default), ANYTHING)


def _shown(value: object) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _check_place_and_language(settings: Mapping) -> Iterator[Finding]:
    url = settings.get("SITEURL", "")
    for name in ("SITEURL", "FEED_DOMAIN"):
        value = str(settings.get(name, ""))
        if (name == "SITEURL" or value != url) and (problem := _problem_of_address(value)):
            yield name, (), f"{name} {problem}"
    zone = settings.get("TIMEZONE", "UTC")
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # OSError: a folder of zones, such as 'Europe'
        yield "TIMEZONE", (), f"no time zone '{zone}'{did_you_mean(zone, available_timezones())}"
    lang = settings.get("DEFAULT_LANG", "en")
    if not LANGUAGE.fullmatch(lang):
        advice = did_you_mean(lang, [lang.replace("_", "-")]) if LANGUAGE.fullmatch(lang.replace("_", "-")) else ""
        yield "DEFAULT_LANG", (), f"'{lang}' is no language tag, such as 'en', 'de' or 'zh-Hans'{advice}"


def _problem_of_address(text: str) -> str:
    """What is wrong with the address of a site, which may be empty."""
    try:
        parts = urlsplit(text)
        is_right = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        is_right = False
    if not text or is_right and not re.search(r"[\s\\\\<>\"]", text):
        return ""
    if HOST.fullmatch(text.lstrip("/")):
        return f"begins with https://: write 'https://{text.strip('/')}', not '{text}'"
    return f"is the site's address, as in 'https://ann.example', not '{text}'"


def _check_choices(settings: Mapping) -> Iterator[Finding]:
    heading_ids = settings.get("HEADING_IDS", "ascii")
    if heading_ids not in HEADING_IDS:
        meant = did_you_mean(heading_ids, HEADING_IDS) or f" (there are {', '.join(HEADING_IDS)})"
        yield "HEADING_IDS", (), f"no HEADING_IDS '{heading_ids}'{meant}"
    paper = settings.get("CV_PDF")
    if paper and paper not in PAPERS:
        yield "CV_PDF", (), f"CV_PDF: the paper is {' or '.join(PAPERS)}, not {paper}"
    content = settings.get("PATH")
    if content is not None and not Path(content).is_dir():
        yield "PATH", (), "PATH leads to no folder"


def _check_patterns(settings: Mapping) -> Iterator[Finding]:
    patterns = [(name, settings[name], ()) for name in PATTERNS if name in settings]
    excluded = settings.get("SITEMAP", {}).get("exclude", ())
    if isinstance(excluded, LISTS):
        patterns += [("SITEMAP", pattern, ("exclude", index)) for index, pattern in enumerate(excluded)]
    else:
        yield "SITEMAP", ("exclude",), f"SITEMAP: 'exclude' is {WORDS}, not {_shown(excluded)}"
    for name, pattern, keys in patterns:
        try:
            re.compile(pattern)
        except (re.error, TypeError) as error:
            yield name, keys, f"{name}: {_shown(pattern)} is no regular expression: {error}"


def _check_paths(settings: Mapping) -> Iterator[Finding]:
    """No build writes outside its output, or publishes what lies outside of content/ and the theme."""
    yield from _check_extra_metadata(settings)
    for name, keys, value in _written(settings):
        if isinstance(value, str) and OUTWARD.match(value):
            yield name, keys, f"{name}: '{value}' leads out of the site: write an address inside it"
    for name, parent in READ.items():
        folder = Path(settings.get(parent, f"/{parent}"))
        for index, value in enumerate(settings.get(name, ())):
            if not Path(normpath(folder / value)).is_relative_to(folder):
                message = f"{name}: '{value}' leads out of {folder.name}/: name a file or folder inside it"
                yield name, (index,), message


def _written(settings: Mapping) -> Iterator[tuple[str, tuple, object]]:
    """Settings that say where something is written, with the keys and the value."""
    yield from ((name, (), value) for name, value in settings.items() if WRITTEN.fullmatch(name))
    for template, address in settings.get("TEMPLATE_PAGES", {}).items():
        yield "TEMPLATE_PAGES", (template,), address
    for index, rule in enumerate(settings.get("PAGINATION_PATTERNS", ())):
        if isinstance(rule, list | tuple) and len(rule) == 3:
            yield "PAGINATION_PATTERNS", (index,), rule[2]


def _check_extra_metadata(settings: Mapping) -> Iterator[Finding]:
    name = "EXTRA_PATH_METADATA"
    for path, metadata in settings.get(name, {}).items():
        if not isinstance(metadata, Mapping) or not isinstance(path, str):
            yield name, (path,), f'{name}: \'{path}\' is not of the form {{"extra/CNAME": {{"path": "CNAME"}}}}'
            continue
        for key in ("path", "save_as", "url", "slug"):
            value = metadata.get(key, "")
            if not isinstance(value, str):
                yield name, (path, key), f"{name}: {key} of '{path}' is {TEXT}"
            elif OUTWARD.match(value):
                message = f"{name}: {key} of '{path}': '{value}' leads out of the site: write an address inside it"
                yield name, (path, key), message


def _check_formats(settings: Mapping) -> Iterator[Finding]:
    """Names in braces stand for what a text has."""
    for name, value in settings.items():
        known = FIELDS if FORMATS.fullmatch(name) else ARCHIVE_FIELDS if ARCHIVE_FORMATS.fullmatch(name) else None
        if known is None or not value:
            continue
        try:
            fields = [re.match(r"\w*", field)[0] for _, field, _, _ in Formatter().parse(value) if field is not None]
        except ValueError:
            yield name, (), f"{name}: '{value}' has a brace without its partner"
            continue
        unknown = [field for field in fields if field not in known]
        for field in unknown:
            meant = did_you_mean(field, known) or f" (there are {', '.join(known)})"
            yield name, (), f"{name}: nothing is called '{{{field}}}'{meant}"
        try:
            value.format(**dict.fromkeys([*known, *unknown], SOME_DAY))
        except (ValueError, LookupError, AttributeError, TypeError) as error:
            yield name, (), f"{name}: '{value}' cannot be filled in: {one_line(error)}"


def _check_links(settings: Mapping) -> Iterator[Finding]:
    social = settings.get("SOCIAL")
    if social is not None and not isinstance(social, list | tuple):
        yield "SOCIAL", (), f"SOCIAL is {SOCIAL_FORM}, not {_shown(social)}"
    elif social:
        for index, link in enumerate(social):
            if problem := _problem_of_link(link):
                yield "SOCIAL", (index,), f"SOCIAL: {problem}"
    templates = settings.get("DIRECT_TEMPLATES", LINKED_TEMPLATES)
    for name in LINKED_TEMPLATES:
        if name not in templates:
            yield "DIRECT_TEMPLATES", (), f"DIRECT_TEMPLATES lacks '{name}', to which pages of the theme link"
    menus = [name for name in settings if name == "MENU" or name.startswith("MENU_") and IN_LANGUAGE.fullmatch(name)]
    for name in menus:
        menu = settings[name]
        if not isinstance(menu, list | tuple):
            yield name, (), f"{name} is {MENU_FORM}, not {_shown(menu)}"
            continue
        for index, entry in enumerate(menu):
            if not _is_entry(entry, is_nested=False):
                yield name, (index,), f"{name} is {MENU_FORM}: {_shown(entry)} is no such entry"


def _problem_of_link(link: object) -> str:
    if isinstance(link, list | tuple):
        link = dict(zip(("name", "url"), link, strict=False)) if len(link) == 2 else None
    if not isinstance(link, Mapping):
        return f"it is {SOCIAL_FORM}"
    for key in link:
        if key not in ("name", "icon", "url"):
            return f"a link has name, icon and url, not {_shown(key)}{did_you_mean(str(key), ('name', 'icon', 'url'))}"
    for key in ("name", "url"):
        if not isinstance(link.get(key), str) or not link[key].strip():
            return f"{_shown(dict(link))} has no {key}"
    if not isinstance(link.get("icon") or "", str):
        return f"the icon of '{link['name']}' is its name, {TEXT}"
    if re.match(r"\s*(?:javascript|vbscript|data|file):", link["url"], re.I):
        return f"'{link['url']}' leads to no page: write an address that begins with https:// or mailto:"
    if not re.match(r"[a-z][a-z0-9+.-]*:|/|#", link["url"], re.I):
        meant = f"mailto:{link['url']}" if "@" in link["url"] else f"https://{link['url']}"
        return f"'{link['url']}' is no address (did you mean '{meant}'?)"
    return ""


def _as_link(link: Mapping | tuple | list) -> dict[str, str]:
    """A link as a table with an icon, which follows from the address where none is named."""
    found = dict(link) if isinstance(link, Mapping) else dict(zip(("name", "url"), link, strict=True))
    service = service_of(found["url"])
    icon = service.icon if service and service.icon else ELSEWHERE
    return {"name": found["name"], "icon": found.get("icon") or icon, "url": found["url"]}


def _is_entry(entry: object, is_nested: bool) -> bool:
    """Whether an entry of the menu is a title and a target, or a title and entries, by one level."""
    if not isinstance(entry, list | tuple) or len(entry) != 2 or not isinstance(entry[0], str) or not entry[0].strip():
        return False
    target = entry[1]
    if isinstance(target, list | tuple) and not is_nested:
        return bool(target) and all(_is_entry(inner, is_nested=True) for inner in target)
    return isinstance(target, str)


def _check_tables(settings: Mapping) -> Iterator[Finding]:
    for name, tex in settings.get("FORMULAS_MACROS", {}).items():
        if not isinstance(name, str) or not isinstance(tex, str):
            message = f"FORMULAS_MACROS: {_shown(name)}: a command and its TeX are text in quotes"
            yield "FORMULAS_MACROS", (name,), message
    for name, number in settings.get("PAGINATED_TEMPLATES", {}).items():
        if not IS_OF_KIND[NUMBER](number):
            yield "PAGINATED_TEMPLATES", (name,), f"PAGINATED_TEMPLATES: '{name}' has {NUMBER}, not {_shown(number)}"
    for index, rule in enumerate(settings.get("PAGINATION_PATTERNS", ())):
        if not isinstance(rule, list | tuple) or list(map(type, rule)) != [int, str, str]:
            message = f'PAGINATION_PATTERNS: {_shown(rule)} is not of the form (1, "{{url}}", "{{save_as}}")'
            yield "PAGINATION_PATTERNS", (index,), message
    try:
        Environment(**settings.get("JINJA_ENVIRONMENT", {}))
    except (TypeError, ImportError) as error:
        yield "JINJA_ENVIRONMENT", (), f"JINJA_ENVIRONMENT: {one_line(error)}"
    hosts = settings.get("EMBEDS_HOSTS", {})
    form = 'a table of hosts, as in {"clustrmaps.com": []}'
    if not isinstance(hosts, Mapping):
        yield "EMBEDS_HOSTS", (), f"EMBEDS_HOSTS is {form}, not {_shown(hosts)}"
        return
    for host, others in hosts.items():
        if not isinstance(host, str) or not IS_OF_KIND[WORDS](others):
            yield "EMBEDS_HOSTS", (host,), f"EMBEDS_HOSTS is {form}: {_shown(host)} has no list of hosts"
        elif match := re.match(r"\w*:?//([^/]+)|([^/]+)/", host):
            yield "EMBEDS_HOSTS", (host,), f"EMBEDS_HOSTS names hosts alone: '{match[1] or match[2]}', not '{host}'"


def _check_look(settings: Mapping) -> Iterator[Finding]:
    if settings.get("LOOK"):
        from plugins.look import look_problems  # which an unchanged site without choices does not need

        for keys, problem in look_problems(settings):
            yield "LOOK", keys, f"LOOK: {problem}"


def _check_sync(settings: Mapping) -> Iterator[Finding]:
    if not settings.get("SYNC"):
        return
    from plugins.sync.sources import parse_source  # which a site without lists does not need

    for index, address in enumerate(settings["SYNC"]):
        try:
            parse_source(str(address))
        except ValueError as error:
            yield "SYNC", (index,), f"SYNC: {error}"


def _check_citation_style(settings: Mapping) -> Iterator[Finding]:
    if settings.get("CITATION_STYLE"):
        from plugins.citations.styles import style_problem  # which an unchanged site without a style does not need

        content = Path(settings.get("PATH", SETTINGS["PATH"].default))
        if problem := style_problem(settings["CITATION_STYLE"], content):
            yield "CITATION_STYLE", (), f"CITATION_STYLE: {problem}"


CHECKS = (
    _check_place_and_language,
    _check_choices,
    _check_patterns,
    _check_paths,
    _check_formats,
    _check_links,
    _check_tables,
    _check_look,
    _check_sync,
    _check_citation_style,
)
