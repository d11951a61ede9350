"""pelicanconf.py and publishconf.py of the new site, from those of this repository.

In: an `OldSite`, what moved, and the two files' sources. Out: their new sources.
"""

import re

from plugins.icons import Pack
from plugins.migrate import hosts, menu, text, values
from plugins.migrate.docs import file_at, is_page, is_picture
from plugins.migrate.old_site import OldSite
from plugins.migrate.report import Report
from plugins.migrate.settings import GONE, Pattern, rewritten, value_of

AFTER = {"MENU": "SOCIAL", "FAVICON": "THEME", "EMBEDS_SCRIPTS": "EMBEDS_HOSTS"}
AFTER |= {"PATH_METADATA": "FILENAME_METADATA", "HEADING_IDS": "IGNORE_FILES", "TABS_LINKED": "IGNORE_FILES"}
# The address of a page is its path; redirects lie where they are published.
REDIRECTS = r"redirects/(?P<path>.+)|"
FOLDERS = r"(?:pages/|news/(?:(?P<date>\d{4}-\d{2}-\d{2})-)?)"
IN_FOLDERS = Pattern((REDIRECTS, FOLDERS + r"(?P<slug>.*?)(?:/index|/README)?\.m\w+$"))
AS_FILES = Pattern((REDIRECTS, FOLDERS + r"(?P<slug>.*)\.m\w+$"))
CONTENTS = "---\ntitle: {title}\n---\n\n{body}\n"


class Names:
    """Names of icons: those of the sets, and the author's own before their files lie in content/icons/."""

    def __init__(self, own: set[str]) -> None:
        self._own, self._pack = own, Pack()

    def __contains__(self, name: object) -> bool:
        return name in self._own or name in self._pack


def icon_names(files: dict) -> Names:
    start = "content/icons/"
    own = {name.removeprefix(start)[:-4].replace("/", "-") for name in files if name.startswith(start)}
    return Names(own)


def settings(site: OldSite, files: dict, source: str, report: Report) -> str:
    """pelicanconf.py: who, the menu, addresses, files, hosts. Adds the page of contents to `files`."""
    favicon = next(name.rpartition("/")[2] for name in files if name.startswith("content/extra/favicon."))
    given = values.identity(site.config, icon_names(files), report)
    if not site.home:
        report.leave(site.place(""), None, "there is no home page: write content/pages/index.md")
    index = next((name for name in site.texts if site.blog and site.blog.is_index(name)), "")
    given |= {"NEWS_TITLE": site.title(index)} if index else {}
    given |= {"MENU": _menu(site, files, report), "FAVICON": GONE if favicon == "favicon.svg" else favicon}
    given |= {"HEADING_IDS": values.heading_ids(site.config, report)} | _addresses(site, source)
    given |= {"TABS_LINKED": GONE if "content.tabs.link" in str(site.config.get("theme", "features")) else False}
    given |= _files(site, files, favicon)
    given |= _hosts(site, value_of(source, "EMBEDS_HOSTS") or {}, report)
    return rewritten(source, given, AFTER)


def _menu(site: OldSite, files: dict, report: Report) -> list[tuple[str, str]]:
    nav = list(menu.tree(site.config.get("nav", kind=list), site.title))
    pages = [name for name in site.texts if name not in site.posts and name in site.moved]
    found = menu.flat(nav or menu.from_files(pages, site.title), site.moved, site.moved.get(site.home, ""))
    for keys, written in found.lost:
        report.leave(*site.config.place(*keys), f"nav leads to '{written}', which is no page or file of this site")
    if site.blog and not site.blog.base:
        found.entries.append(("News", f"/{site.news}"))
        report.change(site.config.name, None, f"posts are listed on the home page, and all of them at /{site.news}")
    if found.contents:
        name = next(f"{stem}.md" for stem in ("contents", "all-pages", "site-map") if f"{stem}.md" not in site.moved)
        title = "目录" if site.config.get("theme", "language").startswith("zh") else "Contents"
        files[f"content/pages/{name}"] = CONTENTS.format(title=title, body=found.contents).encode()
        found.entries.append((title, f"pages/{name}"))
        report.change("pelicanconf.py", None, f"the menu has one level: pages/{name} lists the pages below it")
    return found.entries


def _addresses(site: OldSite, source: str) -> dict[str, object]:
    """One rule for pages, and the list of articles where the blog was."""
    given: dict[str, object] = {"FILENAME_METADATA": GONE, "PATH_METADATA": IN_FOLDERS if site.in_folders else AS_FILES}
    page = "{slug}/" if site.in_folders else "{slug}.html"
    given |= _for_all_languages("PAGE", page)
    for name in ("ARTICLE", "INDEX", "ARCHIVES", "YEAR_ARCHIVE"):
        for key in (f"{name}_URL", f"{name}_SAVE_AS"):
            given[key] = re.sub(r"\bnews/", lambda match: site.news, str(value_of(source, key) or ""))
    if site.blog:
        base = site.news if site.blog.base else ""
        given |= {"YEAR_ARCHIVE_URL": f"{base}archive/{{date:%Y}}/"}
        given |= {"YEAR_ARCHIVE_SAVE_AS": f"{base}archive/{{date:%Y}}/index.html"}
    article = site.blog.pattern if site.blog and site.blog.pattern else str(given["ARTICLE_URL"])
    given |= _for_all_languages("ARTICLE", article)
    return given | {"SITEMAP": {"exclude": ["^404", f"^{site.news}page/"]}}


def _for_all_languages(kind: str, url: str) -> dict[str, str]:
    """An address that does not depend on the language of a text, as in MkDocs."""
    both = (f"{kind}_URL", f"{kind}_LANG_URL"), (f"{kind}_SAVE_AS", f"{kind}_LANG_SAVE_AS")
    return dict.fromkeys(both[0], url) | dict.fromkeys(both[1], file_at(url))


def _files(site: OldSite, files: dict, favicon: str) -> dict[str, object]:
    """Files that are published whether a page links to them or not, and those that lie elsewhere in the output."""
    extra: dict[str, dict[str, str]] = {}
    if site.home:
        extra[f"pages/{site.home}"] = {"save_as": "index.html", "url": ""}
    for name in ("robots.txt", "CNAME", favicon):
        if f"content/extra/{name}" in files:
            extra[f"extra/{name}"] = {"path": name}
    static = sorted(name for name in site.moved.values() if not name.startswith(("/", "extra/")) and not is_page(name))
    paths = [*_cover(static), *(name for name in extra if name.startswith("extra/"))]
    if any(name.startswith("content/redirects/") for name in files):
        paths.append("redirects")
    return {"STATIC_PATHS": paths, "EXTRA_PATH_METADATA": extra}


def _cover(names: list[str], folder: str = "") -> list[str]:
    """The fewest folders and files that hold every name that is no picture, and no picture."""
    inside = [name for name in names if name.startswith(folder)]
    if folder and not any(map(is_picture, inside)):
        return [folder.rstrip("/")]
    parts = sorted({name.removeprefix(folder).partition("/")[:2] for name in inside if not is_picture(name)})
    held = [_cover(names, f"{folder}{first}/") if slash else [f"{folder}{first}"] for first, slash in parts]
    return [path for paths in held for path in paths]


def _hosts(site: OldSite, known: dict, report: Report) -> dict[str, object]:
    """The hosts that pages call, as allowed ones, and the pages with scripts of their own."""
    called: dict[str, list] = {}
    scripts = []
    for name, source in site.texts.items():
        if name not in site.moved or site.moved[name].startswith("/"):
            continue
        for host, line in hosts.called(source).items():
            if host not in called:
                report.change(site.place(name), line, f"{host} is called from here: EMBEDS_HOSTS allows it")
            called[host] = known.get(host, [])
        for key in sorted({"slug", "url", "save_as"} & text.header(source).keys() if name not in site.posts else ()):
            report.leave(site.place(name), 1, f"'{key}' in front matter changes the page's address here: take it out")
        for line, reason in hosts.made_elsewhere(source):
            report.leave(site.place(name), line, reason)
        if line := hosts.first_script(source):
            scripts.append(site.moved[name])
            report.change(site.place(name), line, "this page runs a script of its own: EMBEDS_SCRIPTS allows it")
    return {"EMBEDS_HOSTS": called, "EMBEDS_SCRIPTS": scripts or GONE}


def public(site: OldSite, source: str, report: Report) -> str:
    """publishconf.py: the site's address and domain."""
    cname = site.docs / "CNAME"
    domain = values.domain_of(cname.read_bytes().decode("utf-8", "replace")) if "CNAME" in site.moved else ""
    return rewritten(source, values.public(site.config, domain, value_of(source, "PUBLISH") or {}, report))
