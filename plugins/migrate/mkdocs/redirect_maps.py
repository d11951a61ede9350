"""The addresses of the old site that lead on: those of the plugin redirects, and of the blog's lists and posts.

In: an `OldSite`. Out: new addresses by old ones.
"""

from posixpath import normpath

from plugins.migrate.mkdocs.docs_folder import is_page, mkdocs_address
from plugins.migrate.mkdocs.mkdocs_config import Place
from plugins.migrate.mkdocs.old_site import OldSite
from plugins.migrate.redirects import output_file
from plugins.migrate.report import MigrationReport


def plan_redirects(site: OldSite, report: MigrationReport) -> dict[str, str]:
    """One for each entry of `redirect_maps`, each view of the blog, and each post whose address changes."""
    taken = {output_file(place) for place in site.by_address}
    years = {f"{post.day:%Y}" for post in site.posts.values() if post.day}
    written = {output_file(f"{site.news_years}{year}/") for year in years}
    redirects: dict[str, str] = {}
    for old, target, place in [*_read_redirect_maps(site, report), *_blog_redirects(site)]:
        if output_file(old) in taken or ".." in old.split("/"):
            report.leave(*place, f"no redirect from '{old}': it is the address of a page, or not on this site")
        elif output_file(old) not in written:
            redirects[old] = target
    return redirects


def _read_redirect_maps(site: OldSite, report: MigrationReport) -> list[tuple[str, str, Place]]:
    """The old address, the target and the place of each entry of `redirect_maps`."""
    maps = (site.config.options("redirects") or {}).get("redirect_maps")
    found = []
    for old, new in maps.items() if isinstance(maps, dict) else ():
        keys = (keys for keys in site.config.places if keys[-1] == str(old) and "redirect_maps" in keys)
        place = site.config.place(*next(keys, ("plugins",)))
        target = _target_address(site, str(new))
        if target is None or not is_page(str(old)):
            report.leave(*place, f"the redirect from '{old}' leads to '{new}', which does not exist")
        else:
            found.append((mkdocs_address(normpath(str(old)), site.in_folders), target, place))
    return found


def _target_address(site: OldSite, written: str) -> str | None:
    if written.startswith(("http://", "https://")):
        return written
    path, mark, anchor = written.partition("#")
    name = normpath(path)
    if name in site.posts:
        return site.posts[name].address + mark + anchor
    if name not in site.moved:
        return path + mark + anchor if path.strip("/") in site.by_address else None
    return (mkdocs_address(name, site.in_folders) if is_page(name) else name) + mark + anchor


def _blog_redirects(site: OldSite) -> list[tuple[str, str, Place]]:
    if not site.blog:
        return []
    place = site.config.place("plugins")
    views = [(view, site.news, place) for view in site.blog.views]
    if site.blog.pattern:
        return views
    moved = [(post, f"{site.news}{post.target.rpartition('/')[2][11:-3]}/") for post in site.blog.posts]
    return [*views, *((post.address, new, place) for post, new in moved if post.address != new)]
