"""The content/ folder of the new site: pages byte for byte, posts as articles, files where they were.

In: an `OldSite` and the facts of its pages. Out: `Files`, by path below the target: bytes to write, or a file to copy.
"""

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote

from plugins.dialect.source.line_numbers import line_at
from plugins.migrate.file_list import list_files
from plugins.migrate.mkdocs.docs_folder import is_page
from plugins.migrate.mkdocs.old_site import BIBLIOGRAPHY, OldSite
from plugins.migrate.mkdocs.palette import read_only_scheme
from plugins.migrate.mkdocs.snippets import find_snippet, find_snippets
from plugins.migrate.mkdocs.style_sheets import describe_dropped, translate_styles
from plugins.migrate.moved_site import MADE_HERE, Files
from plugins.migrate.new_text import block
from plugins.migrate.page_facts import PageFacts
from plugins.migrate.page_source import HEADER, add_title, escape_markdown, quote_path, rewrite_links, split_relative
from plugins.migrate.plain_yaml import load_yaml
from plugins.migrate.report import MigrationReport, counted

AUTHORS = re.compile(r"^authors:[ \t]*(?:\[[^\]]*\]|(?:\r?\n[ \t]*-[^\n]*)+)", re.M)
NO_TEXT = "<!-- There is no text in this page yet. -->\n"
POSTS = block("news", style="excerpts", limit=10) + "\n"


def plan_content(site: OldSite, facts: Mapping[str, PageFacts], report: MigrationReport) -> Files:
    """Everything below content/ that comes from docs, overrides and snippets, and a home page if there is none."""
    files: Files = {}
    for name in site.files:
        target = site.moved.get(name)
        if target is None or target.startswith("/"):
            continue
        if f"content/{target}" in files:
            report.leave(site.place(name), None, f"not moved: content/{target} is there already")
            continue
        page = _move_page(site, name, facts.get(name), report) if is_page(name) else None
        files[f"content/{target}"] = page or site.docs / name
    if not site.home and "index.html" not in site.moved:
        files["content/pages/index.md"] = _new_home(site, report)
    if BIBLIOGRAPHY in site.moved:
        message = "this is the bibliography now, with a page for each entry and a list at /publications/"
        report.change(site.place(BIBLIOGRAPHY), None, f"{message}; if you want neither, move it to content/files/")
    for name in (name for name in MADE_HERE if name in site.files):
        report.leave(site.place(name), None, f"not moved: the site makes its own {name}")
    _add_icons(site, files, report)
    _add_snippets(site, files, report)
    return files


def _move_page(site: OldSite, name: str, facts: PageFacts | None, report: MigrationReport) -> bytes | None:
    """A page, with a title if only the nav gives one, and with new links to what has another place now; None if it
    stays as it is."""
    if "\N{REPLACEMENT CHARACTER}" in site.texts[name]:  # not UTF-8, which the build reports
        return None
    changed = _move_links(site, name, report) if site.blog else site.texts[name]
    changed = _translate_styles(site, name, changed, report)
    if facts and not facts.has_title:
        title = site.given_title(name)
        changed = add_title(changed, title)
        report.change(f"content/{site.moved[name]}", 1, f"'title: {title}' is added: the page had no heading above all")
    if facts and facts.is_empty:
        changed = f"{changed.rstrip()}\n\n{NO_TEXT}"
        report.leave(site.place(name), None, "there is no text in this page: write some, or delete it")
    is_same = changed == site.texts[name] and name not in site.expanded
    return None if is_same else changed.encode("utf-8")


def _translate_styles(site: OldSite, name: str, text: str, report: MigrationReport) -> str:
    """The text of a page whose `<style>` elements are about this site's layout instead of Material's."""
    new, lines, dropped = translate_styles(text, read_only_scheme(site.config))
    for line in lines:
        report.change(site.text_place(name), line, "rules for Material's layout are in terms of this site's")
    if dropped:
        report.leave(site.text_place(name), dropped[0].line, describe_dropped(dropped))
    return new


def _new_home(site: OldSite, report: MigrationReport) -> bytes:
    """A home page for a site that has none: the blog's posts, or else the pages of the nav or the folder."""
    name, described = site.config.get("site_name").strip() or "Home", site.config.get("site_description").strip()
    what = "the blog's posts" if site.posts else "the pages of the site"
    body = POSTS if site.posts else "\n".join(_list_pages(site)) or NO_TEXT
    report.change("content/pages/index.md", None, f"the old site had no home page: this one lists {what}")
    return add_title(f"{described}\n\n{body}".lstrip(), name).encode()


def _list_pages(site: OldSite) -> list[str]:
    shown = [(entry.title, entry.target) for top in site.nav for entry in top.walk() if entry.title]
    pages = shown or [(site.title(name), name) for name in site.texts if name not in site.posts]
    places = [(title, site.moved.get(normpath(name), "")) for title, name in pages]
    return [f"- [{escape_markdown(title)}](<{place[6:]}>)" for title, place in places if place.startswith("pages/")]


def _move_links(site: OldSite, name: str, report: MigrationReport) -> str:
    """The text of a page with new links to what the blog's posts and their list are now."""
    changed, links = rewrite_links(site.texts[name], lambda written: _new_link(site, name, written))
    target = f"content/{site.moved[name]}"
    if name == site.home and not site.blog.base:
        changed = f"{changed.rstrip()}\n\n{POSTS}"
        report.change(target, None, "'/// news' lists the blog's posts, which were on this page")
    for line, before, after in links:
        report.change(target, line, f"link '{before}' is now '{after}'")
    if name in site.posts:
        changed = _with_author_names(site, changed, target, report)
    return changed


def _new_link(site: OldSite, name: str, written: str) -> str | None:
    """The new form of a link, if it has one: of any relative link of a post, and of a page's link to the blog."""
    path, rest = split_relative(written)
    found = _find_file(site, name, unquote(path)) if path else None
    target = site.moved.get(found or "")
    if not target or not (name in site.posts or found in site.posts or target.startswith("/")):
        return None
    return (target if target.startswith("/") else quote_path(relpath(target, dirname(site.moved[name])))) + rest


def _find_file(site: OldSite, name: str, path: str) -> str | None:
    """The file that a link leads to: relative to the page's file (MkDocs), else to its address (browsers)."""
    from_file = normpath(join(dirname(name), path))
    if from_file in site.moved:
        return from_file
    address = site.posts[name].address if name in site.posts else name.rpartition(".")[0]
    return site.by_address.get(normpath(join(address, path))) or site.by_address.get(from_file)


def _with_author_names(site: OldSite, source: str, target: str, report: MigrationReport) -> str:
    """The post with the names of its authors, which `.authors.yml` lists, in place of their keys."""
    names, header = _read_authors(site), HEADER.match(source)
    found = AUTHORS.search(source, 0, header.end()) if header else None
    if not found or not names:
        return source
    named = re.sub(r"(?<=[\s\[,])[\w.-]+(?=[\s\],]|$)", lambda match: names.get(match[0], match[0]), found[0])
    if named != found[0]:
        report.change(target, source.count("\n", 0, found.start()) + 1, "authors are listed by name")
    return source[: found.start()] + named + source[found.end() :]


def _read_authors(site: OldSite) -> dict[str, str]:
    path = site.docs / site.blog.folder / ".authors.yml"
    if path.is_symlink() or not path.is_file():
        return {}
    try:
        known = load_yaml(path.read_text("utf-8"))["authors"]
        return {key: one["name"] for key, one in known.items() if re.fullmatch(r"[\w .'-]+", one["name"])}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _add_icons(site: OldSite, files: Files, report: MigrationReport) -> None:
    """Add the author's own icons; report the templates and other files of overrides."""
    custom = site.config.get("theme", "custom_dir")
    folder = (site.config.folder / normpath(custom)).resolve() if custom else None
    if not folder or not folder.is_dir() or not folder.is_relative_to(site.config.folder) or folder == site.docs:
        return
    below = f"{normpath(custom)}/"
    names = list_files(folder, below, report)
    icons = [name for name in names if name.startswith(".icons/") and name.endswith(".svg")]
    files |= {f"content/icons/{name.removeprefix('.icons/')}": folder / name for name in icons}
    if icons:
        report.moved.append(f"{counted(len(icons), 'icon')} to content/icons/")
    for name in names:
        if name not in icons and not name.endswith(".DS_Store"):
            is_template = name.endswith(".html")
            reason = "a template of Material: the theme's own are in theme/templates/"
            report.leave(f"{below}{name}", 1, reason if is_template else "it has no counterpart here")


def _add_snippets(site: OldSite, files: Files, report: MigrationReport) -> None:
    """Add the files that pages include and the build would not find: those outside of docs."""
    for name, source in site.texts.items():
        for offset, written in find_snippets(source):
            path = find_snippet(site.config, site.docs, written)
            target = f"content/{normpath(written)}"
            if path and not {target, f"content/pages/{normpath(written)}"} & files.keys():
                files[target] = path
                report.change(site.text_place(name), line_at(offset, source), f"{written} is now in content/")
