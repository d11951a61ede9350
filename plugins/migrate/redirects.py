"""Old addresses that lead to new ones: a small page for each, which needs neither script nor server.

In: an `OldSite` and the site's address. Out: files below content/redirects/, where each lies as in the output.
"""

from html import escape
from pathlib import Path
from posixpath import dirname, normpath, relpath
from string import Template
from urllib.parse import quote, urlsplit

from plugins.migrate import leftovers
from plugins.migrate.content import Files
from plugins.migrate.docs import address, file_at, is_page
from plugins.migrate.old_site import OldSite
from plugins.migrate.report import Report, counted

FOLDER = "content/redirects"
PAGE = Template(Path(__file__).with_name("redirect.html").read_text("utf-8"))


def planned(site: OldSite, site_url: str, report: Report) -> Files:
    """A page for each entry of `redirect_maps`, each category of the blog, each post whose address no rule keeps."""
    taken = {file_at(place) for place in site.by_address}
    pages: dict[str, str] = {}
    for old, target, place in [*_written(site, report), *_of_the_blog(site)]:
        if file_at(old) in taken or ".." in old.split("/"):
            report.leave(*place, f"no redirect from '{old}': it is a page's own address, or none of this site")
        else:
            pages[file_at(old)] = target
    if pages:
        report.moved.append(f"{counted(len(pages), 'redirect')} to {FOLDER}/")
    return {f"{FOLDER}/{file}": page(file, target, site_url).encode() for file, target in pages.items()}


def page(file: str, target: str, site_url: str) -> str:
    """A page at `file` that leads to `target`, an address of the site or of another one."""
    path, mark, anchor = target.partition("#")
    if urlsplit(target).scheme:
        return PAGE.substitute(target=escape(target), canonical=escape(target))
    near = quote(relpath(file_at(path), dirname(file) or ".")) + mark + quote(anchor)
    return PAGE.substitute(target=escape(near), canonical=escape(f"{site_url}/{quote(path)}" if site_url else near))


def _written(site: OldSite, report: Report) -> list[tuple[str, str, tuple]]:
    """The plugin's `redirect_maps`: (old address, target, place)."""
    maps = (leftovers.options(site.config, "redirects") or {}).get("redirect_maps")
    found = []
    for old, new in maps.items() if isinstance(maps, dict) else ():
        place = _place(site, str(old))
        target = _address(site, str(new))
        if target is None or not is_page(str(old)):
            report.leave(*place, f"the redirect from '{old}' leads to '{new}', which is not there")
        else:
            found.append((address(normpath(str(old)), site.in_folders), target, place))
    return found


def _place(site: OldSite, old: str) -> tuple[str, int | None]:
    for path in site.config.places:
        if path[-1] == old and "redirect_maps" in path:
            return site.config.place(*path)
    return site.config.place("plugins")


def _address(site: OldSite, written: str) -> str | None:
    if written.startswith(("http://", "https://")):
        return written
    path, mark, anchor = written.partition("#")
    name = normpath(path)
    if name in site.posts:
        return site.posts[name].address + mark + anchor
    if name not in site.moved:
        return path + mark + anchor if path.strip("/") in site.by_address else None
    return (address(name, site.in_folders) if is_page(name) else name) + mark + anchor


def _of_the_blog(site: OldSite) -> list[tuple[str, str, tuple]]:
    if not site.blog:
        return []
    place = site.config.place("plugins")
    end = "/" if site.in_folders else ".html"
    categories = [(f"{site.blog.base}category/{slug}{end}", site.news, place) for slug in site.blog.categories()]
    if site.blog.pattern:
        return categories
    moved = [(post, f"{site.news}{post.target.rpartition('/')[2][11:-3]}/") for post in site.blog.posts]
    return [*categories, *((post.address, new, place) for post, new in moved if post.address != new)]
