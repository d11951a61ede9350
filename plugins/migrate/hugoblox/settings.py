"""The settings of the new site, and the old addresses that lead to new ones.

In: a `Plan` and the planned files. Out: values by the names of settings, and redirects.
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from plugins.migrate.hugoblox.front_matter import one_line, table_of, words_of
from plugins.migrate.hugoblox.old_addresses import page_length
from plugins.migrate.hugoblox.owner import identity
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import HugoPage, lists_of
from plugins.migrate.static_paths import cover

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")


def pelican_settings(plan: Plan, files: Mapping[str, object], published: list[str]) -> dict[str, object]:
    """pelicanconf.py. `published` are the files that had addresses, by their paths below content/."""
    config = plan.site.config
    given = identity(plan)
    given["COPYRIGHT"] = _copyright(plan, str(given["AUTHOR"]))
    given["DEFAULT_LANG"] = _language(plan)
    if menu := menu_setting(plan):
        given["MENU"] = menu
    given |= address_settings(plan)
    extra = {"pages/index.md": {"save_as": "index.html", "url": ""}}
    for name in ("robots.txt", "CNAME"):
        if f"content/extra/{name}" in files:
            extra[f"extra/{name}"] = {"path": name}
    icon = next((name for name in ("favicon.svg", "favicon.png") if f"content/extra/{name}" in files), "")
    if icon:
        extra[f"extra/{icon}"] = {"path": icon}
        given["FAVICON"] = icon
    given["EXTRA_PATH_METADATA"] = extra
    given["STATIC_PATHS"] = [*static_paths(plan, published), *(name for name in extra if name.startswith("extra/"))]
    given["LOOK"] = _look(config.params)
    if length := page_length(plan):
        given["DEFAULT_PAGINATION"] = length
    return given


def static_paths(plan: Plan, published: list[str]) -> list[str]:
    """The files that had addresses: all of static/, and those beside texts except for pictures, which pages show in
    the sizes that they need."""
    own = {*plan.site.static}
    pictures = [name for name in published if name in own and not name.startswith("media/")]
    whole = sorted({name.partition("/")[0] for name in pictures if "/" in name})
    hidden = {name.partition("/")[0] for name in published if name not in own} | {"media"}
    folders = [name for name in whole if name not in hidden and name != "extra"]
    rest = [name for name in published if name.partition("/")[0] not in folders and not name.startswith("extra/")]
    single = sorted(name for name in rest if name in own)
    return [*folders, *single, *cover(sorted(name for name in rest if name not in own))]


def address_settings(plan: Plan) -> dict[str, object]:
    """The addresses of articles and of their lists: those of the section that has most of them."""
    if not plan.site.post_sections:
        return {}
    base = plan.site.post_sections[0]
    index = plan.site.index_of(base)
    given: dict[str, object] = {}
    for name, address in (
        ("ARTICLE", f"{base}/{{slug}}/"),
        ("INDEX", f"{base}/"),
        ("ARCHIVES", f"{base}/archives/"),
        ("YEAR_ARCHIVE", f"{base}/{{date:%Y}}/"),
    ):
        given |= {f"{name}_URL": address, f"{name}_SAVE_AS": f"{address}index.html"}
    for key, end in (("ARTICLE_LANG_URL", ""), ("ARTICLE_LANG_SAVE_AS", "index.html")):
        given[key] = f"{{lang}}/{base}/{{slug}}/{end}"
    given["SITEMAP"] = {"exclude": ["^404", f"^{base}/page/"]}
    if index and index.text.text("title"):
        given["NEWS_TITLE"] = index.title
    return given


def public_settings(plan: Plan, files: Mapping[str, object]) -> dict[str, object]:
    """publishconf.py."""
    config, report = plan.site.config, plan.report
    written = config.text("baseurl").rstrip("/")
    written = f"https://{written}" if re.match(r"[\w-]+(?:\.[\w-]+)+", written) else written
    given: dict[str, object] = {}
    if urlsplit(written).scheme in ("http", "https") and urlsplit(written).hostname:
        given["SITEURL"] = written
    else:
        report.leave(*config.place("baseurl"), "no baseURL: write the site's address as SITEURL in publishconf.py")
    if "content/extra/CNAME" in files:
        path = plan.site.folder / "static/CNAME"
        given["PUBLISH"] = {"domain": (path.read_text("utf-8", "replace").split() or [""])[0]}
    if plan.site.post_sections:
        sections = dict.fromkeys(name for name, _ in lists_of(plan.site))
        given["FEED_COPIES"] = ["index.xml", *(f"{name}/index.xml" for name in sections)]
        report.change(
            *config.place("outputs"), "the feed is feed.xml; its readers find it at index.xml and in each section too"
        )
    return given


def _language(plan: Plan) -> str:
    config = plan.site.config
    written = one_line(config.languages.get(config.language, {}).get("languagecode")) or config.language
    written = written if "-" not in written or written.lower() not in ("en-us",) else "en"
    return written.replace("_", "-") if LANGUAGE.fullmatch(written) else "en"


def _copyright(plan: Plan, author: str) -> str:
    """The notice, without the year, which would be that of the last build."""
    params = plan.site.config.params
    written = params.get("copyright")
    footer = table_of(written) or table_of(table_of(params.get("footer")).get("copyright"))
    notice = one_line(footer.get("notice")) or one_line(written) or plan.site.config.text("copyright")
    license_ = _license(table_of(footer.get("license")) or table_of(params.get("copyright_license")))
    words = notice.replace("{year}", "").replace("{license}", license_).replace("{name}", author)
    return " ".join(re.sub(r"<[^<>]*>", "", words).split()) or f"© {author}"


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
        if (parent := one_line(entry.get("parent"))) and (target := _menu_target(plan, entry)):
            below.setdefault(parent, []).append((_menu_title(entry), target))
    menu: list[tuple[str, object]] = []
    for entry in entries:
        if one_line(entry.get("parent")):
            continue
        inner = below.get(one_line(entry.get("identifier"))) or below.get(one_line(entry.get("name")))
        if inner:
            menu.append((_menu_title(entry), inner))
        elif target := _menu_target(plan, entry):
            menu.append((_menu_title(entry), target))
    return menu


def _menu_title(entry: Mapping[str, object]) -> str:
    return re.sub(r"<[^<>]*>", "", one_line(entry.get("name"))).strip() or "Menu"


def _menu_target(plan: Plan, entry: Mapping[str, object]) -> str:
    written = one_line(entry.get("url")) or one_line(entry.get("pageref"))
    name = plan.site.config.place("menus")
    if re.match(r"(?:https?://|mailto:)\S+$", written):
        return written
    path, mark, anchor = written.partition("#")
    if anchor and not path.strip("/"):
        if anchor in plan.anchors:
            return f"/#{anchor}"
        plan.report.leave(*name, f"the menu leads to '#{anchor}', which is not on the home page now")
        return ""
    if not path.strip("/"):
        return ""
    home = HugoPage("_index.md", plan.site.texts[0].text, "home", "")
    target = plan.link(home, f"/{path.lstrip('/')}")
    if not target:
        plan.report.leave(*name, f"the menu leads to '{written}', which is not a page or a file of this site")
        return ""
    return f"{target}{mark}{anchor}"


def report_unread(plan: Plan) -> None:
    """What of the site has no counterpart here."""
    folder, report = plan.site.folder, plan.report
    for name, why in (
        ("layouts", "templates of Hugo: the theme's own are in theme/templates/"),
        ("assets/scss", "styles of HugoBlox: write rules for this theme in content/extra/custom.css"),
        ("assets/css", "styles of HugoBlox: write rules for this theme in content/extra/custom.css"),
        ("assets/js", "scripts are not moved: pages work without them"),
        ("i18n", "words of the theme are not moved"),
    ):
        place = folder / name
        if place.is_dir() and any(place.rglob("*.*")):
            report.leave(f"{name}/", None, why)
    params = plan.site.config.params
    place = plan.site.config.place("params")
    analytics = table_of(params.get("analytics")) or table_of(table_of(params.get("marketing")).get("analytics"))
    if any(_words_in(analytics)) or one_line(plan.site.config.get("googleanalytics")):
        report.leave(*place, "visits are not counted here: no page runs a script of another host")
    comment = table_of(params.get("comments")) or table_of(table_of(params.get("features")).get("comment"))
    if one_line(comment.get("provider")):
        report.leave(*place, "comments have no counterpart here")


def _words_in(table: Mapping[str, object]) -> Iterator[str]:
    """All texts in a table and in those below it."""
    for value in table.values():
        yield from _words_in(table_of(value)) if isinstance(value, dict) else words_of(value)
