"""The settings of the new site, and the old addresses that lead to new ones.

In: a `Plan` and the planned files. Out: values by the names of settings, and redirects.
"""

import re
from collections.abc import Iterator, Mapping

from plugins.migrate.hugoblox.front_matter import first_of, one_line, table_of, words_of
from plugins.migrate.hugoblox.old_addresses import page_length
from plugins.migrate.hugoblox.owner import identity
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import HOME, lists_of
from plugins.migrate.new_text import plain_line
from plugins.migrate.redirects import address_settings
from plugins.migrate.shared_settings import cover, file_settings, language_code, public_address, read_domain

STYLES = "styles of HugoBlox: write rules for this theme in content/extra/custom.css"
NOT_MOVED = {
    "layouts": "templates of Hugo: the theme's own are in theme/templates/",
    "assets/scss": STYLES,
    "assets/css": STYLES,
    "assets/js": "scripts are not moved: pages work without them",
    "i18n": "words of the theme are not moved",
}


def pelican_settings(plan: Plan, files: Mapping[str, object], published: list[str]) -> dict[str, object]:
    """pelicanconf.py. `published` are the files that had addresses, by their paths below content/."""
    config = plan.site.config
    given = identity(plan)
    given["COPYRIGHT"] = _copyright(plan, str(given["AUTHOR"]))
    own = one_line(config.languages.get(config.language, {}).get("languagecode")) or config.language
    given["DEFAULT_LANG"] = "en" if own.lower() == "en-us" else language_code(own)
    given["LOOK"] = _look(config.params)
    given["DEFAULT_PAGINATION"] = page_length(plan)
    if menu := menu_setting(plan):
        given["MENU"] = menu
    return given | _list_settings(plan) | file_settings(static_paths(plan, published), files)


def static_paths(plan: Plan, published: list[str]) -> list[str]:
    """The files that had addresses: all of static/, and those beside texts except for pictures, which pages show in
    the sizes that they need."""
    own = {*plan.site.static}
    mixed = {name.partition("/")[0] for name in published if name not in own} | {"media", "extra"}
    folders = sorted({name.partition("/")[0] for name in published if name in own and "/" in name} - mixed)
    rest = [name for name in published if name.partition("/")[0] not in folders and not name.startswith("extra/")]
    single = sorted(name for name in rest if name in own)
    return [*folders, *single, *cover(sorted(name for name in rest if name not in own))]


def _list_settings(plan: Plan) -> dict[str, object]:
    """The addresses of articles and of their lists: those of the section that has most of them."""
    if not plan.site.post_sections:
        return {}
    base = plan.site.post_sections[0]
    index = plan.site.index_of(base)
    given: dict[str, object] = {}
    for name, address in (
        ("ARTICLE", f"{base}/{{slug}}/"),
        ("ARTICLE_LANG", f"{{lang}}/{base}/{{slug}}/"),
        ("INDEX", f"{base}/"),
        ("ARCHIVES", f"{base}/archives/"),
        ("YEAR_ARCHIVE", f"{base}/{{date:%Y}}/"),
    ):
        given |= address_settings(name, address)
    given["SITEMAP"] = {"exclude": ["^404", f"^{base}/page/"]}
    if index and index.text.text("title"):
        given["NEWS_TITLE"] = index.title
    return given


def public_settings(plan: Plan) -> dict[str, object]:
    """publishconf.py."""
    config, report = plan.site.config, plan.report
    written = config.text("baseurl")
    written = f"https://{written}" if re.match(r"[\w-]+(?:\.[\w-]+)+", written) else written
    domain = read_domain(plan.site.folder / "static/CNAME") if "CNAME" in plan.site.static else ""
    given = public_address(written, domain, "baseURL", config.place("baseurl"), report)
    if plan.site.post_sections:
        given["FEED_COPIES"] = ["index.xml", *(f"{name}/index.xml" for name, _ in lists_of(plan.site))]
        message = "the feed is feed.xml; its readers find it at index.xml and in each section too"
        report.change(*config.place("outputs"), message)
    return given


def _copyright(plan: Plan, author: str) -> str:
    """The notice, without the year, which would be that of the last build."""
    params = plan.site.config.params
    written = params.get("copyright")
    footer = table_of(written) or table_of(table_of(params.get("footer")).get("copyright"))
    notice = first_of(footer, "notice") or one_line(written) or plan.site.config.text("copyright")
    license_ = _license(table_of(footer.get("license")) or table_of(params.get("copyright_license")))
    words = notice.replace("{year}", "").replace("{license}", license_).replace("{name}", author)
    return plain_line(words) or f"© {author}"


def _license(options: Mapping[str, object]) -> str:
    """The name of a Creative Commons license, as HugoBlox derives it."""
    parts = ["BY", *(["NC"] if options.get("allow_commercial") is False else [])]
    if options.get("allow_derivatives") is False:
        parts.append("ND")
    elif options.get("share_alike") is True:
        parts.append("SA")
    return f"CC {'-'.join(parts)} 4.0"


def _look(params: Mapping[str, object]) -> dict[str, str]:
    """The scheme and the fonts, as far as the old site chose them."""
    theme, typography = table_of(params.get("theme")), table_of(params.get("typography"))
    mode = one_line(theme.get("mode")) or one_line(table_of(params.get("appearance")).get("mode"))
    fonts = {"serif": "serif", "native": "system"}.get(one_line(typography.get("font")), "")
    return {**({"scheme": mode} if mode in ("light", "dark") else {}), **({"fonts": fonts} if fonts else {})}


def menu_setting(plan: Plan) -> list[tuple[str, object]]:
    """MENU: the main menu, with what stands below another entry."""
    entries = plan.site.config.menu()
    below: dict[str, list[tuple[str, object]]] = {}
    for entry in entries:
        if (parent := first_of(entry, "parent")) and (target := _menu_target(plan, entry)):
            below.setdefault(parent, []).append((_menu_title(entry), target))
    tops = [entry for entry in entries if not first_of(entry, "parent")]
    inner = [below.get(first_of(entry, "identifier")) or below.get(first_of(entry, "name")) for entry in tops]
    shown = [(_menu_title(top), inside or _menu_target(plan, top)) for top, inside in zip(tops, inner, strict=True)]
    return [(title, target) for title, target in shown if target]


def _menu_title(entry: Mapping[str, object]) -> str:
    return plain_line(first_of(entry, "name")) or "Menu"


def _menu_target(plan: Plan, entry: Mapping[str, object]) -> str:
    written = first_of(entry, "url", "pageref")
    place = plan.site.config.place("menus")
    if re.match(r"(?:https?://|mailto:)\S+$", written):
        return written
    path, mark, anchor = written.partition("#")
    if anchor and not path.strip("/"):
        if anchor in plan.anchors:
            return f"/#{anchor}"
        plan.report.leave(*place, f"the menu leads to '#{anchor}', which is not on the home page now")
    elif path.strip("/"):
        if target := plan.link(HOME, f"/{path.lstrip('/')}"):
            return f"{target}{mark}{anchor}"
        plan.report.leave(*place, f"the menu leads to '{written}', which is not a page or a file of this site")
    return ""


def report_unread(plan: Plan) -> None:
    """What of the site has no counterpart here."""
    folder, report = plan.site.folder, plan.report
    for name, why in NOT_MOVED.items():
        if any((folder / name).rglob("*.*")):
            report.leave(f"{name}/", None, why)
    params = plan.site.config.params
    place = plan.site.config.place("params")
    analytics = table_of(params.get("analytics")) or table_of(table_of(params.get("marketing")).get("analytics"))
    if any(_words_in(analytics)) or plan.site.config.text("googleanalytics"):
        report.leave(*place, "visits are not counted here: no page runs a script of another host")
    comment = table_of(params.get("comments")) or table_of(table_of(params.get("features")).get("comment"))
    if one_line(comment.get("provider")):
        report.leave(*place, "comments have no counterpart here")


def _words_in(table: Mapping[str, object]) -> Iterator[str]:
    """All texts in a table and in those below it."""
    for value in table.values():
        yield from _words_in(table_of(value)) if isinstance(value, dict) else words_of(value)
