"""Settings of a Material site that have no counterpart here: reported with their line and what to do instead."""

import re
from collections.abc import Iterator

from plugins.dialect.source.line_numbers import line_at
from plugins.migrate.mkdocs.mkdocs_config import MkDocsConfig
from plugins.migrate.report import MigrationReport

# Plugins that are not needed here, and those that `migrate` reads itself.
NEEDLESS = """
blog exclude-search group include-markdown info macros markdownextradata minify minify_html offline optimize privacy
projects redirects rss section-index social typeset
""".split()  # noqa: SIM905 (a list to read)
PLUGINS = {
    "awesome-nav": "its order of pages is not read: set MENU in pelicanconf.py",
    "awesome-pages": "its order of pages is not read: set MENU in pelicanconf.py",
    "literate-nav": "SUMMARY.md is not read: set MENU in pelicanconf.py",
    "bibtex": "its citations in the text are not read: write the publications as a list",
    "meta": "files .meta.yml are not read: write their values in each page",
    "jupyter": "notebooks are not pages here: they are published as files",
    "search": "there is no search: browsers find words on a page",
    "tags": "there are no pages of tags: tags in front matter are kept",
    "i18n": "languages in the names of files are not read: give each page 'lang:', 'url:' and 'save_as:'",
    "static-i18n": "languages in the names of files are not read: give each page 'lang:'",
    "glightbox": "no script enlarges pictures: link a picture to its file",
}
EXTENSIONS = """
abbr admonition attr_list codehilite def_list extra fenced_code footnotes markdown_captions md_in_html meta sane_lists
smarty tables toc
""".split()  # noqa: SIM905 (a list to read)
OWN_SYNTAX = ("pymdownx.", "zensical.")
NO_COUNTING = "visits are not counted here: no page runs a script of another host"
FEATURES = {("extra", "analytics"): NO_COUNTING, ("google_analytics",): NO_COUNTING}
FEATURES |= {
    ("extra", name): f"extra.{name} has no counterpart here" for name in ("consent", "version", "alternate", "status")
}
UNSUPPORTED = {
    r"^[ \t]*(?:`{3,}|~{3,})[ \t]*\{?[ \t.]*mermaid\b": "a diagram of Mermaid is shown as its source",
    r"^<!-- material/tags|^\[TAGS\]": "the list of tags is not made here",
    r"^::: [\w.]+": "documentation of code is not read from the code",
}


def report_unsupported(config: MkDocsConfig, report: MigrationReport) -> None:
    for keys, reason in FEATURES.items():
        if config.get(*keys, kind=(dict, list, str)):
            report.leave(*config.place(*keys), reason)
    _report_scripts(config, report)
    for written, _, place in config.entries("plugins"):
        name = written.removeprefix("material/").removeprefix("mkdocs-")
        if name in PLUGINS:
            report.leave(*place, f"plugin {name}: {PLUGINS[name]}")
        elif name not in NEEDLESS:
            report.leave(*place, f"plugin {name} has no counterpart here")
    for name, _, place in config.entries("markdown_extensions"):
        if name.removeprefix("markdown.extensions.") not in EXTENSIONS and not name.startswith(OWN_SYNTAX):
            report.leave(*place, f"the Markdown extension {name} is not available: its syntax is shown as written")
    if config.system == "MkDocs":
        report.leave(*config.place("theme"), "this site does not use Material: its pages may look different")
    _report_theme(config, report)
    for pattern in config.get("exclude_docs").split("\n"):
        if pattern.startswith("!"):
            report.leave(*config.place("exclude_docs"), f"'{pattern}' is not supported: these files are not moved")


def _report_scripts(config: MkDocsConfig, report: MigrationReport) -> None:
    for index, script in enumerate(config.get("extra_javascript", kind=list)):
        path = script.get("path") if isinstance(script, dict) else script
        is_math = any(word in str(path).lower() for word in ("mathjax", "katex", "polyfill"))
        why = "formulas need no script here" if is_math else "scripts are not moved: pages work without them"
        report.leave(*config.place("extra_javascript", index), f"'{path}': {why}")
    for index, hook in enumerate(config.get("hooks", kind=list)):
        report.leave(*config.place("hooks", index), f"'{hook}': Python of the old site is not run")


def _report_theme(config: MkDocsConfig, report: MigrationReport) -> None:
    palette = config.get("theme", "palette", kind=(list, dict)) or []
    schemes = palette if isinstance(palette, list) else [palette]
    if any(isinstance(scheme, dict) and "toggle" in scheme for scheme in schemes):
        report.leave(*config.place("theme", "palette"), "light or dark follows a visitor's system: there is no button")
    if repository := config.get("repo_url"):
        report.leave(*config.place("repo_url"), f"{repository}: to show it, add it to SOCIAL in pelicanconf.py")
    if logo := config.get("theme", "logo") or config.get("theme", "icon", "logo"):
        report.leave(*config.place("theme", "logo"), f"logo '{logo}': the header shows the site's name")


def find_unsupported(text: str) -> Iterator[tuple[int, str]]:
    """Constructs that only a plugin or a script understands, and that stay as written: line and reason."""
    for pattern, reason in UNSUPPORTED.items():
        yield from ((line_at(match.start(), text), reason) for match in re.finditer(pattern, text, re.M))
