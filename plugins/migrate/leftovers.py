"""What of a Material site has no counterpart here: named with its line and what to do instead.

In: a `Config`. Out: notes in the report.
"""

from collections.abc import Iterator
from typing import Any

from plugins.migrate.config import Config
from plugins.migrate.report import Report

# Plugins whose work is done here without them, and those that `migrate` reads itself.
NEEDLESS = {"blog", "exclude-search", "group", "info", "minify", "minify_html", "offline", "optimize", "privacy"}
NEEDLESS |= {"projects", "redirects", "section-index", "social", "typeset"}
PLUGINS = {
    "awesome-nav": "its order of pages is not read: set MENU in pelicanconf.py",
    "awesome-pages": "its order of pages is not read: set MENU in pelicanconf.py",
    "literate-nav": "SUMMARY.md is not read: set MENU in pelicanconf.py",
    "bibtex": "citations of a .bib file in the text are not read: write the papers as a list",
    "macros": "variables and macros in pages ({{ … }}) are shown as they stand: write what they stand for",
    "meta": "files .meta.yml are not read: write their values in each page",
    "jupyter": "notebooks are not pages here: they are published as files",
    "rss": "the feed is feed.xml; its old address is gone, since a feed cannot be redirected without a server",
    "search": "there is no search: a browser finds words on a page",
    "tags": "there are no pages of tags: tags in front matter are kept",
    "i18n": "languages by the ending of a file's name are not read: give each page 'lang:', 'url:' and 'save_as:'",
    "static-i18n": "languages by the ending of a file's name are not read: give each page 'lang:'",
    "glightbox": "pictures are not enlarged by a script: link a picture to its file",
}
EXTENSIONS = {"abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"}
EXTENSIONS |= {"markdown_captions", "md_in_html", "meta", "sane_lists", "smarty", "tables", "toc"}


def note(config: Config, report: Report) -> None:
    """Everything in the settings that is not taken over."""
    _analytics(config, report)
    _scripts(config, report)
    for name, place in plugins(config):
        if name in PLUGINS:
            report.leave(*place, f"plugin {name}: {PLUGINS[name]}")
        elif name not in NEEDLESS:
            report.leave(*place, f"plugin {name} has no counterpart here")
    for name, place in _named(config, "markdown_extensions"):
        if name.removeprefix("markdown.extensions.") not in EXTENSIONS and not name.startswith("pymdownx."):
            report.leave(*place, f"the Markdown extension {name} is not here: what it made is shown as written")
    if (config.get("theme") or config.get("theme", "name") or "mkdocs") != "material":
        report.leave(*config.place("theme"), "this is no site of Material: its pages may look another way")
    _theme(config, report)
    for pattern in config.get("exclude_docs").split("\n"):
        if pattern.startswith("!"):
            report.leave(*config.place("exclude_docs"), f"'{pattern}' is not understood: these files are not moved")


def _analytics(config: Config, report: Report) -> None:
    for keys in (("extra", "analytics"), ("google_analytics",)):
        if config.get(*keys, kind=(dict, list, str)):
            report.leave(*config.place(*keys), "visits are not counted here: the page runs no script of another host")
    for keys in (("extra", "consent"), ("extra", "version"), ("extra", "alternate"), ("extra", "status")):
        if config.get(*keys, kind=(dict, list, str)):
            report.leave(*config.place(*keys), f"{'.'.join(keys)} has no counterpart here")


def _scripts(config: Config, report: Report) -> None:
    for index, script in enumerate(config.get("extra_javascript", kind=list)):
        path = script.get("path") if isinstance(script, dict) else script
        why = "formulas need no script here" if _is_math(path) else "scripts are not taken over: pages work without"
        report.leave(*config.place("extra_javascript", index), f"'{path}': {why}")
    for index, hook in enumerate(config.get("hooks", kind=list)):
        report.leave(*config.place("hooks", index), f"'{hook}': Python of the old site is not run")


def _is_math(path: object) -> bool:
    return any(word in str(path).lower() for word in ("mathjax", "katex", "polyfill"))


def _theme(config: Config, report: Report) -> None:
    if font := config.get("theme", "font", kind=dict):
        names = " and ".join(str(name) for name in font.values())
        report.leave(*config.place("theme", "font"), f"font {names}: the theme's own font is used, from your own host")
    palettes = config.get("theme", "palette", kind=(list, dict)) or []
    if any(
        "toggle" in one for one in (palettes if isinstance(palettes, list) else [palettes]) if isinstance(one, dict)
    ):
        report.leave(*config.place("theme", "palette"), "light or dark follows the reader's system: there is no button")
    if repository := config.get("repo_url"):
        report.leave(*config.place("repo_url"), f"{repository}: add it to SOCIAL in pelicanconf.py to have it shown")
    if logo := config.get("theme", "logo") or config.get("theme", "icon", "logo"):
        report.leave(*config.place("theme", "logo"), f"logo '{logo}': the header shows the site's name")


def plugins(config: Config) -> list[tuple[str, tuple]]:
    """Each plugin's name, without the prefixes that some write, and where it stands."""
    named = _named(config, "plugins")
    return [(name.removeprefix("material/").removeprefix("mkdocs-"), place) for name, place in named]


def options(config: Config, wanted: str, key: str = "plugins") -> dict[str, Any] | None:
    """What is set for the first plugin, or extension, of that name; None if there is none."""
    for name, value, _ in _entries(config, key):
        if name.removeprefix("material/").removeprefix("markdown.extensions.") == wanted:
            return value if isinstance(value, dict) else {}
    return None


def _named(config: Config, key: str) -> list[tuple[str, tuple]]:
    return [(name, place) for name, _, place in _entries(config, key)]


def _entries(config: Config, key: str) -> Iterator[tuple[str, Any, tuple]]:
    """Entries of a list that holds names, or names with options; or of a mapping."""
    written = config.get(key, kind=(list, dict))
    if isinstance(written, dict):
        yield from ((str(name), value, config.place(key, str(name))) for name, value in written.items())
    for index, item in enumerate(written if isinstance(written, list) else []):
        place = config.place(key, index)
        if isinstance(item, dict):
            yield from ((str(name), value, place) for name, value in item.items())
        elif isinstance(item, str):
            yield item, None, place
