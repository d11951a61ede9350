"""A site of HugoBlox (earlier: Wowchemy, Hugo Academic) → a `MovedSite`."""

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname

from plugins.migrate.hugoblox.bibliography import has_own_text, read_bibliography
from plugins.migrate.hugoblox.blocks import anchors_of
from plugins.migrate.hugoblox.config import AUTHOR_DATA, read_config, settings_files
from plugins.migrate.hugoblox.new_pages import home_page, list_page, new_article, new_page, publication_text
from plugins.migrate.hugoblox.old_addresses import old_addresses
from plugins.migrate.hugoblox.plan import Plan, static_place
from plugins.migrate.hugoblox.records import cv_file, people_file
from plugins.migrate.hugoblox.settings import pelican_settings, public_settings, report_unread
from plugins.migrate.hugoblox.site import EVENTS, HOME, PUBLICATIONS, HugoPage, lists_of, read_site
from plugins.migrate.moved_site import MADE_HERE, Files, MovedSite, count_files
from plugins.migrate.report import MigrationFailed, MigrationReport

NAME = "HugoBlox (Wowchemy, Hugo Academic)"
SIGNS = "config/_default/ or hugo.yaml with content/authors/, content/publication/ or content/home/"
FOLDERS = ("authors", "publication", "publications", "home")
NAMED = re.compile(rb"wowchemy|hugo-?blox|hugo-academic|academic-kickstart", re.I)
OF_SERVERS = ("_redirects", "_headers")


def recognize(folder: Path) -> bool:
    """Whether the folder is a site of Hugo with what HugoBlox has."""
    if not folder.is_dir() or next(settings_files(folder), None) is None or not (folder / "content").is_dir():
        return False
    if any((folder / "content" / name).is_dir() for name in FOLDERS) or (folder / AUTHOR_DATA).is_dir():
        return True
    named = (folder / name for name in ("go.mod", "config/_default/module.yaml", "config/_default/module.toml"))
    return any(path.is_file() and NAMED.search(path.read_bytes()[:100_000]) for path in named)


def read(folder: Path, report: MigrationReport) -> MovedSite:
    folder = folder.resolve()
    site = read_site(read_config(folder), report)
    if not site.texts:
        raise MigrationFailed(f"{folder / 'content'}: there is no text in this folder")
    plan = Plan(site, report)
    plan.articles = {page.name for page in site.in_sections(*site.post_sections) if page.text.day}
    bibliography = _plan_addresses(plan)
    cv, plan.cv_sections = cv_file(plan)
    home = next((page for page in site.texts if page.kind == "home" and not page.lang), HOME)
    plan.anchors = anchors_of(plan, home)
    files: Files = dict(_copied(plan))
    published = [name.removeprefix("content/") for name in files]
    files |= _appearance(plan)
    files |= dict(_texts(plan, home))
    for name, text in (("publications.bib", bibliography), ("people.toml", people_file(plan)), ("cv.toml", cv)):
        if text:
            files[f"content/{name}"] = text.encode()
    report_unread(plan)
    settings, public = pelican_settings(plan, files, published), public_settings(plan)
    talks = sum(not page.is_draft for page in site.of(*EVENTS))
    counts = count_files(files) | {"publication": len(plan.keys), "person": len(site.people), "talk": talks}
    return MovedSite("HugoBlox", files, settings, public, _redirects(plan, files), counts)


def _plan_addresses(plan: Plan) -> str:
    """Where publications, people and lists are now; returns the bibliography."""
    site = plan.site
    for page in site.people:
        if page is site.owner:
            plan.redirects[page.address] = ""
        elif not page.text.body.strip():
            people = site.index_of(page.name.partition("/")[0])
            plan.redirects[page.address] = plan.people_page or (people.address if people else "")
    bibliography, plan.keys = read_bibliography(plan)
    for page in site.of(*PUBLICATIONS):
        if page.name in plan.keys:
            key = re.sub(r"[^\w.-]+", "-", plan.keys[page.name]).strip("-.")
            plan.redirects[page.address] = f"publications/{key}/"
    if plan.keys and site.of("publication"):
        plan.redirects["publication/"] = "publications/"
    for name in site.post_sections[1:]:
        plan.redirects[f"{name}/"] = f"{site.post_sections[0]}/"
    return bibliography


def _copied(plan: Plan) -> Iterator[tuple[str, Path]]:
    """The files of the site that stay as they are: those of texts, of static/ and of assets/media/."""
    site = plan.site
    for name in site.static:
        if name in (*MADE_HERE, "index.html"):
            plan.report.leave(f"static/{name}", None, f"not moved: the site makes its own {name}")
        elif name not in OF_SERVERS:
            yield f"content/{static_place(name)}", site.folder / "static" / name
    for name in site.files:
        if not name.lower().endswith(".bib") or dirname(name).partition("/")[0] not in PUBLICATIONS:
            yield f"content/{plan.place_of(name)}", site.folder / "content" / name
    for name in site.media:
        if name not in ("icon.png", "icon.svg") and not name.startswith("icons/"):
            yield f"content/media/{name}", site.folder / "assets/media" / name


def _appearance(plan: Plan) -> Files:
    """The favicon, and the author's own icons."""
    media = plan.site.folder / "assets/media"
    files: Files = {f"content/icons/{icon}.svg": media / f"icons/{name}.svg" for name, icon in plan.own_icons.items()}
    for ending in ("svg", "png"):
        if f"icon.{ending}" in plan.site.media:
            files[f"content/extra/favicon.{ending}"] = media / f"icon.{ending}"
            break
    return files


def _texts(plan: Plan, home: HugoPage) -> Iterator[tuple[str, bytes]]:
    """The pages and articles."""
    site = plan.site
    yield "content/pages/index.md", home_page(plan, home)
    for page in site.of(*PUBLICATIONS):
        if page.name in plan.keys and has_own_text(page):
            yield f"content/publications/{plan.keys[page.name]}.md", publication_text(plan, page)
    for page in site.texts:
        if page is home or page.address in plan.redirects or (page.kind == "person" and page is site.owner):
            continue
        if page.name in plan.articles:
            yield new_article(plan, page)
        elif page.kind != "section" or site.post_sections[:1] != [dirname(page.name)]:
            yield f"content/pages/{_page_file(page)}", new_page(plan, page)
        elif page.text.body.strip():
            message = "the text above the list of posts is not shown: move it to a page"
            plan.report.leave(page.place, page.text.body_line, message)
    for name, pages in lists_of(site):
        missing = f"{name}/" not in site.by_address and f"{name}/" not in plan.redirects
        if missing and name not in site.post_sections:
            yield f"content/pages/{name}/index.md", list_page(plan, name, pages)


def _page_file(page: HugoPage) -> str:
    """The file whose path is the page's address."""
    address = page.address.removesuffix(".html").strip("/") or "index"
    return f"{address}/index.md" if page.folder and page.address else f"{address}.md"


def _redirects(plan: Plan, files: Files) -> dict[str, str]:
    """Redirects from the old addresses that no page or file of the new site uses."""
    texts = plan.site.texts
    taken = {page.address for page in texts if page.address not in plan.redirects or page.is_draft}
    taken |= {name.removeprefix("content/pages/").removesuffix("index.md") for name in files}
    if plan.site.post_sections:
        homes = ("", *(page.address for page in texts if page.kind == "home" and page.lang))
        taken |= {f"{home}{plan.site.post_sections[0]}/" for home in homes}  # the build makes a list in each language
    found = dict([*old_addresses(plan)][::-1]) | plan.redirects
    return {old: new for old, new in found.items() if old not in taken and old.strip("/")}
